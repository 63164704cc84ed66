import {
	lock,
	readEditorStory,
	readPendingPublications,
	renewSubmission,
	updateStoryDraft,
} from "@dateline/shared/database";
import { type EditorStory, ProblemError, type StoryDraft, type StoryPatch } from "@dateline/shared/protocol";
import type { Actor } from "../../actor.ts";
import { readStoryPatch } from "../../content/story-content.ts";
import { checkOwner } from "../../policies/index.ts";
import { etagOf, type IfMatch } from "../../routing/if-match.ts";
import { checkApproved } from "../check-approved.ts";
import type { Outcome, Writing } from "../hand-in.ts";
import { checkStoryRevision, findStory, findWholeStory, isDraft } from "./find-story.ts";
import { publication } from "./publication.ts";

interface Asked {
	storyId: string;
	patch: StoryPatch;
	actor: Actor;
	ifMatch: IfMatch | null;
}

/** Changes a story: a draft at once, a story that readers saw by a submission. */
export async function patchStory(transaction: Writing, { storyId, patch, actor, ifMatch }: Asked): Promise<Outcome> {
	await lock(transaction, "story", storyId);
	const story = await findStory(transaction, storyId, actor);
	await checkStoryRevision(transaction, ifMatch, story);
	const { significant, ...input } = patch;
	const written = await readStoryPatch(transaction, input);
	if (Object.keys(written).length === 0) throw new ProblemError("invalid", "There is nothing to change in the body.");
	if (isDraft(story)) {
		return changeDraft(transaction, await findWholeStory(transaction, storyId, actor), written, actor);
	}
	const { keyDevelopments, ...content } = written;
	if (keyDevelopments) {
		throw new ProblemError("invalid", "A published story's key developments are changed one by one.", {
			errors: [{ pointer: "/keyDevelopments", detail: "use /api/v1/stories/:storyId/key-developments" }],
		});
	}
	return {
		submission: {
			storyId,
			change: { type: "story.update", patch: content, significant },
			ifMatch: ifMatch?.revision ?? null,
		},
	};
}

/** A publication of it that is on its way takes the new text along. */
async function changeDraft(
	transaction: Writing,
	story: EditorStory,
	written: Partial<StoryDraft>,
	actor: Actor,
): Promise<Outcome> {
	if (!story.draft || story.status !== "draft")
		throw new ProblemError("withdrawn", "The draft is withdrawn: restore it first.");
	checkOwner(actor, story.createdBy);
	const publications = await readPendingPublications(transaction, { storyId: story.id, postId: null });
	checkApproved(actor, publications);
	const draft = { ...story.draft, ...written };
	await updateStoryDraft(transaction, story.id, draft);
	for (const { id, change } of publications) {
		if (change.type === "story.publish") await renewSubmission(transaction, id, { ...change, ...onlyText(draft) });
	}
	const changed = await readEditorStory(transaction, story.id);
	return { answer: { status: 200, body: { story: changed }, ...(changed && { etag: etagOf(changed) }) } };
}

const onlyText = (draft: StoryDraft) => {
	const { content, keyDevelopments } = publication(draft, {});
	return { content, keyDevelopments };
};
