import { type Executor, insertAuditNote } from "@dateline/shared/database";
import { type Actor, actorKey } from "../actor.ts";

/** Something that was done, for the audit log. */
export interface Action {
	/** Who did it; null for the software itself, such as a rule that acts on time. */
	actor: Actor | null;
	/** What was done, as kind and verb: `story.publish`, `lease.take_over`. */
	action: string;
	/** What it was done to: an id, a slug, a day. */
	subject?: string | null;
	storyId?: string | null;
	/** Small facts such as ids, counts and choices. Never texts of stories, never secrets or addresses of people. */
	detail?: Record<string, unknown>;
	outcome?: "done" | "refused";
	/** The network of the request; see {@link networkOf}. */
	address?: string | null;
}

/**
 * Adds a line to the audit log, in the transaction of what it tells of where there is one. Writes that come in by a
 * route of the API are noted by the router: this is for what does not.
 */
export async function noteAction(executor: Executor, action: Action): Promise<void> {
	const { actor, subject = null, storyId = null, detail = {}, outcome = "done", address = null } = action;
	await insertAuditNote(executor, {
		actor: actor ? actorKey(actor) : "system",
		actorName: actor?.name ?? "Dateline",
		action: action.action,
		outcome,
		subject,
		storyId,
		detail,
		address,
	});
}
