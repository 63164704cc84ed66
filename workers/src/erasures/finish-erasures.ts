import { closeErasure, type OpenRecord, readLog, readOpenErasures } from "@dateline/shared/database";
import type { RedisAddress } from "@dateline/shared/settings";
import { connectRedis, removeFromStream } from "@dateline/shared/stream";
import type { Logger } from "pino";
import type { MediaStore } from "../media/media-store.ts";

/** Removes what erasures leave outside the record: entries of the Redis stream, files of pictures. */
export interface ErasureFinisher {
	/** Looks whether there is something to remove; soon, once, however often it is asked. Never throws. */
	wake(): void;
	stop(): Promise<void>;
}

/**
 * Finishes erasures after their commit, and again until it has worked: an entry that is gone from the stream is read
 * from the record by whoever needs that position, and the record has it without the words.
 */
export function finishErasures(parts: {
	database: OpenRecord;
	redis: RedisAddress | null;
	store: Pick<MediaStore, "remove">;
	log: Logger;
}): ErasureFinisher {
	const { database, store, log } = parts;
	const redis = parts.redis && connectRedis(parts.redis, "publisher", (err) => log.debug({ err }, "erasures"));
	let running: Promise<void> | null = null;
	let wanted = false;

	async function finishAll(): Promise<void> {
		while (wanted) {
			wanted = false;
			for (const { id, positions, files } of await readOpenErasures(database.kysely)) {
				if (redis) await removeFromStream(redis, (await readLog(database.kysely)).epoch, positions);
				if (files.length > 0) await store.remove(files);
				await closeErasure(database.kysely, id);
				log.info({ erasureId: id, events: positions.length, files: files.length }, "the copies of an erasure are gone");
			}
		}
	}

	return {
		wake() {
			wanted = true;
			running ??= finishAll()
				.catch((error: unknown) => log.warn({ err: error }, "copies of what was erased are still there; trying again"))
				.finally(() => {
					running = null;
				});
		},
		async stop() {
			wanted = false;
			await running;
			redis?.disconnect();
		},
	};
}
