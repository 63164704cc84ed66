import type { Card } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import { storyPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import { entryKicker } from "./entry-kicker.ts";
import { foreign } from "./foreign.ts";
import { extent, stamp } from "./meta.ts";
import { thumbnail } from "./picture.ts";
import { time } from "./time.ts";
import { tombstone } from "./tombstone.ts";

/** A story as a row of a list, its time on the rail. `without` is the list that it stands in: not said again. */
export function entry(context: Context, card: Card, without: "section" | "topic" | "author"): TemplateResult {
	const withdrawnAt = context.view.withdrawn[card.id];
	if (withdrawnAt !== undefined) {
		return html`<article class="entry" data-card=${card.id} data-withdrawn>${tombstone(context, "story", withdrawnAt)}</article>`;
	}
	const { lang, dir } = foreign(context, card.language);
	return html`<article class="entry" data-card=${card.id} aria-labelledby=${`h-${card.id}`} ?data-fresh=${context.view.fresh.has(card.id)}><div class="entry-text">${entryKicker(context, card, without)}<h3 class="entry-headline" id=${`h-${card.id}`} lang=${lang} dir=${dir}><a href=${storyPath(card)}>${card.headline}</a></h3>${card.standfirst ? html`<p class="entry-standfirst" lang=${lang} dir=${dir}>${card.standfirst}</p>` : nothing}${card.correction ? html`<p class="entry-note"><b>${context.words.corrected}</b> ${time(context, card.correction.at)}: <bdi lang=${lang}>${card.correction.text}</bdi></p>` : nothing}</div>${thumbnail(card.lead)}<div class="meta">${stamp(context, card)}<span><bdi>${extent(context, card)}</bdi></span></div></article>`;
}
