import type { OpenRecord, StoredEvent, StoryAddress } from "@dateline/shared/database";
import type { ChannelState } from "@dateline/shared/model";
import type { Logger } from "pino";
import type { Metrics } from "../../http/create-metrics.ts";
import { createEventRing, type EventRing } from "./event-ring.ts";
import { loadModel } from "./load-model.ts";
import { type LoggedEvent, readStoredEvent } from "./logged-event.ts";
import { createSlugIndex } from "./slug-index.ts";
import { createStateStore, type StateStore } from "./state-store.ts";

/** Events kept in memory: what a reader who was away for a while is answered from. */
const eventsKept = 10_000;
/** States kept beside the lists and live stories. */
const cachedStates = 500;

/**
 * The readers' side of the record in memory: a fold over the log, at one position at a time. Sockets, Server-Sent
 * Events, JSON and pages are views of it. It can be thrown away and loaded again at any time.
 */
export interface Model {
	readonly epoch: string;
	/** Everything up to here is folded in, nothing after it. */
	readonly position: number;
	/** Changes whenever an earlier event was withheld or the history was replaced: what was made of them is void. */
	readonly generation: number;
	/** The position of the channel's newest event; 0 before the first. */
	head(channel: string): number;
	/** Whether the channel is public, or was: `feed` and `site` always, others from their first event on. */
	isKnown(channel: string): boolean;
	/** The story that a slug leads to; see {@link StoryAddress}. */
	findStory(slug: string): StoryAddress | null;
	/** A state that is held, as it is at `position`; null when it has to be read (read-states.ts). */
	held(channel: string): ChannelState | null;
	/** Folds the next event. @throws when it is not the next one */
	apply(stored: StoredEvent): LoggedEvent;
	/** Loads all of it from the record, at the record's newest position, and forgets what was before. */
	load(epoch: string): Promise<void>;
	/** Resolves with true once `position` is folded, with false after `ms` milliseconds. */
	waitFor(position: number, ms: number): Promise<boolean>;
	/** Calls back after each fold, with the event. Returns the end of it. */
	observe(listener: (logged: LoggedEvent) => void): () => void;
	readonly ring: Pick<EventRing, "at" | "first" | "since">;
	readonly states: StateStore;
}

/** @param parts.ringSize events kept in memory; fewer in tests, so that the record has to be read */
export function createModel(parts: { record: OpenRecord; log: Logger; metrics: Metrics; ringSize?: number }): Model {
	const { record, log, metrics, ringSize = eventsKept } = parts;
	const ring = createEventRing(ringSize);
	const states = createStateStore(cachedStates);
	const slugs = createSlugIndex();
	const listeners = new Set<(logged: LoggedEvent) => void>();
	const waiting = new Set<{ position: number; resolve: (folded: boolean) => void }>();
	let heads = new Map<string, number>();
	let epoch = "";
	let position = 0;
	let generation = 0;

	function moved(): void {
		metrics.position.set(position);
		for (const waiter of waiting) if (waiter.position <= position) waiter.resolve(true);
	}

	return {
		get epoch() {
			return epoch;
		},
		get position() {
			return position;
		},
		get generation() {
			return generation;
		},
		head: (channel) => heads.get(channel) ?? 0,
		isKnown: (channel) => channel === "feed" || channel === "site" || heads.has(channel),
		findStory: slugs.find,
		held: (channel) => states.get(channel)?.state ?? null,
		apply(stored) {
			const { logged, event } = readStoredEvent(stored);
			if (ring.push(logged)) generation += 1;
			position = logged.position;
			for (const channel of logged.channels) heads.set(channel, position);
			states.fold(event, (channel, err) => {
				metrics.differences.inc();
				log.error({ err, channel, position }, "a channel could not fold an event and is read again");
			});
			slugs.fold(event);
			for (const listener of listeners) listener(logged);
			moved();
			return logged;
		},
		async load(newEpoch) {
			const loaded = await loadModel(record, { events: ringSize });
			epoch = newEpoch;
			position = loaded.position;
			generation += 1;
			heads = loaded.heads;
			slugs.load(loaded.slugs);
			ring.reset(position, loaded.events);
			states.clear();
			for (const [channel, state] of loaded.states) states.put(channel, state, position);
			moved();
		},
		waitFor(wanted, ms) {
			if (wanted <= position) return Promise.resolve(true);
			return new Promise((resolve) => {
				const waiter = { position: wanted, resolve: settle };
				const timer = setTimeout(settle, ms, false);
				function settle(folded: boolean): void {
					clearTimeout(timer);
					waiting.delete(waiter);
					resolve(folded);
				}
				waiting.add(waiter);
			});
		},
		observe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		ring,
		states,
	};
}
