import { type OpenRecord, readProgress } from "@dateline/shared/database";
import type { SubmissionState } from "@dateline/shared/protocol";
import type { Logger } from "pino";

/** Waits for submissions that the worker, perhaps in another process, applies or refuses. */
export interface SubmissionWatch {
	/** True once it is done, refused or cancelled; false when `milliseconds` are over first. */
	settled(id: string, milliseconds: number): Promise<boolean>;
}

/** How often the record is asked while somebody waits: one query for all who do. */
const interval = 10;
const open: ReadonlySet<SubmissionState> = new Set(["waiting", "scheduled", "queued"]);

export function watchSubmissions({ database, log }: { database: OpenRecord; log: Logger }): SubmissionWatch {
	const waiting = new Map<string, Set<(settled: boolean) => void>>();
	let running = false;

	async function look(): Promise<void> {
		const progress = await readProgress(database.kysely, [...waiting.keys()]);
		for (const { id, state } of progress) {
			if (open.has(state)) continue;
			for (const tell of waiting.get(id) ?? []) tell(true);
		}
	}

	async function run(): Promise<void> {
		if (running) return;
		running = true;
		while (waiting.size > 0) {
			await look().catch((error: unknown) => log.warn({ err: error }, "can't look after submissions"));
			await new Promise((resolve) => setTimeout(resolve, interval));
		}
		running = false;
	}

	return {
		settled(id, milliseconds) {
			return new Promise((resolve) => {
				const tell = (settled: boolean) => {
					clearTimeout(timer);
					const others = waiting.get(id);
					others?.delete(tell);
					if (others?.size === 0) waiting.delete(id);
					resolve(settled);
				};
				const timer = setTimeout(tell, milliseconds, false);
				waiting.set(id, (waiting.get(id) ?? new Set()).add(tell));
				void run();
			});
		},
	};
}
