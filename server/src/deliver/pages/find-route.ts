import { feedPath, olderPath, parseBefore, type Show, searchPath, shows } from "@dateline/client/pages";
import type { StoryAddress } from "@dateline/shared/database";
import { type OrderKey, type SitePage, sitePagePath, sitePages } from "@dateline/shared/model";
import type { SearchQuery } from "@dateline/shared/protocol";
import { parseSearch } from "../search/parse-search.ts";

/** What an address asks for, as far as it can be told without the record. `key` is one for all spellings of it. */
export type Route =
	| {
			kind: "feed";
			key: string;
			before: OrderKey | null;
			from: { kind: "section" | "topic"; slug: string } | null;
			keyOnly: boolean;
	  }
	| { kind: "section" | "topic" | "author"; key: string; slug: string; before: OrderKey | null }
	| { kind: "story"; key: string; storyId: string }
	| { kind: "live"; key: string; storyId: string; slug: string; boundary: string | null; order: "newest" | "oldest" }
	| { kind: "post"; key: string; storyId: string; postId: string }
	| ChangesRoute
	| { kind: "digest"; key: string; date: string }
	| { kind: "newest-digest"; key: string }
	| { kind: "text"; key: string; page: SitePage }
	| { kind: "follow"; key: string }
	| { kind: "offline"; key: string }
	| { kind: "search"; key: string; query: SearchQuery }
	| { kind: "missing"; key: string };

/** What changed in a story's own text or in a post: a list, two versions beside each other, or one version's words. */
export interface ChangesRoute {
	kind: "changes";
	key: string;
	storyId: string;
	postId: string | null;
	show: Show;
	/** Of a list: only what stands before this version. */
	before: number | null;
	compare: { from: number; to: number } | null;
	version: number | null;
}

/** Where an address leads on to, and whether for good. */
export interface Redirect {
	location: string;
	status: 301 | 302;
}

const missing: Route = { kind: "missing", key: "missing" };
const id = /^[0-9b-df-hjkmnp-tv-z]{14}$/;

/**
 * The page at an address, a redirect, or null for an address that is no reader's page. Parameters that mean nothing
 * here (such as a campaign's) are dropped, so that they make no page of their own.
 */
export function findRoute(
	address: string,
	findStory: (slug: string) => StoryAddress | null,
): Route | { redirect: Redirect } | null {
	const query = address.indexOf("?");
	const path = query < 0 ? address : address.slice(0, query);
	const search = new URLSearchParams(query < 0 ? "" : address.slice(query + 1));
	if (path === "/") return feedRoute(search);
	const parts = path.slice(1).split("/");
	if (!isReaderPath(parts)) return null;
	if (path.endsWith("/")) {
		return { redirect: { location: withoutSlashes(path) + (query < 0 ? "" : address.slice(query)), status: 301 } };
	}
	const [kind, slug = ""] = parts;
	switch (kind) {
		case "section":
		case "topic":
		case "author":
			return parts.length === 2 ? listRoute(kind, slug, path, search) : missing;
		case "digest":
			if (parts.length === 1) return { kind: "newest-digest", key: "newest-digest" };
			return parts.length === 2 && /^\d{4}-\d\d-\d\d$/.test(slug) ? { kind, key: path, date: slug } : missing;
		case "follow":
			return { kind, key: path };
		case "offline":
			return parts.length === 1 ? { kind, key: path } : missing;
		case "search": {
			if (parts.length > 1) return missing;
			const asked = parseSearch(search);
			return { kind, key: searchPath(asked), query: asked };
		}
		case "about":
		case "contact":
		case "legal": {
			const page = sitePages.find((one) => sitePagePath(one) === path);
			return page ? { kind: "text", key: path, page } : missing;
		}
		default:
			return storyRoute(parts, search, findStory(decode(slug)));
	}
}

/** Without the slashes at its end. A pattern for them would begin anew at each slash of a path that is all slashes. */
function withoutSlashes(path: string): string {
	let end = path.length;
	while (path[end - 1] === "/") end -= 1;
	return path.slice(0, end);
}

const readerPaths = new Set([
	"section",
	"topic",
	"author",
	"story",
	"live",
	"digest",
	"follow",
	"search",
	"about",
	"contact",
	"legal",
	"offline",
]);

/** What else stands under a story belongs to others. */
function isReaderPath(parts: readonly string[]): boolean {
	if (!readerPaths.has(parts[0] ?? "")) return false;
	if (parts[0] === "follow" && parts.length > 1 && parts[1] !== "") return false;
	return !(parts[0] === "story" && parts.length > 2 && parts[2] !== "" && parts[2] !== "changes");
}

function decode(slug: string): string {
	try {
		return decodeURIComponent(slug);
	} catch {
		return slug;
	}
}

/** The feed with its filter; a parameter that names no filter makes no page of its own. */
function feedRoute(search: URLSearchParams): Route {
	const before = readBefore(search);
	if (before === undefined) return missing;
	const kind: "section" | "topic" | null =
		search.get("section") !== null ? "section" : search.get("topic") !== null ? "topic" : null;
	const slug = kind === null ? "" : (search.get(kind) ?? "");
	if (slug.includes("\u0000")) return missing;
	const keyOnly = search.get("only") === "key";
	const from = kind === null || slug === "" ? null : { kind, slug };
	const path = feedPath({ ...(from && { from: { ...from, id: "" } }), ...(keyOnly && { keyOnly }) });
	return { kind: "feed", key: before ? olderPath(path, before) : path, before, from, keyOnly };
}

/** The key in `?before=`, null without one, undefined for something else. */
function readBefore(search: URLSearchParams): OrderKey | null | undefined {
	const text = search.get("before");
	return text === null ? null : (parseBefore(text) ?? undefined);
}

function listRoute(kind: "section" | "topic" | "author", slug: string, path: string, search: URLSearchParams): Route {
	const before = readBefore(search);
	if (before === undefined) return missing;
	const key = before ? olderPath(path, before) : path;
	const name = decode(slug);
	// The record takes no U+0000, not even to look for it.
	return name.includes("\u0000") ? missing : { kind, key, slug: name, before };
}

/** A story has one address: the other kind's, and those of its earlier slugs, lead to it for good. */
function storyRoute(
	parts: readonly string[],
	search: URLSearchParams,
	story: StoryAddress | null,
): Route | { redirect: Redirect } {
	const [kind, slug = "", word, postId = ""] = parts;
	if (!story || story.status === "draft") return missing;
	const { storyId } = story;
	if (parts.length === 3 && word === "changes") return changesRoute(parts, search, story);
	const isPost = parts.length === 4 && kind === "live" && word === "post" && id.test(postId);
	if (parts.length !== 2 && !isPost) return missing;
	if (isPost && story.kind !== "live") return missing;
	const own = story.kind === "live" ? "live" : "story";
	const path = `/${own}/${encodeURIComponent(story.slug)}${isPost ? `/post/${postId}` : ""}`;
	const boundary = search.get("page");
	const order = search.get("order") === "oldest" ? "oldest" : "newest";
	const parameters = [
		...(story.kind === "live" && boundary !== null ? [`page=${encodeURIComponent(boundary)}`] : []),
		...(story.kind === "live" && order === "oldest" ? ["order=oldest"] : []),
	].join("&");
	if (kind !== own || decode(slug) !== story.slug) {
		return { redirect: { location: path + (parameters ? `?${parameters}` : ""), status: 301 } };
	}
	if (isPost) return { kind: "post", key: path, storyId, postId };
	if (story.kind === "article") return { kind: "story", key: path, storyId };
	if (boundary !== null && boundary !== "oldest" && !id.test(boundary)) return missing;
	const key = parameters ? `${path}?${parameters}` : path;
	return { kind: "live", key, storyId, slug: story.slug, boundary, order };
}

/** The parameters in their order, so that one page has one address; what means nothing is no page. */
function changesRoute(
	[kind, slug = ""]: readonly string[],
	search: URLSearchParams,
	story: StoryAddress,
): Route | { redirect: Redirect } {
	const { storyId } = story;
	const post = story.kind === "live" ? search.get("post") : null;
	if (post !== null && !id.test(post)) return missing;
	const [from, to, version, before] = ["from", "to", "version", "before"].map((name) => numberIn(search, name));
	if ([from, to, version, before].includes(undefined)) return missing;
	const asked = search.get("show") ?? "all";
	const show = shows.find((one) => one === asked);
	if (!show) return missing;
	const compare = from && to ? { from, to } : null;
	const parameters = [
		...(post ? [`post=${post}`] : []),
		...(compare ? [`from=${from}`, `to=${to}`] : version ? [`version=${version}`] : []),
		...(!compare && !version && show !== "all" ? [`show=${show}`] : []),
		...(!compare && !version && before ? [`before=${before}`] : []),
	].join("&");
	const own = story.kind === "live" ? "live" : "story";
	const path = `/${own}/${encodeURIComponent(story.slug)}/changes`;
	const address = path + (parameters ? `?${parameters}` : "");
	if (kind !== own || decode(slug) !== story.slug) return { redirect: { location: address, status: 301 } };
	return {
		...{ kind: "changes", key: address, storyId, postId: post, show, compare },
		...{ version: compare ? null : (version ?? null), before: compare || version ? null : (before ?? null) },
	};
}

/** A version's number, null when it is not asked for, undefined when it is none. */
function numberIn(search: URLSearchParams, name: string): number | null | undefined {
	const text = search.get(name);
	if (text === null || text === "") return null;
	return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
