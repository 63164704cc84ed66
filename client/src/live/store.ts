import { type ChannelState, type Event, eventTypes, fold, type OrderKey } from "@dateline/shared/model";
import type { Cursor, SubscribeAck } from "@dateline/shared/protocol";
import { extendState } from "./extend-state.ts";
import { mergeSnapshot } from "./merge-snapshot.ts";

/** One channel's step from one state to the next. */
export interface StoreChange {
	channel: string;
	before: ChannelState | null;
	after: ChannelState | null;
	/** The event that caused it; null when a snapshot did, or a piece that was put in. */
	event: Event | null;
	isSnapshot: boolean;
	/** Of a snapshot: see {@link mergeSnapshot}. */
	unconfirmedBelow: OrderKey | null;
}

/** What became of something that was given to the store. Anything but `applied` means: ask again after `after()`. */
export type Outcome =
	| "applied"
	/** An event is missing before this one; nothing of this one was applied. */
	| "gap"
	/** The snapshot is older than what is held. */
	| "stale"
	/** It is of another epoch and not a snapshot, so it says nothing about what is held. */
	| "foreign";

/** How often what happened: for tests and for a page that reports. */
export interface StoreCounts {
	/** Events that were applied to at least one channel. */
	applied: number;
	/** Events that every held channel had already. */
	repeated: number;
	gaps: number;
	snapshots: number;
}

/**
 * The states of the channels that somebody follows, each with its own head, whatever brings the events: socket, polling
 * or a test. It applies an event to a channel exactly once and never past a hole (DESIGN.md section 3, "The client").
 */
export interface Store {
	/** Follow a channel. A page gives the state that it was rendered from and the position of it; else `after` is null. */
	hold(channel: string, state?: ChannelState | null, at?: Cursor | null): void;
	drop(channel: string): void;
	channels(): string[];
	state(channel: string): ChannelState | null;
	/** The position up to which the channel is applied; -1 when nothing is held of it. */
	head(channel: string): number;
	/** The greatest position that is known to have been reached, or null before the first. */
	cursor(): Cursor | null;
	/** After what to ask: the smallest head; null asks for a snapshot. */
	after(): Cursor | null;
	/** Applies events in the order given, up to the first gap. */
	applyEvents(events: readonly Event[]): Outcome;
	/** Applies the answer to a `subscribe` with these channels; channels held since then keep their heads. */
	applyAck(ack: SubscribeAck & { ok: true }, asked: readonly string[]): Outcome;
	/**
	 * Puts in a piece of a channel that was rendered at another moment: see {@link extendState}. False when too much has
	 * happened since that moment: ask for a newer piece.
	 */
	extend(channel: string, piece: ChannelState, before: OrderKey | null, at: Cursor): boolean;
	/** Goes on from this state of a channel: for whoever has let go of a part that is not needed. Nobody is told. */
	replace(channel: string, state: ChannelState): void;
	/** Takes a pulse's position into the cursor; false when it is of another epoch. */
	notePulse(pulse: Cursor): boolean;
	/** Calls back once for each batch that changed something, in order. Returns the end of it. */
	observe(listener: (changes: readonly StoreChange[]) => void): () => void;
	counts(): StoreCounts;
}

/** Types that a later version may add are counted in the heads and otherwise ignored. */
const knownTypes: ReadonlySet<string> = new Set(eventTypes);

/** Events that are kept to bring an older piece of a channel up to date. */
const keptEvents = 500;

interface Held {
	state: ChannelState | null;
	head: number;
	/** The newest events that were applied: all of the channel after the position `since`. */
	recent: Event[];
	since: number;
}

/** The state after an event, if it is of a type that this version knows. */
const step = (state: ChannelState | null, channel: string, event: Event): ChannelState | null =>
	knownTypes.has(event.type) ? fold(state, channel, event) : state;

/** A store that follows nothing yet. */
export function createStore(): Store {
	const held = new Map<string, Held>();
	const listeners = new Set<(changes: readonly StoreChange[]) => void>();
	const counts: StoreCounts = { applied: 0, repeated: 0, gaps: 0, snapshots: 0 };
	let epoch: string | null = null;
	let reached = 0;

	function tell(changes: readonly StoreChange[]) {
		if (changes.length > 0) for (const listener of [...listeners]) listener(changes);
	}

	/** Applies one event to each channel that is behind it, or to none of them; false when one has a hole before it. */
	function applyEvent(event: Event, changes: StoreChange[]): boolean {
		const behind: [string, Held][] = [];
		let mine = 0;
		for (const [channel, previous] of Object.entries(event.previous)) {
			const entry = held.get(channel);
			if (!entry) continue;
			mine += 1;
			if (entry.head >= event.position) continue;
			if (previous > entry.head) return false;
			behind.push([channel, entry]);
		}
		if (mine === 0) return true;
		if (behind.length === 0) counts.repeated += 1;
		else counts.applied += 1;
		for (const [channel, entry] of behind) {
			const before = entry.state;
			entry.state = step(before, channel, event);
			entry.head = event.position;
			entry.recent.push(event);
			if (entry.recent.length > keptEvents) entry.since = entry.recent.shift()?.position ?? entry.since;
			changes.push({ channel, before, after: entry.state, event, isSnapshot: false, unconfirmedBelow: null });
		}
		reached = Math.max(reached, event.position);
		return true;
	}

	function applyAll(events: readonly Event[], changes: StoreChange[]): Outcome {
		for (const event of events) {
			if (applyEvent(event, changes)) continue;
			counts.gaps += 1;
			return "gap";
		}
		return "applied";
	}

	function applySnapshot(
		ack: { epoch: string; position: number; snapshot: Record<string, ChannelState> },
		asked: readonly string[],
		changes: StoreChange[],
	): Outcome {
		const same = ack.epoch === epoch;
		if (same && ack.position < reached) return "stale";
		counts.snapshots += 1;
		if (!same) for (const entry of held.values()) entry.head = -1;
		for (const channel of asked) {
			const entry = held.get(channel);
			if (!entry || (same && entry.head >= ack.position)) continue;
			const before = entry.state;
			const fresh = ack.snapshot[channel];
			const merged = fresh ? mergeSnapshot(before, fresh, same) : { state: null, unconfirmedBelow: null };
			entry.state = merged.state;
			entry.recent = [];
			entry.since = ack.position;
			const { unconfirmedBelow } = merged;
			changes.push({ channel, before, after: merged.state, event: null, isSnapshot: true, unconfirmedBelow });
		}
		if (!same) reached = ack.position;
		epoch = ack.epoch;
		return "applied";
	}

	return {
		hold(channel, state = null, at = null) {
			if (held.has(channel)) return;
			if (at && epoch === null) epoch = at.epoch;
			const known = at !== null && at.epoch === epoch;
			const head = known ? at.position : -1;
			held.set(channel, { state, head, recent: [], since: head });
			if (known) reached = Math.max(reached, at.position);
		},
		drop: (channel) => void held.delete(channel),
		channels: () => [...held.keys()],
		state: (channel) => held.get(channel)?.state ?? null,
		head: (channel) => held.get(channel)?.head ?? -1,
		cursor: () => (epoch === null ? null : { epoch, position: reached }),
		after() {
			if (epoch === null || held.size === 0) return null;
			const smallest = Math.min(...[...held.values()].map((entry) => entry.head));
			return smallest < 0 ? null : { epoch, position: smallest };
		},
		applyEvents(events) {
			const changes: StoreChange[] = [];
			const outcome = applyAll(events, changes);
			tell(changes);
			return outcome;
		},
		applyAck(ack, asked) {
			const changes: StoreChange[] = [];
			if ("events" in ack && ack.epoch !== epoch) return "foreign";
			const outcome = "events" in ack ? applyAll(ack.events, changes) : applySnapshot(ack, asked, changes);
			if (outcome === "applied") {
				for (const channel of asked) {
					const entry = held.get(channel);
					if (entry) entry.head = Math.max(entry.head, ack.position);
				}
				reached = Math.max(reached, ack.position);
			}
			tell(changes);
			return outcome;
		},
		extend(channel, piece, before, at) {
			const entry = held.get(channel);
			if (!entry?.state || at.epoch !== epoch || at.position < entry.since) return false;
			const missed = entry.recent.filter((event) => event.position > at.position);
			const current = missed.reduce<ChannelState>((state, event) => step(state, channel, event) ?? state, piece);
			const after = extendState(entry.state, current, before);
			const change = { channel, before: entry.state, after, event: null, isSnapshot: false, unconfirmedBelow: null };
			entry.state = after;
			tell([change]);
			return true;
		},
		replace(channel, state) {
			const entry = held.get(channel);
			if (entry) entry.state = state;
		},
		notePulse(pulse) {
			if (pulse.epoch !== epoch) return false;
			reached = Math.max(reached, pulse.position);
			return true;
		},
		observe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		counts: () => ({ ...counts }),
	};
}
