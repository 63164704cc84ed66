import { type Executor, json } from "./open.ts";

/** One line of the audit log, as it is written. */
export interface AuditNote {
	/** `user:<id>`, `token:<id>` or `system`. */
	actor: string;
	actorName: string;
	/** What was done, such as `story.publish`. */
	action: string;
	outcome: "done" | "refused";
	/** What it was done to: an id, a slug or a day. */
	subject: string | null;
	storyId: string | null;
	/** Small facts; never texts, never secrets. */
	detail: Record<string, unknown>;
	/** The network that the request came from, or null. */
	address: string | null;
}

/** Adds a line to the audit log. There is no way to change or remove one. */
export async function insertAuditNote(executor: Executor, note: AuditNote): Promise<void> {
	await executor
		.insertInto("audit_log")
		.values({
			actor: note.actor,
			actor_name: note.actorName,
			action: note.action,
			outcome: note.outcome,
			subject: note.subject,
			story_id: note.storyId,
			detail: json(note.detail),
			address: note.address,
		})
		.execute();
}
