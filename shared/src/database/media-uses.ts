import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { MediaUse } from "../protocol/index.ts";
import { instant } from "./instants.ts";
import type { Executor } from "./open.ts";
import { isDraftStoryOpenTo, isStoryOpenTo, isWorkOpenTo, type Viewer } from "./people-access.ts";

/** The ids of the media in a text, as the indexes have them. */
const shownIn = (column: "content" | "draft") =>
	sql`jsonb_path_query_array(${sql.ref(column)}, '$.body.content[*].attrs.mediaId')`;

/**
 * Where media can stand, each found by an index. A withdrawn story or post is looked for by its draft only, since nobody
 * sees its text.
 */
const places = (["content", "draft"] as const).flatMap((column) => {
	const seen = column === "content" ? sql`status = 'published'` : sql`draft is not null`;
	return [
		{ as: "lead" as const, table: "stories" as const, column, seen },
		{ as: "body" as const, table: "stories" as const, column, seen },
		{ as: "body" as const, table: "posts" as const, column, seen },
	];
});
type Place = (typeof places)[number];

/** Whether a row shows one of these media; `ids` is an array of text. */
const shows = ({ as, column, seen }: Place, ids: RawBuilder<unknown>) =>
	as === "lead"
		? sql`${seen} and ${sql.ref(column)} ->> 'lead' = any(${ids})`
		: sql`${seen} and ${shownIn(column)} ?| ${ids}`;

/** Whether the site shows it itself: as its logo, or on one of its own pages. */
const isOfSite = (id: RawBuilder<unknown>) =>
	sql<SqlBool>`exists (select from site where content -> 'logo' ->> 'light' = ${id} or content -> 'logo' ->> 'dark' = ${id}
		or jsonb_path_exists(content, '$.pages.*.content[*].attrs.mediaId ? (@ == $id)', jsonb_build_object('id', ${id})))`;

/** Whether anything shows it, drafts too, as a condition on the media's row. */
export const isMediaUsed = (id: RawBuilder<unknown>): RawBuilder<SqlBool> => {
	const found = places.map((place) => {
		const one =
			place.as === "lead" ? sql`${sql.ref(place.column)} ->> 'lead' = ${id}` : sql`${shownIn(place.column)} ? ${id}`;
		return sql`exists (select from ${sql.table(place.table)} where ${place.seen} and ${one})`;
	});
	return sql<SqlBool>`(${sql.join(found, sql` or `)} or exists (select from authors where content ->> 'portrait' = ${id}) or ${isOfSite(id)})`;
};

/** How many places show each of these, drafts too; one that nothing shows is not in the answer. */
export async function countMediaUses(executor: Executor, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
	if (ids.length === 0) return new Map();
	const wanted = sql`${ids}::text[]`;
	const found = places.map((place) => {
		const table = sql.table(place.table);
		return place.as === "lead"
			? sql`select ${sql.ref(place.column)} ->> 'lead' as media_id, 'lead ' || id as place from ${table} where ${shows(place, wanted)}`
			: sql`select media_id, ${place.table} || id from ${table}, jsonb_array_elements_text(${shownIn(place.column)}) as media_id
				where ${shows(place, wanted)}`;
	});
	const { rows } = await sql<{ media_id: string; uses: number }>`
		select media_id, count(*)::int as uses from (
			${sql.join(found, sql` union `)}
			union select content ->> 'portrait', 'author ' || id from authors where content ->> 'portrait' = any(${wanted})
		) as places
		where media_id = any(${wanted}) group by media_id`.execute(executor);
	return new Map(rows.map((row) => [row.media_id, row.uses]));
}

/** Whether a place is there for this viewer: a use names a headline, which may be of a restricted story or a draft. */
function isPlaceOpenTo(viewer: Viewer, { table }: Place): RawBuilder<SqlBool> {
	const storyId = table === "posts" ? "posts.story_id" : "stories.id";
	const isOwn = (table === "posts" ? isWorkOpenTo : isDraftStoryOpenTo)(viewer, storyId, `${table}.created_by`);
	return sql<SqlBool>`${isStoryOpenTo(viewer, storyId)} and (revision > 0 or ${isOwn})`;
}

/**
 * Where a piece of media stands as far as this viewer may know, the newest first, at most 100; one whose draft and text
 * both show it is one place.
 */
export async function listMediaUses(executor: Executor, id: string, viewer: Viewer): Promise<MediaUse[]> {
	const wanted = sql`${[id]}::text[]`;
	const found = places.map(
		(place) => sql`select ${place.as} as "as", ${place.table === "posts" ? sql`story_id` : sql`id`} as story_id,
			${place.table === "posts" ? sql`id` : sql`null`} as post_id, null as author_id, status,
			coalesce(content, draft) ->> 'headline' as headline, published_at as at
			from ${sql.table(place.table)} where ${shows(place, wanted)} and ${isPlaceOpenTo(viewer, place)}`,
	);
	const { rows } = await sql<{
		as: MediaUse["as"];
		story_id: string | null;
		post_id: string | null;
		author_id: string | null;
		status: MediaUse["status"];
		headline: string | null;
		at: Date | null;
	}>`
		select * from (
			${sql.join(found, sql` union `)}
			union select 'portrait', null, null, id, 'published', content ->> 'name', null
			from authors where content ->> 'portrait' = ${id}
		) as places order by at desc nulls first limit 100`.execute(executor);
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
	const wanted = sql`${[id]}::text[]`;
	const found = places.map(
		(place) =>
			sql`exists (select from ${sql.table(place.table)} where status = 'published' and ${shows(place, wanted)})`,
	);
	const { rows } = await sql<{ shown: boolean }>`select (${sql.join(found, sql` or `)}
		or exists (select from authors where content ->> 'portrait' = ${id}) or ${isOfSite(sql`${id}::text`)}) as shown`.execute(
		executor,
	);
	return rows[0]?.shown === true;
}
