import { setTimeout as sleep } from "node:timers/promises";
import {
	endMediaWork,
	failMediaWork,
	insertSubmission,
	type MediaWork,
	noteMediaPrograms,
	type OpenRecord,
	takeMediaWork,
} from "@dateline/shared/database";
import type { RedisAddress } from "@dateline/shared/settings";
import type { Logger } from "pino";
import { examineVideo, findFfmpeg } from "./examine-video.ts";
import { listenToMediaBells } from "./listen-to-media-bells.ts";
import { makeRenditions } from "./make-renditions.ts";
import { type MediaStore, nameOf } from "./media-store.ts";

/** Milliseconds between two looks at the record while no bell rings. */
const interval = 2_000;
/** Milliseconds that a stop waits for what is under way. */
const longestStop = 500;

export interface MediaWorker {
	/** Looks at once whether there is work; never throws, and waits for nothing. */
	ring(): void;
	/** Ends; what was under way is begun anew by the next one. */
	stop(): Promise<void>;
}

/**
 * Makes what is to be made of media, one thing at a time: the sizes of pictures, the still pictures of videos. What waits
 * is in the record, which is polled; a bell only makes it sooner.
 */
export function createMediaWorker({
	database,
	store,
	redis,
	log,
	ringSite,
}: {
	database: OpenRecord;
	store: MediaStore;
	redis: RedisAddress | null;
	log: Logger;
	/** Rings for what stories share, when a video has been measured. */
	ringSite: () => void;
}): MediaWorker {
	const lifetime = new AbortController();
	const { signal } = lifetime;
	let bell = new AbortController();
	const ring = () => bell.abort();
	const bells = listenToMediaBells({ redis, log, ring });

	async function make(work: MediaWork, ffmpeg: string | null): Promise<void> {
		if (work.kind === "image") return endMediaWork(database.kysely, work.id, await makeRenditions(store, work, signal));
		if (ffmpeg === null) return endMediaWork(database.kysely, work.id, null);
		const { file, kind } = work;
		const { poster, ...measured } = await examineVideo(store, { file, kind }, signal);
		const address = poster === null ? null : store.addressOf(poster).replace(/^\/media\//, "");
		await database.kysely.transaction().execute(async (transaction) => {
			const change = { type: "media.measure" as const, id: work.id, ...measured, poster: address };
			const actor = "worker:media";
			await insertSubmission(transaction, {
				...{ storyId: null, change, state: "queued", dueAt: null, ifMatch: null, actor },
			});
			await endMediaWork(transaction, work.id, null);
		});
		ringSite();
	}

	/** Works until nothing waits. */
	async function workOff(ffmpeg: string | null): Promise<void> {
		while (!signal.aborted) {
			const work = await takeMediaWork(database.kysely);
			if (work === null) return;
			try {
				await make(work, ffmpeg);
			} catch (error) {
				if (signal.aborted) return;
				log.warn({ err: error, media: work.id, file: nameOf(work.file) }, "media could not be made");
				await failMediaWork(database.kysely, work, error instanceof Error ? error.message : String(error));
			}
		}
	}

	async function run(): Promise<void> {
		const ffmpeg = await findFfmpeg();
		let noted = false;
		while (!signal.aborted) {
			bell = new AbortController();
			try {
				if (!noted) await noteMediaPrograms(database.kysely, ffmpeg);
				noted = true;
				await workOff(ffmpeg);
			} catch (error) {
				if (!signal.aborted) log.debug({ err: error }, "the record cannot be reached; media wait");
			}
			const woken = AbortSignal.any([bell.signal, signal]);
			await sleep(interval, undefined, { signal: woken, ref: false }).catch(() => undefined);
		}
	}

	const running = run();
	return {
		ring,
		async stop() {
			lifetime.abort();
			await bells.stop();
			// An encoding that is under way can't be ended; what it makes is thrown away.
			await Promise.race([running, sleep(longestStop, undefined, { ref: false })]);
		},
	};
}
