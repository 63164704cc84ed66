import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { PgliteRecord } from "./record-facts.ts";

const EVERY_MS = 10 * 60 * 1000;
/** What the last one may take of the time that a stop has. A closed record is whole without it. */
const LAST_MS = 6_000;

export type SnapshotKeeper = {
	/** Takes one now; waits for one that is being taken. */
	take(): Promise<string>;
	/** Takes a last one, when anything has changed since the one before and it does not take too long. */
	stop(): Promise<void>;
};

/** Takes a snapshot every ten minutes while the record changes, one at a time. */
export function keepSnapshots({
	pglite,
	take,
	log,
	everyMs = EVERY_MS,
}: {
	pglite: PgliteRecord;
	/** @param urgent somebody waits for it */
	take: (urgent: boolean) => Promise<string>;
	log: Logger;
	everyMs?: number;
}): SnapshotKeeper {
	let queue: Promise<unknown> = Promise.resolve();
	let taken = "";

	/** Where the record's log ends: it moves with every change. */
	async function logEnd(): Promise<string> {
		const { rows } = await pglite.query<{ at: string }>("select pg_current_wal_insert_lsn()::text as at");
		return rows[0]?.at ?? "";
	}

	function takeNext(urgent: boolean): Promise<string> {
		const next = queue.then(async () => {
			const file = await take(urgent);
			taken = await logEnd();
			log.debug({ file }, "took a snapshot");
			return file;
		});
		queue = next.catch(() => {});
		return next;
	}

	async function takeIfChanged(urgent: boolean): Promise<void> {
		await queue;
		if ((await logEnd()) !== taken) await takeNext(urgent);
	}

	const timer = setInterval(() => {
		takeIfChanged(false).catch((err: unknown) => log.error({ err }, "no snapshot could be taken"));
	}, everyMs);
	timer.unref();

	return {
		take: () => takeNext(true),
		async stop() {
			clearInterval(timer);
			const late = Symbol();
			const first = await Promise.race([takeIfChanged(true), sleep(LAST_MS, late, { ref: false })]);
			if (first === late) log.warn("the last snapshot takes too long and is left out");
		},
	};
}
