import type { StoryChannelState, StoryView } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import { changesPath, listPath, storyPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import { cardOf, type Page, storyOf } from "../page-state.ts";
import { actions } from "../parts/actions.ts";
import { authorBox } from "../parts/author-box.ts";
import { body } from "../parts/body.ts";
import { corrections } from "../parts/correction.ts";
import { developments, developmentsTitle, linesOf, ofNewestDay } from "../parts/developments.ts";
import { followControl } from "../parts/follow-control.ts";
import { kicker } from "../parts/kicker.ts";
import { byline, stamp } from "../parts/meta.ts";
import { picture } from "../parts/picture.ts";
import { relatedCard } from "../parts/related-card.ts";
import { storyCard } from "../parts/story-card.ts";
import { time } from "../parts/time.ts";
import { updates } from "../parts/updates.ts";
import { withdrawnStoryPage } from "./withdrawn-page.ts";

/** Author boxes under a story. */
const authorBoxes = 2;

/** An article: headline, text, what it refers to, who wrote it, and the next story of the feed. */
export function storyPage(context: Context, page: Extract<Page, { kind: "story" }>): TemplateResult {
	const channel = storyOf(context.state, page.id);
	if (!channel) return withdrawnStoryPage(context);
	const { story } = channel;
	const next = page.next === null ? null : cardOf(context.state, page.next);
	const { words } = context;
	return html`<div class="wrap"><div class="layout layout-story"><main class="feed" id="main" data-region="list">${updates(context, null)}${article(context, story, channel)}${
		next
			? html`<section class="next" aria-labelledby="next-h"><h2 class="next-label" id="next-h">${words.nextInFeed}</h2>${storyCard(context, next, false, 3)}</section>`
			: nothing
	}<div class="show-more"><a class="button button-wide" href="/">${words.showMore}<span class="visually-hidden">${words.showMoreIn} ${words.newsFeed}</span></a></div></main></div></div>`;
}

function article(context: Context, story: StoryView, channel: StoryChannelState): TemplateResult {
	const { words } = context;
	const path = storyPath(story);
	const written = story.html ?? "";
	const elsewhere = story.related.filter((id) => !written.includes(`<dateline-related data-story="${id}">`));
	return html`<article class="story story-page" data-story=${story.id} aria-labelledby="headline"><header>${kicker(context, story)}<h1 class="headline headline-page" id="headline">${story.headline}</h1>${story.standfirst ? html`<p class="standfirst">${story.standfirst}</p>` : nothing}</header><div class="meta">${stamp(context, story)}${story.updatedAt ? html`<span>${words.published} ${time(context, story.publishedAt)}</span>` : nothing}<span><bdi>${words.minRead(story.readingMinutes)}</bdi></span>${byline(context, story.authors)}</div>${correctedLine(context, story)}${story.lead ? picture(context, story.lead, true) : nothing}${summary(context, channel)}${written ? body(context, `story:${story.id}`, written) : nothing}${corrections(context, story.corrections, changesPath(story))}${actions(context, path, story.headline)}${followControl(context, { channel: `story:${story.id}`, label: words.followStory, about: words.followStoryText, level: "key" })}${elsewhere.map(
		(id) => {
			const card = cardOf(context.state, id);
			return card ? relatedCard(context, card, 2) : nothing;
		},
	)}${story.topics.length > 0 ? html`<nav class="topics" aria-label=${words.topics}>${story.topics.map((topic) => html`<a href=${listPath("topic", topic.slug)}>${topic.name}</a>`)}</nav>` : nothing}${story.authors.slice(0, authorBoxes).map((author) => authorBox(context, author, 2))}</article>`;
}

function correctedLine(context: Context, story: StoryView): TemplateResult | typeof nothing {
	const newest = story.corrections.reduce<StoryView["corrections"][number] | null>(
		(last, note) => (last === null || note.at > last.at ? note : last),
		null,
	);
	if (!newest) return nothing;
	const { words } = context;
	return html`<p class="notice-line"><b>${words.corrected}</b> ${time(context, newest.at)}. <a class="link" href=${`#c-${newest.id}`}>${words.readTheCorrection}</a></p>`;
}

function summary(context: Context, channel: StoryChannelState): TemplateResult | typeof nothing {
	const views = ofNewestDay(context, channel.keyDevelopments, 8);
	if (views.length === 0) return nothing;
	const lines = linesOf(views, () => null);
	return html`<section class="card-developments" aria-labelledby="summary"><h2 class="developments-title" id="summary">${developmentsTitle(context, lines)}</h2>${developments(context, lines, { times: "after" })}</section>`;
}
