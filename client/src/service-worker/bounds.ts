import { kept, readNote } from "./kept.ts";

/** Pages, and bytes of pages and pictures, that are kept on a device. */
export const mostPages = 40;
export const mostBytes = 30 * 1024 * 1024;

interface Entry {
	cache: Cache;
	request: Request;
	at: string;
	bytes: number;
	isPage: boolean;
}

/** Removes what was read longest ago until what is left is within the bounds. */
export async function trim(): Promise<void> {
	const entries = [...(await entriesOf(kept.pages, true)), ...(await entriesOf(kept.pictures, false))];
	entries.sort((a, b) => (a.at < b.at ? 1 : -1));
	let pages = 0;
	let bytes = 0;
	for (const entry of entries) {
		if (entry.isPage) pages += 1;
		bytes += entry.bytes;
		if ((entry.isPage && pages > mostPages) || bytes > mostBytes) await entry.cache.delete(entry.request);
	}
}

async function entriesOf(name: string, isPage: boolean): Promise<Entry[]> {
	const cache = await caches.open(name);
	const entries: Entry[] = [];
	for (const request of await cache.keys()) {
		const response = await cache.match(request);
		const note = response && readNote(response);
		// What has no note is of nobody knows when: it goes first.
		entries.push({ cache, request, at: note?.at ?? "", bytes: note?.bytes ?? 0, isPage });
	}
	return entries;
}
