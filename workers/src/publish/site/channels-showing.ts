import type { Executor } from "@dateline/shared/database";
import { sql } from "kysely";

/** Stories whose readers are told of a change of what they share; older ones show it when they are next asked for. */
const storiesAtMost = 200;

/** The newest stories in any of these lists. */
export async function readNewestStoriesIn(executor: Executor, channels: readonly string[]): Promise<string[]> {
	const { rows } = await sql<{ story_id: string }>`
		select story_id from story_lists where channel = any(${channels}::text[])
		group by story_id order by max(sort_at) desc limit ${storiesAtMost}`.execute(executor);
	return rows.map((row) => row.story_id);
}

/** The newest stories by any of these authors, or with a post by one. */
export async function readStoriesOfAuthors(executor: Executor, authors: readonly string[]): Promise<string[]> {
	if (authors.length === 0) return [];
	const { rows } = await sql<{ story_id: string }>`
		select story_id from posts
		where status = 'published' and content -> 'authors' ?| ${authors}::text[]
		group by story_id order by max(published_at) desc limit ${storiesAtMost}`.execute(executor);
	const own = await readNewestStoriesIn(
		executor,
		authors.map((id) => `author:${id}`),
	);
	return [...own, ...rows.map((row) => row.story_id)];
}

/** The newest stories that this picture leads. */
export async function readStoriesLedBy(executor: Executor, mediaId: string): Promise<string[]> {
	const rows = await executor
		.selectFrom("stories")
		.select("id")
		.where(sql<boolean>`content ->> 'lead' = ${mediaId}`)
		.where("status", "=", "published")
		.orderBy(sql`coalesce(updated_at, published_at)`, "desc")
		.limit(storiesAtMost)
		.execute();
	return rows.map((row) => row.id);
}

/** The channels that show these stories, those that readers see: their pages, their cards and the lists they are in. */
export async function channelsOfStories(executor: Executor, ids: readonly string[]): Promise<string[]> {
	if (ids.length === 0) return [];
	const { rows } = await sql<{ channel: string }>`
		with shown as (select id from stories where id = any(${ids}::text[]) and status = 'published')
		select 'story:' || id as channel from shown
		union select 'card:' || id from shown
		union select channel from story_lists join shown on shown.id = story_lists.story_id`.execute(executor);
	return rows.map((row) => row.channel);
}
