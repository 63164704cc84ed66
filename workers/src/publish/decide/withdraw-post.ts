import { ProblemError } from "@dateline/shared/protocol";
import { checkNotErased, checkRevision, postOf, publicStory } from "../checks.ts";
import type { Decide, Fact } from "../decision.ts";
import { shownReason } from "../shown-reason.ts";
import { restoreLines, withdrawLines } from "./lines.ts";
import { asWritten } from "./post-row.ts";

/** `post.withdraw`: taken from readers, with its key developments; its pin and timeline entry go because it goes. */
export const withdrawPost: Decide<"post.withdraw"> = (aggregate, change, { now, ifMatch }) => {
	const { postId, mergedInto = null } = change;
	const story = publicStory(aggregate);
	const post = postOf(aggregate);
	if (post.status === "withdrawn") throw new ProblemError("already_withdrawn", "The post is withdrawn already.");
	if (post.status === "draft") throw new ProblemError("not_published", "The post is not published yet.");
	checkRevision(ifMatch, post.revision);
	const number = post.revision + 1;
	const lines = withdrawLines(
		aggregate.keyDevelopments.filter((line) => line.post_id === postId),
		postId,
	);
	return {
		story: { post_count: story.post_count - 1 },
		post: { ...asWritten(post), status: "withdrawn", revision: number, withdrawn_at: now, merged_into: mergedInto },
		keyDevelopments: lines,
		revision: { kind: "post", id: postId, number, significant: false, content: post.content },
		facts: [
			{ type: "post.withdrawn", postId, ...shownReason(change) },
			...lines.map(({ id }): Fact => ({ type: "key_development.withdrawn", keyDevelopmentId: id })),
		],
		result: { revision: number },
	};
};

/** `post.restore`: given back where it stood, with exactly the key developments that went with it. */
export const restorePost: Decide<"post.restore"> = (aggregate, { postId }, { ifMatch }) => {
	const story = publicStory(aggregate);
	const post = postOf(aggregate);
	if (post.status !== "withdrawn") throw new ProblemError("not_withdrawn", "The post is not withdrawn.");
	checkNotErased(post);
	checkRevision(ifMatch, post.revision);
	const number = post.revision + 1;
	const lines = restoreLines(aggregate.keyDevelopments, postId);
	return {
		story: { post_count: story.post_count + 1 },
		post: { ...asWritten(post), status: "published", revision: number, withdrawn_at: null, merged_into: null },
		keyDevelopments: lines,
		postsMoved: true,
		revision: { kind: "post", id: postId, number, significant: false, content: post.content },
		facts: [
			{ type: "post.restored", postId },
			...lines.map(({ id }): Fact => ({ type: "key_development.added", keyDevelopmentId: id })),
		],
		result: { revision: number },
	};
};
