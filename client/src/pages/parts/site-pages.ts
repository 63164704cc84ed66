import type { SitePage, SiteView } from "@dateline/shared/model";
import type { FrameWords } from "../words/frame.ts";

/** What one of the site's own pages is called. */
export function titleOfPage(words: FrameWords, page: SitePage): string {
	switch (page) {
		case "about":
			return words.aboutNewsroom;
		case "contact":
			return words.contactUs;
		default:
			return words[page];
	}
}

/** The pages that the footer leads to: about and contact always, the others once they have a text. */
export const pagesInFooter = (site: SiteView): SitePage[] => [
	...new Set<SitePage>(["about", "contact", ...(site.pages ?? [])]),
];
