import { type ChannelState, cardKey, compareKeys, type OrderKey, postKey } from "@dateline/shared/model";

/**
 * A state with a piece of the same channel put in: the page of posts or cards that stands after `before` and goes down
 * to the piece's floor. In that range the piece is right; outside of it, what was held is. With `before` null the piece is
 * the newest page, which alone has the whole of a story beside its posts.
 */
export function extendState(held: ChannelState, piece: ChannelState, before: OrderKey | null): ChannelState {
	if (held.kind === "list" && piece.kind === "list") {
		const cards = joinItems(held.cards, piece.cards, cardKey, before, piece.floor);
		return { ...held, cards, floor: lowerFloor(held.floor, piece.floor) };
	}
	if (held.kind === "story" && piece.kind === "story") {
		const posts = joinItems(held.posts, piece.posts, postKey, before, piece.floor);
		return { ...(before ? held : piece), posts, floor: lowerFloor(held.floor, piece.floor) };
	}
	return held;
}

function joinItems<Item extends { id: string }>(
	held: readonly Item[],
	piece: readonly Item[],
	keyOf: (item: Item) => OrderKey,
	before: OrderKey | null,
	floor: OrderKey | null,
): Item[] {
	const isInRange = (item: Item) =>
		(!before || compareKeys(keyOf(item), before) > 0) && (!floor || compareKeys(keyOf(item), floor) <= 0);
	const outside = held.filter((item) => !isInRange(item));
	const known = new Set(outside.map((item) => item.id));
	const inside = piece.filter((item) => isInRange(item) && !known.has(item.id));
	return [...outside, ...inside].sort((a, b) => compareKeys(keyOf(a), keyOf(b)));
}

/** Of two floors the lower one; null, which is no floor at all, is the lowest. */
function lowerFloor(a: OrderKey | null, b: OrderKey | null): OrderKey | null {
	return a && b && (compareKeys(a, b) > 0 ? a : b);
}
