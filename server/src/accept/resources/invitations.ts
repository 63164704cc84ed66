import { readInvitations, readStoryLine, revokeLink } from "@dateline/shared/database";
import {
	invitationInputSchema,
	invitationSchema,
	listOf,
	newLinkSchema,
	ProblemError,
} from "@dateline/shared/protocol";
import { issueLink } from "../accounts/index.ts";
import type { LinkPlan } from "../accounts/one-time-links.ts";
import { type Actor, actorKey } from "../actor.ts";
import type { AcceptParts } from "../parts.ts";
import { defineRoute } from "../routing/define-route.ts";
import type { Answer } from "../routing/route.ts";
import { found } from "./answers.ts";

const tag = "People";
const ability = "people.manage" as const;
const linkAnswer = { 201: { description: "The link, unless it went by mail.", schema: newLinkSchema } } as const;

export const invitationRoutes = [
	defineRoute({
		...{ method: "get", path: "/invitations", tag, ability },
		summary: "List the links of the last 30 days, newest first; the links themselves are kept nowhere",
		answers: found("Invitations and links for new passwords.", listOf(invitationSchema)),
		handle: async ({ database }) => ({
			status: 200,
			body: { items: await readInvitations(database.kysely), next: null },
		}),
	}),
	defineRoute({
		...{ method: "post", path: "/invitations", tag, ability, keyless: true, action: "account.invite" },
		summary: "Invite somebody by a link that works once, within 24 hours",
		description: "Idempotency-Key is not looked at here: the record would have to keep the secret.",
		body: invitationInputSchema,
		example: { name: "Leyla Brandt", email: "leyla@courier.example", role: "contributor" },
		answers: linkAnswer,
		problems: ["unknown_reference"],
		handle: async (parts, { body, actor }) => {
			const { kysely } = parts.database;
			for (const { storyId } of body.stories) {
				if (!(await readStoryLine(kysely, storyId)))
					throw new ProblemError("unknown_reference", `There is no story ${storyId}.`);
			}
			const email = body.email?.toLowerCase() ?? null;
			if (
				email !== null &&
				(await kysely.selectFrom("user").select("id").where("email", "=", email).executeTakeFirst())
			) {
				const detail = "There is an account with this e-mail address.";
				throw new ProblemError("invalid", detail, { errors: [{ pointer: "/email", detail }] });
			}
			return giveLink(parts, actor, { ...body, email, purpose: "invitation" });
		},
	}),
	defineRoute({
		...{
			method: "post",
			path: "/invitations/:invitationId/renew",
			tag,
			ability,
			keyless: true,
			action: "account.renew_invitation",
		},
		summary: "Take a link back and make a new one for the same",
		answers: linkAnswer,
		handle: async (parts, { params, actor }) => {
			const old = await parts.database.kysely
				.transaction()
				.execute((transaction) => revokeLink(transaction, params.invitationId));
			if (!old) throw missing(params.invitationId);
			const { purpose, role, name, email, userId, stories } = old;
			return giveLink(parts, actor, { purpose, role, name, email, userId, stories });
		},
	}),
	defineRoute({
		...{
			method: "delete",
			path: "/invitations/:invitationId",
			tag,
			ability,
			keyless: true,
			action: "account.take_back_invitation",
		},
		summary: "Take a link back: it works no more",
		answers: found("The invitation.", invitationSchema),
		handle: async ({ database }, { params }) => {
			const old = await database.kysely
				.transaction()
				.execute((transaction) => revokeLink(transaction, params.invitationId));
			const [shown] = await readInvitations(database.kysely, params.invitationId);
			if (!old || !shown) throw missing(params.invitationId);
			return { status: 200, body: shown };
		},
	}),
];

/** Makes a link in the name of who asks, and answers with it, unless it went by mail. */
export async function giveLink(parts: AcceptParts, actor: Actor, plan: LinkPlan): Promise<Answer> {
	const { database, settings, mailer = null } = parts;
	const by = { createdBy: actorKey(actor), createdByName: actor.name };
	const { id, link, mailed } = await issueLink({ database, settings, mailer }, { ...plan, ...by });
	const [invitation] = await readInvitations(database.kysely, id);
	return { status: 201, body: { invitation, link, mailed }, location: `/api/v1/invitations/${id}` };
}

const missing = (id: string) => new ProblemError("not_found", `There is no open link ${id}.`);
