import type { PostView, Stamps } from "../model/index.ts";
import { compareKeys, type OrderKey } from "../model/index.ts";
import { readCorrections } from "./corrections.ts";
import { instant } from "./instants.ts";
import type { Executor } from "./open.ts";
import { readPosts } from "./posts.ts";

export type Boundary = NonNullable<Stamps["boundary"]>;

/** Where a boundary stands in the stream: the oldest place of the page above it. */
export const boundaryKey = (boundary: Boundary): OrderKey => ({ at: boundary.at, id: boundary.postId });

/** A story's boundaries, newest first. */
export async function readBoundaries(executor: Executor, storyId: string): Promise<Boundary[]> {
	const rows = await executor
		.selectFrom("boundaries")
		.select(["id", "at", "post_id"])
		.where("story_id", "=", storyId)
		.orderBy("at", "desc")
		.orderBy("post_id", "desc")
		.execute();
	return rows.map((row) => ({ id: row.id, at: instant(row.at), postId: row.post_id }));
}

/**
 * A page of posts. It ends at `boundary`, down to and including it; null on the oldest page. `newer` and `older` are
 * the addresses of its neighbours: a boundary's id names the page of the posts just before that boundary.
 */
export interface PostsPage {
	posts: PostView[];
	boundary: Boundary | null;
	newer: string | "newest" | null;
	older: string | null;
}

/** The page of a live story that `boundaryId` names, null for the newest; null when there is no such boundary. */
export async function readPostsPage(
	executor: Executor,
	storyId: string,
	boundaryId: string | null,
): Promise<PostsPage | null> {
	const boundaries = await readBoundaries(executor, storyId);
	const at = boundaryId === null ? -1 : boundaries.findIndex((boundary) => boundary.id === boundaryId);
	if (at < 0 && boundaryId !== null) return null;
	const above = boundaries[at] ?? null;
	const boundary = boundaries[at + 1] ?? null;
	const posts = await readPosts(
		executor,
		storyId,
		{ before: above && boundaryKey(above), floor: boundary && boundaryKey(boundary) },
		await readCorrections(executor, storyId),
	);
	const newer = at < 0 ? null : (boundaries[at - 1]?.id ?? "newest");
	return { posts, boundary, newer, older: boundary?.id ?? null };
}

/** The page that a post is on, as {@link readPostsPage} names it; null when readers don't see the post in this story. */
export async function findPostPage(
	executor: Executor,
	storyId: string,
	postId: string,
): Promise<{ boundaryId: string | null } | null> {
	const post = await executor
		.selectFrom("posts")
		.select("published_at")
		.where("id", "=", postId)
		.where("story_id", "=", storyId)
		.where("status", "=", "published")
		.executeTakeFirst();
	if (!post?.published_at) return null;
	const key = { at: instant(post.published_at), id: postId };
	const above = (await readBoundaries(executor, storyId)).filter(
		(boundary) => compareKeys(key, boundaryKey(boundary)) > 0,
	);
	return { boundaryId: above.at(-1)?.id ?? null };
}

/** Merges that a permalink is followed through: more than that is a circle, or as good as one. */
const mergesAtMost = 10;

/**
 * Where a post is now that is not, or no more, in this story: it was moved to another one, or another post took its text
 * over. Null when readers don't see it anywhere.
 */
export async function findMovedPost(
	executor: Executor,
	storyId: string,
	postId: string,
): Promise<{ slug: string; postId: string } | null> {
	let asked = postId;
	for (let hop = 0; hop < mergesAtMost; hop++) {
		const post = await executor
			.selectFrom("posts")
			.innerJoin("stories", "stories.id", "posts.story_id")
			.select(["posts.story_id", "posts.status", "posts.merged_into", "stories.slug", "stories.status as story_status"])
			.where("posts.id", "=", asked)
			.executeTakeFirst();
		if (!post) return null;
		if (post.status === "published") {
			const elsewhere = post.story_id !== storyId || asked !== postId;
			return elsewhere && post.story_status === "published" && post.slug ? { slug: post.slug, postId: asked } : null;
		}
		if (post.status !== "withdrawn" || post.merged_into === null) return null;
		asked = post.merged_into;
	}
	return null;
}
