import { setTimeout as sleep } from "node:timers/promises";
import { publishQueue } from "@dateline/shared/protocol";
import type { RedisAddress } from "@dateline/shared/settings";
import { connectRedis } from "@dateline/shared/stream";
import { Queue } from "bullmq";
import type { Logger } from "pino";
import { queuePrefix } from "./jobs/queue-names.ts";

/** Milliseconds that somebody who rings waits for Redis at most. */
const longestRing = 200;

/** The accepting side's bell. */
export interface Doorbell {
	/** Rings for a story, or for the site (null). Never throws, never takes over 200 ms: the record is polled anyway. */
	ring(storyId: string | null): Promise<void>;
	stop(): Promise<void>;
}

/** A bell through the queue `publish`; without Redis it is silent. */
export function createDoorbell({ redis, log }: { redis: RedisAddress | null; log: Logger }): Doorbell {
	if (!redis) return { ring: async () => {}, stop: async () => {} };
	const onError = (error: unknown) => log.debug({ err: error }, "doorbell");
	const connection = connectRedis(redis, "publisher", onError);
	const queue = new Queue(publishQueue, {
		connection,
		prefix: queuePrefix,
		skipVersionCheck: true,
		defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
		streams: { events: { maxLen: 100 } },
	});
	queue.on("error", onError);
	return {
		async ring(storyId) {
			// Nothing is kept for later: a bell that comes late rings for what the poll has found.
			if (connection.status !== "ready") return;
			const rung = queue.add(publishQueue, { storyId }).then(() => undefined, onError);
			await Promise.race([rung, sleep(longestRing, undefined, { ref: false })]);
		},
		async stop() {
			await Promise.race([queue.close().catch(onError), sleep(longestRing, undefined, { ref: false })]);
			connection.disconnect();
		},
	};
}
