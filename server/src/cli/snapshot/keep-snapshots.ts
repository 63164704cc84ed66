import type { Logger } from "pino";
import type { PgliteRecord } from "./record-facts.ts";

const EVERY_MS = 10 * 60 * 1000;

export type SnapshotKeeper = {
	/** Takes one now; waits for one that is being taken. */
	take(): Promise<string>;
	/** Takes a last one, when anything has changed since the one before. */
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
	take: () => Promise<string>;
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

	function takeNext(): Promise<string> {
		const next = queue.then(async () => {
			const file = await take();
			taken = await logEnd();
			log.debug({ file }, "took a snapshot");
			return file;
		});
		queue = next.catch(() => {});
		return next;
	}

	async function takeIfChanged(): Promise<void> {
		await queue;
		if ((await logEnd()) !== taken) await takeNext();
	}

	const timer = setInterval(() => {
		takeIfChanged().catch((err: unknown) => log.error({ err }, "no snapshot could be taken"));
	}, everyMs);
	timer.unref();

	return {
		take: takeNext,
		async stop() {
			clearInterval(timer);
			await takeIfChanged();
		},
	};
}
