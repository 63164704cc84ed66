import { type ChannelState, cardKey, compareKeys, type OrderKey, postKey } from "@dateline/shared/model";

/**
 * Where two states of one channel differ, as a path such as `/cards/3/headline`; null when they are the same. They are
 * compared down to the higher of their floors: below it, one of them makes no promise.
 */
export function findDifference(a: ChannelState, b: ChannelState): string | null {
	const floor = higherFloor(floorOf(a), floorOf(b));
	return differ(cutAt(a, floor), cutAt(b, floor), "");
}

const floorOf = (state: ChannelState): OrderKey | null =>
	state.kind === "list" || state.kind === "story" ? state.floor : null;

function higherFloor(a: OrderKey | null, b: OrderKey | null): OrderKey | null {
	if (!a || !b) return a ?? b;
	return compareKeys(a, b) < 0 ? a : b;
}

/** The state without its floor and without what stands below this one. */
function cutAt(state: ChannelState, floor: OrderKey | null): unknown {
	const stands = (key: OrderKey) => !floor || compareKeys(key, floor) <= 0;
	if (state.kind === "list")
		return { ...state, floor: null, cards: state.cards.filter((card) => stands(cardKey(card))) };
	if (state.kind === "story")
		return { ...state, floor: null, posts: state.posts.filter((post) => stands(postKey(post))) };
	return state;
}

function differ(a: unknown, b: unknown, path: string): string | null {
	if (a === b) return null;
	if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return path || "/";
	for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
		const found = differ(a[key], b[key], `${path}/${key}`);
		if (found) return found;
	}
	return null;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
