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
export function relatedCard(context: Context, card: Card): TemplateResult {
	const views = ofNewestDay(context, card.keyDevelopments, 5);
	const lines = linesOf(views, (view) => (view.postId ? postPath(card.slug, view.postId) : null));
	const { lang, dir } = foreign(context, card.language);
	return html`<aside class="related"><p class="kicker">${badge(context, card)}<span>${context.words.relatedStory}</span></p><h3 lang=${lang} dir=${dir}><a href=${storyPath(card)}>${card.headline}</a></h3>${thumbnail(card.lead)}<div class="related-body">${
		lines.length > 0
			? html`<h4 class="developments-title">${developmentsTitle(context, lines)}</h4>${developments(context, lines, { times: "none", language: card.language })}`
			: card.standfirst
				? html`<p lang=${lang} dir=${dir}>${card.standfirst}</p>`
				: nothing
	}</div></aside>`;
}
