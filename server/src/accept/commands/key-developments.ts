import { findIds, firstLine, readEditorKeyDevelopment, readEditorPost } from "@dateline/shared/database";
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
	{ text: given, postId = null, at = null }: Given,
	{ storyId, actor }: { storyId: string; actor: Actor },
): Promise<Outcome> {
	const story = await findStory(transaction, storyId, actor);
	await checkPublished(transaction, story);
	await checkPost(transaction, postId);
	const text = given ?? (await lineOf(transaction, storyId, postId)) ?? story.headline;
	if (text === "") throw new ProblemError("invalid", "There is no headline to make a line of: give a text.");
	const content: KeyDevelopmentContent = { text, postId, at };
	return { submission: { storyId, change: { type: "key_development.add", keyDevelopmentId: newId(), content } } };
}

/** The line that a post makes by itself: its headline or its first words; null when it has none. */
async function lineOf(transaction: Writing, storyId: string, postId: string | null): Promise<string | null> {
	const post = postId === null ? null : await readEditorPost(transaction, storyId, postId);
	const content = post?.content ?? post?.draft;
	return content ? content.headline || firstLine(content.body) || null : null;
}

/** Hands in the order of a story's key developments. */
export async function orderKeyDevelopments(
	transaction: Writing,
	ids: readonly string[],
	{ storyId, actor }: { storyId: string; actor: Actor },
): Promise<Outcome> {
	await checkPublished(transaction, await findStory(transaction, storyId, actor));
	return { submission: { storyId, change: { type: "key_development.order", ids: [...new Set(ids)] } } };
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
