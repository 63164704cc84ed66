import { type ChannelState, cardKey, compareKeys, isWithdrawn, type OrderKey, postKey } from "@dateline/shared/model";

/**
 * Where two states of a channel differ, in words, or null when they are the same as far down as both go: a window that
 * was kept for long may reach further back than one that was read just now.
 */
export function compareStates(followed: ChannelState | null, fresh: ChannelState | null): string | null {
	if (followed?.kind === "list" && fresh?.kind === "list") {
		const floor = higherFloor(followed.floor, fresh.floor);
		const cut = (state: typeof fresh) => ({
			subject: state.subject,
			cards: state.cards.filter((card) => !floor || compareKeys(cardKey(card), floor) <= 0),
		});
		return firstDifference(cut(followed), cut(fresh));
	}
	if (followed?.kind === "story" && fresh?.kind === "story" && !isWithdrawn(fresh.story)) {
		const floor = higherFloor(followed.floor, fresh.floor);
		const cut = (state: typeof fresh) => ({
			...state,
			floor: null,
			posts: state.posts.filter((post) => !floor || compareKeys(postKey(post), floor) <= 0),
		});
		return firstDifference(cut(followed), cut(fresh));
	}
	return firstDifference(followed, fresh);
}

function higherFloor(a: OrderKey | null, b: OrderKey | null): OrderKey | null {
	if (!a || !b) return a ?? b;
	return compareKeys(a, b) < 0 ? a : b;
}

/** The first place where two JSON values differ, with both values there; null when they are equal. */
export function firstDifference(one: unknown, other: unknown, path = ""): string | null {
	if (Object.is(one, other)) return null;
	if (isObject(one) && isObject(other) && Array.isArray(one) === Array.isArray(other)) {
		for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
			const difference = firstDifference(one[key], other[key], `${path}/${key}`);
			if (difference) return difference;
		}
		return null;
	}
	return `at ${path || "/"}: ${shorten(one)} instead of ${shorten(other)}`;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const shorten = (value: unknown): string => (JSON.stringify(value) ?? "nothing").slice(0, 300);
