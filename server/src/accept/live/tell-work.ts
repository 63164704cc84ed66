import { countWork, type OpenRecord, readClock, readSettled } from "@dateline/shared/database";
import type { WorkCounts } from "@dateline/shared/protocol";
import type { Logger } from "pino";
import { actorKey } from "../actor.ts";
import { viewerOf } from "../policies/story-access.ts";
import type { Desk, Desks } from "./desks.ts";
import { createLater } from "./later.ts";

/** Counts of what readers see and don't see, and results of submissions, told to whom they concern. */
export interface TellWork {
	/** Something of this story (null: of the site) has changed, here or elsewhere. */
	changed(storyId: string | null): void;
	/** A console that has just come, or has another story on the screen. */
	welcome(desk: Desk): void;
	/** Looks for submissions that were settled since. */
	poll(): Promise<void>;
	stop(): void;
}

/** What comes in a burst is counted once, milliseconds. */
const settle = 60;
/** Commits become visible out of order: so far back is looked again, milliseconds. */
const overlap = 5_000;

export function tellWork({ database, desks, log }: { database: OpenRecord; desks: Desks; log: Logger }): TellWork {
	const { kysely } = database;
	const warn = (err: unknown) => log.warn({ err }, "the desk's counts could not be read");
	const dirty = new Set<string | null>();
	/** Grows with each change, so that a console reads its lists again even when the sums are the same. */
	const versions = new Map<string | null, number>();
	const told = new WeakMap<Desk, Map<string | null, string>>();
	/** Submissions that were told of lately. */
	const settled = new Map<string, number>();
	let since: Date | null = null;

	/** Counts once for all who see the same. */
	async function tellCounts(storyId: string | null, to: readonly Desk[]): Promise<void> {
		const byViewer = new Map<string, WorkCounts>();
		const version = versions.get(storyId) ?? 0;
		for (const desk of to) {
			const viewer = viewerOf(desk.person);
			const key = viewer.everyStory && viewer.everyDraft ? "" : viewer.key;
			const counts = byViewer.get(key) ?? (await countWork(kysely, storyId, viewer));
			byViewer.set(key, counts);
			const before = told.get(desk) ?? new Map<string | null, string>();
			told.set(desk, before);
			const text = JSON.stringify([counts, version]);
			if (before.get(storyId) === text) continue;
			before.set(storyId, text);
			desk.tell("counts", { storyId, counts, version });
		}
	}

	const counting = createLater(
		settle,
		async () => {
			const stories = [...dirty];
			dirty.clear();
			if (stories.length > 0) await tellCounts(null, [...desks.all]);
			for (const storyId of stories) if (storyId !== null) await tellCounts(storyId, desks.in(storyId));
		},
		warn,
	);

	function changed(storyId: string | null): void {
		for (const key of new Set([storyId, null])) {
			versions.set(key, (versions.get(key) ?? 0) + 1);
			dirty.add(key);
		}
		if (desks.all.size > 0) counting.ask();
	}

	return {
		changed,
		welcome(desk) {
			tellCounts(null, [desk]).catch(warn);
			if (desk.storyId !== null) tellCounts(desk.storyId, [desk]).catch(warn);
		},
		async poll() {
			since ??= await readClock(kysely);
			if (desks.all.size === 0) {
				since = null;
				return;
			}
			const found = await readSettled(kysely, new Date(since.getTime() - overlap), 500);
			for (const { actor, ...submission } of found) {
				if (submission.doneAt !== null && Date.parse(submission.doneAt) > since.getTime())
					since = new Date(submission.doneAt);
				if (settled.has(submission.id)) continue;
				settled.set(submission.id, Date.now());
				for (const desk of desks.all) if (actorKey(desk.person) === actor) desk.tell("submission", submission);
				changed(submission.storyId);
			}
			for (const [id, at] of settled) if (Date.now() - at > 4 * overlap) settled.delete(id);
		},
		stop: counting.stop,
	};
}
