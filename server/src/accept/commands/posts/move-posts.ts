import { lock, moveDraftPosts, readEditorStory } from "@dateline/shared/database";
import { type EditorPost, ProblemError } from "@dateline/shared/protocol";
import type { Actor } from "../../actor.ts";
import { authoriseInStory } from "../../policies/story-access.ts";
import { etagOf } from "../../routing/if-match.ts";
import type { Outcome, Writing } from "../hand-in.ts";
import { findStory } from "../stories/find-story.ts";
import { findPost } from "./find-post.ts";

interface Moving {
	postIds: readonly string[];
	toStoryId: string;
	significant: boolean;
}

/** Hands in that posts go to another live story; drafts, which readers never saw, go at once. */
export async function movePosts(
	transaction: Writing,
	{ postIds, toStoryId, significant }: Moving,
	{ storyId, actor }: { storyId: string; actor: Actor },
): Promise<Outcome> {
	if (toStoryId === storyId) throw new ProblemError("invalid", "The posts are in this story already.");
	for (const id of [storyId, toStoryId].sort()) await lock(transaction, "story", id);
	await findStory(transaction, storyId, actor);
	const there = await authoriseInStory(transaction, actor, toStoryId, "post.move");
	const target = await findStory(transaction, toStoryId, there);
	if (target.kind !== "live") throw new ProblemError("not_live", "An article has no posts.");
	const posts: EditorPost[] = [];
	for (const postId of new Set(postIds)) posts.push(await findPost(transaction, { storyId, postId, actor }));
	const drafts = posts.filter((post) => post.revision === 0);
	if (drafts.length === 0) {
		const ids = posts.map((post) => post.id);
		return { submission: { storyId, change: { type: "posts.move", postIds: ids, toStoryId, significant } } };
	}
	if (drafts.length < posts.length) {
		throw new ProblemError("conflict", "Move drafts and published posts one after the other.");
	}
	await moveDraftPosts(
		transaction,
		drafts.map((post) => post.id),
		toStoryId,
	);
	const story = await readEditorStory(transaction, storyId);
	return { answer: { status: 200, body: { story }, ...(story && { etag: etagOf(story) }) }, ring: toStoryId };
}
