import { forgetOldKeys, type OpenRecord } from "@dateline/shared/database";
import type { Logger } from "pino";

const hour = 3_600_000;

/** Forgets the keys that have expired, once an hour at most and only while keys come in. Never throws. */
export function createKeySweep({ database, log }: { database: OpenRecord; log: Logger }): () => void {
	let next = performance.now();
	return () => {
		if (performance.now() < next) return;
		next = performance.now() + hour;
		forgetOldKeys(database.kysely).catch((error: unknown) => log.warn({ err: error }, "can't forget old keys"));
	};
}
