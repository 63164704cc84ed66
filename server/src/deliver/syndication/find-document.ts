import type { StoryAddress } from "@dateline/shared/database";
import type { Redirect } from "../pages/find-route.ts";
import { type FeedRoute, findFeed } from "./feeds/find-feed.ts";

/** What an address asks for. `key` is one for all spellings of it. */
export type DocumentRoute = FeedRoute;

/** A request that can't be answered, and why. */
export interface Refused {
	refused: 400 | 404 | 501;
	message: string;
}

/** The document at an address, where it has gone, `missing` or refused, or null for an address that is no document's. */
export function findDocument(
	address: string,
	findStory: (slug: string) => StoryAddress | null,
	_origin: string,
): DocumentRoute | { redirect: Redirect } | Refused | "missing" | null {
	return findFeed(address, findStory);
}
