import type { Executor } from "@dateline/shared/database";
import { sql } from "kysely";
import type { StoryDecision } from "./decision.ts";

/** The columns of a story that decide which lists it is in, and where. */
const deciding = ["status", "content", "published_at", "updated_at"] as const;

/** Puts the story into the lists that it belongs to, at the place of its last significant update, and out of all others. */
export async function writeLists(
	transaction: Executor,
	storyId: string,
	changed: NonNullable<StoryDecision["story"]>,
): Promise<void> {
	if (!deciding.some((column) => column in changed)) return;
	await sql`
		with belongs as (
			select channel, id as story_id, coalesce(updated_at, published_at) as sort_at
			from stories cross join lateral (
				select 'feed' as channel
				union select 'section:' || (content ->> 'section') where content ->> 'section' is not null
				union select 'topic:' || topic from jsonb_array_elements_text(content -> 'topics') topic
				union select 'author:' || author from jsonb_array_elements_text(content -> 'authors') author
			) lists
			where id = ${storyId} and status = 'published'
		), gone as (
			delete from story_lists where story_id = ${storyId}
				and channel not in (select channel from belongs)
		)
		insert into story_lists (channel, story_id, sort_at) select channel, story_id, sort_at from belongs
		on conflict (channel, story_id) do update set sort_at = excluded.sort_at`.execute(transaction);
}

/** The list channels that a story is in, sorted. */
export async function readListsOf(transaction: Executor, storyId: string): Promise<string[]> {
	const rows = await transaction
		.selectFrom("story_lists")
		.select("channel")
		.where("story_id", "=", storyId)
		.orderBy("channel")
		.execute();
	return rows.map((row) => row.channel);
}
