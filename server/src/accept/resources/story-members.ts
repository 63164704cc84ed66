import { putStoryMember, readStoryMembers, removeStoryMember, setMembersOnly } from "@dateline/shared/database";
import { accessInputSchema, memberInputSchema, ProblemError, storyMembersSchema } from "@dateline/shared/protocol";
import { type Actor, actorKey } from "../actor.ts";
import type { AcceptParts } from "../parts.ts";
import { can } from "../policies/index.ts";
import { defineRoute } from "../routing/define-route.ts";
import { found } from "./answers.ts";

const tag = "People";
const answers = found("Who is in the story.", storyMembersSchema);

export const storyMemberRoutes = [
	defineRoute({
		...{ method: "get", path: "/stories/:storyId/members", tag, ability: "story.read" },
		summary: "Tell who is in a story, and whether it is restricted to them",
		answers,
		handle: async (parts, { params, actor }) => ({ status: 200, body: await show(parts, params.storyId, actor) }),
	}),
	defineRoute({
		...{
			method: "put",
			path: "/stories/:storyId/members/:personId",
			tag,
			ability: "story.members",
			keyless: true,
			action: "story.add_member",
		},
		summary: "Make an account a member of a story",
		description:
			"An editor of the story publishes there whatever their role; a contributor files. Nothing is taken from anybody.",
		body: memberInputSchema,
		example: { role: "editor" },
		answers,
		handle: async (parts, { params, body, actor, audit }) => {
			const { storyId, personId: userId } = params;
			await parts.database.kysely.transaction().execute(async (transaction) => {
				const member = { storyId, userId, role: body.role, addedBy: actorKey(actor) };
				if (!(await putStoryMember(transaction, member)))
					throw new ProblemError("not_found", `There is no account ${userId}.`);
				await audit.note(transaction, { detail: { role: body.role } });
			});
			return { status: 200, body: await show(parts, storyId, actor) };
		},
	}),
	defineRoute({
		...{
			method: "delete",
			path: "/stories/:storyId/members/:personId",
			tag,
			ability: "story.members",
			keyless: true,
			action: "story.remove_member",
		},
		summary: "Take an account out of a story",
		answers,
		handle: async (parts, { params, actor, audit }) => {
			const { storyId, personId: userId } = params;
			await parts.database.kysely.transaction().execute(async (transaction) => {
				await removeStoryMember(transaction, { storyId, userId });
				await audit.note(transaction);
			});
			return { status: 200, body: await show(parts, storyId, actor) };
		},
	}),
	defineRoute({
		...{
			method: "put",
			path: "/stories/:storyId/access",
			tag,
			ability: "story.members",
			keyless: true,
			action: "story.restrict",
		},
		summary: "Restrict a story to its members, or open it to the newsroom",
		description: "To accounts outside it a restricted story does not exist; readers see what is published as before.",
		body: accessInputSchema,
		example: { membersOnly: true },
		answers,
		handle: async (parts, { params, body, actor, audit }) => {
			await parts.database.kysely.transaction().execute(async (transaction) => {
				await setMembersOnly(transaction, { storyId: params.storyId, ...body, by: actorKey(actor) });
				await audit.note(transaction, { detail: body });
			});
			return { status: 200, body: await show(parts, params.storyId, actor) };
		},
	}),
];

/** The candidates are for who may choose among them. */
async function show({ database }: AcceptParts, storyId: string, actor: Actor) {
	const mayChange = can(actor, "story.members");
	const read = await readStoryMembers(database.kysely, storyId);
	return { ...read, mayChange, candidates: mayChange ? read.candidates : [] };
}
