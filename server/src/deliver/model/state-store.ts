import {
	type ChannelState,
	type Event,
	eventTypes,
	fold,
	isListChannel,
	isWithdrawn,
	splitChannel,
} from "@dateline/shared/model";
import { LRUCache } from "lru-cache";

/** What the server keeps of a channel: enough for every page that is asked for often. */
export const serverWindow = { cards: 500, newestPageOnly: true } as const;

/** Types that a later version may add are counted in the heads and otherwise ignored. */
const knownTypes: ReadonlySet<string> = new Set(eventTypes);

/** A channel's state, whole up to `position`: later events of the channel have to be folded, earlier ones not. */
export interface HeldState {
	state: ChannelState;
	position: number;
}

/**
 * The states that this process holds: all lists, the site and the live stories always, of the rest those that were
 * asked for last. Both kinds are kept current by every event that passes.
 */
export interface StateStore {
	get(channel: string): HeldState | null;
	put(channel: string, state: ChannelState, position: number): void;
	drop(channel: string): void;
	clear(): void;
	/** Folds an event into each of its channels that is held or begins with it. A channel that can't fold it is let go. */
	fold(event: Event, onFailure: (channel: string, error: unknown) => void): void;
	/** The channels held at present, always and cached. */
	channels(): string[];
}

/** @param cached how many states are kept beside those that are always held */
export function createStateStore(cached: number): StateStore {
	const always = new Map<string, HeldState>();
	const recent = new LRUCache<string, HeldState>({ max: cached });

	function put(channel: string, state: ChannelState, position: number): void {
		const [home, other] = belongsToAlways(channel, state) ? [always, recent] : [recent, always];
		other.delete(channel);
		home.set(channel, { state, position });
	}

	function foldInto(channel: string, event: Event): void {
		const held = always.get(channel) ?? recent.peek(channel);
		if (held && held.position >= event.position) return;
		if (!held && event.previous[channel] !== 0) return;
		const before = held?.state ?? null;
		const state = knownTypes.has(event.type) ? fold(before, channel, event, serverWindow) : before;
		if (state) put(channel, state, event.position);
	}

	return {
		get: (channel) => always.get(channel) ?? recent.get(channel) ?? null,
		put,
		drop(channel) {
			always.delete(channel);
			recent.delete(channel);
		},
		clear() {
			always.clear();
			recent.clear();
		},
		fold(event, onFailure) {
			for (const channel of Object.keys(event.previous)) {
				try {
					foldInto(channel, event);
				} catch (error) {
					always.delete(channel);
					recent.delete(channel);
					onFailure(channel, error);
				}
			}
		},
		channels: () => [...always.keys(), ...recent.keys()],
	};
}

function belongsToAlways(channel: string, state: ChannelState): boolean {
	if (channel === "site" || isListChannel(channel)) return true;
	if (splitChannel(channel).kind !== "story" || state.kind !== "story" || isWithdrawn(state.story)) return false;
	return state.story.state === "live" || state.story.state === "upcoming";
}
