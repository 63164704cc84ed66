import { lock, readPendingPublications } from "@dateline/shared/database";
import { ProblemError, type PublishInput } from "@dateline/shared/protocol";
import type { Actor } from "../../actor.ts";
import { checkOwner } from "../../policies/index.ts";
import type { IfMatch } from "../../routing/if-match.ts";
import { notBefore } from "../embargo.ts";
import type { Outcome, Writing } from "../hand-in.ts";
import { checkStoryRevision, findWholeStory, isDraft } from "./find-story.ts";
import { publication } from "./publication.ts";

interface Asked {
	storyId: string;
	input: PublishInput;
	actor: Actor;
	ifMatch: IfMatch | null;
}

/** Hands in the publication of a draft, now or at a time; under embargo, when that is over. */
export async function publishStory(transaction: Writing, { storyId, input, actor, ifMatch }: Asked): Promise<Outcome> {
	await lock(transaction, "story", storyId);
	const story = await findWholeStory(transaction, storyId, actor);
	checkOwner(actor, story.createdBy);
	if (!isDraft(story)) throw new ProblemError("already_published", "The story is published already.");
	if (!story.draft || story.status !== "draft")
		throw new ProblemError("withdrawn", "The draft is withdrawn: restore it first.");
	await checkStoryRevision(transaction, ifMatch, story);
	const [pending] = await readPendingPublications(transaction, { storyId, postId: null });
	if (pending) {
		throw new ProblemError("conflict", "Its publication is handed in already: cancel that one first.", {
			submissionId: pending.id,
		});
	}
	const { at = null, ...choices } = input;
	return { submission: { storyId, change: publication(story.draft, choices), dueAt: notBefore(story.embargo, at) } };
}
