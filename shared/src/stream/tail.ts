import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";
import type { StoredEvent } from "../database/index.ts";
import type { RedisAddress } from "../settings.ts";
import { connectRedis, jitter } from "./connect-redis.ts";
import { positionOf, readEntry, streamKey } from "./stream-entry.ts";

/** Milliseconds that one read waits for the next entry, and after which a read that says nothing is given up. */
const blockFor = 4_000;
const giveUpAfter = 10_000;
/** Milliseconds until the first and the longest pause after a failure. */
const firstPause = 50;
const longestPause = 2_000;
const batch = 500;

export interface TailStream {
	redis: RedisAddress;
	epoch: string;
	/** The position after which to begin: the model's, never "now". */
	from: number;
	/** Gets what comes, in order. It is a hint: entries may be missing, and a restored Redis may repeat some. */
	onEntries: (events: StoredEvent[]) => void;
	/** Told of each failure; the tail goes on by itself. */
	onError?: (error: Error) => void;
	signal: AbortSignal;
}

/**
 * Follows an epoch's stream until `signal` aborts. Never throws: a connection that breaks, freezes or is refused is
 * thrown away and built anew, with a pause that grows.
 */
export async function tailStream(options: TailStream): Promise<void> {
	const { redis: address, signal, onError = () => undefined } = options;
	let position = options.from;
	let pause = firstPause;
	while (!signal.aborted) {
		const redis = connectRedis(address, "blocking", onError);
		const stop = () => redis.disconnect();
		signal.addEventListener("abort", stop, { once: true });
		try {
			while (!signal.aborted) {
				const { events, reached } = await readNext(redis, options.epoch, position);
				pause = firstPause;
				position = Math.max(position, reached);
				if (events.length > 0) options.onEntries(events);
			}
		} catch (error) {
			if (!signal.aborted) onError(error instanceof Error ? error : new Error(String(error)));
		} finally {
			signal.removeEventListener("abort", stop);
			redis.disconnect();
		}
		await sleep(jitter(pause), undefined, { signal }).catch(() => undefined);
		pause = Math.min(pause * 2, longestPause);
	}
}

async function readNext(redis: Redis, epoch: string, after: number) {
	const watchdog = new AbortController();
	const reading = redis.xread("COUNT", batch, "BLOCK", blockFor, "STREAMS", streamKey(epoch), `${after}-0`);
	const frozen = sleep(giveUpAfter, undefined, { signal: watchdog.signal }).then(() => {
		throw new Error(`Redis has said nothing for ${giveUpAfter / 1_000} s`);
	});
	try {
		const answer = await Promise.race([reading, frozen]);
		const entries = answer?.[0]?.[1] ?? [];
		const events = entries.map(([id, fields]) => readEntry(id, fields)).filter((event) => event !== null);
		return { events, reached: positionOf(entries.at(-1)?.[0] ?? "") };
	} finally {
		watchdog.abort();
		// Whichever lost the race still ends; nobody waits for it.
		reading.catch(() => undefined);
		frozen.catch(() => undefined);
	}
}
