import type { PendingPublication } from "@dateline/shared/database";
import { ProblemError } from "@dateline/shared/protocol";
import type { Actor } from "../actor.ts";
import { goesDirectly } from "../policies/index.ts";

/**
 * Refuses that somebody whose texts need approval changes one that was approved and did not go out yet.
 *
 * @throws {ProblemError} `conflict`
 */
export function checkApproved(actor: Actor, publications: readonly PendingPublication[]): void {
	const approved = publications.find(({ state }) => state !== "waiting");
	if (!approved || goesDirectly(actor, approved.change)) return;
	throw new ProblemError("conflict", "An editor has approved this text as it is: cancel its submission to change it.", {
		submissionId: approved.id,
	});
}
