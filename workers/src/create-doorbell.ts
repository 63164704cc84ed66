import { setTimeout as sleep } from "node:timers/promises";
import { mediaQueue, publishQueue } from "@dateline/shared/protocol";
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
	/** Rings for what is to be made of media, likewise. */
	ringMedia(): Promise<void>;
	stop(): Promise<void>;
}

/** Bells through the queues `publish` and `media`; without Redis they are silent. */
export function createDoorbell({ redis, log }: { redis: RedisAddress | null; log: Logger }): Doorbell {
	if (!redis) return { ring: async () => {}, ringMedia: async () => {}, stop: async () => {} };
	const onError = (error: unknown) => log.debug({ err: error }, "doorbell");
	const connection = connectRedis(redis, "publisher", onError);
	const open = (name: string) => {
		const queue = new Queue(name, {
			connection,
			prefix: queuePrefix,
			skipVersionCheck: true,
			defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
			streams: { events: { maxLen: 100 } },
		});
		queue.on("error", onError);
		return queue;
	};
	const publish = open(publishQueue);
	const media = open(mediaQueue);
	const ring = async (queue: Queue, payload: object) => {
		// Nothing is kept for later: a bell that comes late rings for what the poll has found.
		if (connection.status !== "ready") return;
		const rung = queue.add(queue.name, payload).then(() => undefined, onError);
		await Promise.race([rung, sleep(longestRing, undefined, { ref: false })]);
	};
	return {
		ring: (storyId) => ring(publish, { storyId }),
		ringMedia: () => ring(media, {}),
		async stop() {
			const closed = Promise.all([publish.close(), media.close()]).catch(onError);
			await Promise.race([closed, sleep(longestRing, undefined, { ref: false })]);
			connection.disconnect();
		},
	};
}
