import type { OpenRecord } from "@dateline/shared/database";

export type PgliteRecord = NonNullable<OpenRecord["pglite"]>;

/** What tells one state of a record from another: its history and how far it has come. */
export type RecordFacts = { epoch: string; position: number };

/** @param executor the record, or a transaction on it */
export async function readRecordFacts(executor: Pick<PgliteRecord, "query">): Promise<RecordFacts> {
	const { rows } = await executor.query<RecordFacts>(
		"select epoch, coalesce((select max(position) from events), 0)::int8 as position from log",
	);
	const facts = rows[0];
	if (facts === undefined) throw new Error("the record has no epoch");
	return { epoch: facts.epoch, position: Number(facts.position) };
}

/** Reads every row of every table, whole, so that a damaged page shows. @throws when something can't be read or events are missing */
export async function readWholeRecord(executor: Pick<PgliteRecord, "query">): Promise<RecordFacts> {
	const facts = await readRecordFacts(executor);
	const { rows: tables } = await executor.query<{ name: string }>(
		"select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'public'",
	);
	for (const { name } of tables) await executor.query(`select sum(length(one::text)) from ${name} one`);
	const { rows } = await executor.query<{ count: number }>("select count(*)::int8 as count from events");
	const count = Number(rows[0]?.count);
	if (count !== facts.position)
		throw new Error(`the record has ${count} events and its last position is ${facts.position}`);
	return facts;
}
