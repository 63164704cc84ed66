import { type Executor, takeWordChanges } from "@dateline/shared/database";
import { sql } from "kysely";
import type { ErasureScope } from "./erasure-scope.ts";

/** Blanks the rows that hold what is erased. What readers see of it was withdrawn before. */
export async function blankRows(transaction: Executor, scope: ErasureScope, now: Date): Promise<void> {
	const { subject, story, postIds, lineIds, correctionIds, revisions } = scope;
	const withdrawn = sql<Date>`coalesce(withdrawn_at, ${now}::timestamptz)`;
	const blank = { status: "withdrawn", content: null, draft: null, html: "", erased_at: now } as const;
	if (subject.kind === "story") await blankStory(transaction, story.id, { ...blank, withdrawn_at: withdrawn });
	if (postIds.length > 0) {
		await transaction
			.updateTable("posts")
			.set({ ...blank, withdrawn_at: withdrawn, key: false, pinned: null })
			.where("id", "in", postIds)
			.execute();
	}
	if (lineIds.length > 0) {
		await transaction
			.updateTable("key_developments")
			.set({ status: "withdrawn", text: "", erased_at: now, withdrawn_by: sql<string>`coalesce(withdrawn_by, id)` })
			.where("id", "in", lineIds)
			.execute();
	}
	if (correctionIds.length > 0) {
		await transaction.deleteFrom("corrections").where("id", "in", correctionIds).execute();
	}
	// Those that the withdrawal of a whole post or story has just made are among them by their subject.
	for (const { kind, id, number } of revisions) {
		await sql`update revisions set content = 'null'
			where subject_kind = ${kind} and subject_id = ${id} and number = ${number}`.execute(transaction);
	}
	if (subject.kind === "story") {
		await sql`update revisions set content = 'null' where story_id = ${story.id}`.execute(transaction);
	}
	if (subject.kind === "post") {
		await sql`update revisions set content = 'null' where subject_kind = 'post' and subject_id = ${subject.id}`.execute(
			transaction,
		);
	}
	await takeWordChanges(transaction, { all: true });
}

type Blank = { status: "withdrawn"; content: null; draft: null; html: string; erased_at: Date };

/** A headline's words stand in the story's addresses too: they go, and one made of its id is its only address. */
async function blankStory(
	transaction: Executor,
	id: string,
	blank: Blank & { withdrawn_at: ReturnType<typeof sql<Date>> },
): Promise<void> {
	await transaction
		.updateTable("stories")
		.set({ ...blank, opening: "", more: false, slug: `erased-${id}` })
		.where("id", "=", id)
		.execute();
	await transaction.deleteFrom("slugs").where("story_id", "=", id).execute();
	await transaction
		.insertInto("slugs")
		.values({ slug: `erased-${id}`, story_id: id, current: true })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	await transaction.deleteFrom("previews").where("story_id", "=", id).execute();
}
