import { setTimeout as sleep } from "node:timers/promises";
import { publishQueue } from "@dateline/shared/protocol";
import type { RedisAddress } from "@dateline/shared/settings";
import { connectRedis } from "@dateline/shared/stream";
import { Worker } from "bullmq";
import type { Logger } from "pino";
import { indexJobs, jobNames, jobs } from "./index.ts";
import type { JobParts } from "./job.ts";
import { queuePrefix } from "./queue-names.ts";

/** Jobs that are taken at once. Most wait for a story that is being worked on already. */
const concurrency = 16;
/** Milliseconds that a stop waits for the queue. */
const longestStop = 2_000;

export interface BellListener {
	/** How many bells were heard. */
	readonly heard: number;
	/** Throws the connection away and makes a new one. */
	rebuild(): Promise<void>;
	stop(): Promise<void>;
}

/**
 * Answers the queue's jobs.
 *
 * @throws when a job has no handler, or two
 */
export function listenToBells(parts: JobParts & { redis: RedisAddress | null; log: Logger }): BellListener {
	const { redis, log } = parts;
	const byName = indexJobs(jobNames, jobs);
	let heard = 0;
	const onError = (error: unknown) => log.debug({ err: error }, "queue");

	function listen(address: RedisAddress) {
		const connection = connectRedis(address, "blocking", onError);
		const worker = new Worker(
			publishQueue,
			async (job) => {
				heard++;
				await byName.get(job.name)?.handle(parts, job.data);
			},
			{
				connection,
				prefix: queuePrefix,
				concurrency,
				skipVersionCheck: true,
				maxStalledCount: 10,
				removeOnComplete: { count: 0 },
				removeOnFail: { count: 0 },
			},
		);
		worker.on("error", onError);
		worker.on("failed", (_job, error) => log.warn({ err: error }, "a bell could not be answered"));
		return async () => {
			await Promise.race([worker.close().catch(onError), sleep(longestStop, undefined, { ref: false })]);
			connection.disconnect();
		};
	}

	let close = redis ? listen(redis) : async () => {};
	return {
		get heard() {
			return heard;
		},
		async rebuild() {
			if (!redis) return;
			const old = close;
			close = listen(redis);
			await old();
		},
		stop: () => close(),
	};
}
