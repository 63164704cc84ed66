import type { Card } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import { postPath, storyPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import { developments, developmentsTitle, linesOf, ofNewestDay } from "./developments.ts";
import { foreign } from "./foreign.ts";
import { badge } from "./kicker.ts";
import { thumbnail } from "./picture.ts";

/**
 * The card of a story that another one refers to: headline, picture and the key developments of its newest day. It has
 * no label, which would make a landmark of it: one page may show many.
 */
export function relatedCard(context: Context, card: Card, level: 2 | 3 = 3): TemplateResult {
	const views = ofNewestDay(context, card.keyDevelopments, 5);
	const lines = linesOf(views, (view) => (view.postId ? postPath(card.slug, view.postId) : null));
	const { lang, dir } = foreign(context, card.language);
	const link = html`<a href=${storyPath(card)}>${card.headline}</a>`;
	return html`<aside class="related"><p class="kicker">${badge(context, card)}<span>${context.words.relatedStory}</span></p>${level === 2 ? html`<h2 lang=${lang} dir=${dir}>${link}</h2>` : html`<h3 lang=${lang} dir=${dir}>${link}</h3>`}${thumbnail(card.lead)}<div class="related-body">${
		lines.length > 0
			? html`${level === 2 ? html`<h3 class="developments-title">${developmentsTitle(context, lines)}</h3>` : html`<h4 class="developments-title">${developmentsTitle(context, lines)}</h4>`}${developments(context, lines, { times: "none", language: card.language })}`
			: card.standfirst
				? html`<p lang=${lang} dir=${dir}>${card.standfirst}</p>`
				: nothing
	}</div></aside>`;
}
