import type { FeedData } from "./feed-data.ts";

/** What came of asking for an embed's first state. `refused` is final: no such channel, or not for this page. */
export type Loaded = { is: "data"; data: FeedData } | { is: "refused" } | { is: "away" };

/** How long an answer may take, milliseconds. */
const patience = 15_000;

/** Reads what an embed begins with, without cookies. Never throws. */
export async function loadFeed(address: string): Promise<Loaded> {
	try {
		// The browser asks the server each time, which says 304 where nothing has changed.
		const answer = await fetch(address, {
			credentials: "omit",
			cache: "no-cache",
			signal: AbortSignal.timeout(patience),
		});
		if (answer.ok) {
			const data = (await answer.json()) as FeedData;
			return data.v === 1 ? { is: "data", data } : { is: "refused" };
		}
		const isFinal = answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 429;
		return { is: isFinal ? "refused" : "away" };
	} catch {
		return { is: "away" };
	}
}
