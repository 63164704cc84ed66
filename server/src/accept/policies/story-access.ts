import { type Executor, readStoryDoor, type StoryDoor, type Viewer } from "@dateline/shared/database";
import { ProblemError } from "@dateline/shared/protocol";
import { type Actor, actorKey } from "../actor.ts";
import { type Ability, authorise, maySee, seesAll } from "./index.ts";

/**
 * The actor as they are in one story: with what membership of it adds to their role, or null where the story is not
 * theirs to see, which is answered as if there were none. Membership never takes anything away. A restricted story is
 * there for its members, administrators, and programs whose scope reads or writes everything.
 */
export async function actorInStory(executor: Executor, actor: Actor, storyId: string): Promise<Actor | null> {
	const door = await readStoryDoor(executor, storyId, actor.kind === "user" ? actor.id : null);
	return door === null ? null : throughDoor(actor, door);
}

/** The same of a story whose door was read. */
export function throughDoor(given: Actor, door: StoryDoor): Actor | null {
	const { membership, membersOnly, createdBy, revision } = door;
	const actor = outsideStories(given);
	const isOwnOfProgram = actor.kind !== "user" && createdBy === actorKey(actor);
	if (membersOnly && membership === null && !isOwnOfProgram && !seesEveryStory(actor)) return null;
	if (revision === 0 && membership === null && !maySee(actor, createdBy)) return null;
	return actor.kind === "user" && membership !== null ? { ...actor, inStory: membership } : actor;
}

/**
 * The actor of a request about one story, who has the ability there.
 *
 * @throws {ProblemError} `forbidden`; `not_found` for a story that is not there for them, as for one that never was
 */
export async function authoriseInStory(
	executor: Executor,
	actor: Actor,
	storyId: string,
	ability: Ability,
): Promise<Actor> {
	const inStory = await actorInStory(executor, actor, storyId);
	authorise(inStory ?? outsideStories(actor), ability);
	if (inStory === null) throw new ProblemError("not_found", `There is no story ${storyId}.`);
	return inStory;
}

/** For whom a list is made: its queries leave out what is not there for them. */
export function viewerOf(actor: Actor): Viewer {
	const plain = outsideStories(actor);
	return { key: actorKey(plain), everyStory: seesEveryStory(plain), everyDraft: seesAll(plain) };
}

/** The actor without what they are in one story: as they are in every other. */
export function outsideStories(actor: Actor): Actor {
	if (actor.kind !== "user") return actor;
	const { inStory: _, ...plain } = actor;
	return plain;
}

/** A restricted story keeps accounts out that are no members; administrators always get in, programs by scope. */
const seesEveryStory = (actor: Actor): boolean =>
	actor.kind === "user" ? actor.role === "administrator" : seesAll(actor);
