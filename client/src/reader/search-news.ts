import type { SearchAnswer } from "@dateline/shared/protocol";

/** What has become of an answer since it was shown. */
export interface SearchNews {
	/** How many more there are now; 0 when none of them would stand on the page. */
	more: number;
	/** Results of the page that are not found any more, by id: withdrawn, or without the words. */
	gone: string[];
}

/**
 * Compares what is shown with what the same question finds now, `fetchPage` gives each of its pages. What has only moved on
 * to the next page is not gone.
 */
export async function findNews(
	shown: SearchAnswer,
	fetchPage: (page: number) => Promise<SearchAnswer>,
): Promise<SearchNews> {
	const now = await fetchPage(1);
	const known = new Set(shown.results.map(({ id }) => id));
	const found = new Set(now.results.map(({ id }) => id));
	const isNew = now.results.some(({ id }) => !known.has(id));
	const first = shown.results.slice(0, 10);
	let gone = first.flatMap(({ id }) => (found.has(id) ? [] : id));
	if (gone.length > 0 && now.next) {
		const later = new Set((await fetchPage(2)).results.map(({ id }) => id));
		gone = gone.filter((id) => !later.has(id));
	}
	return { more: isNew ? Math.max(1, now.total - shown.total + gone.length) : 0, gone };
}
