import { parseBefore } from "@dateline/client/pages";
import type { StoryAddress } from "@dateline/shared/database";
import type { OrderKey } from "@dateline/shared/model";
import type { Redirect } from "../../pages/find-route.ts";
import { type FeedFile, type FeedFormat, feedFiles } from "./feed.ts";

/** What a feed is of: all that the site publishes, a list, a live story, or what is live now. */
export type FeedOf =
	| { kind: "feed" }
	| { kind: "live-now" }
	| { kind: "section" | "topic" | "author"; slug: string }
	| { kind: "story"; storyId: string; slug: string; storyKind: "article" | "live" };

/** Which feed an address asks for. */
export interface FeedRoute {
	kind: "feed";
	/** Its address, one for all spellings. */
	key: string;
	/** The same without paging: the first page. */
	first: string;
	of: FeedOf;
	format: FeedFormat;
	/** Key developments only. */
	keyOnly: boolean;
	before: OrderKey | null;
	/** BCP 47, in lower case; null for all languages. */
	language: string | null;
}

/** The folder of the feed of key developments, under the site's or a list's or a story's own. */
export const keyFolder = "key-developments";

/** The address of a feed without its origin; `base` is the path of its page, empty for the site. */
export const feedAddress = (base: string, file: FeedFile, { keyOnly = false } = {}): string =>
	`${base === "/" ? "" : base}/${keyOnly ? `${keyFolder}/` : ""}${file}`;

/** The feed at an address, where it has gone, null for an address of no feed, `missing` for a feed of nothing. */
export function findFeed(
	address: string,
	findStory: (slug: string) => StoryAddress | null,
): FeedRoute | { redirect: Redirect } | "missing" | null {
	const [path = "", query = ""] = address.split("?", 2);
	const parts = path.slice(1).split("/");
	const file = parts.pop() ?? "";
	if (!isFeedFile(file)) return null;
	const keyOnly = parts.at(-1) === keyFolder;
	if (keyOnly) parts.pop();
	const search = new URLSearchParams(query);
	const text = search.get("before");
	const before = text === null ? null : parseBefore(text);
	if (text !== null && before === null) return "missing";
	const language = search.get("language")?.toLowerCase() ?? null;
	if (language !== null && !/^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/.test(language)) return "missing";
	const found = feedOf(parts, findStory);
	if (found === null) return "missing";
	const { of, base } = found;
	if (keyOnly && of.kind === "live-now") return "missing";
	const parameters = language === null || of.kind === "story" ? "" : `?language=${language}`;
	const first = feedAddress(base, file, { keyOnly }) + parameters;
	const key = before ? `${first}${parameters ? "&" : "?"}before=${text}` : first;
	if (of.kind === "story" && (parts[0] === "live" ? "live" : "article") !== of.storyKind) {
		return { redirect: { location: key, status: 301 } };
	}
	if (of.kind === "story" && decode(parts[1] ?? "") !== of.slug) return { redirect: { location: key, status: 301 } };
	// An article has one text and no posts: what comes of it are its key developments.
	if (of.kind === "story" && of.storyKind === "article" && !keyOnly) return "missing";
	return { kind: "feed", key, first, of, format: feedFiles[file], keyOnly, before, language };
}

const isFeedFile = (name: string): name is FeedFile => name in feedFiles;

function feedOf(
	parts: readonly string[],
	findStory: (slug: string) => StoryAddress | null,
): { of: FeedOf; base: string } | null {
	const [kind, slug = ""] = parts;
	if (parts.length === 0) return { of: { kind: "feed" }, base: "" };
	if (parts.length === 1) return kind === "live" ? { of: { kind: "live-now" }, base: "/live" } : null;
	const name = decode(slug);
	if (parts.length !== 2 || name === "" || name.includes("\u0000")) return null;
	if (kind === "section" || kind === "topic" || kind === "author") {
		return { of: { kind, slug: name }, base: `/${kind}/${encodeURIComponent(name)}` };
	}
	if (kind !== "live" && kind !== "story") return null;
	const story = findStory(name);
	if (!story || story.status === "draft") return null;
	const base = `/${story.kind === "live" ? "live" : "story"}/${encodeURIComponent(story.slug)}`;
	return { of: { kind: "story", storyId: story.storyId, slug: story.slug, storyKind: story.kind }, base };
}

function decode(slug: string): string {
	try {
		return decodeURIComponent(slug);
	} catch {
		return "";
	}
}
