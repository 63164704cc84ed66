import { isInstant, type OrderKey } from "@dateline/shared/model";
import type { SearchQuery } from "@dateline/shared/protocol";
import type { FeedPage } from "./page-state.ts";

/** The address of a story's page. A slug may be in any script. */
export function storyPath(story: { kind: "article" | "live"; slug: string }): string {
	return `/${story.kind === "live" ? "live" : "story"}/${encodeURIComponent(story.slug)}`;
}

/** The permalink of a post; it never dies. */
export function postPath(slug: string, postId: string): string {
	return `/live/${encodeURIComponent(slug)}/post/${postId}`;
}

/** What changed in a story's own text, or in one of its posts. */
export const changesPath = (story: { kind: "article" | "live"; slug: string }, postId: string | null = null): string =>
	`${storyPath(story)}/changes${postId === null ? "" : `?post=${postId}`}`;

/** The fragment that a post has on whatever page it stands. */
export const postAnchor = (postId: string): string => `p-${postId}`;

/** The address of a frozen page of posts. */
export const frozenPath = (slug: string, boundaryId: string): string =>
	`/live/${encodeURIComponent(slug)}?page=${boundaryId}`;

/** The address of a day's digest. */
export const digestPath = (date: string): string => `/digest/${date}`;

/** The address of a section, topic or author. */
export const listPath = (kind: "section" | "topic" | "author", slug: string): string =>
	`/${kind}/${encodeURIComponent(slug)}`;

/** The page of a list that goes on after `key`. */
export const olderPath = (path: string, key: OrderKey): string =>
	`${path}${path.includes("?") ? "&" : "?"}before=${formatBefore(key)}`;

/** The address of the feed, with what its filter leaves of it. */
export function feedPath({ from, keyOnly }: Pick<FeedPage, "from" | "keyOnly">): string {
	const search = [...(from ? [`${from.kind}=${encodeURIComponent(from.slug)}`] : []), ...(keyOnly ? ["only=key"] : [])];
	return search.length > 0 ? `/?${search.join("&")}` : "/";
}

/** The address of a search; what is as usual is not in it. */
export function searchPath(query: Partial<SearchQuery>, path = "/search"): string {
	const { q = "", page = 1, sort = "best", exactly = false, ...filters } = query;
	const parameters = new URLSearchParams(q === "" ? {} : { q });
	for (const name of ["kind", "section", "topic", "author", "when", "from", "to"] as const) {
		if (filters[name]) parameters.set(name, filters[name]);
	}
	if (sort !== "best") parameters.set("sort", sort);
	if (exactly) parameters.set("exactly", "1");
	if (page > 1) parameters.set("page", String(page));
	const text = parameters.toString();
	return text === "" ? path : `${path}?${text}`;
}

/** A place in a list as text, `<instant>_<id>`: the value of `?before=`. */
export const formatBefore = (key: OrderKey): string => `${key.at}_${key.id}`;

/** The place that {@link formatBefore} wrote, or null for anything else. */
export function parseBefore(text: string): OrderKey | null {
	const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9b-df-hjkmnp-tv-z]{14})$/.exec(text);
	return match && isInstant(match[1] as string) ? { at: match[1] as string, id: match[2] as string } : null;
}
