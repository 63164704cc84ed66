import type { VersionKind } from "@dateline/client/pages";
import type { PublicRevision } from "@dateline/shared/database";

/** What a version was to readers. An erasure withdraws and gives back in one commit, and is told as what it blanked. */
export function kindOf({ number, change, significant }: PublicRevision): VersionKind {
	if (number === 1) return "published";
	switch (change) {
		case "story.correct":
			return "correction";
		case "story.withdraw":
		case "post.withdraw":
			return "withdrawn";
		case "story.restore":
		case "post.restore":
			return "restored";
		case "story.start":
			return "started";
		case "story.end":
			return "ended";
		case "posts.move":
			return "moved";
		default:
			return significant ? "significant" : "minor";
	}
}

/** A version with the kind that it had for readers. */
export type Told = PublicRevision & { kind: VersionKind };

/** Versions that readers are told of, newest first: not the two steps of an erasure, which change no word. */
export const toldVersions = (revisions: readonly PublicRevision[]): Told[] =>
	revisions
		.filter(({ change }) => change !== "story.erase")
		.map((revision) => ({ ...revision, kind: kindOf(revision) }));

/** How far beside a correction the change of its words is looked for, in milliseconds. */
const besides = 60 * 60 * 1000;

/**
 * Where the words were changed that a correction is about: a note changes no word by itself, so the update before it or
 * after it did, when one came within the hour. Null when neither did.
 */
export function wordsChangedIn(versions: readonly Told[], index: number): number | null {
	const own = versions[index];
	if (own?.kind !== "correction") return null;
	const isUpdate = (other: Told | undefined): other is Told =>
		other !== undefined &&
		(other.kind === "minor" || other.kind === "significant") &&
		Math.abs(Date.parse(other.at) - Date.parse(own.at)) <= besides;
	const [before, after] = [versions[index + 1], versions[index - 1]];
	return isUpdate(before) ? before.number : isUpdate(after) ? after.number : null;
}
