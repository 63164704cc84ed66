import type { Card, DigestView } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { digestPath, feedPath, postPath, storyPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import { type FeedPage, feedChannel } from "../page-state.ts";
import { correctionsList } from "../parts/corrections-list.ts";
import { dayOf } from "../parts/day.ts";
import { developments, type Line } from "../parts/developments.ts";
import { empty } from "../parts/empty.ts";
import { filters } from "../parts/filters.ts";
import { icon } from "../parts/icon.ts";
import { storyCard } from "../parts/story-card.ts";
import { seenLine, since, unreadLine } from "../parts/unread.ts";
import { showMore, signal, updates } from "../parts/updates.ts";
import { listWindow } from "./list-window.ts";

/** Lines of the digest that the feed shows. */
const digestLines = 6;

/** The home page: stories, newest update first, readable in place. */
export function feedPage(context: Context, page: FeedPage): TemplateResult {
	const { words, state } = context;
	const path = feedPath(page);
	const { cards, older } = listWindow(context, feedChannel(page), path, page.before);
	const site = state.states["site"];
	const isWhole = page.before === null && !page.from && !page.keyOnly;
	const digest = site?.kind === "site" ? site.digest : null;
	return html`<main class="wrap" id="main"><div class="page-head"><h1>${words.newsFeed}</h1>${signal(context)}</div>${filters(context, page)}<div class="layout">${isWhole && digest ? digestBox(context, digest) : nothing}<div class="feed" data-region="list">${page.before ? nothing : since(context)}${updates(context, page.before ? path : null)}${page.before ? html`<p class="older-note">${words.olderStories}. <a class="link" href=${path}>${words.backToNewest}</a></p>` : nothing}${cards.length === 0 ? (isWhole || page.before ? empty(context) : html`<p class="empty">${words.nothingInFilter}</p>`) : nothing}${repeat(
		cards,
		(card) => card.id,
		(card, index) =>
			html`${unreadLine(context, card.id)}${storyCard(context, card, index === 0)}${seenLine(context, card.id)}`,
	)}${showMore(context, older, words.showMore)}</div>${side(context, page, cards)}</div></main>`;
}

/** The digest's lines lead to what they sum up. */
function digestLinesOf(digest: DigestView): Line[] {
	return digest.lines.map((line) => ({
		id: line.keyDevelopmentId,
		text: line.text,
		at: line.at,
		href: line.postId
			? postPath(line.storySlug, line.postId)
			: storyPath({ kind: line.storyKind, slug: line.storySlug }),
	}));
}

function digestBox(context: Context, digest: DigestView): TemplateResult | typeof nothing {
	const { words } = context;
	if (digest.lines.length === 0) return nothing;
	const lines = digestLinesOf(digest).slice(0, digestLines);
	return html`<section class="digest" aria-labelledby="digest"><h2 class="developments-title" id="digest">${words.keyDevelopmentsOn(dayOf(context, digest.date))}</h2>${developments(context, lines, { times: "before" })}<a class="more" href=${digestPath(digest.date)}>${words.wholeDigest(digest.lines.length)}${icon.next}</a></section>`;
}

function side(context: Context, page: FeedPage, cards: readonly Card[]): TemplateResult | typeof nothing {
	const { words } = context;
	const corrected = cards.filter((card) => card.correction !== null).slice(0, 3);
	if (corrected.length === 0 && page.digests.length === 0) return nothing;
	return html`<aside class="side" aria-label=${words.more}><div class="side-inner">${correctionsList(context, corrected)}${
		page.digests.length === 0
			? nothing
			: html`<section><h2>${words.earlierDigests}</h2><ul>${page.digests.map((date) => html`<li><a href=${digestPath(date)}>${words.keyDevelopmentsOn(dayOf(context, date))}</a></li>`)}</ul></section>`
	}</div></aside>`;
}
