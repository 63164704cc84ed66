import type { Event } from "./event.ts";
import type { FoldWindow } from "./fold-window.ts";
import { isWithdrawn } from "./is-withdrawn.ts";
import { compareKeys, insertOrdered, keyDevelopmentKey, type OrderKey, postKey, timelineKey } from "./ordering.ts";
import type { PostView } from "./post.ts";
import type { StoryChannelState } from "./state.ts";
import type { Stamps, StoryView } from "./story.ts";

const emptyOf = (story: StoryChannelState["story"]): StoryChannelState => ({
	kind: "story",
	story,
	posts: [],
	floor: null,
	boundary: null,
	pinned: [],
	timeline: [],
	keyDevelopments: [],
});

/** A story's channel after an event: see `fold`. */
export function foldStory(state: StoryChannelState | null, event: Event, window: FoldWindow): StoryChannelState | null {
	const next = step(state, event);
	if (!next || !event.stamps || isWithdrawn(next.story)) return next;
	return applyStamps(next, event.stamps, window);
}

function step(state: StoryChannelState | null, event: Event): StoryChannelState | null {
	if (event.type === "story.withdrawn" && event.story) return emptyOf({ id: event.story.id, withdrawn: true });
	if (event.restored) return event.restored;
	if (event.story && "headline" in event.story) return withStory(state, event.story);
	if (!state || isWithdrawn(state.story)) return state;
	if (event.type === "post.withdrawn" && event.post) return removePost(state, event.post.id);
	if (event.post && "publishedAt" in event.post) return putPost(state, event.post);
	if (event.type === "key_development.withdrawn" && event.keyDevelopment) {
		const { id } = event.keyDevelopment;
		return { ...state, keyDevelopments: state.keyDevelopments.filter((line) => line.id !== id) };
	}
	if (event.keyDevelopment && "text" in event.keyDevelopment) {
		return { ...state, keyDevelopments: insertOrdered(state.keyDevelopments, event.keyDevelopment, keyDevelopmentKey) };
	}
	return state;
}

const withStory = (state: StoryChannelState | null, story: StoryView): StoryChannelState =>
	state ? { ...state, story } : emptyOf(story);

function removePost(state: StoryChannelState, id: string): StoryChannelState {
	return {
		...state,
		posts: state.posts.filter((post) => post.id !== id),
		pinned: state.pinned.filter((post) => post.id !== id),
		timeline: state.timeline.filter((entry) => entry.postId !== id),
	};
}

function putPost(state: StoryChannelState, post: PostView): StoryChannelState {
	const rest = removePost(state, post.id);
	const below = state.floor && compareKeys(postKey(post), state.floor) > 0;
	const entry = { postId: post.id, headline: post.headline, at: post.publishedAt };
	return {
		...rest,
		posts: below ? rest.posts : insertOrdered(rest.posts, post, postKey),
		pinned: post.pinned === null ? rest.pinned : [...rest.pinned, post].sort(comparePinned),
		timeline: post.key ? insertOrdered(rest.timeline, entry, timelineKey) : rest.timeline,
	};
}

/** The order of pinned posts: the editor's, and between equal places the newer first. */
export function comparePinned(a: PostView, b: PostView): number {
	return (a.pinned ?? 0) - (b.pinned ?? 0) || compareKeys(postKey(a), postKey(b));
}

function applyStamps(state: StoryChannelState, stamps: Stamps, window: FoldWindow): StoryChannelState {
	if (isWithdrawn(state.story)) return state;
	const { updatedAt, postCount, boundary } = stamps;
	const story = { ...state.story, updatedAt, postCount };
	if (!window.newestPageOnly || !boundary) return { ...state, story, boundary };
	const floor: OrderKey = { at: boundary.at, id: boundary.postId };
	return {
		...state,
		story,
		boundary,
		floor,
		posts: state.posts.filter((post) => compareKeys(postKey(post), floor) <= 0),
	};
}
