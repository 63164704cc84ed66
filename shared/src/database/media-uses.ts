import { type RawBuilder, sql } from "kysely";
import type { MediaUse } from "../protocol/index.ts";
import { instant } from "./instants.ts";
import type { Executor } from "./open.ts";

const shows = (column: string, id: RawBuilder<unknown>) =>
	sql`jsonb_path_query_array(${sql.ref(column)}, '$.body.content[*].attrs.mediaId') ? ${id}`;

/**
 * The places that show one piece of media, each found by an index; a story or post whose draft and text both show it is
 * one place. A withdrawn one is looked for by its draft only, since nobody sees its text.
 */
const placesOf = (id: RawBuilder<unknown>) => sql`(
	select 'lead' as "as", id as story_id, null as post_id, null as author_id, status,
		coalesce(content, draft) ->> 'headline' as headline, published_at as at
	from stories where status = 'published' and content ->> 'lead' = ${id}
	union
	select 'lead', id, null, null, status, coalesce(content, draft) ->> 'headline', published_at
	from stories where draft is not null and draft ->> 'lead' = ${id}
	union
	select 'body', id, null, null, status, coalesce(content, draft) ->> 'headline', published_at
	from stories where status = 'published' and ${shows("content", id)}
	union
	select 'body', id, null, null, status, coalesce(content, draft) ->> 'headline', published_at
	from stories where draft is not null and ${shows("draft", id)}
	union
	select 'body', story_id, id, null, status, coalesce(content, draft) ->> 'headline', published_at
	from posts where status = 'published' and ${shows("content", id)}
	union
	select 'body', story_id, id, null, status, coalesce(content, draft) ->> 'headline', published_at
	from posts where draft is not null and ${shows("draft", id)}
	union
	select 'portrait', null, null, id, 'published', content ->> 'name', null
	from authors where content ->> 'portrait' = ${id}
)`;

export const mediaUses = {
	/** How many places show it, as an expression; `id` names the column or value. */
	count: (id: RawBuilder<unknown>) => sql<number>`(select count(*)::int from ${placesOf(id)} as places)`,
};

/** Where a piece of media stands, the newest first, at most 100. */
export async function listMediaUses(executor: Executor, id: string): Promise<MediaUse[]> {
	const { rows } = await sql<{
		as: MediaUse["as"];
		story_id: string | null;
		post_id: string | null;
		author_id: string | null;
		status: MediaUse["status"];
		headline: string | null;
		at: Date | null;
	}>`select * from ${placesOf(sql`${id}::text`)} as places order by at desc nulls first limit 100`.execute(executor);
	return rows.map((row) => ({
		as: row.as,
		storyId: row.story_id,
		postId: row.post_id,
		authorId: row.author_id,
		headline: row.headline ?? "",
		status: row.status,
		at: row.at ? instant(row.at) : null,
	}));
}

/** Whether readers see it somewhere. */
export async function isMediaPublic(executor: Executor, id: string): Promise<boolean> {
	const { rows } = await sql<{ seen: boolean }>`
		select exists (select from ${placesOf(sql`${id}::text`)} as places where status = 'published') as seen`.execute(
		executor,
	);
	return rows[0]?.seen ?? false;
}
