import { lock, readRevision } from "@dateline/shared/database";
import { type PostContent, ProblemError, type StoryContent } from "@dateline/shared/protocol";
import type { Actor } from "../actor.ts";
import type { IfMatch } from "../routing/if-match.ts";
import { checkRevision } from "./check-revision.ts";
import type { Outcome, Writing } from "./hand-in.ts";
import { findPost } from "./posts/find-post.ts";
import { checkStoryRevision, findStory } from "./stories/find-story.ts";

interface Asked {
	storyId: string;
	postId: string | null;
	number: number;
	significant: boolean;
	actor: Actor;
	ifMatch: IfMatch | null;
}

/**
 * Hands in that a text becomes what it was at an earlier revision: as a new revision, so that the way back is open too.
 * A story keeps its address, a post its place on top and its time.
 */
export async function restoreRevision(transaction: Writing, asked: Asked): Promise<Outcome> {
	const { storyId, postId, number, significant, actor } = asked;
	await lock(transaction, "story", storyId);
	const ifMatch = asked.ifMatch?.revision ?? null;
	if (postId === null) {
		const story = await findStory(transaction, storyId, actor);
		await checkStoryRevision(transaction, asked.ifMatch, story);
		const { slug: _, ...patch } = await contentAt<StoryContent>(transaction, { kind: "story", id: storyId }, number);
		const change = { type: "story.update" as const, patch, significant, restoredFrom: number };
		return { submission: { storyId, change, ifMatch } };
	}
	const post = await findPost(transaction, { storyId, postId, actor });
	await checkRevision(transaction, asked.ifMatch, { kind: "post", id: postId }, post);
	const content = await contentAt<PostContent>(transaction, { kind: "post", id: postId }, number);
	const { publishedAt: _, pinned: __, ...patch } = content;
	const change = { type: "post.update" as const, postId, patch, significant, restoredFrom: number };
	return { submission: { storyId, change, ifMatch } };
}

async function contentAt<Content>(
	transaction: Writing,
	subject: { kind: "story" | "post"; id: string },
	number: number,
): Promise<Content> {
	const revision = await readRevision(transaction, subject, number);
	if (!revision) throw new ProblemError("not_found", `There is no revision ${number}.`);
	if (revision.content === null) throw new ProblemError("erased", `Revision ${number} was erased for good.`);
	return revision.content as Content;
}
