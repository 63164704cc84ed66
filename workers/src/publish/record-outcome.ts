import { json, type OpenRecord } from "@dateline/shared/database";
import type { Refusal } from "@dateline/shared/protocol";
import { sql } from "kysely";
import type { Logger } from "pino";
import type { Found } from "./apply-next.ts";

/** Seconds until the next try: the first, and the longest. */
const firstPause = 1;
const longestPause = 30;
/** Milliseconds after which a submission that is still tried again is worth waking somebody. */
const alertAfter = 60_000;

interface Parts {
	database: OpenRecord;
	log: Logger;
}

/** Ends a submission with the reason why it was refused. One that was cancelled meanwhile stays so. */
export async function recordRefusal({ database, log }: Parts, { id }: Found, refusal: Refusal): Promise<void> {
	await database.kysely
		.updateTable("submissions")
		.set({ state: "refused", refusal: json(refusal), done_at: sql<Date>`clock_timestamp()` })
		.where("id", "=", id)
		.where("state", "in", ["queued", "scheduled"])
		.execute();
	log.info({ submissionId: id, code: refusal.code }, "submission refused");
}

/** Leaves a submission at the head of its story, to be tried again. */
export async function recordFailure({ database, log }: Parts, found: Found, error: unknown): Promise<void> {
	const { id, attempts, dueAt } = found;
	const pause = Math.min(firstPause * 2 ** attempts, longestPause);
	await database.kysely
		.updateTable("submissions")
		.set({
			attempts: attempts + 1,
			retry_at: sql<Date>`clock_timestamp() + make_interval(secs => ${pause})`,
			last_error: error instanceof Error ? error.message : String(error),
		})
		.where("id", "=", id)
		.where("state", "in", ["queued", "scheduled"])
		.execute();
	const overdue = Date.now() - dueAt.getTime() > alertAfter;
	const told = { submissionId: id, attempts: attempts + 1, err: error };
	if (overdue) log.error(told, "a submission has been failing for over a minute");
	else log.warn(told, `a submission failed, trying again in ${pause} s`);
}
