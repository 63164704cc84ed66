import type { TimelineEntry } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import { postAnchor, postPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import { time } from "./time.ts";

/** Key events that a page shows, and the one after them, which a link leads to. */
const mostEvents = 40;

/** Of a story's key events those that its page needs, so that the page of a long night is no longer than others. */
export const eventsOfPage = (entries: TimelineEntry[]): TimelineEntry[] => entries.slice(0, mostEvents + 1);

/** The timeline of key events, newest first; those that stand on this page are jumped to, the others have their address. */
export function keyEvents(
	context: Context,
	slug: string,
	entries: readonly TimelineEntry[],
	here: ReadonlySet<string>,
	frozen: boolean,
): TemplateResult | typeof nothing {
	if (entries.length === 0) return nothing;
	const { words } = context;
	const next = entries[mostEvents];
	return html`<nav class="key-events" aria-labelledby="key-events"><div class="key-events-inner"><h2 id="key-events">${words.keyEvents}</h2><ol>${entries
		.slice(0, mostEvents)
		.map(
			(entry, index) =>
				html`<li class=${frozen ? "here" : index === 0 ? "now" : ""} data-key-event=${entry.postId}><a href=${here.has(entry.postId) ? `#${postAnchor(entry.postId)}` : postPath(slug, entry.postId)}>${time(context, entry.at)}${entry.headline}</a></li>`,
		)}${next ? html`<li><a href=${postPath(slug, next.postId)}>${words.earlierKeyEvents}</a></li>` : nothing}</ol></div></nav>`;
}
