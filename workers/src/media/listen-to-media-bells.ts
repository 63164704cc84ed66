import { setTimeout as sleep } from "node:timers/promises";
import { mediaQueue } from "@dateline/shared/protocol";
import type { RedisAddress } from "@dateline/shared/settings";
import { connectRedis } from "@dateline/shared/stream";
import { Worker } from "bullmq";
import type { Logger } from "pino";
import { queuePrefix } from "../jobs/queue-names.ts";

/** Milliseconds that a stop waits for the queue. */
const longestStop = 2_000;

/** Rings for every job of the queue `media`. Without Redis nothing rings, and the record is polled as always. */
export function listenToMediaBells({
	redis,
	log,
	ring,
}: {
	redis: RedisAddress | null;
	log: Logger;
	ring: () => void;
}): { stop(): Promise<void> } {
	if (!redis) return { stop: async () => {} };
	const onError = (error: unknown) => log.debug({ err: error }, "media queue");
	const connection = connectRedis(redis, "blocking", onError);
	const worker = new Worker(mediaQueue, async () => ring(), {
		connection,
		prefix: queuePrefix,
		concurrency: 1,
		skipVersionCheck: true,
		removeOnComplete: { count: 0 },
		removeOnFail: { count: 0 },
	});
	worker.on("error", onError);
	return {
		async stop() {
			await Promise.race([worker.close().catch(onError), sleep(longestStop, undefined, { ref: false })]);
			connection.disconnect();
		},
	};
}
