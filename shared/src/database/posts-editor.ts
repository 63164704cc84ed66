import { type Selectable, sql } from "kysely";
import type { EditorPost, PostContent, PostListQuery } from "../protocol/index.ts";
import { instant, instantOrNull } from "./instants.ts";
import { type Executor, json } from "./open.ts";
import { formatPlace, type Page, pageOf, parsePlace } from "./page.ts";
import type { Database } from "./schema.ts";
import { readWithdrawalReasons } from "./withdrawal-reasons.ts";

/** Makes a post that readers do not see. */
export async function insertPostDraft(
	executor: Executor,
	post: { id: string; storyId: string; draft: PostContent; createdBy: string; place?: number },
): Promise<void> {
	const { id, storyId, draft, createdBy, place = 0 } = post;
	// Of several that are made at once each is a millisecond younger than the one before, so that they keep their order.
	const createdAt = sql<Date>`clock_timestamp() + ${place}::int * interval '1 millisecond'`;
	await executor
		.insertInto("posts")
		.values({
			id,
			story_id: storyId,
			status: "draft",
			draft: json(draft),
			created_by: createdBy,
			created_at: createdAt,
		})
		.execute();
}

/** Replaces a draft's text and counts its draft revision up. */
export async function updatePostDraft(executor: Executor, id: string, draft: PostContent): Promise<void> {
	await executor
		.updateTable("posts")
		.set({ draft: json(draft), draft_revision: sql<number>`draft_revision + 1` })
		.where("id", "=", id)
		.where("status", "=", "draft")
		.execute();
}

/** A post of a story as editors see it, or null. */
export async function readEditorPost(executor: Executor, storyId: string, postId: string): Promise<EditorPost | null> {
	const row = await selectPosts(executor)
		.where("posts.id", "=", postId)
		.where("story_id", "=", storyId)
		.executeTakeFirst();
	return row ? present(row, await reasonsOf(executor, storyId, [row])) : null;
}

/**
 * A story's posts of every status, newest first by editorial time, those that have none by when they were made.
 * `draftsOf` leaves out the drafts of everybody else.
 */
export async function listPosts(
	executor: Executor,
	storyId: string,
	{ status, after, limit }: PostListQuery,
	draftsOf: string | null,
): Promise<Page<EditorPost>> {
	const at = sql<Date>`coalesce(posts.published_at, posts.created_at)`;
	let query = selectPosts(executor).select(at.as("at")).where("story_id", "=", storyId);
	if (status) query = query.where("posts.status", "=", status);
	if (draftsOf) query = query.where(sql<boolean>`(posts.revision > 0 or posts.created_by = ${draftsOf})`);
	const place = after === undefined ? null : parsePlace(after);
	if (place) query = query.where(sql<boolean>`(${at}, posts.id) < (${place.at}::timestamptz, ${place.id}::text)`);
	const rows = await query
		.orderBy(at, "desc")
		.orderBy("posts.id", "desc")
		.limit(limit + 1)
		.execute();
	const reasons = await reasonsOf(executor, storyId, rows);
	return pageOf(
		rows,
		limit,
		(row) => present(row, reasons),
		(row) => formatPlace(row.at, row.id),
	);
}

const reasonsOf = (executor: Executor, storyId: string, rows: readonly Row[]) =>
	readWithdrawalReasons(
		executor,
		storyId,
		rows.flatMap(({ id, status }) => (status === "withdrawn" ? [id] : [])),
	);

const selectPosts = (executor: Executor) =>
	executor
		.selectFrom("posts")
		.innerJoin("stories", "stories.id", "posts.story_id")
		.selectAll("posts")
		.select(["stories.slug as story_slug", "stories.status as story_status"]);

type Row = Selectable<Database["posts"]> & { story_slug: string | null; story_status: string };

function present(row: Row, reasons: ReadonlyMap<string, string | null>): EditorPost {
	const shown = row.status === "published" && row.story_status === "published" && row.story_slug !== null;
	return {
		id: row.id,
		storyId: row.story_id,
		status: row.status,
		revision: row.revision,
		draftRevision: row.draft_revision,
		content: row.content,
		draft: row.revision === 0 ? row.draft : null,
		publishedAt: instantOrNull(row.published_at),
		updatedAt: instantOrNull(row.updated_at),
		withdrawnAt: instantOrNull(row.withdrawn_at),
		withdrawnReason: reasons.get(row.id) ?? null,
		createdAt: instant(row.created_at),
		createdBy: row.created_by,
		embargo: instantOrNull(row.embargo),
		erasedAt: instantOrNull(row.erased_at),
		mergedInto: row.merged_into,
		url: shown ? `/live/${row.story_slug}/post/${row.id}` : null,
	};
}

/** Puts drafts into another story, with what was handed in for them. Hold the locks of both stories. */
export async function moveDraftPosts(transaction: Executor, ids: readonly string[], toStoryId: string): Promise<void> {
	await transaction
		.updateTable("posts")
		.set({ story_id: toStoryId })
		.where("id", "in", ids)
		.where("revision", "=", 0)
		.execute();
	await sql`update submissions set story_id = ${toStoryId}
		where state in ('waiting', 'scheduled', 'queued') and change ->> 'postId' = any(${[...ids]}::text[])`.execute(
		transaction,
	);
}
