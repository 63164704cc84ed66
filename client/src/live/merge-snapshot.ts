import {
	type ChannelState,
	cardKey,
	compareKeys,
	isWithdrawn,
	type ListState,
	type OrderKey,
	postKey,
	type StoryChannelState,
} from "@dateline/shared/model";

/** A channel's state after a snapshot. */
export interface MergedSnapshot {
	state: ChannelState;
	/**
	 * The snapshot's floor, when things that were held below it were kept: nobody said whether they still stand, so
	 * whoever shows them asks for them again.
	 */
	unconfirmedBelow: OrderKey | null;
}

/**
 * A snapshot put where `held` stood, as deep as the holder had it: what reaches deeper than the holder's floor is left
 * out (a page of 20 cards does not become one of 500), and what the holder has below the snapshot's floor is kept, so
 * that a text does not vanish from under a reader. With `keep` false, which is right when the snapshot is of another
 * epoch, nothing that the snapshot doesn't hold is kept.
 */
export function mergeSnapshot(held: ChannelState | null, fresh: ChannelState, keep: boolean): MergedSnapshot {
	if (held?.kind === "list" && fresh.kind === "list") return mergeLists(held, fresh, keep);
	if (held?.kind === "story" && fresh.kind === "story" && !isWithdrawn(fresh.story)) {
		return mergeStories(held, fresh, keep);
	}
	return { state: fresh, unconfirmedBelow: null };
}

function mergeLists(held: ListState, fresh: ListState, keep: boolean): MergedSnapshot {
	const { items, floor, unconfirmedBelow } = mergeItems(
		{ items: held.cards, floor: held.floor },
		{ items: fresh.cards, floor: fresh.floor },
		cardKey,
		keep,
	);
	return { state: { ...fresh, cards: items, floor }, unconfirmedBelow };
}

function mergeStories(held: StoryChannelState, fresh: StoryChannelState, keep: boolean): MergedSnapshot {
	const { items, floor, unconfirmedBelow } = mergeItems(
		{ items: held.posts, floor: held.floor },
		{ items: fresh.posts, floor: fresh.floor },
		postKey,
		// A withdrawn story holds nothing, down to no floor: what is restored has no depth to keep to.
		keep && !isWithdrawn(held.story),
	);
	return { state: { ...fresh, posts: items, floor }, unconfirmedBelow };
}

interface Window<Item> {
	items: readonly Item[];
	floor: OrderKey | null;
}

function mergeItems<Item extends { id: string }>(
	held: Window<Item>,
	fresh: Window<Item>,
	keyOf: (item: Item) => OrderKey,
	keep: boolean,
): { items: Item[]; floor: OrderKey | null; unconfirmedBelow: OrderKey | null } {
	const { floor } = held;
	if (floor && (!fresh.floor || compareKeys(floor, fresh.floor) < 0)) {
		const items = fresh.items.filter((item) => compareKeys(keyOf(item), floor) <= 0);
		return { items, floor, unconfirmedBelow: null };
	}
	const edge = fresh.floor;
	if (!keep || !edge || (floor && compareKeys(floor, edge) === 0)) {
		return { items: [...fresh.items], floor: edge, unconfirmedBelow: null };
	}
	const known = new Set(fresh.items.map((item) => item.id));
	const below = held.items.filter((item) => compareKeys(keyOf(item), edge) > 0 && !known.has(item.id));
	return { items: [...fresh.items, ...below], floor, unconfirmedBelow: below.length > 0 ? edge : null };
}
