import { html, nothing, type TemplateResult } from "lit";
import type { Context } from "../context.ts";
import { shortEntry } from "./short-entry.ts";

/** Stories that lead on from a page that has nothing of its own. */
const waysOn = 4;

/** A page that says one thing in large letters, and ways on. */
export function message(
	code: { number: string; word: string; at?: TemplateResult | null },
	title: string,
	text: string | TemplateResult,
	ways: TemplateResult,
): TemplateResult {
	return html`<main class="wrap errors" id="main"><section class="message" aria-labelledby="message"><p class="message-code"><b>${code.number}</b><span>${code.word}</span>${code.at ? html`<span>${code.at}</span>` : nothing}</p><div><h1 class="headline headline-page" id="message">${title}</h1><p class="standfirst">${text}</p>${ways}</div></section></main>`;
}

/** The latest stories of the feed, where the page has them. */
export function latest(context: Context): TemplateResult | typeof nothing {
	const feed = context.state.states["feed"];
	if (feed?.kind !== "list" || feed.cards.length === 0) return nothing;
	return html`<h2 class="message-label">${context.words.theLatest}</h2><ol class="entries entries-short">${feed.cards.slice(0, waysOn).map((card) => html`<li>${shortEntry(context, card)}</li>`)}</ol>`;
}
