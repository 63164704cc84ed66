import {
	cancelSubmission,
	lock,
	readEditorPost,
	readPendingPublications,
	renewSubmission,
	setDraftStatus,
	updatePostDraft,
} from "@dateline/shared/database";
import { type EditorPost, type PostContent, type PostPatch, ProblemError } from "@dateline/shared/protocol";
import type { Actor } from "../../actor.ts";
import { readPostPatch } from "../../content/post-content.ts";
import { authorise, checkOwner } from "../../policies/index.ts";
import { etagOf, type IfMatch } from "../../routing/if-match.ts";
import { checkApproved } from "../check-approved.ts";
import { checkRevision } from "../check-revision.ts";
import { notBefore, putUnderEmbargo, refuseEmbargo } from "../embargo.ts";
import type { Outcome, Writing } from "../hand-in.ts";
import { type WhyInput, whyOf } from "../why.ts";
import { findPost } from "./find-post.ts";

interface Asked {
	storyId: string;
	postId: string;
	actor: Actor;
	ifMatch: IfMatch | null;
}

/** Changes a post: a draft at once, a post that readers saw by a submission, now or at a time. */
export async function patchPost(transaction: Writing, patch: PostPatch, asked: Asked): Promise<Outcome> {
	const { post, pending } = await findLocked(transaction, asked);
	const { significant, at = null, embargo, ...input } = patch;
	const written = await readPostPatch(transaction, input);
	if (Object.keys(written).length === 0 && embargo === undefined) {
		throw new ProblemError("invalid", "There is nothing to change in the body.");
	}
	if (post.revision > 0) {
		refuseEmbargo(embargo);
		const change = { type: "post.update" as const, postId: post.id, patch: written, significant };
		return { submission: { storyId: post.storyId, change, dueAt: at, ifMatch: asked.ifMatch?.revision ?? null } };
	}
	if (at !== null) {
		throw new ProblemError("invalid", "A draft is changed at once: give a time when you publish it.", {
			errors: [{ pointer: "/at", detail: "of a published post only" }],
		});
	}
	checkOwner(asked.actor, post.createdBy);
	checkApproved(asked.actor, pending);
	const draft: PostContent = { ...draftOf(post), ...written };
	await updatePostDraft(transaction, post.id, draft);
	if (embargo !== undefined) await putUnderEmbargo(transaction, { table: "posts", id: post.id, embargo }, pending);
	for (const { id, change } of pending) {
		if (change.type === "post.add") await renewSubmission(transaction, id, { ...change, content: draft });
	}
	return answerPost(transaction, post);
}

/** Hands in the publication of a draft, now or at a time; under embargo, when that is over. */
export async function publishPost(
	transaction: Writing,
	{ at = null, significant }: { at?: string | null | undefined; significant: boolean },
	asked: Asked,
): Promise<Outcome> {
	const { post, pending } = await findLocked(transaction, asked);
	checkOwner(asked.actor, post.createdBy);
	if (post.revision > 0) throw new ProblemError("already_published", "The post is published already.");
	const content = draftOf(post);
	if (pending[0]) {
		throw new ProblemError("conflict", "Its publication is handed in already: cancel that one first.", {
			submissionId: pending[0].id,
		});
	}
	const change = { type: "post.add" as const, postId: post.id, content, significant };
	return { submission: { storyId: post.storyId, change, dueAt: notBefore(post.embargo, at) } };
}

/** Withdraws or restores a post: a draft at once, a post that readers saw by a submission. */
export async function movePost(
	transaction: Writing,
	type: "post.withdraw" | "post.restore",
	asked: Asked & WhyInput,
): Promise<Outcome> {
	const { post, pending } = await findLocked(transaction, asked);
	if (post.revision > 0) {
		// What takes something from readers, or gives it back, is an editor's.
		authorise(asked.actor, "post.withdraw");
		const change = { type, postId: post.id, ...(type === "post.withdraw" && whyOf(asked)) };
		return { submission: { storyId: post.storyId, change, ifMatch: asked.ifMatch?.revision ?? null } };
	}
	checkOwner(asked.actor, post.createdBy);
	const status = type === "post.withdraw" ? "withdrawn" : "draft";
	if (post.status === status) {
		throw status === "draft"
			? new ProblemError("not_withdrawn", "The draft is not withdrawn.")
			: new ProblemError("already_withdrawn", "The draft is withdrawn already.");
	}
	for (const { id } of pending) await cancelSubmission(transaction, id);
	await setDraftStatus(transaction, "posts", post.id, status);
	return answerPost(transaction, post);
}

/** The post, its story's lock held, and the publications of it that are on their way. */
async function findLocked(transaction: Writing, asked: Asked) {
	const { storyId, postId, ifMatch } = asked;
	await lock(transaction, "story", storyId);
	const post = await findPost(transaction, asked);
	await checkRevision(transaction, ifMatch, { kind: "post", id: postId }, post);
	const pending = post.revision > 0 ? [] : await readPendingPublications(transaction, { storyId, postId });
	return { post, pending };
}

function draftOf({ draft, status }: EditorPost): PostContent {
	if (!draft || status !== "draft") throw new ProblemError("withdrawn", "The draft is withdrawn: restore it first.");
	return draft;
}

async function answerPost(transaction: Writing, { storyId, id }: EditorPost): Promise<Outcome> {
	const post = await readEditorPost(transaction, storyId, id);
	return { answer: { status: 200, body: { post }, ...(post && { etag: etagOf(post) }) } };
}
