import { sql } from "kysely";
import { instantOf, milliseconds } from "./instants.ts";
import type { Executor } from "./open.ts";

/** What readers may be told of something that was withdrawn. Instants are ISO 8601. */
export interface ShownWithdrawal {
	at: string;
	publishedAt: string;
	/** Null where the newsroom keeps it for itself. */
	reason: string | null;
}

/** When a story, or a post in it, was withdrawn, and why where readers are told; null for what is not withdrawn. */
export async function readShownWithdrawal(
	executor: Executor,
	storyId: string,
	postId: string | null,
): Promise<ShownWithdrawal | null> {
	const table = postId === null ? sql.table("stories") : sql.table("posts");
	const { rows } = await sql<{ withdrawn_at: number; published_at: number; reason: string | null }>`
		select ${sql.raw(milliseconds("withdrawn_at"))} as withdrawn_at, ${sql.raw(milliseconds("published_at"))} as published_at, (
			select case when change ->> 'reasonShown' = 'true' then change ->> 'reason' end from submissions
			where story_id = ${storyId} and state = 'done'
				and change ->> 'type' = ${postId === null ? "story.withdraw" : "post.withdraw"}
				and (${postId}::text is null or change ->> 'postId' = ${postId}::text)
			order by sequence desc limit 1) as reason
		from ${table} where id = ${postId ?? storyId} and status = 'withdrawn'
			and withdrawn_at is not null and published_at is not null`.execute(executor);
	const row = rows[0];
	if (!row) return null;
	return { at: instantOf(row.withdrawn_at), publishedAt: instantOf(row.published_at), reason: row.reason };
}
