import type { OpenRecord, StoredEvent } from "@dateline/shared/database";
import type { Logger } from "pino";
import { applyDue } from "./apply-due.ts";
import type { Step } from "./apply-next.ts";

/** Stories that are worked on at once: PGlite has one connection, a pool leaves some to others. */
const atOnce = { pglite: 1, postgres: 4 } as const;

/** Answers bells. */
export interface Publisher {
	/** Applies what is due of a story, or of the site (null); ends when that is done. Never throws. */
	ring(storyId: string | null): Promise<void>;
	/** How many bells were answered to the end. */
	readonly answered: number;
	/** Takes no more bells, and ends after what is under way. */
	stop(): Promise<void>;
}

interface Run {
	/** Somebody rang while the story was being worked on: what they rang for may not have been seen. */
	again: boolean;
	done: Promise<void>;
}

/** A publisher: many bells for one story at once are one run, and one more for those who rang during it. */
export function createPublisher(parts: {
	database: OpenRecord;
	log: Logger;
	onCommitted: (events: StoredEvent[]) => void;
	onStep?: (step: Step) => void;
}): Publisher {
	const { database, log } = parts;
	const runs = new Map<string | null, Run>();
	const waiting: (() => void)[] = [];
	let free: number = atOnce[database.dialect];
	let answered = 0;
	let stopped = false;

	async function take(): Promise<void> {
		if (free > 0) free--;
		else await new Promise<void>((resolve) => waiting.push(resolve));
	}

	function give(): void {
		const next = waiting.shift();
		if (next) next();
		else free++;
	}

	async function work(storyId: string | null): Promise<void> {
		await take();
		try {
			await applyDue({ ...parts, onOthers: ringAll, isStopping: () => stopped }, storyId);
			answered++;
		} catch (error) {
			log.warn({ err: error, storyId }, "the record cannot be reached; what is due stays due");
		} finally {
			give();
		}
	}

	function start(storyId: string | null): Run {
		const run: Run = { again: false, done: Promise.resolve() };
		runs.set(storyId, run);
		run.done = work(storyId).then(() => {
			runs.delete(storyId);
			if (run.again && !stopped) return start(storyId).done;
			return undefined;
		});
		return run;
	}

	async function ring(storyId: string | null): Promise<void> {
		if (stopped) return;
		const run = runs.get(storyId);
		if (!run) return start(storyId).done;
		run.again = true;
		return run.done;
	}

	function ringAll(storyIds: readonly string[]): void {
		for (const storyId of storyIds) void ring(storyId);
	}

	return {
		ring,
		get answered() {
			return answered;
		},
		async stop() {
			stopped = true;
			await Promise.all([...runs.values()].map((run) => run.done));
		},
	};
}
