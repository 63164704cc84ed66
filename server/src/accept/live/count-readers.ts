import { type AudienceCount, addAudience, type OpenRecord } from "@dateline/shared/database";
import type { ReaderCount } from "@dateline/shared/protocol";
import type { Logger } from "pino";

/** Adds up what readers' pages say, and writes the sums from time to time. */
export interface CountReaders {
	/** False when so much waits that it is left out. */
	note(count: ReaderCount): boolean;
	flush(): Promise<void>;
}

/** Sums that may wait: a flood of made-up stories fills no memory. */
const most = 2_000;

export function countReaders({ database, log }: { database: OpenRecord; log: Logger }): CountReaders {
	let sums = new Map<string, AudienceCount>();
	return {
		note({ kind, storyId, bucket }) {
			const minute = new Date(Math.floor(Date.now() / 60_000) * 60_000);
			const key = `${minute.getTime()} ${storyId} ${kind} ${bucket}`;
			const sum = sums.get(key);
			if (sum) sum.count += 1;
			else if (sums.size >= most) return false;
			else sums.set(key, { minute, storyId, kind, bucket, count: 1 });
			return true;
		},
		async flush() {
			if (sums.size === 0) return;
			const counts = [...sums.values()];
			sums = new Map();
			// What can't be written is let go: these are sums of readers, and no reader is kept for them.
			await addAudience(database.kysely, counts).catch((err: unknown) => log.warn({ err }, "reader counts were lost"));
		},
	};
}
