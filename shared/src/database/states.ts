import {
	type CardState,
	type ChannelState,
	comparePinned,
	isListChannel,
	type SiteState,
	type StoryChannelState,
	splitChannel,
} from "../model/index.ts";
import { readCards } from "./cards.ts";
import { readCorrections } from "./corrections.ts";
import { readNewestDigest } from "./digests.ts";
import { readKeyDevelopments } from "./key-developments.ts";
import { cardsOfList, readListStates } from "./lists.ts";
import type { Executor } from "./open.ts";
import { boundaryKey, readBoundaries } from "./post-pages.ts";
import { readPinnedPosts, readPosts, readTimeline } from "./posts.ts";
import { readSite } from "./site.ts";
import { readStoryView } from "./stories.ts";

/**
 * The states of these channels as the record has them: lists with their newest `cards` cards, stories with the newest
 * page of posts. A channel that was never public is not in the answer. One consistent answer needs one transaction
 * (`readConsistent`).
 */
export async function readChannelStates(
	executor: Executor,
	wanted: readonly string[],
	{ cards = cardsOfList }: { cards?: number } = {},
): Promise<Map<string, ChannelState>> {
	const channels = [...new Set(wanted)];
	const lists = channels.filter(isListChannel);
	const states = new Map<string, ChannelState>(lists.length > 0 ? await readListStates(executor, lists, cards) : []);
	const cardIds = channels.flatMap((channel) => (channel.startsWith("card:") ? splitChannel(channel).id : []));
	for (const [id, state] of await readCardStates(executor, cardIds)) states.set(`card:${id}`, state);
	for (const channel of channels) {
		const { kind, id } = splitChannel(channel);
		const state =
			kind === "story" ? await readStoryState(executor, id) : kind === "site" ? await readSiteState(executor) : null;
		if (state) states.set(channel, state);
	}
	return states;
}

/** The state of `site`. */
export async function readSiteState(executor: Executor): Promise<SiteState> {
	return { kind: "site", site: await readSite(executor), digest: await readNewestDigest(executor) };
}

/** The state of `story:<id>`, or null when the story was never public. */
export async function readStoryState(executor: Executor, storyId: string): Promise<StoryChannelState | null> {
	const status = await readStatus(executor, storyId);
	if (status === null || status === "draft") return null;
	if (status === "withdrawn") return withdrawnStory(storyId);
	const corrections = await readCorrections(executor, storyId);
	const story = await readStoryView(executor, storyId, corrections.get(null) ?? []);
	if (!story) return null;
	const boundary = (await readBoundaries(executor, storyId))[0] ?? null;
	const floor = boundary && boundaryKey(boundary);
	const live = story.kind === "live";
	return {
		kind: "story",
		story,
		posts: live ? await readPosts(executor, storyId, { before: null, floor }, corrections) : [],
		floor,
		boundary,
		pinned: live ? (await readPinnedPosts(executor, storyId, corrections)).sort(comparePinned) : [],
		timeline: live ? await readTimeline(executor, storyId) : [],
		keyDevelopments: await readKeyDevelopments(executor, storyId),
	};
}

const withdrawnStory = (id: string): StoryChannelState => ({
	kind: "story",
	story: { id, withdrawn: true },
	posts: [],
	floor: null,
	boundary: null,
	pinned: [],
	timeline: [],
	keyDevelopments: [],
});

async function readCardStates(executor: Executor, ids: readonly string[]): Promise<Map<string, CardState>> {
	const states = new Map<string, CardState>();
	if (ids.length === 0) return states;
	for (const [id, card] of await readCards(executor, ids)) states.set(id, { kind: "card", card });
	const missing = ids.filter((id) => !states.has(id));
	if (missing.length === 0) return states;
	const withdrawn = await executor
		.selectFrom("stories")
		.select("id")
		.where("id", "in", missing)
		.where("status", "=", "withdrawn")
		.execute();
	for (const { id } of withdrawn) states.set(id, { kind: "card", card: { id, withdrawn: true } });
	return states;
}

async function readStatus(executor: Executor, storyId: string) {
	const row = await executor.selectFrom("stories").select("status").where("id", "=", storyId).executeTakeFirst();
	return row?.status ?? null;
}
