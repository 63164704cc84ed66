import { type Executor, readEditorPost } from "@dateline/shared/database";
import { type EditorPost, ProblemError } from "@dateline/shared/protocol";
import type { Actor } from "../../actor.ts";
import { maySee } from "../../policies/index.ts";
import { findStory } from "../stories/find-story.ts";

/** A post of a story that is there for this actor. @throws {ProblemError} `not_found` */
export async function findPost(
	executor: Executor,
	{ storyId, postId, actor }: { storyId: string; postId: string; actor: Actor },
): Promise<EditorPost> {
	await findStory(executor, storyId, actor);
	const post = await readEditorPost(executor, storyId, postId);
	if (!post || (post.revision === 0 && !maySee(actor, post.createdBy))) {
		throw new ProblemError("not_found", `There is no post ${postId} in this story.`);
	}
	return post;
}
