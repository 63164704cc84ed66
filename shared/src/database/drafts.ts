import { sql } from "kysely";
import type { Autosave } from "../protocol/index.ts";
import { instant } from "./instants.ts";
import { type Executor, json } from "./open.ts";

/** What a person typed and did not hand in, newest first. */
export async function readAutosaves(executor: Executor, owner: string): Promise<Autosave[]> {
	const rows = await executor
		.selectFrom("drafts")
		.selectAll()
		.where("owner", "=", owner)
		.orderBy("updated_at", "desc")
		.limit(100)
		.execute();
	return rows.map(present);
}

/** The same of one subject, or null. */
export async function readAutosave(executor: Executor, owner: string, subject: string): Promise<Autosave | null> {
	const row = await executor
		.selectFrom("drafts")
		.selectAll()
		.where("owner", "=", owner)
		.where("subject", "=", subject)
		.executeTakeFirst();
	return row ? present(row) : null;
}

/** How much one account may keep that was not handed in: things, and bytes as JSON. */
export const autosaveRoom = { subjects: 500, bytes: 20 * 1024 * 1024 } as const;

/**
 * Whether an owner has room for another autosave beside those of other subjects. Sizes are as the record stores them,
 * so that asking reads no text.
 */
export async function hasRoomForAutosave(
	executor: Executor,
	{ owner, subject, bytes }: { owner: string; subject: string; bytes: number },
): Promise<boolean> {
	const { rows } = await sql<{ subjects: number; bytes: number }>`
		select count(*)::integer as subjects, coalesce(sum(pg_column_size(content)), 0)::float8 as bytes
		from drafts where owner = ${owner} and subject <> ${subject}`.execute(executor);
	const kept = rows[0] ?? { subjects: 0, bytes: 0 };
	return kept.subjects < autosaveRoom.subjects && kept.bytes + bytes <= autosaveRoom.bytes;
}

/** Keeps what a person has typed, in place of what was kept before. */
export async function writeAutosave(
	executor: Executor,
	{ owner, subject, content }: { owner: string; subject: string; content: Autosave["content"] },
): Promise<Autosave> {
	const row = await executor
		.insertInto("drafts")
		.values({ owner, subject, content: json(content) })
		.onConflict((conflict) =>
			conflict
				.columns(["owner", "subject"])
				.doUpdateSet({ content: json(content), updated_at: sql<Date>`clock_timestamp()` }),
		)
		.returningAll()
		.executeTakeFirstOrThrow();
	return present(row);
}

/** Throws away what was kept; false when there was nothing. */
export async function removeAutosave(executor: Executor, owner: string, subject: string): Promise<boolean> {
	const { numDeletedRows } = await executor
		.deleteFrom("drafts")
		.where("owner", "=", owner)
		.where("subject", "=", subject)
		.executeTakeFirst();
	return numDeletedRows > 0n;
}

function present(row: { subject: string; content: unknown; updated_at: Date }): Autosave {
	return { subject: row.subject, content: row.content as Autosave["content"], updatedAt: instant(row.updated_at) };
}
