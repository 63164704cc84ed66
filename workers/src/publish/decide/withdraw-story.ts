import { ProblemError } from "@dateline/shared/protocol";
import { checkNotErased, checkRevision, publicStory } from "../checks.ts";
import type { Decide } from "../decision.ts";
import { shownReason } from "../shown-reason.ts";
import { restoreLines, withdrawLines } from "./lines.ts";

/** `story.withdraw`: taken from readers, with its key developments. */
export const withdrawStory: Decide<"story.withdraw"> = (aggregate, change, { storyId, now, ifMatch }) => {
	if (aggregate.story?.status === "withdrawn") {
		throw new ProblemError("already_withdrawn", "The story is withdrawn already.");
	}
	const story = publicStory(aggregate);
	checkRevision(ifMatch, story.revision);
	const number = story.revision + 1;
	return {
		story: { status: "withdrawn", revision: number, withdrawn_at: now },
		keyDevelopments: withdrawLines(aggregate.keyDevelopments, storyId),
		revision: { kind: "story", id: storyId, number, significant: false, content: story.content },
		facts: [{ type: "story.withdrawn", ...shownReason(change) }],
		result: { revision: number, slug: story.slug },
	};
};

/** `story.restore`: given back as it was, with exactly the key developments that went with it. */
export const restoreStory: Decide<"story.restore"> = ({ story, keyDevelopments }, _change, { storyId, ifMatch }) => {
	if (!story) throw new ProblemError("not_found", "There is no such story.");
	if (story.status !== "withdrawn") throw new ProblemError("not_withdrawn", "The story is not withdrawn.");
	checkNotErased(story);
	checkRevision(ifMatch, story.revision);
	const number = story.revision + 1;
	return {
		story: { status: "published", revision: number, withdrawn_at: null },
		keyDevelopments: restoreLines(keyDevelopments, storyId),
		revision: { kind: "story", id: storyId, number, significant: false, content: story.content },
		facts: [{ type: "story.restored" }],
		result: { revision: number, ...(story.slug && { slug: story.slug }) },
	};
};
