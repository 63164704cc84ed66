import type { Card } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import { listPath, storyPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import { badge } from "./kicker.ts";
import { extent, stamp } from "./meta.ts";
import { thumbnail } from "./picture.ts";
import { foreign } from "./story-card.ts";
import { time } from "./time.ts";
import { tombstone } from "./tombstone.ts";

/** A story that leads on from a page that has nothing of its own: a row with its headline and its time. */
export function shortEntry(context: Context, card: Card): TemplateResult {
	const { lang, dir } = foreign(context, card.language);
	return html`<article class="entry" data-card=${card.id} aria-labelledby=${`h-${card.id}`} lang=${lang} dir=${dir}><div class="entry-text">${entryKicker(context, card, null)}<h3 class="entry-headline" id=${`h-${card.id}`}><a href=${storyPath(card)}>${card.headline}</a></h3></div><div class="meta">${stamp(context, card)}</div></article>`;
}

/** A story as a row of a list, its time on the rail. `without` is the list that it stands in: not said again. */
export function entry(context: Context, card: Card, without: "section" | "topic" | "author"): TemplateResult {
	const withdrawnAt = context.view.withdrawn[card.id];
	if (withdrawnAt !== undefined) {
		return html`<article class="entry" data-card=${card.id} data-withdrawn>${tombstone(context, "story", withdrawnAt)}</article>`;
	}
	const { lang, dir } = foreign(context, card.language);
	return html`<article class="entry" data-card=${card.id} aria-labelledby=${`h-${card.id}`} lang=${lang} dir=${dir} ?data-fresh=${context.view.fresh.has(card.id)}><div class="entry-text">${entryKicker(context, card, without)}<h3 class="entry-headline" id=${`h-${card.id}`}><a href=${storyPath(card)}>${card.headline}</a></h3>${card.standfirst ? html`<p class="entry-standfirst">${card.standfirst}</p>` : nothing}${card.correction ? html`<p class="entry-note"><b>${context.words.corrected}</b> ${time(context, card.correction.at)}: ${card.correction.text}</p>` : nothing}</div>${thumbnail(card.lead)}<div class="meta">${stamp(context, card)}<span><bdi>${extent(context, card)}</bdi></span></div></article>`;
}

function entryKicker(
	context: Context,
	card: Card,
	without: "section" | "topic" | "author" | null,
): TemplateResult | typeof nothing {
	const section = without === "section" ? null : card.section;
	const topic = without === "topic" ? null : card.topics[0];
	if (card.state === null && !section && !topic) return nothing;
	return html`<p class="kicker">${badge(context, card)}${section ? html`<a href=${listPath("section", section.slug)}>${section.name}</a>` : nothing}${topic ? html`<a href=${listPath("topic", topic.slug)}>${topic.name}</a>` : nothing}</p>`;
}
