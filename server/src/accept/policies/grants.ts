import type { Actor, Role } from "../actor.ts";

/** What an actor was given, whether by a person's role or by a token's scopes. */
export type Grant = "read" | "contribute" | "write" | "media" | "admin";

const ofRole: Record<Role, readonly Grant[]> = {
	administrator: ["read", "contribute", "write", "media", "admin"],
	editor: ["read", "contribute", "write", "media"],
	contributor: ["contribute"],
};

const ofScope: Record<string, readonly Grant[]> = {
	admin: ofRole.administrator,
	write: ofRole.editor,
	contribute: ofRole.contributor,
	read: ["read"],
	media: ["media"],
};

/** All that an actor was given, in the story that it is about as well. A scope that this version does not know gives nothing. */
export function grantsOf(actor: Actor): ReadonlySet<Grant> {
	if (actor.kind !== "user") return new Set(actor.scopes.flatMap((scope) => ofScope[scope] ?? []));
	return new Set([...ofRole[actor.role], ...(actor.inStory ? ofRole[actor.inStory] : [])]);
}
