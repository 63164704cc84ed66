import { ProblemError } from "@dateline/shared/protocol";
import { checkRevision, type PublicStory, publicStory } from "../checks.ts";
import type { Decide, StoryDecision } from "../decision.ts";

/** `story.start`: an upcoming story goes live, and an ended one goes on. */
export const startStory: Decide<"story.start"> = (aggregate, _change, { now, ifMatch }) => {
	const story = liveStory(publicStory(aggregate));
	checkRevision(ifMatch, story.revision);
	if (story.state === "live") throw new ProblemError("conflict", "The story is live already.");
	const rows = { state: "live", started_at: story.started_at ?? now, ended_at: null } as const;
	return turn(story, rows, "story.started");
};

/** `story.end`: coverage is over; the story stays and can still be edited. */
export const endStory: Decide<"story.end"> = (aggregate, _change, { now, ifMatch }) => {
	const story = liveStory(publicStory(aggregate));
	checkRevision(ifMatch, story.revision);
	if (story.state === "ended") throw new ProblemError("conflict", "The story has ended already.");
	return turn(story, { state: "ended", ended_at: now }, "story.ended");
};

function liveStory(story: PublicStory): PublicStory {
	if (story.kind !== "live") throw new ProblemError("not_live", "An article neither starts nor ends.");
	return story;
}

function turn(
	story: PublicStory,
	rows: NonNullable<StoryDecision["story"]>,
	type: "story.started" | "story.ended",
): StoryDecision {
	const number = story.revision + 1;
	return {
		story: { ...rows, revision: number },
		startAt: null,
		revision: { kind: "story", id: story.id, number, significant: false, content: story.content },
		facts: [{ type }],
		result: { revision: number, slug: story.slug },
	};
}
