import type { FeedItem, FeedView } from "./feed-view.ts";

/** What of an embed waits to be shown, and what of it was withdrawn while it was on the screen. */
export interface HeldFeed {
	/** The view as it is shown: edits and withdrawals at once, new items only while `holds()` is false. */
	show(view: FeedView, holds: boolean): FeedView;
	/** New items that wait. */
	waiting(): number;
	/** An item was withdrawn at this time. */
	noteGone(id: string, at: string): void;
}

/** Nothing of an embed moves under the eyes of who reads it; what was taken back goes at once. */
export function holdFeed(): HeldFeed {
	let known: ReadonlySet<string> | null = null;
	let shown: readonly FeedItem[] = [];
	let waiting = 0;
	const gone = new Map<string, string>();

	/** Withdrawn ones keep their place with their time, and nothing of their words. */
	function withGone(items: readonly FeedItem[]): FeedItem[] {
		const there = new Set(items.map(({ id }) => id));
		for (const id of there) gone.delete(id);
		const tombstones = shown.flatMap((item) => {
			const goneAt = item.goneAt ?? gone.get(item.id) ?? null;
			if (goneAt === null || there.has(item.id) || !gone.has(item.id)) return [];
			return [
				{ ...item, goneAt, headline: "", text: "", correction: null, editedAt: null, isKey: false, isBreaking: false },
			];
		});
		return [...items, ...tombstones].sort((a, b) => (a.at === b.at ? 0 : a.at > b.at ? -1 : 1));
	}

	return {
		show(view, holds) {
			const fresh = known === null ? [] : view.items.filter(({ id }) => !known?.has(id));
			const oldest = shown.at(-1)?.at ?? "";
			waiting = holds ? fresh.filter(({ at }) => at > oldest).length : 0;
			if (!holds || known === null) known = new Set(view.items.map(({ id }) => id));
			const items = withGone(view.items.filter(({ id }) => known?.has(id)));
			shown = items;
			return { ...view, items };
		},
		waiting: () => waiting,
		noteGone: (id, at) => void gone.set(id, at),
	};
}
