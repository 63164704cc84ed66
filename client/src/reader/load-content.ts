import type { Content } from "../pages/draw-page.ts";
import type { Page } from "../pages/page-state.ts";

/** The templates of a kind of page, and of no other. */
export async function loadContent({ kind }: Page): Promise<Content> {
	switch (kind) {
		case "feed":
			return (await import("../pages/kinds/feed-page.ts")).feedPage as Content;
		case "section":
		case "topic":
		case "author":
			return (await import("../pages/kinds/list-page.ts")).listPage as Content;
		case "story":
			return (await import("../pages/kinds/story-page.ts")).storyPage as Content;
		case "live":
			return (await import("../pages/kinds/live-page.ts")).livePage as Content;
		case "digest":
			return (await import("../pages/kinds/digest-page.ts")).digestPage as Content;
		case "text":
		case "missing":
		case "gone":
		case "failed":
			return (await import("../pages/kinds/message-page.ts")).messagePage as Content;
	}
}
