import { type Change, ProblemError } from "@dateline/shared/protocol";
import { type Actor, actorKey } from "../actor.ts";
import { accountPolicy } from "./account.ts";
import { grantsOf } from "./grants.ts";
import { keyDevelopmentPolicy } from "./key-development.ts";
import { mediaPolicy } from "./media.ts";
import { postPolicy } from "./post.ts";
import { sitePolicy } from "./site.ts";
import { storyPolicy } from "./story.ts";
import { submissionPolicy } from "./submission.ts";

export type { Grant } from "./grants.ts";

/** Every ability that there is. Each route names the one that it asks for. */
export const abilities = {
	...storyPolicy,
	...postPolicy,
	...keyDevelopmentPolicy,
	...sitePolicy,
	...mediaPolicy,
	...submissionPolicy,
	...accountPolicy,
} as const;
export type Ability = keyof typeof abilities;

export function can(actor: Actor, ability: Ability): boolean {
	const grants = grantsOf(actor);
	return abilities[ability].some((grant) => grants.has(grant));
}

/** @throws {ProblemError} `forbidden` */
export function authorise(actor: Actor, ability: Ability): void {
	if (can(actor, ability)) return;
	const [least] = abilities[ability];
	throw new ProblemError("forbidden", `This needs ${ability}, which comes with ${least}.`);
}

/** All abilities of an actor, sorted. */
export const abilitiesOf = (actor: Actor): Ability[] =>
	(Object.keys(abilities) as Ability[]).filter((ability) => can(actor, ability)).sort();

/**
 * Whether a change that this actor hands in goes to readers without an editor's approval. A picture desk's words about a
 * picture do; whatever else its token may do beside that, texts need the right to write.
 */
export function goesDirectly(actor: Actor, change: Change): boolean {
	const grants = grantsOf(actor);
	return grants.has("write") || (grants.has("media") && change.type === "media.update");
}

/** Whether the actor sees the drafts and submissions of everybody. */
export function seesAll(actor: Actor): boolean {
	const grants = grantsOf(actor);
	return grants.has("read") || grants.has("write");
}

/** Whether a draft or submission of `owner` is this actor's to see. What it may not see is not there for it. */
export function maySee(actor: Actor, owner: string | null): boolean {
	return seesAll(actor) || owner === actorKey(actor);
}

/** Whether a story that readers never saw is there for this actor: as with drafts, and for every member of it. */
export const mayOpenDraft = (actor: Actor, owner: string | null): boolean =>
	maySee(actor, owner) || (actor.kind === "user" && actor.inStory !== undefined);

/**
 * Whoever may not write changes, hands in and cancels what is their own alone, even if they see all.
 *
 * @throws {ProblemError} `forbidden`
 */
export function checkOwner(actor: Actor, owner: string | null): void {
	if (grantsOf(actor).has("write") || owner === actorKey(actor)) return;
	throw new ProblemError("forbidden", "It is somebody else's: that needs the scope write.");
}
