import type { Executor } from "@dateline/shared/database";
import { ProblemError, type StoryChange } from "@dateline/shared/protocol";
import type { Applied, ApplyContext } from "../apply-one.ts";
import { inSteps } from "./in-steps.ts";

/**
 * `posts.merge`: one post takes over what others say. It gets their text, their key developments are tied to it, and
 * they are withdrawn, with it as the place where their permalinks lead.
 */
export async function mergePosts(
	transaction: Executor,
	{ postId, postIds, patch, significant }: Extract<StoryChange, { type: "posts.merge" }>,
	context: ApplyContext,
): Promise<Applied> {
	const { storyId, ifMatch } = context;
	const others = [...new Set(postIds)];
	if (others.includes(postId)) throw new ProblemError("invalid", "A post cannot be merged into itself.");
	const steps = inSteps(transaction, "posts.merge", context);
	const main = await steps.take({ storyId, ifMatch, change: { type: "post.update", postId, patch, significant } });
	const lines = await transaction
		.selectFrom("key_developments")
		.select("id")
		.where("story_id", "=", storyId)
		.where("status", "=", "published")
		.where("post_id", "in", others)
		.execute();
	for (const { id } of lines) {
		const change = { type: "key_development.update" as const, keyDevelopmentId: id, patch: { postId } };
		await steps.take({ storyId, change });
	}
	for (const id of others) {
		await steps.take({ storyId, change: { type: "post.withdraw", postId: id, mergedInto: postId } });
	}
	return steps.all(main);
}
