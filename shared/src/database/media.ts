import { type Selectable, sql } from "kysely";
import type { MediaView } from "../model/index.ts";
import type { EditorMedia, MediaContent } from "../protocol/index.ts";
import { instant } from "./instants.ts";
import { type Executor, json } from "./open.ts";
import { containing, formatPlace, type Page, pageOf, parsePlace } from "./page.ts";
import { presentMedia } from "./references.ts";
import type { Database } from "./schema.ts";

export interface NewMedia {
	id: string;
	content: MediaContent;
	/** The name under `/media/`, or a whole address. */
	file: string;
	type: string;
	width: number;
	height: number;
	bytes: number;
	renditions: MediaView["renditions"];
}

/** Records a picture whose files are stored. No reader sees it before a story shows it, so it is no submission. */
export async function insertMedia(executor: Executor, media: NewMedia): Promise<EditorMedia> {
	const row = await executor
		.insertInto("media")
		.values({ ...media, content: json(media.content), renditions: json(media.renditions) })
		.returningAll()
		.executeTakeFirstOrThrow();
	return present(row);
}

/** A picture as editors see it, or null. */
export async function readEditorMedia(executor: Executor, id: string): Promise<EditorMedia | null> {
	const row = await executor.selectFrom("media").selectAll().where("id", "=", id).executeTakeFirst();
	return row ? present(row) : null;
}

/** Pictures, newest first; `q` are words of the caption, credit or alt text. */
export async function listMedia(
	executor: Executor,
	{ q, after, limit }: { q?: string | undefined; after?: string | undefined; limit: number },
): Promise<Page<EditorMedia>> {
	let query = executor.selectFrom("media").selectAll();
	if (q) {
		const like = containing(q);
		query = query.where(
			sql<boolean>`(content ->> 'caption' ilike ${like} or content ->> 'credit' ilike ${like} or content ->> 'alt' ilike ${like})`,
		);
	}
	const place = after === undefined ? null : parsePlace(after);
	if (place) query = query.where(sql<boolean>`(created_at, id) < (${place.at}::timestamptz, ${place.id}::text)`);
	const rows = await query
		.orderBy("created_at", "desc")
		.orderBy("id", "desc")
		.limit(limit + 1)
		.execute();
	return pageOf(rows, limit, present, (row) => formatPlace(row.created_at, row.id));
}

function present(row: Selectable<Database["media"]>): EditorMedia {
	return { ...presentMedia(row), bytes: Number(row.bytes), createdAt: instant(row.created_at) };
}
