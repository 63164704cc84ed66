import type { Run } from "../../compare/word-diff.ts";

/** What a version was, in one word. */
export type VersionKind =
	| "published"
	| "significant"
	| "minor"
	| "correction"
	| "withdrawn"
	| "restored"
	| "started"
	| "ended"
	| "moved";

/** One place in which two versions differ. */
export interface Hunk {
	/** `fact`: `where` says all of it, such as "Pinned to the top". */
	kind: "added" | "changed" | "fact" | "marks" | "moved" | "removed";
	where: string;
	/** The words of the place; none where the words are the same, or where there are none. */
	runs: readonly Run[];
	isHeading: boolean;
}

/** How two versions differ; `more` places are left out. */
export interface Difference {
	hunks: readonly Hunk[];
	more: number;
	added: number;
	removed: number;
}

/** A version with what it changed. */
export interface Version {
	number: number;
	kind: VersionKind;
	at: string;
	significant: boolean;
	/** The note that it brought; null also when the note was erased. */
	correction: { text: string; reason: string | null } | null;
	restoredFrom: number | null;
	/** When its words were erased; they are then nowhere on the page. An empty text when that is not known. */
	erasedAt: string | null;
	/** The version before it, when there is one. */
	former: number | null;
	/** Against the version before it; null for the first, and where one of the two was erased. */
	difference: Difference | null;
	/** Of the first version. */
	extent: { words: number; pictures: number } | null;
	/** The version beside a correction in which the words were changed. */
	wordsIn: number | null;
}

/** A correction as the top of the page tells it. */
export interface CorrectionLine {
	id: string;
	text: string;
	reason: string | null;
	at: string;
	/** The version that brought it, when it is on this page's list. */
	version: number | null;
	/** The post that it is about, when the page is the story's. */
	postId: string | null;
}

/** Which versions a list shows. */
export const shows = ["all", "corrections", "major"] as const;
export type Show = (typeof shows)[number];

/** What the page of what changed shows: of a story's own text, or of one post. */
export interface ChangesView {
	story: { id: string; kind: "article" | "live"; slug: string; headline: string };
	post: { id: string; headline: string } | null;
	publishedAt: string;
	/** Newest first: of this page, of the kind that was asked for. */
	versions: readonly Version[];
	counts: Record<Show, number>;
	show: Show;
	corrections: readonly CorrectionLine[];
	/** Every version that has words, newest first: what can be compared. */
	choices: readonly { number: number; kind: VersionKind; at: string }[];
	/** Two versions that were asked for. */
	compared: { from: number; to: number; difference: Difference } | null;
	/** One version that was asked for, block by block. */
	read: { number: number; blocks: readonly { text: string; isHeading: boolean }[] } | null;
	/** Where the list goes on, by the number that it stands before; null at its ends. `newer` 0 is the newest page. */
	older: number | null;
	newer: number | null;
	changedPosts: readonly { id: string; headline: string; publishedAt: string; changedAt: string; versions: number }[];
}
