import type { Database } from "@dateline/shared/database";
import { claimKey, insertSubmission, readClock, readSubmission, recordAnswer } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import { type Change, ProblemError, type Submission } from "@dateline/shared/protocol";
import type { Transaction } from "kysely";
import { type Actor, actorKey } from "../actor.ts";
import { factsOfAnswer, factsOfSubmission, type RequestAudit } from "../audit/index.ts";
import type { AcceptParts } from "../parts.ts";
import { goesDirectly } from "../policies/index.ts";
import type { Answer, Idempotency } from "../routing/route.ts";
import { answerSubmission } from "./answer-submission.ts";

export type Writing = Transaction<Database>;

/** What a command makes of a request: a change that the worker applies, or something done at once. */
export type Outcome =
	| { submission: NewChange }
	/** `ring`: a story that may have got something that is due. */
	| { answer: Answer; ring?: string };

interface NewChange {
	/** The story under whose lock it is applied; null for what stories share. */
	storyId: string | null;
	change: Change;
	dueAt?: string | null;
	ifMatch?: number | null;
	/** Goes to readers without an editor, though this actor's changes do not as a rule. */
	direct?: boolean;
}

interface Handing {
	actor: Actor;
	idempotency: Idempotency | null;
	/** The status of an answer that tells the result: 201 when something new was made. */
	success: 200 | 201;
	/** The line of the request in the audit log, written in the same transaction. */
	audit?: RequestAudit;
}

/**
 * One write: in one transaction it takes the Idempotency-Key, does what the command does and records its submission;
 * then it rings, waits up to two seconds until readers see the change here, and answers. A repeat under the same key
 * does none of it again and gets the answer that was given, or that of its submission by now.
 */
export async function handIn(
	parts: AcceptParts,
	{ actor, idempotency, success, audit }: Handing,
	command: (transaction: Writing) => Promise<Outcome>,
): Promise<Answer> {
	const id = newId();
	const written = await parts.database.kysely.transaction().execute(async (transaction) => {
		const earlier = idempotency && (await claimKey(transaction, { ...idempotency, submissionId: id }));
		if (earlier) {
			audit?.skip();
			return repeat(transaction, earlier, idempotency);
		}
		const outcome = await command(transaction);
		if ("answer" in outcome) {
			if (idempotency) await recordAnswer(transaction, idempotency, outcome.answer);
			await audit?.note(transaction, factsOfAnswer(outcome.answer));
			return outcome;
		}
		const submission = await record(transaction, { id, ...outcome.submission }, actor);
		await audit?.note(transaction, factsOfSubmission(outcome.submission.change, submission));
		return { submission };
	});
	if (idempotency) parts.sweepKeys();
	if ("answer" in written) {
		if ("ring" in written && written.ring !== undefined) void parts.doorbell.ring(written.ring);
		return written.answer;
	}
	const answer = await answerSubmission(parts, written.submission, success);
	if (idempotency && answer.status !== 202) await recordAnswer(parts.database.kysely, idempotency, answer);
	return answer;
}

type Earlier = NonNullable<Awaited<ReturnType<typeof claimKey>>>;

async function repeat(transaction: Writing, earlier: Earlier, { bodyHash }: Idempotency) {
	if (earlier.bodyHash !== bodyHash) {
		throw new ProblemError("idempotency_mismatch", "This Idempotency-Key stands for another request.");
	}
	if (earlier.answer) return { answer: earlier.answer as Answer };
	const submission = await readSubmission(transaction, earlier.submissionId ?? "");
	if (!submission)
		throw new ProblemError("busy", "The first request with this key is not through yet.", { retryAfter: 1 });
	return { submission };
}

/** What a contributor hands in waits for an editor; what has a later time waits for that. */
async function record(
	transaction: Writing,
	{ id, storyId, change, dueAt = null, ifMatch = null, direct = false }: NewChange & { id: string },
	actor: Actor,
): Promise<Submission> {
	const due = dueAt === null ? null : new Date(dueAt);
	const later = due !== null && due > (await readClock(transaction)) ? due : null;
	const state = direct || goesDirectly(actor, change) ? (later ? "scheduled" : "queued") : "waiting";
	return insertSubmission(transaction, { id, storyId, change, state, dueAt: later, ifMatch, actor: actorKey(actor) });
}
