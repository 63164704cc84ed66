import type { Card } from "../model/index.ts";

/** What can be found. */
export type FoundKind = "story" | "post" | "key_development";

/** What a reader asks the search for: the parameters of `/search` and of `/api/v1/search/published`, by their names. */
export interface SearchQuery {
	/** Words; those in quotation marks stay together, one after a minus is left out. */
	q: string;
	/** Empty: of every kind. */
	kind: FoundKind | "";
	/** Slugs; empty: all. */
	section: string;
	topic: string;
	author: string;
	/** Empty: any time. Days and the week are the site's. `between` has `from` and `to`, either may be empty. */
	when: "" | "day" | "week" | "year" | "between";
	/** The first and the last day, `2026-05-01`. */
	from: string;
	to: string;
	sort: "best" | "newest" | "oldest";
	/** Which page of the results, from 1. */
	page: number;
	/** True: no other spelling is tried. */
	exactly: boolean;
}

/** A text in pieces: the first one was not asked for, the second was, and so on in turn. */
export type MarkedText = string[];

/** A text that was found, with its address. */
export interface SearchResult {
	kind: FoundKind;
	id: string;
	/** The post's own address, or the story's. */
	path: string;
	/** Empty for a post without one. */
	headline: MarkedText;
	/** The words around those that were found. */
	text: MarkedText;
	/** When it was published: the time that a post or a key development stands at. */
	at: string;
	/** Whether a post is a key event. */
	key: boolean;
	breaking: boolean;
	/** The story itself, or the one that it belongs to. */
	story: FoundStory;
}

/** What a result shows of a story. */
export type FoundStory = Pick<
	Card,
	| "id"
	| "kind"
	| "slug"
	| "state"
	| "startsAt"
	| "endedAt"
	| "headline"
	| "language"
	| "section"
	| "lead"
	| "readingMinutes"
	| "postCount"
	| "publishedAt"
	| "updatedAt"
>;

/** A choice of a filter. */
export interface SearchChoice {
	slug: string;
	name: string;
}

/** What was found. */
export interface SearchAnswer {
	/** As it was understood: what means nothing is not in it. */
	query: SearchQuery;
	/** How many there are of every kind, and of each; when `more`, at least so many. */
	total: number;
	counts: Record<FoundKind, number>;
	more: boolean;
	/** The results of this page, in their order. */
	results: SearchResult[];
	/** Whether another page follows. */
	next: boolean;
	/** Words that were looked for `instead`, since nothing has those that were asked for, or that `maybe` were meant. */
	spelling: { kind: "instead" | "maybe"; words: string } | null;
	/** When nothing was found with a filter: how many there are without it. */
	without: { filter: "section" | "topic" | "author" | "when" | "kind"; total: number; more: boolean } | null;
	/** Topics and authors of what was found, by which it can be narrowed. */
	narrower: ({ kind: "topic" | "author" } & SearchChoice)[];
	/** What the filters offer. */
	choices: { sections: SearchChoice[]; topics: SearchChoice[]; authors: SearchChoice[] };
}
