import { type Selectable, sql } from "kysely";
import type { Erasure } from "../protocol/index.ts";
import { readActorNames } from "./actor-names.ts";
import { instant, instantOrNull } from "./instants.ts";
import type { Executor } from "./open.ts";
import type { Database } from "./schema.ts";

/** An erasure as the record has it: without the snapshots, which lie beside the record. */
export type RecordedErasure = Omit<Erasure, "snapshots">;

/** What was erased of a story, newest first. */
export async function listErasures(executor: Executor, storyId: string): Promise<RecordedErasure[]> {
	const rows = await executor
		.selectFrom("erasures")
		.selectAll()
		.where("story_id", "=", storyId)
		.orderBy("at", "desc")
		.limit(100)
		.execute();
	const names = await readActorNames(
		executor,
		rows.map((row) => row.actor),
	);
	return rows.map((row) => present(row, names));
}

/** One erasure, or null. */
export async function readErasure(executor: Executor, id: string): Promise<RecordedErasure | null> {
	const row = await executor.selectFrom("erasures").selectAll().where("id", "=", id).executeTakeFirst();
	return row ? present(row, await readActorNames(executor, [row.actor])) : null;
}

/** What is left to do of an erasure outside the record: stream entries and files to remove. */
export interface OpenErasure {
	id: string;
	positions: number[];
	files: string[];
}

/** Erasures whose copies outside the record are not all gone, oldest first. */
export async function readOpenErasures(executor: Executor): Promise<OpenErasure[]> {
	const rows = await executor
		.selectFrom("erasures")
		.select(["id", "positions", "files"])
		.where("stream_cleared_at", "is", null)
		.orderBy("at")
		.limit(20)
		.execute();
	return rows.map((row) => ({ ...row, positions: row.positions.map(Number) }));
}

/** Notes that the copies outside the record are gone. */
export async function closeErasure(executor: Executor, id: string): Promise<void> {
	await executor
		.updateTable("erasures")
		.set({ stream_cleared_at: sql<Date>`clock_timestamp()` })
		.where("id", "=", id)
		.execute();
}

const present = (row: Selectable<Database["erasures"]>, names: ReadonlyMap<string, string>): RecordedErasure => ({
	id: row.id,
	storyId: row.story_id,
	subject: row.subject,
	reason: row.reason,
	actor: row.actor,
	actorName: names.get(row.actor) ?? null,
	at: instant(row.at),
	events: row.positions.length,
	streamClearedAt: instantOrNull(row.stream_cleared_at),
	media: row.media,
});
