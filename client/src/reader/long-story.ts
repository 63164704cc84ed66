import { compareKeys, type OrderKey, type PostView, postKey, type StoryChannelState } from "@dateline/shared/model";
import type { Store } from "../live/store.ts";
import { postAnchor } from "../pages/addresses.ts";
import type { PageState } from "../pages/page-state.ts";

/** So many new posts on top push what was there out of sight. */
const pageful = 20;
/** Posts that a page holds beside those that somebody reads. */
const mostPosts = 100;

/** What a page of long coverage works with. */
export interface LongStoryParts {
	store: Store;
	/** Posts that wait for the reader and were let go, by id, oldest first: they count, and nothing else is kept. */
	away: Set<string>;
}

/**
 * Returns what keeps a live story's page light, however many posts come: of the newest page it lets go of what stands
 * below the newest boundary once that is far out of view, so that it is as if it had just been opened, and "Show older
 * posts" leads on from there; of posts that wait for a reader who reads, all but those that stay on the newest page. What
 * is on the screen of somebody who reads stays. Oldest first, what comes in below the window of somebody who reads far from
 * there is let go of likewise, and "Show later posts" leads on to it. Call it before each drawing; it returns the state to go on from.
 */
export function createLongStory({ store, away }: LongStoryParts) {
	return (state: PageState, channel: string, isFree: boolean): PageState => {
		const { page } = state;
		const truth = store.state(channel);
		const shown = state.states[channel];
		if (page.kind !== "live") return state;
		if (truth?.kind !== "story" || shown?.kind !== "story" || !truth.boundary) return state;
		const isLoading = state.view.more === "loading";
		const isOldestFirst = page.frozen === null && page.order === "oldest";
		const later = page.later ?? (isOldestFirst && !isLoading ? firstOutOfReach(shown, truth) : null);
		if (later) {
			const isBefore = (post: PostView) => compareKeys(postKey(post), later) > 0;
			store.replace(channel, { ...truth, posts: truth.posts.filter(isBefore) });
			const states = { ...state.states, [channel]: { ...shown, posts: shown.posts.filter(isBefore) } };
			return { ...state, states, page: { ...page, later } };
		}
		if (isLoading) return state;
		const { frozen, order } = page;
		const floor = { at: truth.boundary.at, id: truth.boundary.postId };
		const isBelow = (key: OrderKey) => compareKeys(key, floor) > 0;
		if (!frozen && (isFree || order === "oldest")) {
			const onPage = new Set(shown.posts.map(({ id }) => id));
			const come = truth.posts.filter((post) => !onPage.has(post.id) && !isBelow(postKey(post))).length;
			const isPushedDown = order === "newest" && come >= pageful;
			const isLong =
				away.size > 0 || (truth.posts.length > mostPosts && (isPushedDown || isFarFromView(shown, order, isBelow)));
			if (!isLong) return state;
			// What waited and does not come to stand on the page has come all the same.
			const past = truth.posts.filter((post) => !onPage.has(post.id) && isBelow(postKey(post)));
			if (order === "newest") for (const { id } of past.reverse()) away.add(id);
			store.replace(channel, newestPage(truth, floor));
			const states = { ...state.states, [channel]: newestPage(shown, floor) };
			return { ...state, states, page: { ...page, older: truth.boundary.id } };
		}
		if (truth.posts.length > shown.posts.length + mostPosts) {
			const onScreen = new Set(shown.posts.map(({ id }) => id));
			// An older page never shows what comes in: it only counts it.
			const isKept = (key: OrderKey) => onScreen.has(key.id) || !(frozen || isBelow(key));
			const gone = truth.posts.filter((post) => !isKept(postKey(post)));
			for (const { id } of gone.reverse()) away.add(id);
			store.replace(channel, { ...truth, posts: truth.posts.filter((post) => isKept(postKey(post))) });
		}
		return state;
	};
}

const newestPage = (state: StoryChannelState, floor: OrderKey): StoryChannelState => ({
	...state,
	floor,
	posts: state.posts.filter((post) => compareKeys(postKey(post), floor) <= 0),
});

/**
 * Of a page that is read oldest first and has grown long, the first post that goes, or null. Who reads far from the end
 * keeps what stands down to a window's height below the window; who reads at the end gets a page's worth more at once.
 */
function firstOutOfReach(shown: StoryChannelState, truth: StoryChannelState): OrderKey | null {
	const inOrder = [...truth.posts].reverse();
	if (inOrder.length <= 2 * mostPosts) return null;
	const edge = 2 * innerHeight;
	const topOf = ({ id }: PostView) => document.getElementById(postAnchor(id))?.getBoundingClientRect().top;
	const [last] = shown.posts;
	const isAtEnd = ((last && topOf(last)) ?? 0) <= edge;
	let undrawn = 0;
	const first = inOrder.find((post, index) => {
		const top = topOf(post);
		if (top !== undefined) return index >= mostPosts && top > edge;
		undrawn += 1;
		return isAtEnd ? undrawn > mostPosts : index >= mostPosts;
	});
	return first ? postKey(first) : null;
}

/** Whether what would go is a window's height away from the window, and the focus is not in it. */
function isFarFromView(
	shown: StoryChannelState,
	order: "newest" | "oldest",
	isBelow: (key: OrderKey) => boolean,
): boolean {
	const going = shown.posts.filter((post) => isBelow(postKey(post))).map(({ id }) => id);
	const focused = document.activeElement?.closest<HTMLElement>("[data-post]")?.dataset["post"];
	const nearest = going[0] === undefined ? null : document.getElementById(postAnchor(going[0]));
	if (!nearest) return true;
	const { top, bottom } = nearest.getBoundingClientRect();
	const isFar = order === "newest" ? top > 2 * innerHeight : bottom < -innerHeight;
	return isFar && (focused === undefined || !going.includes(focused));
}
