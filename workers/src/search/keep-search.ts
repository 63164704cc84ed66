import { setTimeout as sleep } from "node:timers/promises";
import { type OpenRecord, takeBacklog, takeWordChanges } from "@dateline/shared/database";
import type { Logger } from "pino";

/** What the readers' search takes in after the commits: older texts, and the list of words behind "Did you mean". */
export interface SearchKeeper {
	/** Looks whether something is left; soon, once, however often it is asked. Never throws. */
	wake(): void;
	stop(): Promise<void>;
}

/** Milliseconds between two helpings, each of some ten: publishing comes first, on PGlite's one connection too. */
const pause = 20;

/** Takes in what is left, a little at a time. Any number of workers may do so beside each other. */
export function keepSearch({ database: { kysely }, log }: { database: OpenRecord; log: Logger }): SearchKeeper {
	const lifetime = new AbortController();
	let running: Promise<void> | null = null;

	async function takeAll(): Promise<void> {
		let texts = 0;
		while (!lifetime.signal.aborted) {
			const taken = await kysely.transaction().execute(takeBacklog);
			const changes = await kysely.transaction().execute((transaction) => takeWordChanges(transaction));
			if (taken + changes === 0) break;
			texts += taken;
			await sleep(pause, undefined, { signal: lifetime.signal }).catch(() => undefined);
		}
		if (texts > 0) log.info({ texts }, "texts that were published earlier can be searched");
	}

	return {
		wake() {
			running ??= takeAll()
				.catch((error: unknown) => log.warn({ err: error }, "the search could not take in what is new; trying again"))
				.finally(() => {
					running = null;
				});
		},
		async stop() {
			lifetime.abort();
			await running;
		},
	};
}
