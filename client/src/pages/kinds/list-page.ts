import { type AuthorView, type Card, cardKey, type SectionView } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { listPath, postPath, storyPath } from "../addresses.ts";
import { type Context, stampOf } from "../context.ts";
import { formatDate, formatDay } from "../format-time.ts";
import type { Page } from "../page-state.ts";
import { avatar, contact } from "../parts/author-box.ts";
import { correctionsList } from "../parts/corrections-list.ts";
import { developments, developmentsTitle, type Line, ofNewestDay } from "../parts/developments.ts";
import { empty } from "../parts/empty.ts";
import { entry } from "../parts/entry.ts";
import { entryKicker } from "../parts/entry-kicker.ts";
import { followControl } from "../parts/follow-control.ts";
import { foreign } from "../parts/foreign.ts";
import { badge } from "../parts/kicker.ts";
import { latestPosts } from "../parts/latest-posts.ts";
import { meta } from "../parts/meta.ts";
import { picture } from "../parts/picture.ts";
import { time } from "../parts/time.ts";
import { seenLine, since, unreadLine } from "../parts/unread.ts";
import { showMore, signal, updates } from "../parts/updates.ts";
import { listWindow } from "./list-window.ts";

type ListPage = Extract<Page, { kind: "section" | "topic" | "author" }>;

/** A section front, a topic or an author: a head of its own, then one list by day. */
export function listPage(context: Context, page: ListPage): TemplateResult {
	const channel = context.state.states[`${page.kind}:${page.id}`];
	const subject = channel?.kind === "list" ? channel.subject : null;
	if (!subject) return html`<main class="wrap" id="main">${empty(context)}</main>`;
	const path = listPath(page.kind, subject.slug);
	const { cards, older } = listWindow(context, `${page.kind}:${page.id}`, path, page.before);
	const lead = page.kind === "section" && page.before === null ? cards[0] : undefined;
	const rows = lead ? cards.slice(1) : cards;
	const list = html`<div class="feed" data-region="list">${page.before ? nothing : since(context)}${updates(context, page.before ? path : null)}${page.before ? html`<p class="older-note">${context.words.olderStories}. <a class="link" href=${path}>${context.words.backToNewest}</a></p>` : nothing}${cards.length === 0 ? empty(context) : nothing}${lead ? leadCard(context, lead, cards) : nothing}${days(context, rows, page.kind)}${showMore(context, older, context.words.showMore)}</div>`;
	const side = aside(context, cards, page.kind === "section" ? (subject as SectionView) : null);
	if (page.kind === "section") {
		return html`<main class="wrap" id="main"><div class="page-head"><h1>${subject.name}</h1>${page.before ? nothing : headTopics(context, subject.name, cards)}${signal(context)}</div><div class="layout">${page.before ? nothing : developmentsBox(context, cards)}${list}${side}</div></main>`;
	}
	const head =
		page.kind === "author"
			? authorHead(context, subject as AuthorView, cards)
			: topicHead(context, subject as SectionView, cards);
	return html`<div class="wrap"><main id="main">${head}<div class="layout layout-plain">${list}${side}</div></main></div>`;
}

/** Key developments of the stories of the list, of the newest day that has any. */
function developmentLines(context: Context, cards: readonly Card[]): Line[] {
	const lines = cards.flatMap((card) =>
		card.keyDevelopments.map((view) => ({
			id: view.id,
			text: view.text,
			at: view.at,
			href: view.postId ? postPath(card.slug, view.postId) : storyPath(card),
		})),
	);
	lines.sort((a, b) => (a.at === b.at ? 0 : a.at > b.at ? -1 : 1));
	return ofNewestDay(context, lines, 6);
}

function developmentsBox(context: Context, cards: readonly Card[]): TemplateResult | typeof nothing {
	const lines = developmentLines(context, cards);
	if (lines.length === 0) return nothing;
	return html`<section class="digest" aria-labelledby="digest"><h2 class="developments-title" id="digest">${developmentsTitle(context, lines)}</h2>${developments(context, lines, { times: "before" })}</section>`;
}

/** Topics beside a section's name: those of its newest stories, of most stories first. */
const mostTopics = 6;

function headTopics(context: Context, section: string, cards: readonly Card[]): TemplateResult | typeof nothing {
	const topics = byFrequency(cards.flatMap((card) => card.topics)).slice(0, mostTopics);
	if (topics.length === 0) return nothing;
	const { lang } = foreign(context, context.site.language);
	return html`<nav class="head-topics" aria-label=${context.words.topicsIn(section)}><ul>${topics.map(({ slug, name }) => html`<li><a href=${listPath("topic", slug)} lang=${lang}>${name}</a></li>`)}</ul></nav>`;
}

/** Each once, those that come most often first; among equals the order stays. */
function byFrequency<Item extends { id: string }>(items: readonly Item[]): Item[] {
	const counts = new Map<string, { item: Item; count: number }>();
	for (const item of items) counts.set(item.id, { item, count: (counts.get(item.id)?.count ?? 0) + 1 });
	return [...counts.values()].sort((a, b) => b.count - a.count).map(({ item }) => item);
}

/** The live story of this list whose newest posts stand under a lead that is an article: one that goes with it. */
function liveBeside(lead: Card, cards: readonly Card[]): Card | undefined {
	const topics = new Set(lead.topics.map(({ id }) => id));
	const goesWith = (card: Card) => lead.related.includes(card.id) || card.topics.some(({ id }) => topics.has(id));
	return cards.find((card) => card.state === "live" && card.latestPosts.length > 0 && goesWith(card));
}

function leadCard(context: Context, card: Card, cards: readonly Card[]): TemplateResult {
	if (card.id in context.view.withdrawn) return entry(context, card, "section");
	const { lang, dir } = foreign(context, card.language);
	const beside = card.kind === "live" ? undefined : liveBeside(card, cards);
	return html`${unreadLine(context, card.id)}<article class="story story-lead" data-card=${card.id} aria-labelledby=${`h-${card.id}`} ?data-fresh=${context.view.fresh.has(card.id)}><header>${entryKicker(context, card, "section")}<h2 class="headline headline-page" id=${`h-${card.id}`} lang=${lang} dir=${dir}><a href=${storyPath(card)}>${card.headline}</a></h2>${card.standfirst ? html`<p class="standfirst" lang=${lang} dir=${dir}>${card.standfirst}</p>` : nothing}</header>${meta(context, card)}${card.lead ? picture(context, card.lead, true) : nothing}${card.kind === "live" ? latestPosts(context, card) : beside ? html`<p class="kicker kicker-latest">${badge(context, beside)}<a href=${storyPath(beside)}>${beside.headline}</a></p>${latestPosts(context, beside)}` : nothing}</article>${seenLine(context, card.id)}`;
}

function days(context: Context, cards: readonly Card[], kind: ListPage["kind"]): TemplateResult[] {
	const byDay = new Map<string, Card[]>();
	for (const card of cards) {
		const date = formatDate(context.time, stampOf(card));
		byDay.set(date, [...(byDay.get(date) ?? []), card]);
	}
	return [...byDay].map(
		([date, of]) =>
			html`<section class="list" aria-labelledby=${`day-${date}`}><h2 class="day-label" id=${`day-${date}`}>${formatDay(context.time, stampOf(of[0] as Card), context.asOf)}</h2><ol class="entries">${repeat(
				of,
				(card) => card.id,
				(card) =>
					html`<li>${unreadLine(context, card.id)}${entry(context, card, kind)}${seenLine(context, card.id)}</li>`,
			)}</ol></section>`,
	);
}

function stamps(context: Context, cards: readonly Card[]): TemplateResult | typeof nothing {
	const first = cards[0];
	if (!first) return nothing;
	return html`<span class="updated">${context.words.updated} ${time(context, cardKey(first).at, "ago")}</span>`;
}

function topicHead(context: Context, topic: SectionView, cards: readonly Card[]): TemplateResult {
	const { words } = context;
	const lines = developmentLines(context, cards);
	return html`<header class="intro"><div><p class="kicker"><span>${words.topic}</span></p><h1 class="headline headline-page">${topic.name}</h1>${topic.description ? html`<p class="standfirst">${topic.description}</p>` : nothing}${followControl(context, { channel: `topic:${topic.id}`, label: words.followTopic, about: words.followTopicText, level: "key" })}</div><div class="meta">${stamps(context, cards)}</div>${signal(context)}</header>${lines.length === 0 ? nothing : html`<section class="part" aria-labelledby="kd"><h2 id="kd">${developmentsTitle(context, lines)}</h2><div>${developments(context, lines, { times: "after", className: "developments-serif" })}</div></section>`}`;
}

function authorHead(context: Context, author: AuthorView, cards: readonly Card[]): TemplateResult {
	const { words } = context;
	return html`<header class="intro intro-author"><div><p class="kicker"><span>${author.role || (author.desk ? words.desk : words.reporter)}</span></p><h1 class="headline headline-page">${author.name}</h1></div>${avatar(author)}${author.bio ? html`<p class="standfirst">${author.bio}</p>` : nothing}${followControl(context, { channel: `author:${author.id}`, label: words.followAuthor(author.name), about: words.followAuthorText, level: "all" })}<div class="meta">${stamps(context, cards)}</div></header>${author.contact ? html`<section class="part" aria-labelledby="contact"><h2 id="contact">${words.contact}</h2><div class="contact-line">${contact(author.contact)}</div></section>` : nothing}`;
}

function aside(context: Context, cards: readonly Card[], section: SectionView | null): TemplateResult | typeof nothing {
	const corrected = cards.filter((card) => card.correction !== null).slice(0, 3);
	const authors = section ? byFrequency(cards.flatMap((card) => card.authors)).slice(0, 4) : [];
	if (corrected.length === 0 && !section) return nothing;
	const { words } = context;
	const follow =
		section &&
		followControl(context, {
			channel: `section:${section.id}`,
			label: words.followSection(section.name),
			about: words.followSectionText,
			level: "key",
		});
	const who =
		authors.length === 0
			? nothing
			: html`<section><h2>${words.whoWritesHere}</h2><ul>${authors.map(({ slug, name, role }) => html`<li><a href=${listPath("author", slug)}><bdi>${name}</bdi></a>${role ? html`, <bdi>${role}</bdi>` : nothing}</li>`)}</ul></section>`;
	return html`<aside class="side" aria-label=${words.more}><div class="side-inner">${follow ?? nothing}${who}${correctionsList(context, corrected)}</div></aside>`;
}
