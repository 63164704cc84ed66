import type { OrderKey } from "@dateline/shared/model";
import type { View } from "../pages/page-state.ts";

/**
 * Where "Unread from here" and "You had read up to here" stand when these come up. `ids` is the stream as it is on the
 * screen, from top to bottom, `since` the time of the newest that had been read. The second line stands only where the
 * unread ones are together: else it would say what is not so. Of those that are `away` the first is the last that the
 * reader comes to, once older posts are loaded.
 */
export function unreadLines(
	waiting: readonly OrderKey[],
	ids: readonly string[],
	since: string | null,
	away: ReadonlySet<string> = new Set(),
): Pick<View, "unread" | "seen"> {
	const unread = new Set(waiting.map(({ id }) => id));
	const first = ids.findIndex((id) => unread.has(id));
	const last = ids.findLastIndex((id) => unread.has(id));
	const [firstId, lastId] = [ids[first], ids[last]];
	if (firstId === undefined || lastId === undefined) return { unread: null, seen: null };
	const at = since ?? (waiting.at(-1) as OrderKey).at;
	const together = last - first + 1 === unread.size && last < ids.length - 1;
	const [firstAway] = away;
	if (firstAway !== undefined) {
		return { unread: { id: firstId, count: unread.size + away.size, since: at }, seen: { id: firstAway, at } };
	}
	return {
		unread: { id: firstId, count: unread.size, since: at },
		seen: together ? { id: lastId, at } : null,
	};
}
