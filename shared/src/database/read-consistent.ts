import { readHeadPosition } from "./heads.ts";
import type { Executor, OpenRecord } from "./open.ts";

/**
 * Runs `read` on one state of the record, with the position of that state's newest event. On PGlite, which has one
 * connection, it holds up publishing while it runs: no read on a request's path may take over 50 ms, nor wait for
 * anything but the record.
 */
export async function readConsistent<Answer>(
	{ kysely }: Pick<OpenRecord, "kysely">,
	read: (executor: Executor, position: number) => Promise<Answer>,
): Promise<Answer> {
	return kysely
		.transaction()
		.setIsolationLevel("repeatable read")
		.setAccessMode("read only")
		.execute(async (transaction) => read(transaction, await readHeadPosition(transaction)));
}
