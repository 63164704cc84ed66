import {
	editorStorySchema,
	type ProblemCode,
	publishInputSchema,
	withdrawInputSchema,
} from "@dateline/shared/protocol";
import { handIn } from "../commands/hand-in.ts";
import { changeState } from "../commands/stories/change-state.ts";
import { publishStory } from "../commands/stories/publish-story.ts";
import type { WhyInput } from "../commands/why.ts";
import { defineRoute } from "../routing/define-route.ts";
import { changeAnswers, changeOrDraftAnswers, writeProblems } from "./answers.ts";

const tag = "Stories";

type Step = "start" | "end" | "withdraw" | "restore";

/** A route that does something to a story as a whole, of which only the words and the problems differ. */
function stepRoute<const Name extends Step>(
	step: Name,
	told: { summary: string; description?: string; problems: readonly ProblemCode[]; ofDrafts?: true },
) {
	const { summary, description, problems, ofDrafts } = told;
	return defineRoute({
		method: "post",
		path: `/stories/:storyId/${step}` as `/stories/:storyId/${Step}`,
		summary,
		...(description !== undefined && { description }),
		tag,
		ability: "story.run",
		body: step === "withdraw" ? withdrawInputSchema : withdrawInputSchema.omit({ reason: true, reasonShown: true }),
		ifMatch: true,
		...(step === "withdraw" && { example: { reason: "A source asked for time." } }),
		answers: (ofDrafts ? changeOrDraftAnswers : changeAnswers)("story", editorStorySchema, 200),
		problems,
		handle: (parts, input) => {
			const why = input.body as WhyInput;
			return handIn(parts, { ...input, success: 200 }, (transaction) =>
				changeState(transaction, `story.${step}`, { ...input, storyId: input.params.storyId, ...why }),
			);
		},
	});
}

/** What is done to a story as a whole. */
export const storyStepRoutes = [
	defineRoute({
		method: "post",
		path: "/stories/:storyId/publish",
		summary: "Publish a draft, now or at a time",
		description: "Under embargo it is scheduled for the moment when that is over, or for a later time that is given.",
		tag,
		ability: "story.write",
		body: publishInputSchema,
		ifMatch: true,
		example: { at: "2026-05-02T14:16:00Z" },
		answers: changeAnswers("story", editorStorySchema, 200),
		problems: ["already_published", "conflict", "slug_taken", "withdrawn", "revision_mismatch", "embargoed"],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				publishStory(transaction, { ...input, storyId: input.params.storyId, input: input.body }),
			),
	}),
	stepRoute("start", {
		summary: "Start live coverage, or take it up again",
		problems: ["not_published", "not_live", ...writeProblems],
	}),
	stepRoute("end", { summary: "End live coverage", problems: ["not_published", "not_live", ...writeProblems] }),
	stepRoute("withdraw", {
		summary: "Take a story from readers, with its key developments",
		description: "A draft, which readers never saw, leaves the newsroom's lists at once.",
		problems: ["already_withdrawn", "revision_mismatch"],
		ofDrafts: true,
	}),
	stepRoute("restore", {
		summary: "Give a withdrawn story back to readers",
		problems: ["not_withdrawn", "revision_mismatch", "erased"],
		ofDrafts: true,
	}),
];
