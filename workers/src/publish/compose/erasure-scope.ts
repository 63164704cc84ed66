import type { Executor } from "@dateline/shared/database";
import { type Erasable, ProblemError } from "@dateline/shared/protocol";
import { sql } from "kysely";
import type { KeyDevelopmentRow, PostRow, StoryRow } from "../decision.ts";

/** What an erasure is about, and whose copies hold it. */
export interface ErasureScope {
	subject: Erasable;
	story: StoryRow;
	/** The post whose text, correction or revision it is; null for the story's own, or a key development. */
	post: PostRow | null;
	line: KeyDevelopmentRow | null;
	/** Ids of posts and key developments whose whole text goes. */
	postIds: string[];
	lineIds: string[];
	correctionIds: string[];
	/** The revisions that hold it. */
	revisions: { kind: "story" | "post"; id: string; number: number; submissionId: string | null }[];
	/** Ids that stand in every recorded answer and event about it. */
	names: string[];
	/** The stories whose channels told of it: posts may have moved. */
	storyIds: string[];
}

/**
 * Finds what is to be erased.
 *
 * @throws {ProblemError} `not_found`, `erased`; `conflict` for a revision whose text is what readers see now
 */
export async function findScope(transaction: Executor, storyId: string, subject: Erasable): Promise<ErasureScope> {
	const story = await transaction.selectFrom("stories").selectAll().where("id", "=", storyId).executeTakeFirst();
	if (!story) throw new ProblemError("not_found", "There is no such story.");
	const scope: ErasureScope = {
		...{ subject, story, post: null, line: null },
		...{ postIds: [], lineIds: [], correctionIds: [], revisions: [], names: [], storyIds: [storyId] },
	};
	const found = await fill[subject.kind](transaction, scope, subject as never);
	if (found.post) found.storyIds = [...new Set([storyId, ...(await storiesOfPosts(transaction, [found.post.id]))])];
	return found;
}

type Fill<Kind extends Erasable["kind"]> = (
	transaction: Executor,
	scope: ErasureScope,
	subject: Extract<Erasable, { kind: Kind }>,
) => Promise<ErasureScope>;

const fill: { [Kind in Erasable["kind"]]: Fill<Kind> } = {
	async story(transaction, scope) {
		const { id, erased_at } = scope.story;
		if (erased_at) throw new ProblemError("erased", "The story was erased already.");
		const postIds = await idsOf(transaction, "posts", id);
		return {
			...scope,
			postIds,
			lineIds: await idsOf(transaction, "key_developments", id),
			correctionIds: await idsOf(transaction, "corrections", id),
			revisions: await revisionsWhere(transaction, sql`story_id = ${id}`),
			names: [id, ...postIds],
			storyIds: [...new Set([id, ...(await storiesOfPosts(transaction, postIds))])],
		};
	},
	async post(transaction, scope, { id }) {
		const post = await findPost(transaction, scope.story.id, id);
		if (post.erased_at) throw new ProblemError("erased", "The post was erased already.");
		const rows = await transaction.selectFrom("key_developments").select("id").where("post_id", "=", id).execute();
		const corrections = await transaction.selectFrom("corrections").select("id").where("post_id", "=", id).execute();
		return {
			...{ ...scope, post, postIds: [id], names: [id] },
			lineIds: rows.map((row) => row.id),
			correctionIds: corrections.map((row) => row.id),
			revisions: await revisionsWhere(transaction, sql`subject_kind = 'post' and subject_id = ${id}`),
		};
	},
	async key_development(transaction, scope, { id }) {
		const line = await transaction
			.selectFrom("key_developments")
			.selectAll()
			.where("id", "=", id)
			.where("story_id", "=", scope.story.id)
			.executeTakeFirst();
		if (!line) throw new ProblemError("not_found", "There is no such key development in this story.");
		if (line.erased_at) throw new ProblemError("erased", "The key development was erased already.");
		return { ...scope, line, lineIds: [id], names: [id] };
	},
	async correction(transaction, scope, { id }) {
		const row = await transaction
			.selectFrom("corrections")
			.select("post_id")
			.where("id", "=", id)
			.where("story_id", "=", scope.story.id)
			.executeTakeFirst();
		if (!row) throw new ProblemError("not_found", "There is no such correction in this story.");
		const post = row.post_id === null ? null : await findPost(transaction, scope.story.id, row.post_id);
		return { ...scope, post, correctionIds: [id], names: [post?.id ?? scope.story.id] };
	},
	async revision(transaction, scope, { postId, number }) {
		const post = postId === null ? null : await findPost(transaction, scope.story.id, postId);
		const kind = post ? "post" : "story";
		const id = post?.id ?? scope.story.id;
		const same = await revisionsWhere(
			transaction,
			sql`subject_kind = ${kind} and subject_id = ${id} and content = (
				select content from revisions where subject_kind = ${kind} and subject_id = ${id} and number = ${number}
			)`,
		);
		if (same.length === 0) throw new ProblemError("not_found", `There is no revision ${number}.`);
		const newest = post?.revision ?? scope.story.revision;
		if (same.some((revision) => revision.number === newest)) {
			throw new ProblemError("conflict", "That is the text as it stands now: change it first, or erase all of it.");
		}
		return { ...scope, post, revisions: same, names: [id] };
	},
};

async function findPost(transaction: Executor, storyId: string, id: string): Promise<PostRow> {
	const post = await transaction
		.selectFrom("posts")
		.selectAll()
		.where("id", "=", id)
		.where("story_id", "=", storyId)
		.executeTakeFirst();
	if (!post) throw new ProblemError("not_found", "There is no such post in this story.");
	return post;
}

async function idsOf(
	transaction: Executor,
	table: "posts" | "key_developments" | "corrections",
	storyId: string,
): Promise<string[]> {
	const rows = await transaction.selectFrom(table).select("id").where("story_id", "=", storyId).execute();
	return rows.map((row) => row.id);
}

async function revisionsWhere(transaction: Executor, condition: ReturnType<typeof sql>) {
	const { rows } = await sql<{ kind: "story" | "post"; id: string; number: number; submission_id: string | null }>`
		select subject_kind as kind, subject_id as id, number, submission_id from revisions
		where ${condition}`.execute(transaction);
	return rows.map(({ submission_id, ...row }) => ({ ...row, submissionId: submission_id }));
}

/** The stories from and to which these posts were ever moved. */
async function storiesOfPosts(transaction: Executor, postIds: readonly string[]): Promise<string[]> {
	if (postIds.length === 0) return [];
	const { rows } = await sql<{ story_id: string; to_story_id: string }>`
		select story_id, change ->> 'toStoryId' as to_story_id from submissions
		where change ->> 'type' = 'posts.move' and change -> 'postIds' ?| ${[...postIds]}::text[]`.execute(transaction);
	return rows.flatMap((row) => [row.story_id, row.to_story_id]);
}
