import { readSubmissionDetail } from "@dateline/shared/database";
import { type Change, ProblemError, type Submission, type SubmissionDetail } from "@dateline/shared/protocol";
import type { AcceptParts } from "../parts.ts";
import { etagOf } from "../routing/if-match.ts";
import type { Answer } from "../routing/route.ts";
import { revisionMismatch } from "./check-revision.ts";
import { presentSubject } from "./present-subject.ts";

/** How long an answer waits for its change to go live, in milliseconds. */
const patience = 2_000;

/**
 * Answers a write whose submission is committed: with its result once this server shows it to readers, with `202` when
 * that takes too long or must wait, with the problem of its refusal.
 *
 * @throws {ProblemError} when the submission was refused
 */
export async function answerSubmission(
	parts: AcceptParts,
	{ id, storyId, state }: Submission,
	success: 200 | 201,
): Promise<Answer> {
	const deadline = performance.now() + patience;
	const left = () => Math.max(0, deadline - performance.now());
	// A worker in the same process answers its bell when it is done, so that the first look often suffices.
	if (state === "queued") await parts.watch.settled(id, patience, Promise.resolve(parts.doorbell.ring(storyId)));
	let detail = await readSubmissionDetail(parts.database.kysely, id);
	if (detail?.state === "queued" && left() > 0) {
		await parts.watch.settled(id, left());
		detail = await readSubmissionDetail(parts.database.kysely, id);
	}
	if (!detail) throw new ProblemError("not_found", `There is no submission ${id}.`);
	const { actor: _actor, change, ...submission } = detail;
	if (submission.state === "refused") throw await refusalOf(parts, detail);
	const position = submission.result?.position ?? 0;
	const seen = submission.state === "done" && (position === 0 || (await parts.waitUntilFolded(position, left())));
	if (!seen) return { status: 202, body: { submission }, location: `/api/v1/submissions/${id}` };
	const { body } = await presentSubject(parts.database.kysely, change as Change, submission.storyId);
	const [subject] = Object.values(body);
	return {
		status: success,
		body: { ...body, submission, position },
		...(subject && { etag: etagOf(subject) }),
	};
}

/** Why the worker refused it. A late writer gets both versions, as at the door. */
async function refusalOf(parts: AcceptParts, detail: SubmissionDetail): Promise<ProblemError> {
	const { refusal, change, storyId, actor: _actor, ...rest } = detail;
	const submission = { ...rest, storyId, refusal };
	if (!refusal) return new ProblemError("internal", "The submission was refused without a reason.");
	if (refusal.code !== "revision_mismatch") return new ProblemError(refusal.code, refusal.message, { submission });
	const { kysely } = parts.database;
	const { body } = await presentSubject(kysely, change as Change, storyId);
	const [[kind, current] = ["story", null]] = Object.entries(body);
	const ifMatch = await kysely
		.selectFrom("submissions")
		.select("if_match")
		.where("id", "=", detail.id)
		.executeTakeFirstOrThrow();
	const id = current && "id" in current ? String(current.id) : "";
	return revisionMismatch(kysely, { draft: false, revision: ifMatch.if_match ?? 0 }, { kind, id }, current);
}
