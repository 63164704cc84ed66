import { ProblemError } from "@dateline/shared/protocol";
import { checkRevision, publicPost, publicStory } from "../checks.ts";
import type { Decide } from "../decision.ts";
import { asWritten } from "./post-row.ts";

/** `story.correct`: a note that something was wrong, in the story's own text or in one of its posts. */
export const correct: Decide<"story.correct"> = (aggregate, change, { storyId, now, ifMatch }) => {
	const story = publicStory(aggregate);
	const { correctionId, postId, text, reason = null, reasonShown = false } = change;
	const correction = {
		...{ id: correctionId, story_id: storyId, post_id: postId, text, at: now, reason },
		reason_shown: reasonShown && reason !== null,
	};
	if (postId === null) {
		checkRevision(ifMatch, story.revision);
		const number = story.revision + 1;
		return {
			story: { revision: number },
			correction,
			revision: { kind: "story", id: storyId, number, significant: false, content: story.content },
			facts: [{ type: "story.corrected" }],
			result: { revision: number, slug: story.slug },
		};
	}
	const post = publicPost(aggregate);
	if (post.id !== postId) throw new ProblemError("not_found", "There is no such post in this story.");
	checkRevision(ifMatch, post.revision);
	const number = post.revision + 1;
	return {
		post: { ...asWritten(post), revision: number },
		correction,
		revision: { kind: "post", id: postId, number, significant: false, content: post.content },
		facts: [{ type: "post.updated", postId }],
		result: { revision: number },
	};
};
