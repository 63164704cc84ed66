import { type Executor, instant, json } from "@dateline/shared/database";
import { ProblemError, type StoryChange } from "@dateline/shared/protocol";
import { sql } from "kysely";
import { appendEvents } from "../append-events.ts";
import type { Applied, ApplyContext } from "../apply-one.ts";
import { later } from "../decide/later.ts";
import type { Fact, PostRow, StoryRow } from "../decision.ts";
import { freezePages } from "../freeze-pages.ts";
import { readShown, type Shown } from "../shown.ts";
import { tellFacts } from "../tell-facts.ts";
import { tellShown } from "../tell-shown.ts";
import { writeLists } from "../write-lists.ts";

/**
 * `posts.move`: posts leave one live story for another, with their key developments and corrections, and keep their ids,
 * so that their permalinks lead on. For readers of the first they are withdrawn, for those of the second added; a pin,
 * which is a place in the first, stays behind.
 */
export async function movePosts(
	transaction: Executor,
	change: Extract<StoryChange, { type: "posts.move" }>,
	context: ApplyContext,
): Promise<Applied> {
	const { storyId, now } = context;
	const { toStoryId, significant } = change;
	if (toStoryId === storyId) throw new ProblemError("invalid", "The posts are in this story already.");
	const [from, to] = [await readPublic(transaction, storyId), await readPublic(transaction, toStoryId)];
	const posts = await readPosts(transaction, storyId, [...new Set(change.postIds)]);
	const before = { from: await readShown(transaction, from.id, true), to: await readShown(transaction, to.id, true) };
	const lines = await moveLines(transaction, posts, to.id);
	await movePostRows(transaction, posts, to.id, context, change.type);
	await takePendingAlong(transaction, posts, to.id);
	const stamp = significant ? { updated_at: later(now, to.updated_at) } : {};
	await writeCount(transaction, from.id, -posts.length);
	await writeCount(transaction, to.id, posts.length);
	if (significant) {
		await transaction.updateTable("stories").set(stamp).where("id", "=", to.id).execute();
		await writeLists(transaction, to.id, stamp);
	}
	for (const post of posts) {
		await freezePages(transaction, to.id, { at: instant(post.published_at as Date), id: post.id });
	}
	const after = { from: await readShown(transaction, from.id, true), to: await readShown(transaction, to.id, true) };
	const [gone, come] = [left(posts, lines), arrived(posts, lines)];
	const events = await appendEvents(transaction, [
		...(await tellFacts(transaction, from.id, gone)),
		...(await tellFacts(transaction, to.id, come)),
		...(await tellShown(
			transaction,
			from.id,
			gone,
			withDigestsOf(before.from, before.to),
			withDigestsOf(after.from, after.to),
		)),
		...(await tellShown(transaction, to.id, come, { ...before.to, shared: null }, { ...after.to, shared: null })),
	]);
	const position = events.at(-1)?.position ?? 0;
	await transaction
		.updateTable("revisions")
		.set({ position })
		.where("submission_id", "=", context.submissionId)
		.where("story_id", "=", to.id)
		.execute();
	return { events, result: { position, revision: from.revision, ...(from.slug && { slug: from.slug }) } };
}

async function readPublic(transaction: Executor, storyId: string): Promise<StoryRow> {
	const story = await transaction.selectFrom("stories").selectAll().where("id", "=", storyId).executeTakeFirst();
	if (!story) throw new ProblemError("not_found", `There is no story ${storyId}.`);
	if (story.kind !== "live") throw new ProblemError("not_live", "An article has no posts.");
	if (story.status === "draft") throw new ProblemError("not_published", `The story ${storyId} is not published yet.`);
	if (story.status === "withdrawn") throw new ProblemError("withdrawn", `The story ${storyId} is withdrawn.`);
	return story;
}

/** The posts, oldest first, all of which readers see in the story. */
async function readPosts(transaction: Executor, storyId: string, ids: readonly string[]): Promise<PostRow[]> {
	const rows = await transaction
		.selectFrom("posts")
		.selectAll()
		.where("id", "in", ids)
		.where("story_id", "=", storyId)
		.orderBy("published_at")
		.orderBy("id")
		.execute();
	const missing = ids.find((id) => !rows.some((row) => row.id === id));
	if (missing !== undefined) throw new ProblemError("not_found", `There is no post ${missing} in this story.`);
	for (const { id, status } of rows) {
		if (status === "withdrawn") throw new ProblemError("withdrawn", `The post ${id} is withdrawn: restore it first.`);
		if (status === "draft") throw new ProblemError("not_published", `The post ${id} is not published yet.`);
	}
	return rows;
}

/** Takes the posts' key developments along; the ids of those that readers see. */
async function moveLines(transaction: Executor, posts: readonly PostRow[], toStoryId: string): Promise<string[]> {
	const rows = await transaction
		.updateTable("key_developments")
		.set({ story_id: toStoryId, revision: sql<number>`revision + 1`, sort_at: null })
		.where("story_id", "=", posts[0]?.story_id ?? "")
		.where(
			"post_id",
			"in",
			posts.map((post) => post.id),
		)
		.returning(["id", "status"])
		.execute();
	return rows.flatMap((row) => (row.status === "published" ? row.id : [])).sort();
}

async function movePostRows(
	transaction: Executor,
	posts: readonly PostRow[],
	toStoryId: string,
	{ now, submissionId }: ApplyContext,
	change: string,
): Promise<void> {
	for (const { id, revision, content } of posts) {
		const moved = { ...(content as NonNullable<typeof content>), pinned: null };
		await transaction
			.updateTable("posts")
			.set({ story_id: toStoryId, revision: revision + 1, pinned: null, content: json(moved) })
			.where("id", "=", id)
			.execute();
		await transaction.updateTable("corrections").set({ story_id: toStoryId }).where("post_id", "=", id).execute();
		await transaction
			.updateTable("revisions")
			.set({ story_id: toStoryId })
			.where("subject_kind", "=", "post")
			.where("subject_id", "=", id)
			.execute();
		await transaction
			.insertInto("revisions")
			.values({
				subject_kind: "post",
				subject_id: id,
				number: revision + 1,
				story_id: toStoryId,
				change,
				significant: false,
				content: json(moved),
				at: now,
				position: 0,
				submission_id: submissionId,
			})
			.execute();
	}
}

/** What was handed in for these posts and is not applied yet is applied where they are now. */
async function takePendingAlong(transaction: Executor, posts: readonly PostRow[], toStoryId: string): Promise<void> {
	await transaction
		.updateTable("submissions")
		.set({ story_id: toStoryId })
		.where("story_id", "=", posts[0]?.story_id ?? "")
		.where("state", "in", ["waiting", "scheduled", "queued"])
		.where(
			sql<string>`change ->> 'postId'`,
			"in",
			posts.map((post) => post.id),
		)
		.execute();
}

const writeCount = (transaction: Executor, storyId: string, more: number) =>
	transaction
		.updateTable("stories")
		.set({ post_count: sql<number>`post_count + ${more}::int` })
		.where("id", "=", storyId)
		.execute();

const left = (posts: readonly PostRow[], lines: readonly string[]): Fact[] => [
	...posts.map(({ id }): Fact => ({ type: "post.withdrawn", postId: id })),
	...lines.map((id): Fact => ({ type: "key_development.withdrawn", keyDevelopmentId: id })),
];

const arrived = (posts: readonly PostRow[], lines: readonly string[]): Fact[] => [
	...posts.map(({ id }): Fact => ({ type: "post.added", postId: id })),
	...lines.map((id): Fact => ({ type: "key_development.added", keyDevelopmentId: id })),
];

/** What all pages show of both stories, so that a digest with a line of each is told of once. */
function withDigestsOf(shown: Shown, other: Shown): Shown {
	if (!shown.shared || !other.shared) return shown;
	return {
		...shown,
		shared: { ...shown.shared, digests: new Map([...other.shared.digests, ...shown.shared.digests]) },
	};
}
