import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OpenRecord, readEvents, type StoredEvent } from "@dateline/shared/database";
import { appendToStream, readEntry, readStreamEnd, streamKey } from "@dateline/shared/stream";
import { Redis } from "ioredis";
import { startRedis } from "../harness/start-redis.ts";

/** The Redis of the model: the real one, with the stream as the real code writes and reads it. */
export interface StreamBox {
	/** Adds what is missing there, but dies after `most` events. */
	relay(record: OpenRecord, epoch: string, most: number): Promise<void>;
	/** What stands in the stream after a position. */
	read(epoch: string, after: number): Promise<StoredEvent[]>;
	wipe(): Promise<void>;
	copy(epoch: string): Promise<void>;
	/** Puts the newest copy of this epoch's stream in its place; nothing when there is none. */
	putBack(epoch: string): Promise<void>;
	close(): Promise<void>;
}

export async function openStreamBox(): Promise<StreamBox> {
	const folder = mkdtempSync(join(tmpdir(), "dateline-model-"));
	const server = await startRedis(folder);
	const redis = new Redis(server.url);
	let kept: { epoch: string; dump: Buffer } | null = null;
	return {
		async relay(record, epoch, most) {
			const end = await readStreamEnd(redis, epoch);
			const events = await readEvents(record.kysely, { after: Math.max(0, end), limit: most });
			await appendToStream(redis, epoch, events, { begin: true });
		},
		async read(epoch, after) {
			const entries = await redis.xrange(streamKey(epoch), `(${after}-0`, "+");
			return entries.flatMap(([id, fields]) => readEntry(id, fields) ?? []);
		},
		wipe: async () => void (await redis.flushall()),
		async copy(epoch) {
			const dump = await redis.dumpBuffer(streamKey(epoch));
			if (dump) kept = { epoch, dump };
		},
		async putBack(epoch) {
			if (kept?.epoch === epoch) await redis.restore(streamKey(epoch), 0, kept.dump, "REPLACE");
		},
		async close() {
			redis.disconnect();
			await server.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
