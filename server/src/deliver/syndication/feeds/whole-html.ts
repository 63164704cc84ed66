import { storyPath } from "@dateline/client/pages";
import { escapeHtml } from "@dateline/shared/model";

type StoryLinks = ReadonlyMap<string, { slug: string; kind: "article" | "live"; headline: string }>;

/** The stories that a text of ours refers to by their cards. */
export const relatedIn = (html: string): string[] =>
	[...html.matchAll(/<dateline-related data-story="([^"]*)">/g)].flatMap(([, id]) => (id ? [id] : []));

/**
 * HTML that `renderDocument` wrote, as it may stand anywhere: addresses whole, our own elements as plain links, without
 * what only our pages can use. `url` is the page that the text stands on: fragments lead there.
 */
export function wholeHtml(
	html: string,
	{ origin, url, stories }: { origin: string; url: string; stories: StoryLinks },
) {
	return plainEnough(
		html
			.replace(/<dateline-related data-story="([^"]*)"><\/dateline-related>/g, (_all, id: string) => {
				const story = stories.get(id);
				return story ? `<p><a href="${origin}${storyPath(story)}">${escapeHtml(story.headline)}</a></p>` : "";
			})
			.replace(/<dateline-embed[^>]*>(.*?)<\/dateline-embed>/gs, "<p>$1</p>")
			.replace(/<(div) class="table"[^>]*>/g, "<$1>")
			.replace(/<[a-z][^>]*>/g, (tag) => wholeTag(tag, origin, url)),
	);
}

function wholeTag(tag: string, origin: string, url: string): string {
	return tag
		.replace(/ (?:class|loading|decoding|data-[a-z-]+|sizes)="[^"]*"/g, "")
		.replace(/ (href|src|poster)="(#?)([^"]*)"/g, (_all, name: string, fragment: string, value: string) =>
			fragment ? ` ${name}="${url}#${value}"` : ` ${name}="${wholeAddress(value, origin)}"`,
		)
		.replace(/ srcset="([^"]*)"/g, (_all, set: string) => {
			const whole = set.split(",").map((one) => wholeAddress(one.trim(), origin));
			return ` srcset="${whole.join(", ")}"`;
		});
}

const wholeAddress = (address: string, origin: string): string =>
	address.startsWith("/") && !address.startsWith("//") ? origin + address : address;

/** Text without what XML 1.0 can't carry: control characters, and halves of characters. */
export const plainEnough = (text: string): string =>
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
	text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu, "");
