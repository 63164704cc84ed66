import { correctionInputSchema, editorStorySchema } from "@dateline/shared/protocol";
import { handIn } from "../commands/hand-in.ts";
import { correctStory } from "../commands/stories/change-state.ts";
import { defineRoute } from "../routing/define-route.ts";
import { changeAnswers, writeProblems } from "./answers.ts";

export const correctionRoutes = [
	defineRoute({
		method: "post",
		path: "/stories/:storyId/corrections",
		summary: "Tell readers that something published was wrong",
		description:
			"With postId it is about that post; If-Match is then the post's revision. Readers get `text` and its date; `reason` stays in the newsroom, unless `reasonShown` is true: then the page of what changed gives it too.",
		tag: "Stories",
		ability: "story.run",
		body: correctionInputSchema,
		ifMatch: true,
		example: { text: "An earlier version gave the wrong date.", reason: "Misread the agency's time zone." },
		answers: changeAnswers("story", editorStorySchema, 201),
		problems: ["not_published", ...writeProblems],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 201 }, (transaction) =>
				correctStory(transaction, input.body, { ...input, storyId: input.params.storyId }),
			),
	}),
];
