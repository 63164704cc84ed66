import { findIds, readEditorKeyDevelopment } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import { type KeyDevelopmentContent, ProblemError } from "@dateline/shared/protocol";
import type { Actor } from "../actor.ts";
import type { IfMatch } from "../routing/if-match.ts";
import { checkRevision } from "./check-revision.ts";
import type { Outcome, Writing } from "./hand-in.ts";
import { checkPublished, findStory } from "./stories/find-story.ts";

interface Given {
	text?: string | undefined;
	postId?: string | null | undefined;
	at?: string | null | undefined;
}

interface Asked {
	storyId: string;
	keyDevelopmentId: string;
	actor: Actor;
	ifMatch: IfMatch | null;
}

/** Hands in a key development of a story, tied to a post of it or to the story as a whole. */
export async function addKeyDevelopment(
	transaction: Writing,
	{ text, postId = null, at = null }: Given & { text: string },
	{ storyId, actor }: { storyId: string; actor: Actor },
): Promise<Outcome> {
	await checkPublished(transaction, await findStory(transaction, storyId, actor));
	await checkPost(transaction, postId);
	const content: KeyDevelopmentContent = { text, postId, at };
	return { submission: { storyId, change: { type: "key_development.add", keyDevelopmentId: newId(), content } } };
}

/** Hands in another wording, time or post of a key development. */
export async function patchKeyDevelopment(transaction: Writing, given: Given, asked: Asked): Promise<Outcome> {
	const { storyId, keyDevelopmentId, ifMatch } = asked;
	await find(transaction, asked);
	const patch = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
	if (Object.keys(patch).length === 0) throw new ProblemError("invalid", "There is nothing to change in the body.");
	await checkPost(transaction, given.postId ?? null);
	const change = { type: "key_development.update" as const, keyDevelopmentId, patch };
	return { submission: { storyId, change, ifMatch: ifMatch?.revision ?? null } };
}

/** Hands in that a key development is withdrawn or restored. */
export async function moveKeyDevelopment(
	transaction: Writing,
	type: "key_development.withdraw" | "key_development.restore",
	asked: Asked,
): Promise<Outcome> {
	const { storyId, keyDevelopmentId, ifMatch } = asked;
	await find(transaction, asked);
	return { submission: { storyId, change: { type, keyDevelopmentId }, ifMatch: ifMatch?.revision ?? null } };
}

async function find(transaction: Writing, { storyId, keyDevelopmentId, actor, ifMatch }: Asked): Promise<void> {
	await findStory(transaction, storyId, actor);
	const line = await readEditorKeyDevelopment(transaction, storyId, keyDevelopmentId);
	if (!line) throw new ProblemError("not_found", `There is no key development ${keyDevelopmentId} in this story.`);
	await checkRevision(transaction, ifMatch, { kind: "key_development", id: keyDevelopmentId }, line);
}

async function checkPost(transaction: Writing, postId: string | null): Promise<void> {
	if (postId === null || (await findIds(transaction, "posts", [postId])).has(postId)) return;
	throw new ProblemError("unknown_reference", `There is no post ${postId}.`, {
		errors: [{ pointer: "/postId", detail: "no such post" }],
	});
}
