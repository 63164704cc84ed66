import type { StoryAddress } from "@dateline/shared/database";
import { findRoute } from "../../pages/find-route.ts";
import type { Refused } from "../find-document.ts";

/** What an oEmbed request asks for. */
export interface OembedRoute {
	kind: "oembed";
	key: string;
	storyId: string;
	postId: string | null;
	format: "json" | "xml";
	/** Pixels at most; null: no limit. */
	maxWidth: number | null;
	maxHeight: number | null;
	/** The key of the partner that embeds it, as it was given. */
	partner: string | null;
}

/** What `/oembed` asks for, or why there is no answer (oEmbed 1.0, section 2.3.4). */
export function findOembed(
	search: URLSearchParams,
	findStory: (slug: string) => StoryAddress | null,
	origin: string,
): OembedRoute | Refused {
	const format = search.get("format") ?? "json";
	if (format !== "json" && format !== "xml") return { refused: 501, message: "The formats are json and xml." };
	const asked = search.get("url");
	if (asked === null) return { refused: 400, message: "Which page is meant? Give its address as url." };
	const none: Refused = { refused: 404, message: "There is nothing to embed at this address." };
	if (!URL.canParse(asked)) return none;
	const url = new URL(asked);
	const own = new URL(origin);
	// The same page over http, or with a www that leads here, is still another address: only our own is answered.
	if (url.host !== own.host || !/^https?:$/.test(url.protocol)) return none;
	let route = findRoute(url.pathname, findStory);
	if (route && "redirect" in route) route = findRoute(route.redirect.location, findStory);
	if (!route || "redirect" in route) return none;
	if (route.kind !== "story" && route.kind !== "live" && route.kind !== "post") return none;
	const maxWidth = pixels(search.get("maxwidth"));
	const maxHeight = pixels(search.get("maxheight"));
	const { storyId } = route;
	const postId = route.kind === "post" ? route.postId : null;
	const given = url.searchParams.get("partner") ?? "";
	const partner = /^[A-Za-z0-9_-]{1,200}$/.test(given) ? given : null;
	const key = `/oembed#${[storyId, postId, format, maxWidth, maxHeight, partner].join("#")}`;
	return { kind: "oembed", key, storyId, postId, format, maxWidth, maxHeight, partner };
}

/** What is no number of pixels is no limit. */
function pixels(text: string | null): number | null {
	return text !== null && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : null;
}
