import type { ChannelState } from "@dateline/shared/model";
import { type Cursor, maxChannels } from "@dateline/shared/protocol";
import { parseUpdates } from "../live/parse-message.ts";
import type { Store } from "../live/store.ts";
import { cardChannels } from "../pages/card-channels.ts";
import type { PageState } from "../pages/page-state.ts";

/** A change goes to all readers at once: what they ask for because of it is spread over this time, in milliseconds. */
const spread = 1_500;

export interface CardLoaderParts {
	store: Store;
	/** The page as it is in truth, also what of it still waits. */
	read(): PageState;
	/** The store follows these cards now, and perhaps no longer some others. */
	adopt(cards: Record<string, ChannelState>): void;
}

/**
 * Returns what to call when a page may have come to refer to other stories: loads the cards that it does not have yet and
 * follows them, one request at a time. When there are too many channels, cards that the page no longer refers to make
 * room; then those go first that stand first on the page.
 */
export function createCardLoader({ store, read, adopt }: CardLoaderParts): () => void {
	let isLoading = false;
	let again = false;
	const free = () => maxChannels - store.channels().length;

	/** The channels to load next, and those that may go for it. */
	function plan(): { channels: string[]; idle: string[] } {
		const truth = read();
		const held = new Set(store.channels());
		const wanted = cardChannels(truth, truth.view.opened);
		const idle = [...held].filter((channel) => channel.startsWith("card:") && !wanted.includes(channel));
		const missing = wanted.filter((channel) => !held.has(channel));
		return { channels: missing.slice(0, free() + idle.length), idle };
	}

	async function load(): Promise<void> {
		isLoading = true;
		try {
			do {
				again = false;
				await new Promise((resolve) => setTimeout(resolve, Math.random() * spread));
				const { channels } = plan();
				if (channels.length > 0) take(await fetchStates(channels));
			} while (again);
		} catch {
			// Without them the page shows what it has, and asks again with the next update.
		} finally {
			isLoading = false;
		}
	}

	function take({ states, at }: { states: Record<string, ChannelState>; at: Cursor }) {
		if (at.epoch !== store.cursor()?.epoch) return;
		const loaded = Object.entries(states);
		for (const channel of plan().idle.slice(0, Math.max(0, loaded.length - free()))) store.drop(channel);
		const fitting = loaded.slice(0, free());
		for (const [channel, state] of fitting) store.hold(channel, state, at);
		adopt(Object.fromEntries(fitting));
	}

	return () => {
		if (isLoading) again = true;
		else if (plan().channels.length > 0) void load();
	};
}

async function fetchStates(channels: string[]): Promise<{ states: Record<string, ChannelState>; at: Cursor }> {
	const answer = await fetch(`/api/v1/snapshot?channels=${channels.sort().join()}`);
	const page = parseUpdates(await answer.json());
	if (!page?.snapshot) throw new Error(`The cards could not be had: ${answer.status}.`);
	return { states: page.snapshot, at: { epoch: page.epoch, position: page.position } };
}
