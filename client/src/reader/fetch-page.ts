import { readPageState } from "../pages/page-data.ts";
import type { PageState } from "../pages/page-state.ts";

/** How long a page may take, in milliseconds. */
const patience = 15_000;

/** A page of ours by its address, or null when it can't be had. `anew` goes past every cache. */
export async function fetchDocument(address: string, anew = false): Promise<Document | null> {
	try {
		const answer = await fetch(address, {
			headers: { accept: "text/html" },
			cache: anew ? "reload" : "default",
			signal: AbortSignal.timeout(patience),
		});
		return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
	} catch {
		return null;
	}
}

/**
 * The state of another page of ours, by its address: what Show More puts in is what the page behind the link shows.
 * Null when it can't be had.
 */
export async function fetchPage(address: string, anew = false): Promise<PageState | null> {
	const document = await fetchDocument(address, anew);
	return document && readPageState(document);
}
