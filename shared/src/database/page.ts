/** A page of a list that goes from new to old, or along a name. `next` is where it goes on, null on the last page. */
export interface Page<Item> {
	items: Item[];
	next: string | null;
}

/** Of `limit + 1` rows the page of `limit`; the further row only says that it goes on. */
export function pageOf<Row, Item>(
	rows: readonly Row[],
	limit: number,
	present: (row: Row) => Item,
	keyOf: (row: Row) => string,
): Page<Item> {
	const shown = rows.slice(0, limit);
	const last = shown.at(-1);
	return { items: shown.map(present), next: rows.length > limit && last !== undefined ? keyOf(last) : null };
}

/** A place in a list by time and id, as text for an address; {@link parsePlace} reads it. */
export const formatPlace = (at: Date, id: string): string => `${at.toISOString()}_${id}`;

/** What {@link formatPlace} wrote, or null for anything else. */
export function parsePlace(text: string): { at: string; id: string } | null {
	const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9A-Za-z-]{1,64})$/.exec(text);
	if (!match || Number.isNaN(Date.parse(match[1] as string))) return null;
	return { at: match[1] as string, id: match[2] as string };
}

/** A pattern of `like` for what holds these words as they stand. */
export const containing = (words: string): string => `%${words.replace(/[\\%_]/g, "\\$&")}%`;
