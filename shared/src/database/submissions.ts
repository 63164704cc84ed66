import { type Selectable, sql } from "kysely";
import { newId } from "../model/index.ts";
import type { Change, Submission } from "../protocol/index.ts";
import { ProblemError } from "../protocol/index.ts";
import { instant, instantOrNull } from "./instants.ts";
import { type Executor, json } from "./open.ts";
import type { Database } from "./schema.ts";

export interface NewSubmission {
	id?: string;
	/** The story under whose lock it is applied; null for the site. */
	storyId: string | null;
	change: Change;
	state: "queued" | "scheduled" | "waiting";
	/** Null: now, by the database's clock. */
	dueAt: Date | null;
	/** The revision that the subject must still have when the change is applied. */
	ifMatch: number | null;
	/** Who handed it in: `user:<id>`, `token:<id>`, `schedule`. */
	actor: string;
}

/** The condition that a submission is of this story, or of the site; written so that an index can serve it. */
export const ofStory = (storyId: string | null) =>
	storyId === null ? sql<boolean>`story_id is null` : sql<boolean>`story_id = ${storyId}`;

/** Records a submission. What is due at once never comes before an earlier one of its story, whatever the clock does. */
export async function insertSubmission(transaction: Executor, submission: NewSubmission): Promise<Submission> {
	const { id = newId(), storyId, change, state, dueAt, ifMatch, actor } = submission;
	const row = await transaction
		.insertInto("submissions")
		.values({
			id,
			story_id: storyId,
			change: json(change),
			state,
			due_at:
				dueAt ??
				sql<Date>`greatest(date_trunc('milliseconds', clock_timestamp()), (
					select max(due_at) from submissions
					where ${ofStory(storyId)} and state = 'queued'
				))`,
			if_match: ifMatch,
			actor,
		})
		.returningAll()
		.executeTakeFirstOrThrow();
	return presentSubmission(row);
}

/** A submission, or null when there is no such one. */
export async function readSubmission(executor: Executor, id: string): Promise<Submission | null> {
	const row = await executor.selectFrom("submissions").selectAll().where("id", "=", id).executeTakeFirst();
	return row ? presentSubmission(row) : null;
}

/**
 * Cancels a submission that was not applied yet.
 *
 * @returns null when there is no such one
 * @throws {ProblemError} `not_cancellable` when it is done, refused or cancelled
 */
export async function cancelSubmission(executor: Executor, id: string): Promise<Submission | null> {
	const row = await executor
		.updateTable("submissions")
		.set({ state: "cancelled", done_at: sql<Date>`clock_timestamp()` })
		.where("id", "=", id)
		.where("state", "in", ["waiting", "scheduled", "queued"])
		.returningAll()
		.executeTakeFirst();
	return row ? presentSubmission(row) : refuse(executor, id, "not_cancellable");
}

/**
 * Lets a submission that waits for approval go its way: at once, or at its time when that is still to come.
 *
 * @returns null when there is no such one
 * @param version the `changeVersion` that was read: text that was changed meanwhile is not let through
 * @throws {ProblemError} `conflict` when it does not wait, `revision_mismatch` when it brings other words by now
 */
export async function approveSubmission(
	executor: Executor,
	id: string,
	version: string | null = null,
): Promise<Submission | null> {
	const row = await executor
		.updateTable("submissions")
		.set({
			state: sql`case when due_at > clock_timestamp() then 'scheduled' else 'queued' end`,
			due_at: sql<Date>`greatest(due_at, date_trunc('milliseconds', clock_timestamp()))`,
		})
		.where("id", "=", id)
		.where("state", "=", "waiting")
		.where(sql<boolean>`(${version}::text is null or ${changeVersion} = ${version}::text)`)
		.returningAll()
		.executeTakeFirst();
	if (row) return presentSubmission(row);
	if ((await readSubmission(executor, id))?.state === "waiting") {
		throw new ProblemError("revision_mismatch", "Its text was changed since you read it: read it again.");
	}
	return refuse(executor, id, "conflict");
}

/** Lets what is not applied yet wait until `time` at least. */
export async function postponeSubmission(executor: Executor, id: string, time: Date): Promise<void> {
	await executor
		.updateTable("submissions")
		.set({ due_at: time, state: sql`case when state = 'queued' then 'scheduled' else state end` })
		.where("id", "=", id)
		.where("state", "in", ["waiting", "scheduled", "queued"])
		.where("due_at", "<", time)
		.execute();
}

/**
 * Gives what waits for its time, or for approval, another time; null is now.
 *
 * @returns null when there is no such one
 * @throws {ProblemError} `conflict` when it does not wait any more
 */
export async function retimeSubmission(executor: Executor, id: string, time: Date | null): Promise<Submission | null> {
	const now = sql<Date>`date_trunc('milliseconds', clock_timestamp())`;
	const due = time === null ? now : sql<Date>`greatest(${time}::timestamptz, ${now})`;
	const row = await executor
		.updateTable("submissions")
		.set({
			due_at: due,
			state: sql`case when state = 'waiting' then state when ${due} > clock_timestamp() then 'scheduled' else 'queued' end`,
		})
		.where("id", "=", id)
		.where("state", "in", ["waiting", "scheduled"])
		.returningAll()
		.executeTakeFirst();
	return row ? presentSubmission(row) : refuse(executor, id, "conflict");
}

/** Which words a submission brings: `jsonb` has one way to write a value, so equal changes have equal hashes. */
export const changeVersion = sql<string>`md5(submissions.change::text)`;

async function refuse(executor: Executor, id: string, code: "not_cancellable" | "conflict"): Promise<null> {
	const submission = await readSubmission(executor, id);
	if (!submission) return null;
	throw new ProblemError(code, `The submission is ${submission.state}.`);
}

/** A submission as the API shows it. */
export function presentSubmission(row: Selectable<Database["submissions"]>): Submission {
	return {
		id: row.id,
		storyId: row.story_id,
		type: row.change.type,
		state: row.state,
		dueAt: instant(row.due_at),
		createdAt: instant(row.created_at),
		doneAt: instantOrNull(row.done_at),
		result: row.result,
		refusal: row.refusal,
	};
}
