import { eventsOfPage, type LivePage } from "@dateline/client/pages";
import {
	boundaryKey,
	findMovedPost,
	findPostPage,
	readBoundaries,
	readPostsPage,
	readShownWithdrawal,
} from "@dateline/shared/database";
import { isWithdrawn, type StoryChannelState } from "@dateline/shared/model";
import type { Route } from "./find-route.ts";
import { type PageSource, type ReadPage, readRecord, readStates, withBodies, withCards } from "./page-source.ts";
import { readWithdrawn } from "./read-story.ts";

/** A live story: the newest page from memory, a frozen one from the record. */
export async function readLive(source: PageSource, route: Extract<Route, { kind: "live" }>): Promise<ReadPage | null> {
	if (route.boundary === "oldest") return leadToOldest(source, route);
	const { storyId, boundary, order } = route;
	if (boundary !== null) return readFrozen(source, storyId, boundary, null, order);
	return readNewest(source, storyId, null, order);
}

/** The page that a post is on, opened at the post; on to where it was moved or merged; 410 for one that was withdrawn. */
export async function readPost(source: PageSource, route: Extract<Route, { kind: "post" }>): Promise<ReadPage | null> {
	const { storyId, postId } = route;
	const found = await readRecord(source, async (executor) => ({
		page: await findPostPage(executor, storyId, postId),
		withdrawal: await readShownWithdrawal(executor, storyId, postId),
		moved: await findMovedPost(executor, storyId, postId),
	}));
	if (found.page) {
		const { boundaryId } = found.page;
		return boundaryId === null
			? readNewest(source, storyId, postId, "newest")
			: readFrozen(source, storyId, boundaryId, postId, "newest");
	}
	if (found.moved) {
		const { slug, postId: movedTo } = found.moved;
		return { redirect: { location: `/live/${encodeURIComponent(slug)}/post/${movedTo}`, status: 301 } };
	}
	if (!found.withdrawal) return null;
	const channel = `story:${storyId}`;
	const states = await readStates(source, ["site", channel]);
	const state = states[channel];
	if (state?.kind !== "story" || isWithdrawn(state.story)) return readWithdrawn(source, "live", storyId);
	const headOnly = {
		...state,
		posts: [],
		pinned: [],
		timeline: [],
		keyDevelopments: [],
		story: { ...state.story, html: null, bodyUrl: null },
	};
	return {
		status: 410,
		page: { kind: "gone", id: storyId, postId, withdrawal: found.withdrawal },
		states: { ...states, [channel]: headOnly },
	};
}

async function readNewest(
	source: PageSource,
	id: string,
	addressed: string | null,
	order: LivePage["order"],
): Promise<ReadPage | null> {
	const channel = `story:${id}`;
	const states = await readStates(source, ["site", channel]);
	const state = await withBodies(source, states[channel]);
	if (state?.kind !== "story") return null;
	if (isWithdrawn(state.story)) return readWithdrawn(source, "live", id);
	const older = state.boundary?.id ?? null;
	const page = { kind: "live" as const, id, addressed, order, frozen: null, newer: null, older };
	const lean = { ...state, timeline: eventsOfPage(state.timeline) };
	return { status: 200, page, states: await withCards(source, page, { ...states, [channel]: lean }) };
}

/**
 * A frozen page. Of the story's state it keeps nothing that a post elsewhere would change, so that such a post leaves
 * the page as it is, byte for byte.
 */
async function readFrozen(
	source: PageSource,
	id: string,
	boundaryId: string,
	addressed: string | null,
	order: LivePage["order"],
): Promise<ReadPage | null> {
	const channel = `story:${id}`;
	const states = await readStates(source, ["site", channel]);
	const state = states[channel];
	if (state?.kind !== "story") return null;
	if (isWithdrawn(state.story)) return readWithdrawn(source, "live", id);
	const read = await readRecord(source, async (executor) => ({
		posts: await readPostsPage(executor, id, boundaryId),
		above: (await readBoundaries(executor, id)).find((boundary) => boundary.id === boundaryId) ?? null,
	}));
	if (!read.posts || !read.above) return null;
	const { posts, newer, older, boundary } = read.posts;
	const shown = new Set(posts.map((post) => post.id));
	const frozen: StoryChannelState = {
		kind: "story",
		story: {
			...state.story,
			html: null,
			bodyUrl: null,
			updatedAt: null,
			postCount: 0,
			related: [],
			corrections: [],
		},
		posts,
		floor: boundary && boundaryKey(boundary),
		boundary: null,
		pinned: [],
		timeline: state.timeline.filter((entry) => shown.has(entry.postId)),
		keyDevelopments: [],
	};
	const page: LivePage = {
		kind: "live",
		id,
		addressed,
		order,
		frozen: { boundary: boundaryId, before: boundaryKey(read.above) },
		newer,
		older,
	};
	const whole = (await withBodies(source, frozen)) ?? frozen;
	return { status: 200, page, states: await withCards(source, page, { ...states, [channel]: whole }) };
}

/** Which page is the oldest is asked of the record: `?page=oldest` leads to its own address. */
async function leadToOldest(source: PageSource, route: Extract<Route, { kind: "live" }>): Promise<ReadPage> {
	const boundaries = await readRecord(source, (executor) => readBoundaries(executor, route.storyId));
	const oldest = boundaries.at(-1)?.id;
	const parameters = [...(oldest ? [`page=${oldest}`] : []), ...(route.order === "oldest" ? ["order=oldest"] : [])];
	const search = parameters.length > 0 ? `?${parameters.join("&")}` : "";
	return { redirect: { location: `/live/${encodeURIComponent(route.slug)}${search}`, status: 302 } };
}
