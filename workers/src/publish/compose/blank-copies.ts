import { type Executor, json } from "@dateline/shared/database";
import type { Change } from "@dateline/shared/protocol";
import { sql } from "kysely";
import type { ErasureScope } from "./erasure-scope.ts";

/** Blanks what was handed in, answered and typed: submissions, recorded answers, autosaves. */
export async function blankCopies(transaction: Executor, scope: ErasureScope, submissionId: string): Promise<void> {
	await blankSubmissions(transaction, scope, submissionId);
	const { names, story, subject } = scope;
	// A repeat under the same key gets an empty answer instead of the words.
	await sql`update idempotency_keys set answer = '{"status":200,"body":{}}'
		where answer::text like any(${names.map((name) => `%${name}%`)}::text[])`.execute(transaction);
	const ids =
		subject.kind === "story" ? [story.id, ...scope.postIds, ...scope.lineIds] : [...scope.postIds, ...scope.lineIds];
	if (ids.length === 0) return;
	await sql`delete from drafts where split_part(subject, ':', 2) = any(${ids}::text[])`.execute(transaction);
}

/** The changes that bring it; one that is not applied yet is cancelled. Their ids, times and outcomes stay. */
async function blankSubmissions(
	transaction: Executor,
	{ subject, story, post, postIds, lineIds, correctionIds, revisions }: ErasureScope,
	submissionId: string,
): Promise<void> {
	const own = revisions.flatMap((revision) => revision.submissionId ?? []);
	const named = post?.id ?? null;
	const { rows } = await sql<{ id: string; change: Change }>`
		select id, change from submissions where id <> ${submissionId} and (
			${subject.kind === "story" ? sql`story_id = ${story.id}` : sql`false`}
			or change ->> 'postId' = any(${postIds}::text[])
			or change -> 'postIds' ?| ${postIds}::text[]
			or change ->> 'keyDevelopmentId' = any(${lineIds}::text[])
			or change ->> 'correctionId' = any(${correctionIds}::text[])
			or id = any(${own}::text[])
			or (story_id = ${story.id} and change ->> 'type' = 'story.publish'
				and jsonb_path_query_array(change, '$.keyDevelopments[*].id') ?| ${lineIds}::text[])
			or (${subject.kind === "revision"} and state in ('refused', 'cancelled') and story_id = ${story.id}
				and change ->> 'type' in ('story.publish', 'story.update', 'post.add', 'post.update')
				and coalesce(change ->> 'postId', '') = ${named ?? ""})
		)`.execute(transaction);
	for (const { id, change } of rows) {
		await transaction
			.updateTable("submissions")
			.set({
				change: json(subject.kind === "key_development" ? withoutLines(change, lineIds) : idsOnly(change)),
				state: sql`case when state in ('waiting', 'scheduled', 'queued') then 'cancelled' else state end`,
				done_at: sql`coalesce(done_at, clock_timestamp())`,
				result: sql`result - 'slug'`,
				refusal: sql`case when refusal is null then null else refusal || '{"message":""}' end`,
				last_error: null,
			})
			.where("id", "=", id)
			.execute();
	}
}

const kept = ["type", "postId", "postIds", "toStoryId", "keyDevelopmentId", "correctionId"] as const;

/** A change with what it was about, and none of its words. */
function idsOnly(change: Change): Change {
	const ids = Object.entries(change).filter(([name]) => (kept as readonly string[]).includes(name));
	return { ...Object.fromEntries(ids), erased: true } as unknown as Change;
}

/** A story's publication keeps its own text when one of its lines is erased. */
function withoutLines(change: Change, lineIds: readonly string[]): Change {
	if (change.type !== "story.publish") return idsOnly(change);
	const lines = change.keyDevelopments.map((line) => (lineIds.includes(line.id) ? { ...line, text: "-" } : line));
	return { ...change, keyDevelopments: lines };
}
