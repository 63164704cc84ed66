import {
	breakOutInputSchema,
	editorPostSchema,
	editorStorySchema,
	mergePostsInputSchema,
	movePostsInputSchema,
	withdrawInputSchema,
} from "@dateline/shared/protocol";
import { handIn } from "../commands/hand-in.ts";
import { breakOut } from "../commands/posts/break-out.ts";
import { movePost } from "../commands/posts/change-post.ts";
import { mergePosts } from "../commands/posts/merge-posts.ts";
import { movePosts } from "../commands/posts/move-posts.ts";
import { outsideStories } from "../policies/story-access.ts";
import { defineRoute } from "../routing/define-route.ts";
import { changeAnswers, changeOrDraftAnswers, writeProblems } from "./answers.ts";

const tag = "Posts";

/** What is done to posts as a whole: they are taken away, made a story of, moved, merged. */
export const postMoveRoutes = [
	defineRoute({
		method: "post",
		path: "/stories/:storyId/posts/:postId/withdraw",
		summary: "Take a post from readers, with its key developments, and say why",
		description: "The same as DELETE; the reason stays in the newsroom, unless `reasonShown` gives it to readers.",
		tag,
		ability: "post.withdraw",
		body: withdrawInputSchema,
		ifMatch: true,
		example: { reason: "Could not be confirmed." },
		answers: changeOrDraftAnswers("post", editorPostSchema, 200),
		problems: ["already_withdrawn", "withdrawn", "revision_mismatch"],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				movePost(transaction, "post.withdraw", { ...input, ...input.params, ...input.body }),
			),
	}),
	defineRoute({
		method: "post",
		path: "/stories/:storyId/posts/:postId/break-out",
		summary: "Make a story of a post, linked both ways",
		description:
			"A draft unless `status` is published. When it goes out, the story it came from is among its related stories and it among that one's, and the post ends with its card.",
		tag,
		ability: "post.write",
		body: breakOutInputSchema,
		example: { headline: "How the bridge was saved" },
		answers: changeOrDraftAnswers("story", editorStorySchema, 201),
		problems: ["unknown_reference", "withdrawn"],
		handle: (parts, input) =>
			// An editor of this story alone publishes nothing outside it: the new one waits like anything that they write.
			handIn(parts, { ...input, actor: outsideStories(input.actor), success: 201 }, (transaction) =>
				breakOut(transaction, input.body, { ...input.params, actor: input.actor }),
			),
	}),
	defineRoute({
		method: "post",
		path: "/stories/:storyId/posts/move",
		summary: "Move posts to another live story; their permalinks lead there",
		description: "All of them published, or all of them drafts, which move at once. The answer is the story they left.",
		tag,
		ability: "post.move",
		body: movePostsInputSchema,
		example: { postIds: ["3kq8w0z2m4hd7c"], toStoryId: "9xr2t6v1n8jb4f" },
		answers: changeOrDraftAnswers("story", editorStorySchema, 200),
		problems: ["not_live", "not_published", ...writeProblems],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				movePosts(transaction, input.body, { storyId: input.params.storyId, actor: input.actor }),
			),
	}),
	defineRoute({
		method: "post",
		path: "/stories/:storyId/posts/merge",
		summary: "Merge posts into one; the others are withdrawn and lead to it",
		description:
			"Without a body the texts follow one another, oldest first, each under its headline. If-Match is the revision of `into`.",
		tag,
		ability: "post.move",
		body: mergePostsInputSchema,
		ifMatch: true,
		example: { into: "3kq8w0z2m4hd7c", postIds: ["9xr2t6v1n8jb4f"] },
		answers: changeAnswers("post", editorPostSchema, 200),
		problems: ["not_published", ...writeProblems],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				mergePosts(transaction, input.body, { ...input, storyId: input.params.storyId }),
			),
	}),
];
