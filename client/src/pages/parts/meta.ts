import type { AuthorView, Card, StoryView } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import { changesPath, listPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import { time } from "./time.ts";

/** Names with commas and "and" between them, each a link to its author. */
export function names(context: Context, authors: readonly AuthorView[]): TemplateResult[] {
	const between = context.words.betweenNames(authors.length);
	return authors.map((author, index) => {
		return html`${between[index]}<a href=${listPath("author", author.slug)} rel="author"><bdi>${author.name}</bdi></a>`;
	});
}

/** "By Ilse Varga and Daniel Okoro", or nothing for a text without a name. */
export function byline(context: Context, authors: readonly AuthorView[]): TemplateResult | typeof nothing {
	if (authors.length === 0) return nothing;
	return html`<p class="byline">${context.words.by} ${names(context, authors)}</p>`;
}

/**
 * "Updated 14:05" only when it was updated, else "Published 14:05". Of what has changed, the word leads to what did; the
 * time beside it turns absolute at a tap.
 */
export function stamp(
	context: Context,
	story: Pick<Card, "kind" | "slug" | "publishedAt" | "updatedAt"> & { revision?: number },
): TemplateResult {
	const { words, view } = context;
	const { publishedAt, updatedAt, revision = 1 } = story;
	const word = updatedAt ? words.updated : words.published;
	const isChanged = (updatedAt !== null || revision > 1) && view.notice !== "preview";
	return html`<span class=${updatedAt ? "updated" : ""}>${isChanged ? html`<a class="stamp" href=${changesPath(story)}>${word}<span class="visually-hidden">. ${words.seeWhatChanged}</span></a>` : word} ${time(context, updatedAt ?? publishedAt, "ago")}</span>`;
}

/** How long it is: minutes of reading, or posts. */
export function extent(
	context: Context,
	story: Pick<Card | StoryView, "kind" | "postCount" | "readingMinutes">,
): string {
	return story.kind === "live" ? context.words.posts(story.postCount) : context.words.minRead(story.readingMinutes);
}

/** The time rail of a card: stamp, extent, byline. */
export function meta(context: Context, card: Card): TemplateResult {
	return html`<div class="meta">${stamp(context, card)}<span><bdi>${extent(context, card)}</bdi></span>${byline(context, card.authors)}</div>`;
}
