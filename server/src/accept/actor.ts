import type { StoryRole } from "@dateline/shared/database";

/** What an account may do: administer, publish, or only file what an editor then publishes. */
export type Role = "administrator" | "editor" | "contributor";

export const roles = ["administrator", "editor", "contributor"] as const satisfies readonly Role[];

/**
 * Who makes a request: a person who is signed in, or a program that holds a token. `inStory` is what a person is in the
 * story that the request is about, when they are a member of it; see `policies/story-access.ts`.
 */
export type Actor =
	| {
			readonly kind: "user";
			readonly id: string;
			readonly name: string;
			readonly role: Role;
			readonly inStory?: StoryRole;
	  }
	| {
			/** A wire files what comes in by it; it makes no requests of its own. */
			readonly kind: "token" | "wire";
			readonly id: string;
			readonly name: string;
			readonly scopes: readonly string[];
	  };

/** The actor as the record names it: in submissions, drafts and idempotency keys. */
export const actorKey = (actor: Actor): string => `${actor.kind}:${actor.id}`;
