import { sql } from "kysely";
import type { Executor } from "./open.ts";

/**
 * Why things of a story were withdrawn, by the id of each: what was said at its newest withdrawal, null where nothing
 * was. One look at the story's submissions for all of them; none for an empty list.
 *
 * @param ids of posts, or of the story itself
 */
export async function readWithdrawalReasons(
	executor: Executor,
	storyId: string,
	ids: readonly string[],
): Promise<Map<string, string | null>> {
	if (ids.length === 0) return new Map();
	const { rows } = await sql<{ id: string; reason: string | null }>`
		select distinct on (coalesce(change ->> 'postId', story_id)) coalesce(change ->> 'postId', story_id) as id, change ->> 'reason' as reason
		from submissions
		where story_id = ${storyId} and state = 'done' and change ->> 'type' in ('post.withdraw', 'story.withdraw')
			and coalesce(change ->> 'postId', story_id) = any(${[...ids]}::text[])
		order by coalesce(change ->> 'postId', story_id), sequence desc`.execute(executor);
	return new Map(rows.map(({ id, reason }) => [id, reason]));
}
