import {
	type Card,
	type ChannelState,
	cardKey,
	compareKeys,
	insertOrdered,
	isWithdrawn,
	type OrderKey,
	type PostView,
	postKey,
	type SiteState,
	type StoryChannelState,
} from "@dateline/shared/model";

/** What a page shows beside its stream, above it or at its side. */
export type Part = "developments" | "digest" | "key-events" | "pinned";

/**
 * What stays on the screen of a channel, and what of the truth waits. A page holds two states of each channel: `truth`,
 * which the store keeps, and `shown`. While a reader reads, `shown` takes up edits and withdrawals in place and nothing
 * else (BEHAVIOUR.md rule 1); then it is brought up to the truth at once.
 */
export interface HoldOptions {
	/**
	 * At which end of the list something may be put in without moving what is being read: below, or on top when the
	 * oldest stands first on the screen.
	 */
	grows: "below" | "above";
	/** Parts beside the stream that are taken up whole, since the reader does not look at them. */
	open: ReadonlySet<Part>;
	/** Ids of what was withdrawn: what was shown of it keeps its place, as a tombstone. */
	withdrawn: Readonly<Record<string, unknown>>;
}

/** `shown` with what changed in place: nothing new, nothing moved, nothing away that leaves a hole. */
export function holdBack(shown: ChannelState, truth: ChannelState, options: HoldOptions): ChannelState {
	if (shown.kind === "list" && truth.kind === "list") {
		return { ...truth, cards: holdItems(shown.cards, truth.cards, cardList, options.grows) };
	}
	if (shown.kind === "story" && truth.kind === "story") return holdStory(shown, truth, options);
	if (shown.kind === "site" && truth.kind === "site")
		return options.open.has("digest") ? truth : holdSite(shown, truth);
	return truth;
}

/** The truth, with the tombstones of what was shown. */
export function bringUp(shown: ChannelState, truth: ChannelState, { withdrawn }: HoldOptions): ChannelState {
	if (shown.kind === "list" && truth.kind === "list") {
		return { ...truth, cards: withTombstones(shown.cards, truth.cards, cardKey, withdrawn) };
	}
	if (shown.kind === "story" && truth.kind === "story" && !isWithdrawn(truth.story)) {
		return { ...truth, posts: withTombstones(shown.posts, truth.posts, postKey, withdrawn) };
	}
	return truth;
}

/** The cards or posts that are new or have moved up since what is shown, by their places in the truth, newest first. */
export function waitingIn(shown: ChannelState, truth: ChannelState, { grows }: HoldOptions): OrderKey[] {
	const [before, after]: [readonly (Card | PostView)[], readonly (Card | PostView)[]] =
		shown.kind === "list" && truth.kind === "list"
			? [shown.cards, truth.cards]
			: shown.kind === "story" && truth.kind === "story"
				? [shown.posts, truth.posts]
				: [[], []];
	const keyOf = (item: Card | PostView): OrderKey => ("kind" in item ? cardKey(item) : postKey(item));
	const keys = new Map(before.map((item) => [item.id, keyOf(item)]));
	const isGrowth = growth(before, keyOf, grows);
	return after
		.filter((item) => {
			const key = keys.get(item.id);
			return key ? compareKeys(keyOf(item), key) < 0 : !isGrowth(item);
		})
		.map(keyOf);
}

/** How items of a kind are ordered, and how one is told anew without being moved. */
interface Kind<Item> {
	keyOf(item: Item): OrderKey;
	inPlaceOf(item: Item, shown: Item): Item;
}

const cardList: Kind<Card> = {
	keyOf: cardKey,
	inPlaceOf: (card, shown) => ({ ...card, updatedAt: shown.updatedAt, publishedAt: shown.publishedAt }),
};
const postList: Kind<PostView> = {
	keyOf: postKey,
	inPlaceOf: (post, shown) => ({ ...post, publishedAt: shown.publishedAt }),
};

function holdItems<Item extends { id: string }>(
	shown: readonly Item[],
	truth: readonly Item[],
	kind: Kind<Item>,
	grows: "below" | "above",
): Item[] {
	const known = new Map(truth.map((item) => [item.id, item]));
	const ids = new Set(shown.map((item) => item.id));
	const kept = shown.map((item) => {
		const now = known.get(item.id);
		if (!now) return item;
		return compareKeys(kind.keyOf(now), kind.keyOf(item)) === 0 ? now : kind.inPlaceOf(now, item);
	});
	const isGrowth = growth(shown, kind.keyOf, grows);
	const grown = truth.filter((item) => !ids.has(item.id) && isGrowth(item));
	return grows === "below" ? [...kept, ...grown] : [...grown, ...kept];
}

/** Whether an item comes to stand where nothing is moved by it: beyond the open end, or where there was nothing. */
function growth<Item>(
	shown: readonly Item[],
	keyOf: (item: Item) => OrderKey,
	grows: "below" | "above",
): (item: Item) => boolean {
	const last = shown.at(grows === "below" ? -1 : 0);
	if (!last) return () => true;
	const edge = keyOf(last);
	return grows === "below"
		? (item) => compareKeys(keyOf(item), edge) > 0
		: (item) => compareKeys(keyOf(item), edge) < 0;
}

function withTombstones<Item extends { id: string }>(
	shown: readonly Item[],
	truth: readonly Item[],
	keyOf: (item: Item) => OrderKey,
	withdrawn: Readonly<Record<string, unknown>>,
): Item[] {
	const known = new Set(truth.map((item) => item.id));
	const stones = shown.filter((item) => item.id in withdrawn && !known.has(item.id));
	return stones.reduce<Item[]>((list, item) => insertOrdered(list, item, keyOf), [...truth]);
}

function holdStory(
	shown: StoryChannelState,
	truth: StoryChannelState,
	{ grows, open }: HoldOptions,
): StoryChannelState {
	if (isWithdrawn(truth.story) || isWithdrawn(shown.story)) return truth;
	const posts = new Map([...truth.posts, ...truth.pinned].map((post) => [post.id, post]));
	return {
		...truth,
		posts: holdItems(shown.posts, truth.posts, postList, grows),
		// An unpinned post keeps its copy until the reader has been brought up to date; a withdrawn one does not.
		pinned: open.has("pinned") ? truth.pinned : shown.pinned.flatMap((post) => posts.get(post.id) ?? []),
		timeline: open.has("key-events")
			? truth.timeline
			: keepKnown(shown.timeline, truth.timeline, (entry) => entry.postId),
		keyDevelopments: open.has("developments")
			? truth.keyDevelopments
			: keepKnown(shown.keyDevelopments, truth.keyDevelopments, (line) => line.id),
	};
}

function holdSite(shown: SiteState, truth: SiteState): SiteState {
	const { digest } = truth;
	if (!digest || !shown.digest) return truth;
	if (digest.date !== shown.digest.date) return { ...truth, digest: shown.digest };
	const lines = keepKnown(shown.digest.lines, digest.lines, (line) => line.keyDevelopmentId);
	return { ...truth, digest: { ...digest, lines } };
}

/** Of what is shown, what is still there, as it is now. */
function keepKnown<Item>(shown: readonly Item[], truth: readonly Item[], idOf: (item: Item) => string): Item[] {
	const known = new Map(truth.map((item) => [idOf(item), item]));
	return shown.flatMap((item) => known.get(idOf(item)) ?? []);
}

/**
 * What is shown without the items that are not in the truth: after a snapshot, which does not say why they went.
 * Tombstones stay.
 */
export function withoutMissing(
	shown: ChannelState,
	truth: ChannelState,
	withdrawn: Readonly<Record<string, unknown>>,
): ChannelState {
	const keep = <Item extends { id: string }>(items: Item[], known: readonly Item[]): Item[] => {
		const ids = new Set(known.map((item) => item.id));
		return items.filter(({ id }) => ids.has(id) || id in withdrawn);
	};
	if (shown.kind === "list" && truth.kind === "list") return { ...shown, cards: keep(shown.cards, truth.cards) };
	if (shown.kind === "story" && truth.kind === "story") return { ...shown, posts: keep(shown.posts, truth.posts) };
	return shown;
}
