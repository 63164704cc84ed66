import { listStories } from "@dateline/shared/database";
import {
	editorStorySchema,
	listOf,
	storyInputSchema,
	storyLineSchema,
	storyListQuerySchema,
	storyPatchSchema,
} from "@dateline/shared/protocol";
import { handIn } from "../commands/hand-in.ts";
import { createStory } from "../commands/stories/create-story.ts";
import { findWholeStory } from "../commands/stories/find-story.ts";
import { patchStory } from "../commands/stories/patch-story.ts";
import { can } from "../policies/index.ts";
import { viewerOf } from "../policies/story-access.ts";
import { defineRoute } from "../routing/define-route.ts";
import { etagOf } from "../routing/if-match.ts";
import { changeOrDraftAnswers, found, writeProblems } from "./answers.ts";

const tag = "Stories";

export const storyRoutes = [
	defineRoute({
		method: "get",
		path: "/stories",
		summary: "List stories, drafts too, newest made first",
		tag,
		ability: "story.read",
		query: storyListQuerySchema,
		answers: found("A page of stories, without their texts.", listOf(storyLineSchema)),
		handle: async ({ database }, { query, actor }) => ({
			status: 200,
			body: await listStories(database.kysely, query, viewerOf(actor)),
		}),
	}),
	defineRoute({
		method: "post",
		path: "/stories",
		summary: "Make a story, and publish it unless it is to stay a draft",
		tag,
		ability: "story.write",
		body: storyInputSchema,
		example: {
			kind: "article",
			headline: "Bridge reopens after storm",
			body: { format: "markdown", value: "Traffic is moving again." },
			section: "world",
		},
		answers: changeOrDraftAnswers("story", editorStorySchema, 201),
		problems: ["slug_taken", "unknown_reference"],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 201 }, (transaction) => createStory(transaction, input.body, input.actor)),
	}),
	defineRoute({
		method: "get",
		path: "/stories/:storyId",
		summary: "Get a story as its editors see it",
		tag,
		ability: "story.read",
		answers: found("The story.", editorStorySchema),
		handle: async ({ database }, { params, actor }) => {
			const story = await findWholeStory(database.kysely, params.storyId, actor);
			return { status: 200, body: { ...story, mayPublish: can(actor, "story.run") }, etag: etagOf(story) };
		},
	}),
	defineRoute({
		method: "patch",
		path: "/stories/:storyId",
		summary: "Change a story: a draft at once, a published one by a submission, now or at a time",
		tag,
		ability: "story.write",
		body: storyPatchSchema,
		ifMatch: true,
		example: { standfirst: "The first cars crossed at noon.", significant: true },
		answers: changeOrDraftAnswers("story", editorStorySchema, 200),
		problems: [...writeProblems, "slug_taken"],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				patchStory(transaction, { ...input, storyId: input.params.storyId, patch: input.body }),
			),
	}),
];
