import { sql } from "kysely";
import type { Executor } from "../open.ts";

/** The colours that keep a picture's room until it is there; pictures from before have none. */
export async function up(executor: Executor): Promise<void> {
	await sql`alter table media add column tone text`.execute(executor);
}
