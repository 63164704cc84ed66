import { type OpenRecord, readChannelStates, readConsistent } from "@dateline/shared/database";
import { type ChannelState, type Event, eventTypes, fold } from "@dateline/shared/model";
import { ProblemError } from "@dateline/shared/protocol";
import type { Metrics } from "../../http/create-metrics.ts";
import type { Model } from "./model.ts";
import { serverWindow } from "./state-store.ts";

/** States of several channels, all as they are at `position`. A channel that has none in the record is not in it. */
export interface StatesAt {
	position: number;
	states: Map<string, ChannelState>;
}

/** Reads states, from memory where they are held, and else once from the record for everybody who waits for them. */
export interface StateReader {
	/** @throws {ProblemError} `busy` when the record moves faster than this process can follow */
	read(channels: readonly string[]): Promise<StatesAt>;
	/** Reads a channel from the record again, whatever is held of it. */
	refresh(channel: string): Promise<void>;
	/**
	 * The state of a channel, a list with its newest `cards`, read from the record just now and folded up to `position`,
	 * where the model stood then.
	 */
	readFresh(channel: string, window: { cards: number }): Promise<{ position: number; state: ChannelState | null }>;
}

/** What a read may wait for the tail to come to the position that it was read at, in milliseconds. */
const patience = 5_000;
const attempts = 4;

export function createStateReader(parts: {
	record: OpenRecord;
	model: Model;
	metrics: Metrics;
	/** Tells the tail that the record is at this position. */
	nudge: (position: number) => void;
}): StateReader {
	const { record, model, metrics, nudge } = parts;
	const underWay = new Map<string, Promise<ReadonlySet<string>>>();

	/**
	 * Puts what the record has of these channels into the model, and waits until the model is at least there. Returns
	 * the channels of which the record has nothing.
	 */
	async function load(channels: readonly string[]): Promise<ReadonlySet<string>> {
		const { epoch } = model;
		const { position, states } = await readConsistent(record, async (transaction, position) => ({
			position,
			states: await readChannelStates(transaction, channels, serverWindow),
		}));
		metrics.stateReads.inc(channels.length);
		if (position > model.position) nudge(position);
		const absent = new Set(channels.filter((channel) => !states.has(channel)));
		if (model.epoch !== epoch) return absent;
		for (const [channel, state] of states) {
			const folded = foldForward(model, channel, state, position);
			if (folded) model.states.put(channel, folded, Math.max(position, model.position));
		}
		if (!(await model.waitFor(position, patience))) throw busy();
		return absent;
	}

	/** One read for everybody: channels that are being read already are waited for. */
	async function loadOnce(channels: readonly string[]): Promise<Set<string>> {
		const missing = channels.filter((channel) => !underWay.has(channel));
		if (missing.length > 0) {
			const loading = load(missing).finally(() => {
				for (const channel of missing) underWay.delete(channel);
			});
			for (const channel of missing) underWay.set(channel, loading);
		}
		const absent = await Promise.all(new Set(channels.map((channel) => underWay.get(channel))));
		return new Set(absent.flatMap((some) => [...(some ?? [])]));
	}

	return {
		async read(channels) {
			let absent = new Set<string>();
			for (let attempt = 0; attempt < attempts; attempt++) {
				const states = new Map<string, ChannelState>();
				const missing: string[] = [];
				let ahead = model.position;
				for (const channel of channels) {
					const held = model.states.get(channel);
					if (held) {
						states.set(channel, held.state);
						ahead = Math.max(ahead, held.position);
					} else if (model.head(channel) > 0 && !absent.has(channel)) missing.push(channel);
				}
				if (missing.length > 0) absent = new Set([...absent, ...(await loadOnce(missing))]);
				else if (ahead > model.position) await model.waitFor(ahead, patience);
				else return { position: model.position, states };
			}
			throw busy();
		},
		async refresh(channel) {
			await underWay.get(channel);
			await loadOnce([channel]);
		},
		async readFresh(channel, window) {
			const { position, states } = await readConsistent(record, async (transaction, position) => ({
				position,
				states: await readChannelStates(transaction, [channel], window),
			}));
			nudge(position);
			if (!(await model.waitFor(position, patience))) throw busy();
			const state = states.get(channel);
			return { position: model.position, state: state ? foldForward(model, channel, state, position) : null };
		},
	};
}

const busy = () => new ProblemError("busy", "The record moves faster than this server follows.", { retryAfter: 2 });

const knownTypes: ReadonlySet<string> = new Set(eventTypes);

/** A state read at `position`, brought up to the model's position; null when the model no longer has what is between. */
function foldForward(model: Model, channel: string, state: ChannelState, position: number): ChannelState | null {
	if (model.head(channel) <= position) return state;
	const missed = model.ring.since(new Map([[channel, model.head(channel)]]), position, Number.POSITIVE_INFINITY);
	if (typeof missed === "string") return null;
	let folded: ChannelState | null = state;
	for (const { text } of missed) {
		const event = JSON.parse(text) as Event;
		if (knownTypes.has(event.type)) folded = fold(folded, channel, event, serverWindow);
	}
	return folded;
}
