import type { StoryAddress } from "@dateline/shared/database";
import type { Redirect } from "../pages/find-route.ts";
import { type FeedRoute, findFeed } from "./feeds/find-feed.ts";
import { findOembed, type OembedRoute } from "./oembed/find-oembed.ts";

/** What an address asks for. `key` is one for all spellings of it. */
export type DocumentRoute =
	| FeedRoute
	| OembedRoute
	| { kind: "sitemap" | "news-sitemap" | "robots"; key: string }
	| { kind: "sitemap-file"; key: string; number: number };

/** A request that can't be answered, and why. */
export interface Refused {
	refused: 400 | 404 | 501;
	message: string;
}

/** The document at an address, where it has gone, `missing` or refused, or null for an address that is no document's. */
export function findDocument(
	address: string,
	findStory: (slug: string) => StoryAddress | null,
	origin: string,
): DocumentRoute | { redirect: Redirect } | Refused | "missing" | null {
	const [path = "", query = ""] = address.split("?", 2);
	switch (path) {
		case "/oembed":
			return findOembed(new URLSearchParams(query), findStory, origin);
		case "/sitemap.xml":
			return { kind: "sitemap", key: path };
		case "/sitemap-news.xml":
			return { kind: "news-sitemap", key: path };
		case "/robots.txt":
			return { kind: "robots", key: path };
	}
	const file = /^\/sitemap-([1-9]\d{0,3})\.xml$/.exec(path)?.[1];
	if (file) return { kind: "sitemap-file", key: path, number: Number(file) };
	return findFeed(address, findStory);
}
