import type { OpenRecord } from "@dateline/shared/database";
import { can } from "../policies/index.ts";
import { actorInStory } from "../policies/story-access.ts";
import type { Person } from "./desks.ts";

/** Somebody as they are in this story, by the policy of that very story; null when they may not have it on the screen. */
export async function enterStory(database: OpenRecord, person: Person, storyId: string): Promise<Person | null> {
	const inStory = await actorInStory(database.kysely, person, storyId);
	return inStory?.kind === "user" && can(inStory, "story.read") ? inStory : null;
}
