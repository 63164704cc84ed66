import { type Selectable, sql } from "kysely";
import type { MediaKind, MediaView } from "../model/index.ts";
import type { EditorMedia, MediaContent, MediaCounts, MediaDetails, MediaListQuery } from "../protocol/index.ts";
import { instant } from "./instants.ts";
import { countMediaUses } from "./media-uses.ts";
import { type Executor, json } from "./open.ts";
import { containing, formatPlace, type Page, pageOf, parsePlace } from "./page.ts";
import { presentMedia } from "./references.ts";
import type { Database } from "./schema.ts";

export interface NewMedia {
	id: string;
	kind: MediaKind;
	content: MediaContent;
	/** The name under `/media/`, or a whole address. */
	file: string;
	type: string;
	width: number;
	height: number;
	bytes: number;
	renditions: MediaView["renditions"];
	details: MediaDetails;
	/** Who brought it in, as the record names actors. */
	createdBy: string | null;
	/** Whether the worker has something to make of it. */
	made: "waiting" | "done";
	/** Seconds, of a video or sound that says it. */
	duration?: number | null;
	/** Of a picture that nothing shines through: the colours of its room. */
	tone?: string | null;
}

/** Records media whose file is stored. No reader sees it before a story shows it, so it is no submission. */
export async function insertMedia(executor: Executor, media: NewMedia): Promise<EditorMedia> {
	const { createdBy, ...rest } = media;
	const row = await executor
		.insertInto("media")
		.values({
			...rest,
			content: json(media.content),
			renditions: json(media.renditions),
			details: json(media.details),
			created_by: createdBy,
		})
		.returningAll()
		.executeTakeFirstOrThrow();
	return present(row, 0);
}

/** Media as editors see it, or null. */
export async function readEditorMedia(executor: Executor, id: string): Promise<EditorMedia | null> {
	const row = await executor.selectFrom("media").selectAll().where("id", "=", id).executeTakeFirst();
	return row ? present(row, (await countMediaUses(executor, [id])).get(id) ?? 0) : null;
}

/** Rows that are looked at at once, and how often, for those that something shows or nothing does. */
const batch = 100;
const batchesAtMost = 5;

/**
 * Media, newest first. `actor` is who asks, for `mine`. With `used`, a page may have fewer than `limit` and go on: only so
 * many are looked at for one answer.
 */
export async function listMedia(
	executor: Executor,
	{ used, limit, ...query }: MediaListQuery,
	actor: string,
): Promise<Page<EditorMedia>> {
	if (used === undefined) {
		const rows = await readRows(executor, { ...query, limit: limit + 1 }, actor);
		const uses = await countMediaUses(executor, idsOf(rows.slice(0, limit)));
		return pageOf(rows, limit, (row) => present(row, uses.get(row.id) ?? 0), placeOf);
	}
	const items: EditorMedia[] = [];
	let { after } = query;
	for (let count = 0; count < batchesAtMost; count++) {
		const rows = await readRows(executor, { ...query, after, limit: batch }, actor);
		const uses = await countMediaUses(executor, idsOf(rows));
		for (const row of rows) {
			const seen = uses.get(row.id) ?? 0;
			after = placeOf(row);
			if (seen > 0 !== used) continue;
			items.push(present(row, seen));
			if (items.length === limit) return { items, next: after };
		}
		if (rows.length < batch) return { items, next: null };
	}
	return { items, next: after ?? null };
}

type Row = Selectable<Database["media"]>;
const idsOf = (rows: readonly Row[]) => rows.map(({ id }) => id);
const placeOf = (row: Row) => formatPlace(row.created_at, row.id);

function readRows(
	executor: Executor,
	{ q, kind, missing, mine, after, limit }: Omit<MediaListQuery, "used">,
	actor: string,
): Promise<Row[]> {
	let query = executor.selectFrom("media").selectAll();
	if (q) {
		const like = containing(q);
		query = query.where(
			sql<boolean>`(content ->> 'caption' ilike ${like} or content ->> 'credit' ilike ${like}
				or content ->> 'alt' ilike ${like} or details ->> 'name' ilike ${like})`,
		);
	}
	if (kind) query = query.where("kind", "=", kind);
	if (missing) query = query.where(lacking[missing]);
	if (mine !== undefined) query = query.where(sql<boolean>`(coalesce(created_by, '') = ${actor}) = ${mine}`);
	const place = after === undefined ? null : parsePlace(after);
	if (place) query = query.where(sql<boolean>`(created_at, id) < (${place.at}::timestamptz, ${place.id}::text)`);
	return query.orderBy("created_at", "desc").orderBy("id", "desc").limit(limit).execute();
}

/** An alt text is missing unless somebody said that the picture only decorates; sound needs none. */
const lacking = {
	alt: sql<boolean>`(kind <> 'audio' and content ->> 'alt' = '' and content ->> 'altAbsence' is distinct from 'decoration')`,
	credit: sql<boolean>`content ->> 'credit' = ''`,
};

/** How many there are of each kind, what is missing, and what the worker has still to do. */
export async function countMedia(executor: Executor): Promise<MediaCounts> {
	const { rows } = await sql<MediaCounts>`
		select count(*)::int as "all",
			count(*) filter (where kind = 'image')::int as image,
			count(*) filter (where kind = 'video')::int as video,
			count(*) filter (where kind = 'audio')::int as audio,
			count(*) filter (where ${lacking.alt})::int as "noAlt",
			count(*) filter (where ${lacking.credit})::int as "noCredit",
			count(*) filter (where made = 'waiting')::int as waiting,
			count(*) filter (where made = 'failed')::int as failed,
			(select ffmpeg from media_programs) as ffmpeg
		from media`.execute(executor);
	return rows[0] as MediaCounts;
}

function present(row: Selectable<Database["media"]>, uses: number): EditorMedia {
	return {
		...presentMedia(row),
		bytes: Number(row.bytes),
		createdAt: instant(row.created_at),
		createdBy: row.created_by,
		altAbsence: row.content.altAbsence ?? null,
		details: row.details,
		made: row.made,
		uses,
	};
}
