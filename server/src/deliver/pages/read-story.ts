import { readListPage, readShownWithdrawal } from "@dateline/shared/database";
import { cardKey, type StoryView } from "@dateline/shared/model";
import type { Route } from "./find-route.ts";
import { type PageSource, type ReadPage, readRecord, readStates, withBodies, withCards } from "./page-source.ts";
import { listOf } from "./read-list.ts";

/** Stories that lead on from a page whose story was withdrawn. */
const waysOn = 4;

/** An article, with the cards of what it refers to and of the next story in the feed. */
export async function readStory(
	source: PageSource,
	route: Extract<Route, { kind: "story" }>,
): Promise<ReadPage | null> {
	const channel = `story:${route.storyId}`;
	const states = await readStates(source, ["site", channel]);
	const state = await withBodies(source, states[channel]);
	if (state?.kind !== "story") return null;
	if (!("slug" in state.story)) return readWithdrawn(source, "story", route.storyId);
	const page = { kind: "story" as const, id: route.storyId, next: await findNext(source, state.story) };
	return { status: 200, page, states: await withCards(source, page, { ...states, [channel]: state }) };
}

/**
 * The story after this one in the feed. Stories that are newer stand above it and never come between, so the next one
 * changes only when its own card does: the page depends on that card and not on the feed.
 */
async function findNext(source: PageSource, story: StoryView): Promise<string | null> {
	const held = source.model.held("feed");
	const cards = held ? listOf(held).cards : [];
	const at = cards.findIndex((card) => card.id === story.id);
	const after = at < 0 ? undefined : cards[at + 1];
	if (after) return after.id;
	if (at >= 0 && held && listOf(held).floor === null) return null;
	const page = await readListPage(source.record.kysely, "feed", { before: cardKey(story), limit: 1 });
	return page.cards[0]?.id ?? null;
}

/** 410 for a story: its channel stays subscribed, so that a restored one comes back, with what was published since. */
export async function readWithdrawn(source: PageSource, kind: "story" | "live", id: string): Promise<ReadPage> {
	const states = await readStates(source, ["site", "feed", `story:${id}`]);
	const feed = listOf(states["feed"]);
	const cards = feed.cards.slice(0, waysOn);
	const last = cards.at(-1);
	const shown = { ...feed, cards, floor: last && feed.cards.length > waysOn ? cardKey(last) : feed.floor };
	const withdrawal = await readRecord(source, (executor) => readShownWithdrawal(executor, id, null));
	const page =
		kind === "story"
			? { kind, id, next: null, withdrawal }
			: { kind, id, withdrawal, addressed: null, order: "newest" as const, frozen: null, newer: null, older: null };
	return { status: 410, page, states: { ...states, feed: shown } };
}
