import { noteLink, readInvitations, readOpenLink } from "@dateline/shared/database";
import { ProblemError } from "@dateline/shared/protocol";
import { sql } from "kysely";
import { noteAction } from "../audit/index.ts";
import { networkOf } from "../audit/network-of.ts";
import { acceptLink, linkSpent, resetPassword } from "./accept-link.ts";
import { acceptLinkSchema, forgotSchema, linkSchema, makeLinkSchema, resetSchema } from "./account-requests.ts";
import { type AuthParts, type AuthRoutes, parseBody } from "./auth-route.ts";
import { issueLink } from "./link-letters.ts";
import { createAccountLink, hashLink } from "./one-time-links.ts";
import { askEngine } from "./web-messages.ts";

/** How long a link is good for that somebody asked for themselves, in hours. */
const resetHours = 1;

/** What can be done with a one-time link, and without a password. */
export function linkRoutes(parts: AuthParts): AuthRoutes {
	const { database, engine, settings, log, limit, sessions } = parts;
	return {
		"POST /read-link": async (request, response) => {
			const { link } = parseBody(linkSchema, request.body);
			limit(request, response, `link ${link}`);
			const found = await readOpenLink(database, hashLink(link));
			if (found === null) throw linkSpent();
			await noteLink(database, found.id, "opened_at");
			const [shown] = await readInvitations(database, found.id);
			const { purpose, role, name, email } = found;
			const stories = shown?.stories.map(({ headline }) => headline) ?? [];
			response.json({ purpose, role, name, email, stories, until: found.until.toISOString() });
		},
		"POST /accept-link": async (request, response) => {
			const given = parseBody(acceptLinkSchema, request.body);
			limit(request, response, `link ${given.link}`);
			const email = await acceptLink(database, given);
			log.info("A one-time link was used: a new account.");
			const entered = { email, password: given.password };
			await askEngine(engine, "/sign-in/email", entered, request, response, settings.publicUrl);
			response.status(201).json({ name: given.name });
		},
		// Says the same whether there is such an account or not, and as fast: the work is done after the answer.
		"POST /forgot": async (request, response) => {
			const { email } = parseBody(forgotSchema, request.body);
			limit(request, response, `forgot ${email}`);
			response.status(204).end();
			await askReset(parts, email.toLowerCase()).catch((error: unknown) =>
				log.error({ err: error }, "a request for a new password could not be served"),
			);
		},
		"POST /reset": async (request, response) => {
			const given = parseBody(resetSchema, request.body);
			limit(request, response, `link ${given.link}`);
			const email = await resetPassword(database, given);
			const entered = { email, password: given.password };
			const answer = await askEngine(engine, "/sign-in/email", entered, request, response, settings.publicUrl);
			response.json({ code: answer["twoFactorRedirect"] === true });
		},
		"POST /links": async (request, response) => {
			const actor = await sessions.actorOf(request);
			if (actor === null) throw new ProblemError("unauthenticated", "Sign in first.");
			if (actor.role !== "administrator") throw new ProblemError("forbidden", "Only an administrator may do that.");
			const { role } = parseBody(makeLinkSchema, request.body);
			const link = await createAccountLink({ database: { kysely: database }, publicUrl: settings.publicUrl }, role);
			const address = networkOf(request.ip);
			await noteAction(database, { actor, action: "account.invite", detail: { role }, address });
			response.status(201).json({ link, role });
		},
	};
}

/** By mail where it is set up; else administrators see the request, and make the link. */
async function askReset({ database, settings, mailer }: AuthParts, email: string): Promise<void> {
	const user = await database
		.selectFrom("user")
		.select(["id", "name", "email", "role"])
		.where("email", "=", email)
		.where("disabled", "=", false)
		.where("removed_at", "is", null)
		.executeTakeFirst();
	if (!user) return;
	const plan = { purpose: "reset" as const, name: user.name, email: user.email, userId: user.id, hours: resetHours };
	if (mailer !== null) {
		const role = user.role as "administrator" | "editor" | "contributor";
		const { mailed } = await issueLink({ database: { kysely: database }, settings, mailer }, { ...plan, role });
		if (mailed) return;
	}
	await database
		.insertInto("reset_requests")
		.values({ user_id: user.id })
		.onConflict((conflict) => conflict.column("user_id").doUpdateSet({ at: sql<Date>`now()` }))
		.execute();
}
