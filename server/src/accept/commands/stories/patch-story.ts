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
import { putUnderEmbargo, refuseEmbargo } from "../embargo.ts";
import type { Outcome, Writing } from "../hand-in.ts";
import { checkStoryRevision, findStory, findWholeStory, isDraft } from "./find-story.ts";
import { publication } from "./publication.ts";

interface Asked {
	storyId: string;
	patch: StoryPatch;
	actor: Actor;
	ifMatch: IfMatch | null;
}

/** Changes a story: a draft at once, a story that readers saw by a submission, now or at a time. */
export async function patchStory(transaction: Writing, { storyId, patch, actor, ifMatch }: Asked): Promise<Outcome> {
	await lock(transaction, "story", storyId);
	const story = await findStory(transaction, storyId, actor);
	await checkStoryRevision(transaction, ifMatch, story);
	const { significant, at = null, publishedAt, embargo, ...input } = patch;
	const written = await readStoryPatch(transaction, input);
	if (Object.keys(written).length === 0 && publishedAt === undefined && embargo === undefined) {
		throw new ProblemError("invalid", "There is nothing to change in the body.");
	}
	if (isDraft(story)) {
		refuseOfDraft({ at, publishedAt });
		return changeDraft(transaction, await findWholeStory(transaction, storyId, actor), { written, embargo }, actor);
	}
	refuseEmbargo(embargo);
	const { keyDevelopments, ...content } = written;
	if (keyDevelopments) {
		throw new ProblemError("invalid", "A published story's key developments are changed one by one.", {
			errors: [{ pointer: "/keyDevelopments", detail: "use /api/v1/stories/:storyId/key-developments" }],
		});
	}
	return {
		submission: {
			storyId,
			change: { type: "story.update", patch: content, significant, ...(publishedAt && { publishedAt }) },
			dueAt: at,
			ifMatch: ifMatch?.revision ?? null,
		},
	};
}

/** A draft is changed at once, and gets its editorial time when it is published. @throws {ProblemError} `invalid` */
function refuseOfDraft(given: Pick<StoryPatch, "at" | "publishedAt">): void {
	const pointers = Object.entries(given).flatMap(([name, value]) => (value ? [`/${name}`] : []));
	if (pointers.length === 0) return;
	throw new ProblemError("invalid", "A draft is changed at once: give times when you publish it.", {
		errors: pointers.map((pointer) => ({ pointer, detail: "of a published story only" })),
	});
}

/** A publication of it that is on its way takes the new text along. */
async function changeDraft(
	transaction: Writing,
	story: EditorStory,
	{ written, embargo }: { written: Partial<StoryDraft>; embargo: string | null | undefined },
	actor: Actor,
): Promise<Outcome> {
	if (!story.draft || story.status !== "draft")
		throw new ProblemError("withdrawn", "The draft is withdrawn: restore it first.");
	checkOwner(actor, story.createdBy);
	const publications = await readPendingPublications(transaction, { storyId: story.id, postId: null });
	checkApproved(actor, publications);
	const draft = { ...story.draft, ...written };
	await updateStoryDraft(transaction, story.id, draft);
	if (embargo !== undefined) {
		await putUnderEmbargo(transaction, { table: "stories", id: story.id, embargo }, publications);
	}
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
