import { feedPath, storyPath } from "../pages/addresses.ts";
import { contextOf, newestOf } from "../pages/context.ts";
import { type PageState, storyOf } from "../pages/page-state.ts";
import { orient } from "./orient.ts";
import { streamChannel } from "./page-facts.ts";
import { developmentsOf, isNewest, keysOf, streamOf } from "./stream-facts.ts";
import type { DeviceParts } from "./use-device.ts";
import { type Mark, readVisit, writeVisit } from "./visits.ts";

/** How long a reader must have been away for a visit to be another one, in milliseconds: as in the inline script. */
const awayFor = 10 * 60_000;

/**
 * Knows how far a reader had come, so that one who comes back is told what has come since (BEHAVIOUR.md rule 4). It is on
 * the device alone and never sent. Returns what to call when the page is up to date again.
 */
export function noteVisit(root: HTMLElement, parts: DeviceParts): () => void {
	const { read } = parts;
	const path = pathOf(read());
	if (path === null) return () => undefined;
	const visit = readVisit(path);
	const isAnother = visit !== null && Date.now() - visit.left >= awayFor;
	let from: Mark | null = isAnother ? visit.last : (visit?.from ?? null);
	let hiddenAt = 0;
	const look = orient(root, parts);

	/** What is on the screen has been seen: older pages say nothing of what is newest. */
	function leave() {
		const state = read();
		const last = isNewest(state) ? markOf(state) : visit?.last;
		if (path !== null && last) writeVisit(path, { last, from, left: Date.now() });
	}

	function say() {
		if (from) look(from, document.documentElement.dataset["back"] !== undefined);
	}

	document.addEventListener("visibilitychange", () => {
		if (document.visibilityState === "hidden") {
			hiddenAt = Date.now();
			leave();
		} else if (hiddenAt > 0 && Date.now() - hiddenAt >= awayFor) {
			from = readVisit(path)?.last ?? from;
			document.documentElement.dataset["back"] = "";
			say();
		}
	});
	addEventListener("pagehide", leave);
	say();
	return say;
}

/** The address of the newest page of a stream, or null for a page that has none. */
function pathOf(state: PageState): string | null {
	const { page } = state;
	if (page.kind === "live") {
		const story = storyOf(state, page.id)?.story;
		return story && page.order === "newest" ? storyPath(story) : null;
	}
	if (page.kind === "feed") return page.before ? null : feedPath(page);
	return streamChannel(page) !== null && "before" in page && page.before === null ? location.pathname : null;
}

/** How far a reader of this page has come. */
function markOf(state: PageState): Mark | null {
	const stream = streamOf(state);
	const newest = keysOf(stream)[0];
	const at = newestOf([newest?.at, newestOf(developmentsOf(state).map((line) => line.at)), contextOf(state).asOf]);
	if (!newest) return null;
	return {
		at,
		id: newest.id,
		key: newest.at,
		posts: stream?.kind === "story" && "slug" in stream.story ? stream.story.postCount : 0,
	};
}
