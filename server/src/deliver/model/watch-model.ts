import { isListChannel } from "@dateline/shared/model";
import type { Logger } from "pino";
import type { Metrics } from "../../http/create-metrics.ts";
import { findDifference } from "./compare-states.ts";
import type { Model } from "./model.ts";
import type { StateReader } from "./read-states.ts";
import { serverWindow } from "./state-store.ts";

/** Keeps the memory honest: compares it with the record, one channel at a time, and refills lists that have shrunk. */
export interface ModelWatch {
	/** Compares a channel with the record now, and repairs it. Returns where they differed, or null. */
	check(channel: string): Promise<string | null>;
	stop(): Promise<void>;
}

const interval = 10_000;
/** Of a list, so many cards are compared: reading all of it would hold up publishing on PGlite for too long. */
const compared = { cards: 100 };
/** A list is read again when it has fewer cards than this and there are older ones. */
const refillBelow = serverWindow.cards - 100;

export function watchModel(parts: { model: Model; reader: StateReader; metrics: Metrics; log: Logger }): ModelWatch {
	const { model, reader, metrics, log } = parts;
	const refilling = new Set<string>();
	let turn = 0;
	let underWay: Promise<unknown> = Promise.resolve();

	async function check(channel: string): Promise<string | null> {
		const { position, state: fresh } = await reader.readFresh(channel, compared);
		const held = model.states.get(channel);
		// Where the model has moved on meanwhile there is nothing to compare; its turn comes again.
		if (!fresh || !held || position !== model.position || held.position > position) return null;
		metrics.checks.inc();
		const difference = findDifference(held.state, fresh);
		if (difference === null) return null;
		metrics.differences.inc();
		log.error({ channel, position, difference }, "the model differs from the record and is repaired");
		await reader.refresh(channel);
		return difference;
	}

	function checkNext(): void {
		const channels = model.states.channels();
		const channel = channels[turn++ % channels.length];
		if (channel === undefined) return;
		underWay = check(channel).catch((err: unknown) => log.warn({ err, channel }, "a channel could not be checked"));
	}

	function refill(channel: string): void {
		const state = model.states.get(channel)?.state;
		if (state?.kind !== "list" || state.floor === null || state.cards.length >= refillBelow) return;
		if (refilling.has(channel)) return;
		refilling.add(channel);
		underWay = reader
			.refresh(channel)
			.catch((err: unknown) => log.warn({ err, channel }, "a list could not be refilled"))
			.finally(() => refilling.delete(channel));
	}

	const unobserve = model.observe(({ channels }) => {
		for (const channel of channels) if (isListChannel(channel)) refill(channel);
	});
	const timer = setInterval(checkNext, interval);

	return {
		check,
		async stop() {
			clearInterval(timer);
			unobserve();
			await underWay;
		},
	};
}
