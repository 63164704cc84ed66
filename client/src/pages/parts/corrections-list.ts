import type { Card } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import { storyPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import { foreign } from "./foreign.ts";
import { time } from "./time.ts";

/** Corrections to what the list shows, each leading to its story. */
export function correctionsList(context: Context, cards: readonly Card[]): TemplateResult | typeof nothing {
	if (cards.length === 0) return nothing;
	return html`<section><h2>${context.words.corrections}</h2><ul>${cards.map((card) =>
		card.correction
			? html`<li>${time(context, card.correction.at)}<a href=${storyPath(card)}><bdi lang=${foreign(context, card.language).lang}>${card.correction.text}</bdi></a></li>`
			: nothing,
	)}</ul></section>`;
}
