import { type Executor, insertSubmission } from "@dateline/shared/database";
import type { StoryChange } from "@dateline/shared/protocol";
import { sql } from "kysely";

/** Texts that are made anew, the newest first; older ones get the new caption with their next change. */
const textsAtMost = 200;

/**
 * Hands in an edit without a change for each text that shows a picture: its HTML, which is made at publication, then
 * comes out with what the picture says of itself now, as a minor revision.
 */
export async function submitTextsAnew(transaction: Executor, mediaId: string): Promise<void> {
	const shows = sql`jsonb_path_query_array(content, '$.body.content[*].attrs.mediaId') ? ${mediaId}::text`;
	const { rows } = await sql<{ story_id: string; post_id: string | null }>`
		select id as story_id, null as post_id, published_at from stories where status = 'published' and ${shows}
		union all
		select story_id, id, published_at from posts where status = 'published' and ${shows}
		order by published_at desc limit ${textsAtMost}`.execute(transaction);
	for (const { story_id: storyId, post_id: postId } of rows) {
		const unchanged = { patch: {}, significant: false };
		const change: StoryChange =
			postId === null ? { type: "story.update", ...unchanged } : { type: "post.update", postId, ...unchanged };
		const actor = `media:${mediaId}`;
		await insertSubmission(transaction, { storyId, change, state: "queued", dueAt: null, ifMatch: null, actor });
	}
}
