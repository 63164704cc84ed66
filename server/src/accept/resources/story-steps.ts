import { correctionInputSchema, editorStorySchema, publishInputSchema } from "@dateline/shared/protocol";
import { handIn } from "../commands/hand-in.ts";
import { changeState, correctStory } from "../commands/stories/change-state.ts";
import { publishStory } from "../commands/stories/publish-story.ts";
import { defineRoute } from "../routing/define-route.ts";
import { changeAnswers, changeOrDraftAnswers, writeProblems } from "./answers.ts";

const tag = "Stories";

/** What is done to a story as a whole. */
export const storyStepRoutes = [
	defineRoute({
		method: "post",
		path: "/stories/:storyId/publish",
		summary: "Publish a draft, now or at a time",
		tag,
		ability: "story.write",
		body: publishInputSchema,
		ifMatch: true,
		example: { at: "2026-05-02T14:16:00Z" },
		answers: changeAnswers("story", editorStorySchema, 200),
		problems: ["already_published", "conflict", "slug_taken", "withdrawn", "revision_mismatch"],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				publishStory(transaction, { ...input, storyId: input.params.storyId, input: input.body }),
			),
	}),
	defineRoute({
		method: "post",
		path: "/stories/:storyId/start",
		summary: "Start live coverage, or take it up again",
		tag,
		ability: "story.run",
		ifMatch: true,
		answers: changeAnswers("story", editorStorySchema, 200),
		problems: ["not_published", "not_live", ...writeProblems],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				changeState(transaction, "story.start", { ...input, storyId: input.params.storyId }),
			),
	}),
	defineRoute({
		method: "post",
		path: "/stories/:storyId/end",
		summary: "End live coverage",
		tag,
		ability: "story.run",
		ifMatch: true,
		answers: changeAnswers("story", editorStorySchema, 200),
		problems: ["not_published", "not_live", ...writeProblems],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				changeState(transaction, "story.end", { ...input, storyId: input.params.storyId }),
			),
	}),
	defineRoute({
		method: "post",
		path: "/stories/:storyId/withdraw",
		summary: "Take a story from readers, with its key developments",
		description: "A draft, which readers never saw, leaves the newsroom's lists at once.",
		tag,
		ability: "story.run",
		ifMatch: true,
		answers: changeOrDraftAnswers("story", editorStorySchema, 200),
		problems: ["already_withdrawn", "revision_mismatch"],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				changeState(transaction, "story.withdraw", { ...input, storyId: input.params.storyId }),
			),
	}),
	defineRoute({
		method: "post",
		path: "/stories/:storyId/restore",
		summary: "Give a withdrawn story back to readers",
		tag,
		ability: "story.run",
		ifMatch: true,
		answers: changeOrDraftAnswers("story", editorStorySchema, 200),
		problems: ["not_withdrawn", "revision_mismatch"],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				changeState(transaction, "story.restore", { ...input, storyId: input.params.storyId }),
			),
	}),
	defineRoute({
		method: "post",
		path: "/stories/:storyId/corrections",
		summary: "Tell readers that something published was wrong",
		description: "With postId it is about that post; If-Match is then the post's revision.",
		tag,
		ability: "story.run",
		body: correctionInputSchema,
		ifMatch: true,
		example: { text: "An earlier version gave the wrong date." },
		answers: changeAnswers("story", editorStorySchema, 201),
		problems: ["not_published", ...writeProblems],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 201 }, (transaction) =>
				correctStory(transaction, input.body, { ...input, storyId: input.params.storyId }),
			),
	}),
];
