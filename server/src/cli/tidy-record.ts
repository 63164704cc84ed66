import type { PgliteRecord } from "./snapshot/record-facts.ts";

/**
 * Does what PostgreSQL's autovacuum does, which PGlite has not: gives back the room of what was overwritten, and counts anew
 * what the planner guesses by. Only tables that have changed by a fifth, and one at a time: each holds the record for
 * moments.
 *
 * @returns the tables that were tidied
 */
export async function tidyRecord(pglite: Pick<PgliteRecord, "query" | "exec">): Promise<string[]> {
	const { rows } = await pglite.query<{ name: string }>(
		`select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
		 where n_dead_tup > 1000 + n_live_tup / 5 or n_mod_since_analyze > 1000 + n_live_tup / 5`,
	);
	for (const { name } of rows) await pglite.exec(`vacuum (analyze) ${name}`);
	return rows.map(({ name }) => name);
}
