import { sql } from "kysely";
import type { CorrectionView, OrderKey, PostView, TimelineEntry } from "../model/index.ts";
import { placeBody } from "./bodies.ts";
import { instant, instantOrNull } from "./instants.ts";
import type { Executor } from "./open.ts";
import { collectReferences, type References, readReferences, viewsOf } from "./references.ts";

interface PostRow {
	id: string;
	story_id: string;
	revision: number;
	headline: string;
	breaking: boolean;
	authors: string[];
	html: string;
	key: boolean;
	pinned: number | null;
	published_at: Date;
	updated_at: Date | null;
}

const postColumns = sql`id, story_id, revision, html, key, pinned, published_at, updated_at,
	content ->> 'headline' as headline, (content -> 'breaking')::boolean as breaking, content -> 'authors' as authors`;

function presentPost(
	row: PostRow,
	references: References,
	corrections: ReadonlyMap<string | null, CorrectionView[]>,
): PostView {
	return {
		id: row.id,
		storyId: row.story_id,
		revision: row.revision,
		headline: row.headline,
		...placeBody("post", row.id, row.revision, row.html),
		key: row.key,
		pinned: row.pinned,
		breaking: row.breaking,
		authors: viewsOf(references.authors, row.authors),
		publishedAt: instant(row.published_at),
		updatedAt: instantOrNull(row.updated_at),
		corrections: corrections.get(row.id) ?? [],
	};
}

/** Rows of a story's posts as readers see them; `corrections` are the story's. */
async function presentPosts(
	executor: Executor,
	rows: readonly PostRow[],
	corrections: ReadonlyMap<string | null, CorrectionView[]>,
): Promise<PostView[]> {
	if (rows.length === 0) return [];
	const references = await readReferences(executor, collectReferences(rows));
	return rows.map((row) => presentPost(row, references, corrections));
}

/** What part of a stream to read: from `from` (newest, inclusive) down to `floor` (inclusive), or before `before`. */
interface PostRange {
	/** Only posts that stand after this key in the order, so older ones. */
	before: OrderKey | null;
	/** Only posts down to and including this key. */
	floor: OrderKey | null;
	limit?: number;
}

/** Posts of a story that readers see, newest first. */
export async function readPosts(
	executor: Executor,
	storyId: string,
	{ before, floor, limit }: PostRange,
	corrections: ReadonlyMap<string | null, CorrectionView[]>,
): Promise<PostView[]> {
	const older = before ? sql`and (published_at, id) < (${before.at}::timestamptz, ${before.id}::text)` : sql``;
	const newer = floor ? sql`and (published_at, id) >= (${floor.at}::timestamptz, ${floor.id}::text)` : sql``;
	const { rows } = await sql<PostRow>`
		select ${postColumns} from posts where story_id = ${storyId} and status = 'published' ${older} ${newer}
		order by published_at desc, id desc ${limit === undefined ? sql`` : sql`limit ${limit}`}`.execute(executor);
	return presentPosts(executor, rows, corrections);
}

/** One post that readers see, or null. */
export async function readPost(
	executor: Executor,
	postId: string,
	corrections: ReadonlyMap<string | null, CorrectionView[]>,
): Promise<PostView | null> {
	const { rows } = await sql<PostRow>`
		select ${postColumns} from posts where id = ${postId} and status = 'published'`.execute(executor);
	return (await presentPosts(executor, rows, corrections))[0] ?? null;
}

/** All pinned posts of a story, in no order of their own. */
export async function readPinnedPosts(
	executor: Executor,
	storyId: string,
	corrections: ReadonlyMap<string | null, CorrectionView[]>,
): Promise<PostView[]> {
	const { rows } = await sql<PostRow>`
		select ${postColumns} from posts
		where story_id = ${storyId} and pinned is not null and status = 'published'`.execute(executor);
	return presentPosts(executor, rows, corrections);
}

/** All key events of a story, newest first. */
export async function readTimeline(executor: Executor, storyId: string): Promise<TimelineEntry[]> {
	const { rows } = await sql<{ id: string; headline: string; published_at: Date }>`
		select id, content ->> 'headline' as headline, published_at from posts
		where story_id = ${storyId} and key and status = 'published'
		order by published_at desc, id desc`.execute(executor);
	return rows.map((row) => ({ postId: row.id, headline: row.headline, at: instant(row.published_at) }));
}
