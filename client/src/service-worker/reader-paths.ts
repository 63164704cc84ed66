/** The pages that may be kept: readers' own, nothing that is somebody's alone and nothing that answers a question. */
const pages = /^\/($|(story|live|section|topic|author|digest|about|contact|legal)(\/|$))/;

/** Parameters that make a page of their own; a campaign's don't. */
const telling = ["before", "order", "page", "section", "topic", "only"];

/**
 * Whether a page at this path is kept on the device. What changed is not: it is the server's to tell, since words that a
 * version had may have been erased, and its parameters make pages of their own.
 */
export const isKeptPath = (path: string): boolean => pages.test(path) && !path.endsWith("/changes");

/** Whether it is a page for readers at all, so that the page for those who are offline may stand in for it. */
export const isReaderPath = (path: string): boolean =>
	pages.test(path) || /^\/(search|follow|offline)(\/|$)/.test(path);

/** The address that a page is kept under: one for all spellings of it. */
export function keyOf(url: URL): string {
	const search = new URLSearchParams();
	for (const name of telling) {
		const value = url.searchParams.get(name);
		if (value !== null) search.set(name, value);
	}
	const query = search.toString();
	return url.pathname + (query ? `?${query}` : "");
}
