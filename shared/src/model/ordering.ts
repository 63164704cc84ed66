import type { KeyDevelopmentView } from "./key-development.ts";
import type { PostView, TimelineEntry } from "./post.ts";
import type { Card } from "./story.ts";

/** A place in an order that is newest first: an instant, and an id that decides between equal instants. */
export interface OrderKey {
	at: string;
	id: string;
}

/** Negative when `a` stands before `b`: newer first, then the greater id. ISO instants in UTC compare as text. */
export function compareKeys(a: OrderKey, b: OrderKey): number {
	if (a.at !== b.at) return a.at > b.at ? -1 : 1;
	if (a.id !== b.id) return a.id > b.id ? -1 : 1;
	return 0;
}

/** Where a card stands in a list: by its last significant update. */
export const cardKey = (card: Pick<Card, "id" | "publishedAt" | "updatedAt">): OrderKey => ({
	at: card.updatedAt ?? card.publishedAt,
	id: card.id,
});

/** Where a post stands in the stream: by its editorial time. */
export const postKey = (post: Pick<PostView, "id" | "publishedAt">): OrderKey => ({
	at: post.publishedAt,
	id: post.id,
});

/** Where a key event stands in the timeline. */
export const timelineKey = (entry: TimelineEntry): OrderKey => ({ at: entry.at, id: entry.postId });

/** Where a key development stands among those of its story. */
export const keyDevelopmentKey = (line: Pick<KeyDevelopmentView, "id" | "at" | "sortAt">): OrderKey => ({
	at: line.sortAt ?? line.at,
	id: line.id,
});

/** The list with `item` put in its place, replacing the one of the same id; the given list is left as it is. */
export function insertOrdered<T>(list: readonly T[], item: T, keyOf: (item: T) => OrderKey): T[] {
	const key = keyOf(item);
	const rest = list.filter((other) => keyOf(other).id !== key.id);
	let low = 0;
	let high = rest.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (compareKeys(keyOf(rest[middle] as T), key) < 0) low = middle + 1;
		else high = middle;
	}
	rest.splice(low, 0, item);
	return rest;
}
