import { type PostView, postKey, type StoryChannelState, type StoryView, timelineKey } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { changesPath, postAnchor, postPath, storyPath } from "../addresses.ts";
import { type Context, standsAfter } from "../context.ts";
import { formatDate, formatStamp } from "../format-time.ts";
import { cardOf, type LivePage, storyOf } from "../page-state.ts";
import { actions } from "../parts/actions.ts";
import { body } from "../parts/body.ts";
import { corrections } from "../parts/correction.ts";
import { developments, developmentsTitle, linesOf, ofNewestDay } from "../parts/developments.ts";
import { followControl } from "../parts/follow-control.ts";
import { icon } from "../parts/icon.ts";
import { keyEvents } from "../parts/key-events.ts";
import { kicker } from "../parts/kicker.ts";
import { byline, stamp } from "../parts/meta.ts";
import { pager, pagerLinks } from "../parts/pager.ts";
import { picture } from "../parts/picture.ts";
import { pinned } from "../parts/pinned.ts";
import { post } from "../parts/post.ts";
import { relatedCard } from "../parts/related-card.ts";
import { age, time } from "../parts/time.ts";
import { seenLine, since, unreadLine } from "../parts/unread.ts";
import { signal, updates } from "../parts/updates.ts";
import { withdrawnStoryPage } from "./withdrawn-page.ts";

/** Key developments on top of a live story. */
const summaryLines = 8;

/** A live story: its newest page, or a frozen one that keeps its content and its address. */
export function livePage(context: Context, page: LivePage): TemplateResult {
	const channel = storyOf(context.state, page.id);
	if (!channel) return withdrawnStoryPage(context);
	const posts = channel.posts.filter((view) => standsAfter(postKey(view), page.frozen?.before ?? null));
	const content = page.frozen
		? frozen(context, page, channel.story, channel, posts)
		: newest(context, page, channel.story, channel, posts);
	return html`<div class="wrap"><main id="main">${content}</main></div>`;
}

function newest(
	context: Context,
	page: LivePage,
	story: StoryView,
	channel: StoryChannelState,
	posts: readonly PostView[],
): TemplateResult {
	const here = new Set(posts.map((view) => view.id));
	return html`<header class="live-head"><div>${kicker(context, story)}<h1 class="headline headline-page">${story.headline}</h1>${story.standfirst ? html`<p class="standfirst">${story.standfirst}</p>` : nothing}${actions(context, storyPath(story), story.headline)}${follow(context, story)}</div><div class="meta">${stamp(context, story)}${story.startedAt ? html`<span>${context.words.liveSince} ${time(context, story.startedAt, "clock")} · ${age(context, story.startedAt)}</span>` : nothing}${byline(context, story.authors)}</div>${stateLine(context, story)}</header><div class="layout layout-live" data-layout=${story.layout ?? nothing}><div class="live-side">${story.lead ? html`<div class="live-picture">${picture(context, story.lead, true)}</div>` : nothing}${keyEvents(context, story.slug, channel.timeline, here, false)}</div><div class="live-main">${summary(context, story, channel, here)}${story.layout === "briefing" ? briefing(context, page, posts) : nothing}${repeat(
		channel.pinned,
		(view) => view.id,
		(view) => pinned(context, story.slug, view, view.id === posts[0]?.id),
	)}${story.html ? html`<div class="on-text background">${body(context, `story:${story.id}`, story.html)}</div>` : nothing}${story.corrections.length > 0 ? html`<div class="on-text">${corrections(context, story.corrections, changesPath(story))}</div>` : nothing}</div><div class="live-stream">${streamHead(context, page, story)}${openedLine(context, page, posts)}${stream(context, page, story, posts)}</div>${side(context, story)}</div>`;
}

function follow(context: Context, { id, state }: StoryView): TemplateResult | typeof nothing {
	const { words } = context;
	if (state === "ended") return nothing;
	const { followCoverage: label, followCoverageText: about } = words;
	return followControl(context, { channel: `story:${id}`, label, about, level: "key" });
}

/** A live one says how live the page is; one that has ended or not begun says that instead. */
function stateLine(context: Context, story: StoryView): TemplateResult | typeof nothing {
	const { words } = context;
	if (story.state === "ended") {
		return html`<p class="signal" data-state="ended" data-region="signal"><span>${words.coverageEnded}${story.endedAt ? html` ${time(context, story.endedAt)}` : nothing}</span></p>`;
	}
	if (story.state === "upcoming" && story.startsAt) {
		return html`<p class="signal" data-state="ended" data-region="signal"><span>${words.firstPostAt} ${time(context, story.startsAt, "clock")} · ${age(context, story.startsAt)}</span></p>`;
	}
	return signal(context);
}

function summary(context: Context, story: StoryView, channel: StoryChannelState, here: ReadonlySet<string>) {
	const views = ofNewestDay(context, channel.keyDevelopments, summaryLines);
	if (views.length === 0) return nothing;
	const lines = linesOf(views, ({ postId }) => {
		if (postId === null) return null;
		return here.has(postId) ? `#${postAnchor(postId)}` : postPath(story.slug, postId);
	});
	return html`<section class="summary" aria-labelledby="summary"><h2 class="developments-title" id="summary">${developmentsTitle(context, lines)}</h2>${developments(context, lines, { times: "after" })}</section>`;
}

function streamHead(context: Context, page: LivePage, story: StoryView): TemplateResult {
	const { words } = context;
	const path = storyPath(story);
	const current = (order: LivePage["order"]) => (page.order === order ? "true" : nothing);
	const oldestFirst = page.older === null ? `${path}?order=oldest` : `${path}?page=oldest&order=oldest`;
	return html`<div class="stream-head" id="latest"><h2>${words.posts(story.postCount)}</h2><nav class="order" aria-label=${words.orderOfPosts}><a href=${path} aria-current=${current("newest")}>${words.newestFirst}</a><a href=${oldestFirst} aria-current=${current("oldest")}>${words.oldestFirst}</a></nav></div>`;
}

/** Lines of a briefing's index. */
const indexLines = 20;

/** The index of a briefing: what its posts are, in the order in which they stand, each a jump away. */
function briefing(context: Context, page: LivePage, posts: readonly PostView[]): TemplateResult | typeof nothing {
	const named = posts.filter((view) => view.headline !== "" && !(view.id in context.view.withdrawn));
	if (named.length < 2) return nothing;
	const ordered = page.order === "oldest" ? [...named].reverse() : named;
	return html`<nav class="briefing" aria-labelledby="briefing"><h2 class="developments-title" id="briefing">${context.words.inThisBriefing}</h2><ol class="developments">${ordered
		.slice(0, indexLines)
		.map(
			(view) =>
				html`<li data-index=${view.id}><a href=${`#${postAnchor(view.id)}`}>${view.headline} ${time(context, view.publishedAt, "short")}</a></li>`,
		)}</ol></nav>`;
}

const sameDay = ({ time: style }: Context, one: PostView, other: PostView): boolean =>
	formatDate(style, one.publishedAt) === formatDate(style, other.publishedAt);

function openedLine(context: Context, page: LivePage, posts: readonly PostView[]): TemplateResult | typeof nothing {
	const opened = posts.find((view) => view.id === page.addressed);
	if (!opened) return nothing;
	const { words } = context;
	return html`<p class="opened-line">${words.openedPostOf} ${time(context, opened.publishedAt)}. <a class="link" href=${`#${postAnchor(opened.id)}`}>${words.goToIt}</a></p>`;
}

function stream(context: Context, page: LivePage, story: StoryView, posts: readonly PostView[]): TemplateResult {
	const { words } = context;
	const ordered = page.order === "oldest" ? [...posts].reverse() : posts;
	return html`${page.frozen ? nothing : since(context)}${updates(context, page.frozen ? storyPath(story) : null)}${posts.length === 0 && !page.frozen ? html`<p class="empty">${words.noPostsYet}</p>` : nothing}<ol class="stream" data-region="list">${repeat(
		ordered,
		(view) => view.id,
		(view) =>
			html`<li>${unreadLine(context, view.id)}${view.id === page.addressed ? html`<p class="seen addressed-label"><span>${words.openedPost}</span></p>` : nothing}${post(context, story, view, view.id === page.addressed)}${seenLine(context, view.id)}</li>`,
	)}</ol>${page.newer === null && page.older === null && !page.later ? nothing : pager(context, story.slug, page)}`;
}

function side(context: Context, story: StoryView): TemplateResult | typeof nothing {
	const cards = story.related.map((id) => cardOf(context.state, id)).filter((card) => card !== null);
	if (cards.length === 0) return nothing;
	const { words } = context;
	return html`<aside class="side" aria-label=${words.moreOnThis}><div class="side-inner"><section><h2>${words.moreOnThis}</h2>${cards.map((card) => relatedCard(context, card))}</section></div></aside>`;
}

/**
 * A frozen page shows nothing that a post elsewhere would change: no count, no "Updated", the key events of its own
 * hours only.
 */
function frozen(
	context: Context,
	page: LivePage,
	story: StoryView,
	channel: StoryChannelState,
	posts: readonly PostView[],
): TemplateResult {
	const { words } = context;
	const here = new Set(posts.map((view) => view.id));
	const events = channel.timeline.filter((event) => here.has(timelineKey(event).id));
	const first = posts[0];
	const last = posts.at(-1);
	const hours =
		first && last
			? html` ${time(context, last.publishedAt)} – ${time(context, first.publishedAt, sameDay(context, last, first) ? "clock" : "stamp")}`
			: nothing;
	return html`<header class="live-head archive-head"><div>${kicker(context, story)}<h1 class="headline headline-story"><a href=${storyPath(story)}>${story.headline}</a></h1></div></header><div class="frozen"><p><b>${words.youAreReading}${hours}.</b> ${story.state === "ended" && story.endedAt ? html`${words.coverageEnded} ${time(context, story.endedAt)}.` : nothing}</p><a class="button" href=${`${storyPath(story)}#latest`}>${icon.up}${story.state === "ended" ? words.goToLastPost : words.goToLatest}</a></div><div class="layout layout-live layout-archive" data-layout=${story.layout ?? nothing}><div class="live-side">${keyEvents(context, story.slug, events, here, true)}</div><div class="live-stream"><nav class="pager pager-top" aria-label=${words.pagesOfCoverage}>${pagerLinks(context, story.slug, page)}</nav>${openedLine(context, page, posts)}${story.layout === "briefing" ? briefing(context, page, posts) : nothing}<h2 class="visually-hidden">${words.posts(posts.length)}${first ? `, ${formatStamp(context.time, first.publishedAt, context.asOf)}` : ""}</h2>${stream(context, page, story, posts)}</div></div>`;
}
