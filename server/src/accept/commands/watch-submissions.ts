import { setTimeout as sleep } from "node:timers/promises";
import { type OpenRecord, readProgress } from "@dateline/shared/database";
import type { SubmissionState } from "@dateline/shared/protocol";
import type { Logger } from "pino";

/** Waits for submissions that the worker, perhaps in another process, applies or refuses. */
export interface SubmissionWatch {
	/** Ends once it is done, refused or cancelled, once `hint` is over, or when `milliseconds` are over. */
	settled(id: string, milliseconds: number, hint?: Promise<unknown>): Promise<void>;
}

/** Milliseconds between looks at the record while somebody waits: one query for all who do. */
const interval = 10;
/** Before the first look: a worker in the same process is often done by then, and says so. */
const firstLook = 20;
const open: ReadonlySet<SubmissionState> = new Set(["waiting", "scheduled", "queued"]);

export function watchSubmissions({ database, log }: { database: OpenRecord; log: Logger }): SubmissionWatch {
	const waiting = new Map<string, Set<() => void>>();
	let running = false;

	async function look(): Promise<void> {
		const progress = await readProgress(database.kysely, [...waiting.keys()]);
		for (const { id, state } of progress) {
			if (open.has(state)) continue;
			for (const tell of waiting.get(id) ?? []) tell();
		}
	}

	async function run(): Promise<void> {
		if (running) return;
		running = true;
		await sleep(firstLook);
		while (waiting.size > 0) {
			await look().catch((error: unknown) => log.warn({ err: error }, "can't look after submissions"));
			await sleep(interval);
		}
		running = false;
	}

	return {
		settled(id, milliseconds, hint) {
			return new Promise((resolve) => {
				const tell = () => {
					clearTimeout(timer);
					const others = waiting.get(id);
					others?.delete(tell);
					if (others?.size === 0) waiting.delete(id);
					resolve();
				};
				const timer = setTimeout(tell, milliseconds);
				waiting.set(id, (waiting.get(id) ?? new Set()).add(tell));
				void hint?.then(tell, tell);
				void run();
			});
		},
	};
}
