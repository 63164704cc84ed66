import { sql } from "kysely";
import { ProblemError, type Refusal, type Submission } from "../protocol/index.ts";
import { type Executor, json } from "./open.ts";
import { changeVersion, presentSubmission, readSubmission } from "./submissions.ts";

/**
 * Gives a contribution back to its author with a note: it is refused, and what it would have published is a draft again.
 *
 * @param version the `changeVersion` that was read; null: whatever it brings
 * @returns null when there is no such one
 * @throws {ProblemError} `conflict` when it does not wait, `revision_mismatch` when it brings other words by now
 */
export async function sendBackSubmission(
	executor: Executor,
	id: string,
	{ note, version }: { note: string; version: string | null },
): Promise<Submission | null> {
	const refusal: Refusal = { code: "sent_back", message: note };
	const row = await executor
		.updateTable("submissions")
		.set({ state: "refused", refusal: json(refusal), done_at: sql<Date>`clock_timestamp()` })
		.where("id", "=", id)
		.where("state", "=", "waiting")
		.where(sql<boolean>`(${version}::text is null or ${changeVersion} = ${version}::text)`)
		.returningAll()
		.executeTakeFirst();
	if (row) return presentSubmission(row);
	const submission = await readSubmission(executor, id);
	if (submission === null) return null;
	if (submission.state === "waiting")
		throw new ProblemError("revision_mismatch", "Its text was changed since you read it: read it again.");
	throw new ProblemError("conflict", `The submission is ${submission.state}.`);
}
