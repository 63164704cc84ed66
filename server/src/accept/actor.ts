/** What an account may do: administer, publish, or only file what an editor then publishes. */
export type Role = "administrator" | "editor" | "contributor";

export const roles = ["administrator", "editor", "contributor"] as const satisfies readonly Role[];

/** Who makes a request: a person who is signed in, or a program that holds a token. */
export type Actor =
	| { readonly kind: "user"; readonly id: string; readonly name: string; readonly role: Role }
	| { readonly kind: "token"; readonly id: string; readonly name: string; readonly scopes: readonly string[] };

/** The actor as the record names it: in submissions, drafts and idempotency keys. */
export const actorKey = (actor: Actor): string => `${actor.kind}:${actor.id}`;
