import type { Card } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import { changesPath, postPath, storyPath } from "../addresses.ts";
import { fullTextOf, relatedUnder, textOf } from "../card-channels.ts";
import type { Context } from "../context.ts";
import { cardOf } from "../page-state.ts";
import { actions } from "./actions.ts";
import { authorBox } from "./author-box.ts";
import { body } from "./body.ts";
import { corrections } from "./correction.ts";
import { developments, developmentsTitle, linesOf, ofNewestDay } from "./developments.ts";
import { foreign } from "./foreign.ts";
import { kicker } from "./kicker.ts";
import { latestPosts } from "./latest-posts.ts";
import { meta } from "./meta.ts";
import { picture } from "./picture.ts";
import { relatedCard } from "./related-card.ts";
import { tombstone } from "./tombstone.ts";

/**
 * A story in the feed, to be read in place: an article with its opening and Show More for the rest, a live story with
 * its newest posts. A short one without a picture has a smaller headline. `first` says that its picture loads at once.
 */
export function storyCard(context: Context, card: Card, first: boolean, level: 2 | 3 = 2): TemplateResult {
	const withdrawnAt = context.view.withdrawn[card.id];
	if (withdrawnAt !== undefined) {
		return html`<article class="story" data-card=${card.id} data-withdrawn>${tombstone(context, "story", withdrawnAt)}</article>`;
	}
	const path = storyPath(card);
	const brief = card.lead === null && card.kind === "article" && card.readingMinutes <= 1;
	const { lang, dir } = foreign(context, card.language);
	const headingClass = `headline ${brief ? "headline-brief" : ""}`;
	const link = html`<a href=${path}>${card.headline}</a>`;
	const heading =
		level === 2
			? html`<h2 class=${headingClass} id=${`h-${card.id}`} lang=${lang} dir=${dir}>${link}</h2>`
			: html`<h3 class=${headingClass} id=${`h-${card.id}`} lang=${lang} dir=${dir}>${link}</h3>`;
	return html`<article class="story" data-card=${card.id} aria-labelledby=${`h-${card.id}`} ?data-fresh=${context.view.fresh.has(card.id)}><header>${kicker(context, card)}${heading}${card.standfirst ? html`<p class="standfirst" lang=${lang} dir=${dir}>${card.standfirst}</p>` : nothing}</header>${meta(context, card)}${card.lead ? picture(context, card.lead, first) : nothing}${card.kind === "live" ? liveText(context, card) : articleText(context, card)}</article>`;
}

function articleText(context: Context, card: Card): TemplateResult {
	const { words, view } = context;
	const isFull = fullTextOf(context.state, card.id) !== null;
	const text = textOf(context.state, card, view.opened);
	const whole = !card.more || isFull || card.id in view.opened;
	const path = storyPath(card);
	return html`${text ? body(context, `${isFull ? "story" : "card"}:${card.id}`, text, "", card.language) : nothing}${
		whole
			? nothing
			: html`<p class="card-more"><a class="button" href=${path} data-action="open" data-story=${card.id}>${words.showMore}<span class="visually-hidden">${words.showMoreOf} <bdi lang=${foreign(context, card.language).lang}>${card.headline}</bdi></span></a></p>`
	}${keyDevelopments(context, card)}${card.correction ? corrections(context, [card.correction], changesPath(card)) : nothing}${actions(context, path, card.headline, card.language)}${related(context, card, text)}${whole && card.readingMinutes > 1 && card.authors[0]?.bio ? authorBox(context, card.authors[0]) : nothing}`;
}

/** The card of the story that this one refers to, while it is public. */
function related(context: Context, card: Card, text: string): TemplateResult | typeof nothing {
	const id = relatedUnder(card, text);
	const other = id === null ? null : cardOf(context.state, id);
	return other ? relatedCard(context, other) : nothing;
}

function keyDevelopments(context: Context, card: Card): TemplateResult | typeof nothing {
	const views = ofNewestDay(context, card.keyDevelopments, 5);
	if (views.length === 0) return nothing;
	const lines = linesOf(views, (view) => (view.postId ? postPath(card.slug, view.postId) : null));
	return html`<div class="card-developments"><h3 class="developments-title">${developmentsTitle(context, lines)}</h3>${developments(context, lines, { times: "none", language: card.language })}</div>`;
}

function liveText(context: Context, card: Card): TemplateResult {
	return html`${keyDevelopments(context, card)}${latestPosts(context, card)}${related(context, card, "")}`;
}
