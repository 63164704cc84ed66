import {
	closePerson,
	endSessions,
	hasOtherAdministrator,
	patchPerson,
	readPasskeys,
	readPeople,
	readPerson,
	readSecondFactorRoles,
	readSessions,
	removePasskey,
	resetCodes,
	writeSecondFactorRoles,
} from "@dateline/shared/database";
import {
	accountRulesInputSchema,
	accountRulesSchema,
	listOf,
	newLinkSchema,
	type Person,
	type PersonDetail,
	type PersonPatch,
	ProblemError,
	personDetailSchema,
	personPatchSchema,
	personSchema,
	signOutInputSchema,
} from "@dateline/shared/protocol";
import { deviceOf } from "../accounts/index.ts";
import type { AcceptParts } from "../parts.ts";
import { defineRoute } from "../routing/define-route.ts";
import { found } from "./answers.ts";
import { giveLink } from "./invitations.ts";

const tag = "People";
const ability = "people.manage" as const;
const personAnswer = found("The account.", personSchema);

export const peopleRoutes = [
	defineRoute({
		...{ method: "get", path: "/people", tag, ability },
		summary: "List all accounts, how they sign in and what they are in",
		answers: found("All accounts, closed ones last.", listOf(personSchema)),
		handle: async ({ database }) => ({ status: 200, body: { items: await readPeople(database.kysely), next: null } }),
	}),
	defineRoute({
		...{ method: "get", path: "/people/:personId", tag, ability },
		summary: "Get an account with its passkeys and where it is signed in",
		answers: found("The account.", personDetailSchema),
		handle: async (parts, { params }) => ({ status: 200, body: await readDetail(parts, params.personId) }),
	}),
	defineRoute({
		...{ method: "patch", path: "/people/:personId", tag, ability, keyless: true, action: "account.change" },
		summary: "Change an account: its name, its role, whether it may sign in, whether it needs a second factor",
		body: personPatchSchema,
		example: { role: "editor" },
		answers: personAnswer,
		problems: ["conflict"],
		handle: async (parts, { params, body, audit }) => {
			const id = params.personId;
			await parts.database.kysely.transaction().execute(async (transaction) => {
				const before = await readPerson(transaction, id);
				if (!before || before.removedAt) throw missing(id);
				if (endsAdministration(before, body)) await keepOne(transaction, id);
				await patchPerson(transaction, id, body);
				await audit.note(transaction, { detail: factsOf(body) });
			});
			return { status: 200, body: await findPerson(parts, id) };
		},
	}),
	defineRoute({
		...{ method: "delete", path: "/people/:personId", tag, ability, keyless: true, action: "account.close" },
		summary: "Close an account for good; its name stays on what it wrote",
		answers: personAnswer,
		problems: ["conflict"],
		handle: async (parts, { params, audit }) => {
			const id = params.personId;
			await parts.database.kysely.transaction().execute(async (transaction) => {
				const before = await readPerson(transaction, id);
				if (!before) throw missing(id);
				await keepOne(transaction, id);
				await closePerson(transaction, id);
				await audit.note(transaction);
			});
			return { status: 200, body: await findPerson(parts, id) };
		},
	}),
	defineRoute({
		...{ method: "post", path: "/people/:personId/sign-out", tag, ability, keyless: true, action: "account.sign_out" },
		summary: "Sign an account out of one place, or of all; what was typed and not sent is kept",
		body: signOutInputSchema,
		answers: personAnswer,
		handle: async (parts, { params, body }) => {
			await findPerson(parts, params.personId);
			await parts.database.kysely
				.transaction()
				.execute((transaction) => endSessions(transaction, params.personId, { sessionId: body.sessionId }));
			return { status: 200, body: await findPerson(parts, params.personId) };
		},
	}),
	defineRoute({
		...{
			method: "post",
			path: "/people/:personId/reset-codes",
			tag,
			ability,
			keyless: true,
			action: "account.reset_codes",
		},
		summary: "Take the codes of an account away, such as when the phone is lost; it is signed out everywhere",
		answers: personAnswer,
		handle: async (parts, { params }) => {
			await findPerson(parts, params.personId);
			await parts.database.kysely.transaction().execute((transaction) => resetCodes(transaction, params.personId));
			return { status: 200, body: await findPerson(parts, params.personId) };
		},
	}),
	defineRoute({
		...{
			method: "delete",
			path: "/people/:personId/passkeys/:passkeyId",
			tag,
			ability,
			keyless: true,
			action: "account.remove_passkey",
		},
		summary: "Take a passkey from an account, such as that of a lost phone",
		answers: personAnswer,
		handle: async (parts, { params }) => {
			if (!(await removePasskey(parts.database.kysely, params.personId, params.passkeyId)))
				throw new ProblemError("not_found", `There is no passkey ${params.passkeyId}.`);
			return { status: 200, body: await findPerson(parts, params.personId) };
		},
	}),
	defineRoute({
		...{
			method: "post",
			path: "/people/:personId/reset-password",
			tag,
			ability,
			keyless: true,
			action: "account.reset_link",
		},
		summary: "Make the link by which an account gets a new password",
		answers: { 201: { description: "The link, unless it went by mail.", schema: newLinkSchema } },
		handle: async (parts, { params, actor }) => {
			const person = await findPerson(parts, params.personId);
			if (person.removedAt) throw missing(person.id);
			const { id, name, email, role } = person;
			return giveLink(parts, actor, { purpose: "reset", userId: id, name, email, role });
		},
	}),
	defineRoute({
		...{ method: "get", path: "/account-rules", tag, ability },
		summary: "Tell what is asked of accounts, and what the server is set up for",
		answers: found("The rules.", accountRulesSchema),
		handle: async (parts) => ({ status: 200, body: await readRules(parts) }),
	}),
	defineRoute({
		...{ method: "put", path: "/account-rules", tag, ability, keyless: true, action: "account.rules" },
		summary: "Say whose role needs a second factor",
		description: "Who has none is asked to set one up before anything else.",
		body: accountRulesInputSchema,
		example: { secondFactorRoles: ["administrator"] },
		answers: found("The rules.", accountRulesSchema),
		handle: async (parts, { body, audit }) => {
			await parts.database.kysely.transaction().execute(async (transaction) => {
				await writeSecondFactorRoles(transaction, body.secondFactorRoles);
				await audit.note(transaction, { detail: { secondFactorRoles: body.secondFactorRoles } });
			});
			return { status: 200, body: await readRules(parts) };
		},
	}),
];

type Writing = Parameters<typeof patchPerson>[0];

async function readRules({ database, settings, mailer }: AcceptParts) {
	const secondFactorRoles = await readSecondFactorRoles(database.kysely);
	return { secondFactorRoles, mail: (mailer ?? null) !== null, company: (settings.oidc ?? null) !== null };
}

const missing = (id: string) => new ProblemError("not_found", `There is no account ${id}.`);

async function findPerson({ database }: AcceptParts, id: string): Promise<Person> {
	const person = await readPerson(database.kysely, id);
	if (!person) throw missing(id);
	return person;
}

async function readDetail(parts: AcceptParts, id: string): Promise<PersonDetail> {
	const person = await findPerson(parts, id);
	const sessions = await readSessions(parts.database.kysely, id);
	return {
		...person,
		sessionList: sessions.map(({ userAgent, ...one }) => ({ ...one, device: deviceOf(userAgent), current: false })),
		passkeyList: await readPasskeys(parts.database.kysely, id),
	};
}

const endsAdministration = (before: Person, { role, disabled }: PersonPatch): boolean =>
	before.role === "administrator" && ((role !== undefined && role !== "administrator") || disabled === true);

/** @throws {ProblemError} `conflict` when nobody else could administer any more */
async function keepOne(transaction: Writing, id: string): Promise<void> {
	if (await hasOtherAdministrator(transaction, id)) return;
	throw new ProblemError("conflict", "It is the only administrator: make somebody else one first.");
}

/** What was changed, for the audit log: never a name. */
const factsOf = ({ name, ...choices }: PersonPatch): object => ({
	...choices,
	...(name !== undefined && { renamed: true }),
});
