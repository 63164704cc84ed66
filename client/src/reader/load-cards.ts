import type { ChannelState } from "@dateline/shared/model";
import { type Cursor, maxChannels } from "@dateline/shared/protocol";
import { parseUpdates } from "../live/parse-message.ts";
import type { Store } from "../live/store.ts";
import { cardChannels } from "../pages/card-channels.ts";
import type { PageState } from "../pages/page-state.ts";

/** A change goes to all readers at once: what they ask for because of it is spread over this time, in milliseconds. */
const spread = 1_500;

/** Cards that a page has come to refer to: see {@link createCardLoader}. */
export interface CardLoader {
	/** Follows the cards that the page in `truth` refers to and does not have yet: resolves with their states, or null. */
	load(truth: PageState): Promise<Record<string, ChannelState> | null>;
}

/**
 * Loads the cards of stories that an update has made a page refer to, each once. When there are too many channels, cards
 * that the page no longer refers to make room; then those go first that stand first on the page.
 */
export function createCardLoader(store: Store): CardLoader {
	const underWay = new Set<string>();
	const free = () => maxChannels - store.channels().length;

	async function load(truth: PageState): Promise<Record<string, ChannelState> | null> {
		const held = new Set(store.channels());
		const wanted = cardChannels(truth, truth.view.opened);
		const idle = [...held].filter((channel) => channel.startsWith("card:") && !wanted.includes(channel));
		const missing = wanted.filter((channel) => !underWay.has(channel) && !held.has(channel));
		const channels = missing.slice(0, free() + idle.length);
		if (channels.length === 0) return null;
		for (const channel of channels) underWay.add(channel);
		try {
			await new Promise((resolve) => setTimeout(resolve, Math.random() * spread));
			const { states, at } = await fetchStates(channels);
			if (at.epoch !== store.cursor()?.epoch) return null;
			for (const channel of idle.slice(0, Math.max(0, channels.length - free()))) store.drop(channel);
			const loaded = Object.entries(states).slice(0, free());
			for (const [channel, state] of loaded) store.hold(channel, state, at);
			return Object.fromEntries(loaded);
		} catch {
			// Without them the page shows what it has, and asks again with the next update.
			return null;
		} finally {
			for (const channel of channels) underWay.delete(channel);
		}
	}

	return { load };
}

async function fetchStates(channels: string[]): Promise<{ states: Record<string, ChannelState>; at: Cursor }> {
	const answer = await fetch(`/api/v1/snapshot?channels=${channels.sort().join()}`);
	const page = parseUpdates(await answer.json());
	if (!page?.snapshot) throw new Error(`The cards could not be had: ${answer.status}.`);
	return { states: page.snapshot, at: { epoch: page.epoch, position: page.position } };
}
