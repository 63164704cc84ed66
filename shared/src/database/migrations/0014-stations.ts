import { sql } from "kysely";
import type { Executor } from "../open.ts";

/** When a worker took a submission up: what it waited in the queue for. */
export async function up(executor: Executor): Promise<void> {
	await sql`alter table submissions add column taken_at timestamptz(3)`.execute(executor);
}
