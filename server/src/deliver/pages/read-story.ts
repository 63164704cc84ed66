import { readListPage } from "@dateline/shared/database";
import { type ChannelState, cardKey, type StoryView } from "@dateline/shared/model";
import type { Route } from "./find-route.ts";
import { type PageSource, type ReadPage, readStates, withBodies } from "./page-source.ts";
import { listOf } from "./read-list.ts";

/** Cards of other stories on one page: with its own and the site's channel well under what a socket may hold. */
const mostCards = 40;
/** Stories that lead on from a page whose story was withdrawn. */
const waysOn = 4;

/** An article, with the cards of what it refers to and of the next story in the feed. */
export async function readStory(
	source: PageSource,
	route: Extract<Route, { kind: "story" }>,
): Promise<ReadPage | null> {
	const channel = `story:${route.storyId}`;
	const first = await readStates(source, ["site", channel]);
	const state = first[channel];
	if (state?.kind !== "story") return null;
	if (!("slug" in state.story)) return readWithdrawn(source, "story", route.storyId);
	const whole = await withBodies(source, state);
	const story = whole?.kind === "story" && "slug" in whole.story ? whole.story : state.story;
	const next = await findNext(source, story);
	const cards = cardChannels(story, next);
	const states = await readStates(source, ["site", channel, ...cards]);
	return {
		status: 200,
		page: { kind: "story", id: route.storyId, next },
		states: { ...states, ...(whole && { [channel]: await withBodies(source, states[channel]) }) } as Record<
			string,
			ChannelState
		>,
	};
}

/** The channels of the cards that a story's page shows: in its text, beside it and after it. */
export function cardChannels(story: StoryView, next: string | null = null): string[] {
	const inText = [...(story.html ?? "").matchAll(/<dateline-related data-story="([^"]*)">/g)].map(
		(match) => match[1] ?? "",
	);
	const ids = new Set([...(next ? [next] : []), ...story.related, ...inText].filter((id) => id !== story.id));
	return [...ids].slice(0, mostCards).map((id) => `card:${id}`);
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
	const page =
		kind === "story"
			? { kind, id, next: null }
			: { kind, id, addressed: null, order: "newest" as const, frozen: null, newer: null, older: null };
	return { status: 410, page, states: { ...states, feed: shown } };
}
