import { listPosts } from "@dateline/shared/database";
import {
	editorPostSchema,
	listOf,
	postInputSchema,
	postListQuerySchema,
	postPatchSchema,
	postPublishInputSchema,
} from "@dateline/shared/protocol";
import { actorKey } from "../actor.ts";
import { handIn } from "../commands/hand-in.ts";
import { movePost, patchPost, publishPost } from "../commands/posts/change-post.ts";
import { createPost } from "../commands/posts/create-post.ts";
import { findPost } from "../commands/posts/find-post.ts";
import { findStory } from "../commands/stories/find-story.ts";
import { seesAll } from "../policies/index.ts";
import { defineRoute } from "../routing/define-route.ts";
import { etagOf } from "../routing/if-match.ts";
import { changeAnswers, changeOrDraftAnswers, found, writeProblems } from "./answers.ts";

const tag = "Posts";

export const postRoutes = [
	defineRoute({
		method: "get",
		path: "/stories/:storyId/posts",
		summary: "List the posts of a live story, drafts too, newest first",
		tag,
		ability: "post.read",
		query: postListQuerySchema,
		answers: found("A page of posts.", listOf(editorPostSchema)),
		handle: async ({ database }, { params, query, actor }) => {
			const { id } = await findStory(database.kysely, params.storyId, actor);
			const draftsOf = seesAll(actor) ? null : actorKey(actor);
			return { status: 200, body: await listPosts(database.kysely, id, query, draftsOf) };
		},
	}),
	defineRoute({
		method: "post",
		path: "/stories/:storyId/posts",
		summary: "Add a post to a live story",
		tag,
		ability: "post.write",
		body: postInputSchema,
		example: { headline: "First cars cross", body: { format: "text", value: "At noon, as planned." }, key: true },
		answers: changeOrDraftAnswers("post", editorPostSchema, 201),
		problems: ["not_live", "not_published", "withdrawn", "unknown_reference"],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 201 }, (transaction) =>
				createPost(transaction, { ...input, storyId: input.params.storyId, input: input.body }),
			),
	}),
	defineRoute({
		method: "get",
		path: "/stories/:storyId/posts/:postId",
		summary: "Get a post as editors see it",
		tag,
		ability: "post.read",
		answers: found("The post.", editorPostSchema),
		handle: async ({ database }, { params, actor }) => {
			const post = await findPost(database.kysely, { ...params, actor });
			return { status: 200, body: post, etag: etagOf(post) };
		},
	}),
	defineRoute({
		method: "patch",
		path: "/stories/:storyId/posts/:postId",
		summary: "Change a post: a draft at once, a published one by a submission, now or at a time",
		tag,
		ability: "post.write",
		body: postPatchSchema,
		ifMatch: true,
		example: { pinned: true },
		answers: changeOrDraftAnswers("post", editorPostSchema, 200),
		problems: writeProblems,
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				patchPost(transaction, input.body, { ...input, ...input.params }),
			),
	}),
	defineRoute({
		method: "post",
		path: "/stories/:storyId/posts/:postId/publish",
		summary: "Publish a draft post, now or at a time",
		tag,
		ability: "post.write",
		body: postPublishInputSchema,
		ifMatch: true,
		answers: changeAnswers("post", editorPostSchema, 200),
		problems: ["already_published", "not_live", "not_published", ...writeProblems],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				publishPost(transaction, input.body, { ...input, ...input.params }),
			),
	}),
	defineRoute({
		method: "delete",
		path: "/stories/:storyId/posts/:postId",
		summary: "Take a post from readers, with its key developments",
		tag,
		description: "A draft is put away by whoever wrote it; what readers have takes the right to withdraw.",
		ability: "post.write",
		ifMatch: true,
		answers: changeOrDraftAnswers("post", editorPostSchema, 200),
		problems: ["already_withdrawn", "withdrawn", "revision_mismatch"],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				movePost(transaction, "post.withdraw", { ...input, ...input.params }),
			),
	}),
	defineRoute({
		method: "post",
		path: "/stories/:storyId/posts/:postId/restore",
		summary: "Give a withdrawn post back to readers",
		tag,
		description: "As with withdrawing: a draft by whoever wrote it.",
		ability: "post.write",
		ifMatch: true,
		answers: changeOrDraftAnswers("post", editorPostSchema, 200),
		problems: ["not_withdrawn", "withdrawn", "revision_mismatch"],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				movePost(transaction, "post.restore", { ...input, ...input.params }),
			),
	}),
];
