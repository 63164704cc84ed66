import type { IncomingMessage, ServerResponse } from "node:http";
import { extname } from "node:path";
import {
	type Card,
	type ChannelState,
	cardKey,
	compareKeys,
	type Event,
	type ListState,
	newId,
	type OrderKey,
	type PostView,
	postKey,
	type SiteView,
	type Stamps,
	type StoryChannelState,
	type StoryView,
} from "@dateline/shared/model";
import { render } from "@lit-labs/ssr";
import { collectResultSync } from "@lit-labs/ssr/lib/render-result.js";
import type { TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { createTestLog, type TestLog } from "../live/test-log.ts";
import { openTestServer, type TestServer } from "../live/test-server.ts";
import { parseBefore, storyPath } from "../pages/addresses.ts";
import { cardChannels as channelsOfCards } from "../pages/card-channels.ts";
import { writePageData } from "../pages/page-data.ts";
import { type Page, type PageState, restView } from "../pages/page-state.ts";
import { renderFrame } from "../pages/parts/frame.ts";
import { sprite } from "../pages/parts/icon.ts";
import { renderPage } from "../pages/render-page.ts";
import type { TestBuild } from "./test-build.ts";

const types: Record<string, string> = { ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2" };
const policy =
	"default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'";
/** Cards on one page of the feed. */
const pageSize = 10;

/** A small site over the templates and a real Socket.IO server: a feed of articles and a live story. */
export interface TestSite {
	server: TestServer;
	log: TestLog;
	live: StoryView;
	/** What pages and pulses say. */
	build: string;
	/** Styles after the page's own. */
	moreStyles: string;
	/** Changes a page's HTML before it is sent. */
	spoil: (html: string) => string;
	addPost(more?: Partial<PostView>, seconds?: number): PostView;
	editPost(post: PostView, more: Partial<PostView>): PostView;
	withdrawPost(post: PostView): void;
	editLive(more: Partial<StoryView>, type?: "story.updated" | "story.ended" | "story.withdrawn"): void;
	posts(): PostView[];
	/** What a server hands out as a snapshot: of the live story the newest page of posts. */
	snapshotOf(channels: readonly string[]): Record<string, ChannelState>;
	addDevelopment(text: string): void;
	addArticle(headline: string, seconds?: number): Card;
	editArticle(card: Card, more: Partial<Card>): Card;
	/** Updates the story itself, which its own page shows. */
	updateArticle(card: Card, more: Partial<StoryView>): void;
	withdrawArticle(card: Card): void;
	/** Bodies by address: what was too long for its event. */
	longBodies: Map<string, string>;
	/** The last page's events are sent with `send`; these are committed only, so that a page has missed them. */
	silent: boolean;
	close(): Promise<void>;
}

const start = Date.parse("2026-05-02T08:00:00.000Z");
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
const paragraphs = (words: string, count: number) => `<p>${words}</p>`.repeat(count);

const emptyStory: StoryView = {
	id: newId(),
	revision: 1,
	kind: "live",
	state: "live",
	slug: "flood",
	language: "en",
	headline: "The river falls",
	standfirst: "Our reporters are in Port Aldis.",
	readingMinutes: 2,
	lead: null,
	section: null,
	topics: [],
	authors: [],
	postCount: 0,
	publishedAt: at(0),
	updatedAt: null,
	startsAt: null,
	startedAt: at(0),
	endedAt: null,
	html: "",
	bodyUrl: null,
	related: [],
	corrections: [],
};

/** Opens the site with some posts, half of them on a frozen page, and two pages of articles. */
export async function openTestSite(build: TestBuild): Promise<TestSite> {
	const log = createTestLog();
	const server = await openTestServer(log, answer);
	const { id } = emptyStory;
	const channel = `story:${id}`;
	let live = emptyStory;
	let boundary: Stamps["boundary"] = null;
	let clock = 0;
	const cards = new Map<string, StoryView>();
	const siteView: SiteView = {
		revision: 1,
		name: "Dateline",
		description: "News",
		language: "en",
		timeZone: "Europe/Kyiv",
		contact: "",
		about: "",
		sections: [],
		liveNow: [],
	};

	function tick(): number {
		clock += 60;
		return clock;
	}
	const stamps = (): Stamps => ({ updatedAt: live.updatedAt, postCount: live.postCount, boundary });
	function commit(...drafts: Parameters<TestLog["commit"]>): Event[] {
		const events = log.commit(...drafts);
		if (!site.silent) server.send(events);
		return events;
	}
	const cardOf = (story: StoryView): Card => {
		const { html, bodyUrl: _bodyUrl, corrections: _corrections, ...shown } = story;
		const opening = html ?? "";
		return { ...shown, opening, more: true, keyDevelopments: [], latestPosts: [], correction: null };
	};
	const cardChannels = (story: { id: string }) => ["feed", `card:${story.id}`];
	const storyState = () => log.stateAt(channel) as StoryChannelState;

	/** The story with the posts that stand above the boundary. */
	function newestPage(): StoryChannelState {
		const state = storyState();
		const floor = boundary && { at: boundary.at, id: boundary.postId };
		if (!floor || isGone(state)) return state;
		return { ...state, boundary, floor, posts: state.posts.filter((post) => compareKeys(postKey(post), floor) <= 0) };
	}
	const isGone = (state: StoryChannelState) => "withdrawn" in state.story;

	const site: TestSite = {
		server,
		log,
		live,
		build: "b1",
		moreStyles: "",
		spoil: (html) => html,
		silent: false,
		longBodies: new Map(),
		posts: () => storyState().posts,
		addPost(more = {}, seconds = tick()) {
			const post: PostView = {
				id: newId(),
				storyId: id,
				revision: 1,
				headline: `Post of ${seconds}`,
				html: paragraphs(`Words of the post of ${seconds}, enough of them to fill a line or two on a screen.`, 3),
				bodyUrl: null,
				key: false,
				pinned: null,
				breaking: false,
				authors: [],
				publishedAt: at(seconds),
				updatedAt: null,
				corrections: [],
				...more,
			};
			live = { ...live, postCount: live.postCount + 1 };
			commit({ draft: { type: "post.added", post, stamps: stamps() }, channels: [channel] });
			return post;
		},
		editPost(post, more) {
			const edited = { ...post, revision: post.revision + 1, ...more };
			commit({ draft: { type: "post.updated", post: edited, stamps: stamps() }, channels: [channel] });
			return edited;
		},
		withdrawPost(post) {
			commit({ draft: { type: "post.withdrawn", post: { id: post.id }, stamps: stamps() }, channels: [channel] });
		},
		editLive(more, type = "story.updated") {
			live = { ...live, revision: live.revision + 1, ...more };
			const story = type === "story.withdrawn" ? { id } : live;
			commit({ draft: { type, story, stamps: stamps() }, channels: [channel] });
		},
		snapshotOf(channels) {
			const known = channels.map((name) => [name, name === channel ? newestPage() : log.stateAt(name)] as const);
			return Object.fromEntries(known.filter((entry): entry is [string, ChannelState] => entry[1] !== null));
		},
		addDevelopment(text) {
			const keyDevelopment = { id: newId(), revision: 1, storyId: id, postId: null, text, at: at(tick()) };
			commit({ draft: { type: "key_development.added", keyDevelopment, stamps: stamps() }, channels: [channel] });
		},
		addArticle(headline, seconds = tick()) {
			const story: StoryView = {
				...emptyStory,
				id: newId(),
				kind: "article",
				state: null,
				slug: `article-${seconds}`,
				headline,
				html: paragraphs(`Words of ${headline}, enough of them to fill a line or two on a screen.`, 4),
				publishedAt: at(seconds),
			};
			cards.set(story.id, story);
			const card = cardOf(story);
			commit(
				{ draft: { type: "story.published", story }, channels: [`story:${story.id}`] },
				{ draft: { type: "card.added", card }, channels: cardChannels(story) },
			);
			return card;
		},
		editArticle(card, more) {
			const edited = { ...card, revision: card.revision + 1, ...more };
			commit({ draft: { type: "card.updated", card: edited }, channels: cardChannels(card) });
			return edited;
		},
		updateArticle(card, more) {
			const before = cards.get(card.id);
			if (!before) throw new Error("There is no such article.");
			const story = { ...before, revision: before.revision + 1, ...more };
			cards.set(card.id, story);
			const own = { updatedAt: story.updatedAt, postCount: 0, boundary: null };
			commit({ draft: { type: "story.updated", story, stamps: own }, channels: [`story:${card.id}`] });
		},
		withdrawArticle(card) {
			commit({ draft: { type: "card.withdrawn", card: { id: card.id } }, channels: cardChannels(card) });
		},
		close: server.close,
	};

	commit({ draft: { type: "site.updated", site: siteView }, channels: ["site"] });
	commit({ draft: { type: "story.published", story: live, stamps: stamps() }, channels: [channel] });
	for (let count = 0; count < 12; count += 1) site.addPost();
	const last = site.posts().at(-1) as PostView;
	for (let count = 0; count < 12; count += 1) site.addPost();
	boundary = {
		id: newId(),
		at: site.posts()[11]?.publishedAt ?? last.publishedAt,
		postId: site.posts()[11]?.id ?? last.id,
	};
	site.addPost();
	for (let count = 0; count < 25; count += 1) site.addArticle(`Article ${count}`);

	/** A page of the list that stands after `before`. */
	function cut(list: ListState, before: OrderKey | null): ListState {
		const rest = before ? list.cards.filter((card) => compareKeys(cardKey(card), before) > 0) : list.cards;
		const page = rest.slice(0, pageSize);
		const end = page.at(-1);
		return { ...list, cards: page, floor: end && rest.length > pageSize ? cardKey(end) : null };
	}

	function livePage(parameters: URLSearchParams): { page: Page; states: Record<string, ChannelState> } {
		const state = storyState();
		const floor = boundary && { at: boundary.at, id: boundary.postId };
		const order = parameters.get("order") === "oldest" ? "oldest" : "newest";
		const base = { kind: "live" as const, id, addressed: null, order } as const;
		if (!floor || !boundary || isGone(state)) {
			return { page: { ...base, frozen: null, newer: null, older: null }, states: { [channel]: state } };
		}
		const isAbove = (post: PostView) => compareKeys(postKey(post), floor) <= 0;
		if (parameters.has("page")) {
			const frozen = { boundary: boundary.id, before: floor };
			const posts = state.posts.filter((post) => !isAbove(post));
			// As the server strips it of all that a post elsewhere would change.
			const bare = isGone(state) ? state.story : { ...state.story, postCount: 0 };
			const story = { ...state, story: bare, posts, floor: null, pinned: [], keyDevelopments: [] };
			return { page: { ...base, frozen, newer: "newest", older: null }, states: { [channel]: story } };
		}
		const page = { ...base, frozen: null, newer: null, older: boundary.id };
		return { page, states: { [channel]: newestPage() } };
	}

	function find({ pathname, searchParams }: URL): { page: Page; states: Record<string, ChannelState> } | null {
		if (pathname === "/") {
			const before = parseBefore(searchParams.get("before") ?? "");
			const feed = cut(log.stateAt("feed") as ListState, before);
			const page = { kind: "feed" as const, before, digests: [] };
			const channels = channelsOfCards({ page, states: { feed } }, {});
			const cards = channels.map((channel) => [channel, log.stateAt(channel) as ChannelState] as const);
			return { page, states: { feed, ...Object.fromEntries(cards) } };
		}
		if (pathname === "/live/flood") return livePage(searchParams);
		const story = [...cards.values()].find((one) => storyPath(one) === pathname);
		if (!story) return null;
		const states = { [`story:${story.id}`]: log.stateAt(`story:${story.id}`) as ChannelState };
		return { page: { kind: "story", id: story.id, next: null }, states };
	}

	function answer(request: IncomingMessage, response: ServerResponse) {
		const url = new URL(request.url ?? "/", server.url);
		if (url.pathname === "/api/v1/counts") {
			response.writeHead(204).end();
			return;
		}
		const file = build.files.get(url.pathname) ?? site.longBodies.get(url.pathname);
		if (file !== undefined) {
			const type = types[extname(url.pathname)] ?? "text/html";
			response.writeHead(200, { "content-type": type });
			response.end(url.pathname === build.styles ? file + site.moreStyles : file);
			return;
		}
		const found = find(url);
		if (!found) {
			response.writeHead(404, { "content-type": "text/plain" }).end("Nothing here.");
			return;
		}
		const { epoch, events } = log;
		const state: PageState = {
			page: found.page,
			states: { site: log.stateAt("site") as ChannelState, ...found.states },
			cursor: { epoch, position: events.length },
			origin: server.url,
			build: "b1",
			view: restView,
		};
		response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy });
		response.end(site.spoil(write(state)));
	}

	function write(state: PageState): string {
		return `<!doctype html><html lang="en" dir="ltr" data-time-zone="Europe/Kyiv" data-time-language="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>${live.headline} – Dateline</title><link rel="stylesheet" href="${build.styles}"><script type="module" src="${build.script}"></script></head><body>${sprite}<div id="page">${writeBody(state)}</div><script type="application/json" id="page-state">${writePageData(state)}</script></body></html>`;
	}
	return site;
}

/** The body of a page as a server writes it: what frames it has none of the marks by which a browser takes parts over. */
function writeBody(state: PageState): string {
	const { head, foot } = renderFrame(state);
	const still = (part: TemplateResult) =>
		unsafeHTML(collectResultSync(render(part)).replaceAll(/<!--(?:\/?lit-|\?).*?-->|<\?>/g, ""));
	return collectResultSync(render(renderPage(state, { head: still(head), foot: still(foot) })));
}
