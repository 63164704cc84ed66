import {
	cancelSubmission,
	lock,
	readEditorStory,
	readPendingPublications,
	setDraftStatus,
} from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import { ProblemError, type StoryChange, type StoryLine } from "@dateline/shared/protocol";
import type { Actor } from "../../actor.ts";
import { etagOf, type IfMatch } from "../../routing/if-match.ts";
import type { Outcome, Writing } from "../hand-in.ts";
import { type WhyInput, whyOf } from "../why.ts";
import { checkPublished, checkStoryRevision, findStory, isDraft } from "./find-story.ts";

interface Asked {
	storyId: string;
	actor: Actor;
	ifMatch: IfMatch | null;
}

/**
 * Hands in that a live story starts or ends, or that a story is withdrawn or restored. Whether its state allows that is
 * for the worker to say, since changes ahead of this one may be on their way. A draft, which readers never saw, is
 * withdrawn and restored at once.
 */
export async function changeState(
	transaction: Writing,
	type: "story.start" | "story.end" | "story.withdraw" | "story.restore",
	{ storyId, actor, ifMatch, reason, reasonShown }: Asked & WhyInput,
): Promise<Outcome> {
	await lock(transaction, "story", storyId);
	const story = await findStory(transaction, storyId, actor);
	await checkStoryRevision(transaction, ifMatch, story);
	if (isDraft(story) && (type === "story.withdraw" || type === "story.restore")) {
		return moveDraft(transaction, story, type === "story.withdraw" ? "withdrawn" : "draft");
	}
	await checkPublished(transaction, story);
	const change: StoryChange = type === "story.withdraw" ? { type, ...whyOf({ reason, reasonShown }) } : { type };
	return { submission: { storyId, change, ifMatch: ifMatch?.revision ?? null } };
}

async function moveDraft(transaction: Writing, story: StoryLine, status: "draft" | "withdrawn"): Promise<Outcome> {
	if (story.status === status) {
		throw status === "draft"
			? new ProblemError("not_withdrawn", "The draft is not withdrawn.")
			: new ProblemError("already_withdrawn", "The draft is withdrawn already.");
	}
	for (const { id } of await readPendingPublications(transaction, { storyId: story.id, postId: null })) {
		await cancelSubmission(transaction, id);
	}
	await setDraftStatus(transaction, "stories", story.id, status);
	const moved = await readEditorStory(transaction, story.id);
	return { answer: { status: 200, body: { story: moved }, ...(moved && { etag: etagOf(moved) }) } };
}

/** Hands in a correction, of the story's own text or of one of its posts. */
export async function correctStory(
	transaction: Writing,
	{
		text,
		postId = null,
		reason,
		reasonShown = false,
	}: {
		text: string;
		postId?: string | null | undefined;
		reason?: string | undefined;
		reasonShown?: boolean | undefined;
	},
	{ storyId, actor, ifMatch }: Asked,
): Promise<Outcome> {
	const story = await findStory(transaction, storyId, actor);
	await checkPublished(transaction, story);
	if (postId === null) await checkStoryRevision(transaction, ifMatch, story);
	const change: StoryChange = {
		type: "story.correct",
		correctionId: newId(),
		postId,
		text,
		...(reason && { reason, reasonShown }),
	};
	return { submission: { storyId, change, ifMatch: ifMatch?.revision ?? null } };
}
