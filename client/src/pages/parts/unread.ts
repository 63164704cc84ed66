import { html, nothing, type TemplateResult } from "lit";
import type { Context } from "../context.ts";
import { time } from "./time.ts";

/** "Unread from here" over the first card or post that this reader has not read. */
export function unreadLine(context: Context, id: string): TemplateResult | typeof nothing {
	const { unread } = context.view;
	if (unread?.id !== id) return nothing;
	const { words } = context;
	return html`<p class="unread" data-region="unread" tabindex="-1"><b>${words.unreadFromHere}</b><span>${words.countSince(unread.count)} ${time(context, unread.since)}</span></p>`;
}

/**
 * What has come since the visit before. Its room is in the page from the first frame, and only for those who come back
 * (`data-back` on the root element, which an inline script sets): so nothing moves when it is filled.
 */
export function since(context: Context): TemplateResult {
	const { words, view } = context;
	const { since: came } = view;
	if (!came) return html`<p class="since" data-region="since"></p>`;
	const text = words.sinceLastVisit(came.developments, came.updates, came.isMore);
	return html`<p class="since" data-region="since"><b>${text}</b>${came.updates > 0 ? html` <a class="link" href=${came.href} data-catch-up>${words.goToFirstUnread}</a>` : nothing}</p>`;
}

/** "You had read up to here" under the last one that was read at the visit before. */
export function seenLine(context: Context, id: string): TemplateResult | typeof nothing {
	const { seen } = context.view;
	if (seen?.id !== id) return nothing;
	return html`<p class="seen" data-region="seen" tabindex="-1"><span>${context.words.readUpToHere} ${time(context, seen.at)}</span></p>`;
}
