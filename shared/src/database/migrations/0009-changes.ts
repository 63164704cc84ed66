import { sql } from "kysely";
import type { Executor } from "../open.ts";

/** What readers are told of a correction: its reason too, where an editor says so. Until now no reason was for them. */
export async function up(database: Executor): Promise<void> {
	await sql.raw("alter table corrections add column reason_shown boolean not null default false").execute(database);
}
