import {
	ensureEpoch,
	newEpoch,
	type OpenRecord,
	readEvents,
	readHeadPosition,
	readLog,
	type StoredEvent,
} from "@dateline/shared/database";
import type { Logger } from "pino";
import type { Metrics } from "../../http/create-metrics.ts";
import type { Model } from "../model/model.ts";
import { within } from "./within.ts";

/**
 * Follows the log: folds every event into the model exactly once and in order, whatever brings it. Hints make it fast;
 * the record, which is polled always, makes it right.
 */
export interface Tail {
	/** An event that came a faster way. The next one is folded, a lower one dropped, before a later one the hole is filled. */
	hint(stored: StoredEvent): void;
	/** The record is at least at this position. */
	nudge(position: number): void;
	/** Asks the record now: resolves when all that was committed before the call is folded. One question for all callers. */
	catchUp(): Promise<void>;
	/** When all that the record had was last folded, by `performance.now()`. */
	readonly caughtUpAt: number;
	stop(): Promise<void>;
}

const pollInterval = 1_000;
/** How long the record may take to answer before it is asked anew, over another connection. */
const patience = 10_000;
/** However many readers claim to be ahead of us, the record is asked no more often than this. */
const askSpacing = 20;
/** Events that are read from the record at once. */
const batch = 500;
/** Hints that are kept for after a hole was filled; more of them are read from the record. */
const hintsKept = 1_000;

/**
 * Loads the model and follows the record from there.
 *
 * @param parts.onNewHistory is called when the record turned out to have another history and was loaded anew
 */
export async function startTail(parts: {
	record: OpenRecord;
	model: Model;
	metrics: Metrics;
	log: Logger;
	onNewHistory: () => void;
}): Promise<Tail> {
	const { record, model, metrics, log } = parts;
	const hints = new Map<number, StoredEvent>();
	let target = 0;
	let pollAt = performance.now() + pollInterval;
	let answeredAt = performance.now();
	let caughtUpAt = answeredAt;
	let asked: { promise: Promise<void>; resolve: () => void } | null = null;
	let stopped = false;
	// After a failure another server may answer under the same name: its identity is looked at again.
	let unsure = false;
	let wake = () => {};

	await model.load(await ensureEpoch(record));

	function fold(stored: StoredEvent): void {
		model.apply(stored);
		hints.delete(stored.position);
		metrics.lag.observe(Math.max(0, Date.now() - Date.parse(stored.at)) / 1_000);
	}

	/** Folds from the record what is missing up to `target`. */
	async function fill(): Promise<void> {
		if (hints.size > 0) metrics.gaps.inc();
		const events = await within(patience, readEvents(record.kysely, { after: model.position, limit: batch }));
		for (const stored of events) fold(stored);
		// A hint of what the record does not have is no promise: the next poll finds out.
		if (events.length === 0) target = model.position;
		for (const position of hints.keys()) if (position <= model.position) hints.delete(position);
	}

	function ask(): NonNullable<typeof asked> {
		if (asked) return asked;
		let resolve = () => {};
		const promise = new Promise<void>((done) => {
			resolve = done;
		});
		asked = { promise, resolve };
		return asked;
	}

	function takeAsked(): typeof asked {
		const taken = asked;
		asked = null;
		return taken;
	}

	async function poll(): Promise<void> {
		const answering = takeAsked();
		try {
			const epoch = unsure
				? await within(patience, ensureEpoch(record))
				: (await within(patience, readLog(record.kysely))).epoch;
			unsure = false;
			const head = await within(patience, readHeadPosition(record.kysely));
			answeredAt = performance.now();
			pollAt = answeredAt + pollInterval;
			metrics.recordPosition.set(head);
			if (epoch !== model.epoch) await beginAnew(epoch);
			else if (head < model.position) await beginAnew(await renounce(epoch));
			else target = Math.max(target, head);
			while (target > model.position) await fill();
			caughtUpAt = performance.now();
			answering?.resolve();
		} catch (error) {
			// Whoever asked waits on, for the answer that comes in the end.
			if (answering) ask().promise.then(answering.resolve);
			throw error;
		}
	}

	/** The record lies behind what readers have seen: a new epoch, unless another process has made one already. */
	async function renounce(epoch: string): Promise<string> {
		log.error({ position: model.position }, "the record is behind what was published: beginning another history");
		return record.kysely.transaction().execute(async (transaction) => {
			const now = await readLog(transaction);
			return now.epoch === epoch ? newEpoch(transaction) : now.epoch;
		});
	}

	async function beginAnew(epoch: string): Promise<void> {
		log.warn({ epoch, before: model.epoch }, "the record has another history, loading it");
		metrics.reloads.inc();
		hints.clear();
		await model.load(epoch);
		target = model.position;
		parts.onNewHistory();
	}

	async function step(): Promise<void> {
		const next = hints.get(model.position + 1);
		if (next) return fold(next);
		const now = performance.now();
		const due = asked ? Math.min(pollAt, answeredAt + askSpacing) : pollAt;
		if (now >= due) return poll();
		if (target > model.position) return fill();
		await sleepUntilWoken(due - now);
	}

	function sleepUntilWoken(ms: number): Promise<void> {
		return new Promise((resolve) => {
			const timer = setTimeout(resolve, Math.max(1, ms));
			wake = () => {
				clearTimeout(timer);
				resolve();
			};
		});
	}

	async function run(): Promise<void> {
		let failures = 0;
		while (!stopped) {
			try {
				await step();
				failures = 0;
			} catch (err) {
				failures += 1;
				unsure = true;
				if (stopped) return;
				if (failures % 10 === 1) log.error({ err, failures }, "the record could not be read, trying again");
				await sleepUntilWoken(Math.min(failures * 200, pollInterval));
			}
		}
	}
	const running = run();

	return {
		hint(stored) {
			if (stored.position <= model.position) return metrics.duplicates.inc();
			target = Math.max(target, stored.position);
			if (hints.size < hintsKept) hints.set(stored.position, stored);
			wake();
		},
		nudge(position) {
			if (position <= target || position <= model.position) return;
			target = position;
			wake();
		},
		catchUp() {
			const { promise } = ask();
			wake();
			return promise;
		},
		get caughtUpAt() {
			return caughtUpAt;
		},
		async stop() {
			stopped = true;
			wake();
			await running;
			asked?.resolve();
		},
	};
}
