import { deepStrictEqual } from "node:assert";
import { type ChannelState, cardKey, compareKeys, isWithdrawn, type OrderKey, postKey } from "@dateline/shared/model";

/**
 * Throws, with the difference, when two states of a channel are not the same as far down as both go: a window that was
 * kept for long may reach further back than one that was read just now.
 */
export function compareStates(channel: string, followed: ChannelState | null, fresh: ChannelState | null): void {
	if (followed?.kind === "list" && fresh?.kind === "list") {
		const floor = higherFloor(followed.floor, fresh.floor);
		const cut = (state: typeof fresh) => ({
			subject: state.subject,
			cards: state.cards.filter((card) => !floor || compareKeys(cardKey(card), floor) <= 0),
		});
		deepStrictEqual(cut(followed), cut(fresh), `${channel} is not what a fresh page has`);
		return;
	}
	if (followed?.kind === "story" && fresh?.kind === "story" && !isWithdrawn(fresh.story)) {
		const floor = higherFloor(followed.floor, fresh.floor);
		const cut = (state: typeof fresh) => ({
			...state,
			floor: null,
			posts: state.posts.filter((post) => !floor || compareKeys(postKey(post), floor) <= 0),
		});
		deepStrictEqual(cut(followed), cut(fresh), `${channel} is not what a fresh page has`);
		return;
	}
	deepStrictEqual(followed, fresh, `${channel} is not what a fresh page has`);
}

function higherFloor(a: OrderKey | null, b: OrderKey | null): OrderKey | null {
	if (!a || !b) return a ?? b;
	return compareKeys(a, b) < 0 ? a : b;
}
