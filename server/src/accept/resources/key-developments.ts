import { listKeyDevelopments } from "@dateline/shared/database";
import {
	editorKeyDevelopmentSchema,
	editorStorySchema,
	keyDevelopmentInputSchema,
	keyDevelopmentListQuerySchema,
	keyDevelopmentOrderInputSchema,
	keyDevelopmentPatchSchema,
	listOf,
	listQuerySchema,
} from "@dateline/shared/protocol";
import { handIn } from "../commands/hand-in.ts";
import {
	addKeyDevelopment,
	moveKeyDevelopment,
	orderKeyDevelopments,
	patchKeyDevelopment,
} from "../commands/key-developments.ts";
import { findStory } from "../commands/stories/find-story.ts";
import { viewerOf } from "../policies/story-access.ts";
import { defineRoute } from "../routing/define-route.ts";
import { changeAnswers, found } from "./answers.ts";

const tag = "Key developments";
const problems = ["not_found", "unknown_reference", "withdrawn", "revision_mismatch"] as const;

export const keyDevelopmentRoutes = [
	defineRoute({
		method: "get",
		path: "/key-developments",
		summary: "List key developments of all stories, or of one day: what a digest is made from",
		tag,
		ability: "key_development.read",
		query: keyDevelopmentListQuerySchema,
		answers: found("A page of key developments, newest first.", listOf(editorKeyDevelopmentSchema)),
		handle: async ({ database }, { query, actor }) => ({
			status: 200,
			body: await listKeyDevelopments(database.kysely, query, viewerOf(actor)),
		}),
	}),
	defineRoute({
		method: "get",
		path: "/stories/:storyId/key-developments",
		summary: "List a story's key developments, withdrawn ones too, newest first",
		tag,
		ability: "key_development.read",
		query: listQuerySchema,
		answers: found("A page of key developments.", listOf(editorKeyDevelopmentSchema)),
		handle: async ({ database }, { params, query, actor }) => {
			const { id } = await findStory(database.kysely, params.storyId, actor);
			return {
				status: 200,
				body: await listKeyDevelopments(database.kysely, { ...query, storyId: id }, viewerOf(actor)),
			};
		},
	}),
	defineRoute({
		method: "post",
		path: "/stories/:storyId/key-developments",
		summary: "Add a key development, of a post or of the story; in one call",
		description: "Without `text` the post's headline or first line makes it, or the story's headline.",
		tag,
		ability: "key_development.write",
		body: keyDevelopmentInputSchema,
		example: { text: "The bridge reopened at noon" },
		answers: changeAnswers("keyDevelopment", editorKeyDevelopmentSchema, 201),
		problems: ["not_published", ...problems],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 201 }, (transaction) =>
				addKeyDevelopment(transaction, input.body, { ...input, storyId: input.params.storyId }),
			),
	}),
	defineRoute({
		method: "put",
		keyless: true,
		path: "/stories/:storyId/key-developments/order",
		summary: "Put a story's key developments into the editor's order",
		description: "The first id stands on top; those that are not named stay behind them, as they are.",
		tag,
		ability: "key_development.order",
		body: keyDevelopmentOrderInputSchema,
		example: { ids: ["3kq8w0z2m4hd7c", "9xr2t6v1n8jb4f"] },
		answers: changeAnswers("story", editorStorySchema, 200),
		problems: ["not_published", ...problems],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				orderKeyDevelopments(transaction, input.body.ids, { ...input, storyId: input.params.storyId }),
			),
	}),
	defineRoute({
		method: "patch",
		path: "/stories/:storyId/key-developments/:keyDevelopmentId",
		summary: "Change a key development",
		tag,
		ability: "key_development.write",
		body: keyDevelopmentPatchSchema,
		ifMatch: true,
		answers: changeAnswers("keyDevelopment", editorKeyDevelopmentSchema, 200),
		problems,
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				patchKeyDevelopment(transaction, input.body, { ...input, ...input.params }),
			),
	}),
	defineRoute({
		method: "delete",
		path: "/stories/:storyId/key-developments/:keyDevelopmentId",
		summary: "Take a key development from readers",
		tag,
		ability: "key_development.withdraw",
		ifMatch: true,
		answers: changeAnswers("keyDevelopment", editorKeyDevelopmentSchema, 200),
		problems: ["already_withdrawn", ...problems],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				moveKeyDevelopment(transaction, "key_development.withdraw", { ...input, ...input.params }),
			),
	}),
	defineRoute({
		method: "post",
		path: "/stories/:storyId/key-developments/:keyDevelopmentId/restore",
		summary: "Give a withdrawn key development back to readers",
		tag,
		ability: "key_development.withdraw",
		ifMatch: true,
		answers: changeAnswers("keyDevelopment", editorKeyDevelopmentSchema, 200),
		problems: ["not_withdrawn", ...problems],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				moveKeyDevelopment(transaction, "key_development.restore", { ...input, ...input.params }),
			),
	}),
];
