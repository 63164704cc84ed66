import { readEmbargoOf, readSubmissionDetail, retimeSubmission } from "@dateline/shared/database";
import { type Change, ProblemError, type Submission } from "@dateline/shared/protocol";
import type { Actor } from "../actor.ts";
import { checkOwner, goesDirectly } from "../policies/index.ts";
import type { Writing } from "./hand-in.ts";

/**
 * Gives a submission that waits for its time, or for approval, another time. Whose texts need approval does not move
 * what was approved.
 *
 * @throws {ProblemError} `not_found`, `forbidden`, `conflict`, `embargoed`
 */
export async function retime(
	transaction: Writing,
	id: string,
	dueAt: string | null,
	actor: Actor,
): Promise<Submission> {
	const submission = await readSubmissionDetail(transaction, id);
	if (!submission) throw new ProblemError("not_found", `There is no submission ${id}.`);
	checkOwner(actor, submission.actor);
	const change = submission.change as Change;
	if (submission.state === "scheduled" && !goesDirectly(actor, change)) {
		throw new ProblemError("forbidden", "An editor has approved it for this time: an editor moves it.");
	}
	if (submission.actor === "schedule") {
		throw new ProblemError("conflict", "The story starts then by its own time: change startsAt of the story.");
	}
	const embargo = await readEmbargoOf(transaction, submission.storyId, change);
	if (embargo !== null && (dueAt === null || Date.parse(dueAt) < Date.parse(embargo))) {
		throw new ProblemError("embargoed", `It is under embargo until ${embargo}.`, { embargo });
	}
	const moved = await retimeSubmission(transaction, id, dueAt === null ? null : new Date(dueAt));
	if (!moved) throw new ProblemError("not_found", `There is no submission ${id}.`);
	return moved;
}
