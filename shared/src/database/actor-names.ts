import { sql } from "kysely";
import type { Executor } from "./open.ts";

/** The names of those who did something: `user:<id>`, `token:<id>` and `wire:<id>`; who is gone is not in the answer. */
export async function readActorNames(
	executor: Executor,
	keys: readonly (string | null)[],
): Promise<Map<string, string>> {
	const asked = [...new Set(keys.filter((key) => key !== null))];
	if (asked.length === 0) return new Map();
	const { rows } = await sql<{ key: string; name: string }>`
		select 'user:' || id as key, name from "user" where 'user:' || id = any(${asked}::text[])
		union all select 'token:' || id, name from tokens where 'token:' || id = any(${asked}::text[])
		union all select 'wire:' || id, name from wires where 'wire:' || id = any(${asked}::text[])`.execute(executor);
	return new Map(rows.map((row) => [row.key, row.name]));
}
