import { sql } from "kysely";
import type { EditorDigest, EditorKeyDevelopment, EditorSite } from "../protocol/index.ts";
import { instant, instantOrNull } from "./instants.ts";
import { presentKeyDevelopment } from "./key-developments.ts";
import type { Executor } from "./open.ts";
import { formatPlace, type Page, pageOf, parsePlace } from "./page.ts";
import { isStoryOpenTo, type Viewer } from "./people-access.ts";

interface ListQuery {
	after?: string | undefined;
	limit: number;
}

/** Digests, newest day first. */
export async function listDigests(executor: Executor, { after, limit }: ListQuery): Promise<Page<EditorDigest>> {
	const { rows } = await sql<DigestRow>`
		select *, ${digestLines} as shown from digests
		where ${after ?? null}::text is null or date < ${after ?? null}::text
		order by date desc limit ${limit + 1}`.execute(executor);
	return pageOf(rows, limit, presentDigest, (row) => row.date);
}

/** A day's digest with all its lines, those of withdrawn key developments too; or null. */
export async function readEditorDigest(executor: Executor, date: string): Promise<EditorDigest | null> {
	const { rows } = await sql<DigestRow>`select *, ${digestLines} as shown from digests where date = ${date}`.execute(
		executor,
	);
	return rows[0] ? presentDigest(rows[0]) : null;
}

/** Key developments of all stories, newest first; `date` is a day in the site's time zone. */
export async function listKeyDevelopments(
	executor: Executor,
	query: ListQuery & { date?: string | undefined; storyId?: string | undefined },
	viewer: Viewer,
): Promise<Page<EditorKeyDevelopment>> {
	const { date, storyId, after, limit } = query;
	const place = after === undefined ? null : parsePlace(after);
	const zone = sql`(select content ->> 'timeZone' from site)`;
	const day = sql`(at >= (${date}::date)::timestamp at time zone ${zone}
		and at < (${date}::date + 1)::timestamp at time zone ${zone})`;
	const { rows } = await sql<LineRow>`
		select * from key_developments
		where ${date === undefined ? sql`true` : day}
			and ${storyId === undefined ? sql`true` : sql`story_id = ${storyId}`}
			and (status = 'published' or ${isStoryOpenTo(viewer, "key_developments.story_id")})
			and ${place === null ? sql`true` : sql`(at, id) < (${place.at}::timestamptz, ${place.id}::text)`}
		order by at desc, id desc limit ${limit + 1}`.execute(executor);
	return pageOf(rows, limit, presentLine, (row) => formatPlace(row.at, row.id));
}

/** A story's key development as editors see it, or null. */
export async function readEditorKeyDevelopment(
	executor: Executor,
	storyId: string,
	id: string,
): Promise<EditorKeyDevelopment | null> {
	const row = await executor
		.selectFrom("key_developments")
		.selectAll()
		.where("id", "=", id)
		.where("story_id", "=", storyId)
		.executeTakeFirst();
	return row ? presentLine(row) : null;
}

/** The site as editors see it. */
export async function readEditorSite(executor: Executor): Promise<EditorSite> {
	const row = await executor.selectFrom("site").selectAll().executeTakeFirstOrThrow();
	return { ...row.content, revision: row.revision };
}

type LineRow = Parameters<typeof presentKeyDevelopment>[0] & { status: "published" | "withdrawn" };

const presentLine = (row: LineRow): EditorKeyDevelopment => ({ ...presentKeyDevelopment(row), status: row.status });

interface DigestRow {
	date: string;
	revision: number;
	published_at: Date;
	updated_at: Date | null;
	shown: { id: string; text: string; storyId: string; at: string }[];
}

const digestLines = sql`(
	select coalesce(json_agg(json_build_object('id', line.id, 'text', line.text, 'storyId', line.story_id,
		'at', to_char(line.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by wanted.place), '[]')
	from unnest(lines) with ordinality wanted (id, place) join key_developments line on line.id = wanted.id)`;

const presentDigest = (row: DigestRow): EditorDigest => ({
	date: row.date,
	revision: row.revision,
	lines: row.shown,
	publishedAt: instant(row.published_at),
	updatedAt: instantOrNull(row.updated_at),
});
