import { type OpenRecord, readEvents, type StoredEvent } from "@dateline/shared/database";
import type { RedisAddress } from "@dateline/shared/settings";
import { appendToStream, connectRedis, readStreamEnd } from "@dateline/shared/stream";
import type { Logger } from "pino";

/** Events before the newest that an empty stream begins with; what is older is read from the record anyway. */
const beginBefore = 1_000;
const batch = 200;
/** Milliseconds of failures after which the connection is thrown away, in case the other side is gone without a word. */
const rebuildAfter = 10_000;
/** Milliseconds of failures that are worth a word. */
const tellAfter = 2_000;

/** Brings committed events to the Redis stream, in order and each once, whatever other relays do. */
export interface Relay {
	/** Events that were just committed: the quick way, without reading them again. */
	push(events: readonly StoredEvent[]): void;
	/** The record's newest position, as a poll saw it: whatever the stream lacks of it is added. */
	catchUp(newest: number): void;
	/** From now on the record has another history. */
	setEpoch(epoch: string): void;
	/** Ends after what is under way. */
	stop(): Promise<void>;
}

/** A relay to the stream at `redis`; without Redis it does nothing, and every server polls the record. */
export function createRelay(parts: {
	database: OpenRecord;
	redis: RedisAddress | null;
	epoch: string;
	log: Logger;
}): Relay {
	const { database, log } = parts;
	if (!parts.redis) return { push() {}, catchUp() {}, setEpoch() {}, stop: async () => {} };
	const redis = connectRedis(parts.redis, "publisher", (error) => log.debug({ err: error }, "relay connection"));
	let { epoch } = parts;
	let pushed: StoredEvent[] = [];
	let newest = 0;
	let wanted = false;
	let running: Promise<void> | null = null;
	let stopped = false;
	let failingSince: number | null = null;
	let builtAt: number | null = null;
	let told = false;

	function wake(): void {
		wanted = true;
		running ??= run().finally(() => {
			running = null;
		});
	}

	async function run(): Promise<void> {
		while (wanted && !stopped) {
			wanted = false;
			try {
				await relayMissing();
				if (told) log.info("the relay reaches Redis again");
				failingSince = builtAt = null;
				told = false;
			} catch (error) {
				failed(error);
				return;
			}
		}
	}

	async function relayMissing(): Promise<void> {
		const quick = pushed;
		pushed = [];
		let reached = quick.length > 0 ? await append(quick, false) : await readStreamEnd(redis, epoch);
		while (reached < newest && !stopped) {
			const after = reached < 0 ? Math.max(0, newest - beginBefore) : reached;
			const missing = await readEvents(database.kysely, { after, limit: batch });
			if (missing.length === 0) return;
			reached = await append(missing, reached < 0);
		}
	}

	const append = (events: readonly StoredEvent[], begin: boolean) => appendToStream(redis, epoch, events, { begin });

	/** What could not be added is added after the next commit or poll. */
	function failed(error: unknown): void {
		const now = performance.now();
		failingSince ??= now;
		builtAt ??= now;
		// Not at once: at a start the first try is often earlier than the connection.
		if (!told && now - failingSince > tellAfter) {
			told = true;
			log.warn({ err: error }, "the relay does not reach Redis; servers poll the record meanwhile");
		}
		if (now - builtAt < rebuildAfter) return;
		builtAt = now;
		redis.disconnect(true);
	}

	return {
		push(events) {
			newest = Math.max(newest, events.at(-1)?.position ?? 0);
			// What was pushed must be one stretch: after a jump, the record fills the hole.
			const next = (pushed.at(-1)?.position ?? 0) + 1;
			pushed = pushed.length === 0 || events[0]?.position === next ? [...pushed, ...events] : [];
			wake();
		},
		catchUp(position) {
			newest = Math.max(newest, position);
			wake();
		},
		setEpoch(next) {
			if (next === epoch) return;
			epoch = next;
			pushed = [];
			newest = 0;
		},
		async stop() {
			stopped = true;
			await running;
			redis.disconnect();
		},
	};
}
