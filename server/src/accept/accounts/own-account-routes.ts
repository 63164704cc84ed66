import {
	endSessions,
	patchPerson,
	readPasskeys,
	readPerson,
	readSessions,
	removePasskey,
} from "@dateline/shared/database";
import { ProblemError } from "@dateline/shared/protocol";
import type { Request } from "express";
import { noteAction } from "../audit/index.ts";
import { networkOf } from "../audit/network-of.ts";
import {
	changePasswordSchema,
	codeInputSchema,
	idInputSchema,
	newPasskeySchema,
	ownNameSchema,
	ownPasswordSchema,
} from "./account-requests.ts";
import { type AuthParts, type AuthRoutes, parseBody } from "./auth-route.ts";
import { findPasswordProblem } from "./password-rule.ts";
import { deviceOf } from "./session-use.ts";
import type { Signed } from "./sessions.ts";
import { askEngine } from "./web-messages.ts";

/** One's own account: name, password, passkeys, codes, sessions. All of it needs one's own session. */
export function ownAccountRoutes(parts: AuthParts): AuthRoutes {
	const { database, engine, settings, limit, sessions, passkeys } = parts;
	const { publicUrl } = settings;

	const note = (request: Request, { user }: Signed, action: string, detail = {}) =>
		noteAction(database, {
			...{ actor: { kind: "user" as const, ...user }, action, detail, subject: user.id },
			address: networkOf(request.ip),
		});

	return {
		"GET /account": async (request, response) => {
			const { user, sessionId } = await sessions.require(request);
			const [person, keys, open] = [
				await readPerson(database, user.id),
				await readPasskeys(database, user.id),
				await readSessions(database, user.id),
			];
			response.json({
				...{ name: user.name, email: user.email, role: user.role },
				...{ password: person?.password ?? false, codes: person?.codes ?? false, company: person?.company ?? false },
				secondFactor: person?.secondFactor ?? "free",
				passkeys: keys,
				sessions: open.map(({ userAgent, ...one }) => ({
					...one,
					device: deviceOf(userAgent),
					current: one.id === sessionId,
				})),
			});
		},
		"POST /account/name": async (request, response) => {
			const signed = await sessions.require(request);
			const { name } = parseBody(ownNameSchema, request.body);
			await database.transaction().execute((transaction) => patchPerson(transaction, signed.user.id, { name }));
			await note(request, signed, "account.rename");
			response.status(204).end();
		},
		"POST /change-password": async (request, response) => {
			const given = parseBody(changePasswordSchema, request.body);
			const signed = await sessions.require(request);
			limit(request, response, signed.user.id);
			const weak = findPasswordProblem(given.newPassword, signed.user);
			if (weak !== null)
				throw new ProblemError("invalid", weak, { errors: [{ pointer: "/newPassword", detail: weak }] });
			// Whoever changes a password wants the other devices out.
			const asked = { ...given, revokeOtherSessions: true };
			await askEngine(engine, "/change-password", asked, request, response, publicUrl);
			await note(request, signed, "account.change_password");
			response.status(204).end();
		},
		"POST /account/passkeys/start": async (request, response) => {
			const { user } = await sessions.require(request);
			response.json(await passkeys.startRegistering(user));
		},
		"POST /account/passkeys": async (request, response) => {
			const signed = await sessions.require(request);
			const { name, answer } = parseBody(newPasskeySchema, request.body);
			const { id } = await passkeys.register(signed.user.id, name, answer);
			// Who registered one has just proven that they hold it: the session is as good as one begun with it.
			await database.updateTable("session").set({ method: "passkey" }).where("id", "=", signed.sessionId).execute();
			await note(request, signed, "account.add_passkey", { passkey: id });
			response.status(201).json({ id });
		},
		"POST /account/passkeys/remove": async (request, response) => {
			const signed = await sessions.require(request);
			const { id } = parseBody(idInputSchema, request.body);
			const person = await readPerson(database, signed.user.id);
			if (person && !person.password && !person.company && person.passkeys <= 1)
				throw new ProblemError("conflict", "It is your only way to sign in: add another one first.");
			if (!(await removePasskey(database, signed.user.id, id)))
				throw new ProblemError("not_found", "You have no such passkey.");
			await note(request, signed, "account.remove_passkey", { passkey: id });
			response.status(204).end();
		},
		"POST /account/codes/start": async (request, response) => {
			const { password } = parseBody(ownPasswordSchema, request.body);
			const { user } = await sessions.require(request);
			limit(request, response, user.id);
			const answer = await askEngine(engine, "/two-factor/enable", { password }, request, response, publicUrl);
			response.json({ uri: answer["totpURI"], spareCodes: answer["backupCodes"] });
		},
		"POST /account/codes/confirm": async (request, response) => {
			const { code } = parseBody(codeInputSchema, request.body);
			const signed = await sessions.require(request);
			limit(request, response, signed.user.id);
			await askEngine(engine, "/two-factor/verify-totp", { code }, request, response, publicUrl);
			await note(request, signed, "account.add_codes");
			response.status(204).end();
		},
		"POST /account/codes/spare": async (request, response) => {
			const { password } = parseBody(ownPasswordSchema, request.body);
			const signed = await sessions.require(request);
			limit(request, response, signed.user.id);
			const path = "/two-factor/generate-backup-codes";
			const answer = await askEngine(engine, path, { password }, request, response, publicUrl);
			await note(request, signed, "account.renew_spare_codes");
			response.json({ spareCodes: answer["backupCodes"] });
		},
		"POST /account/codes/stop": async (request, response) => {
			const { password } = parseBody(ownPasswordSchema, request.body);
			const signed = await sessions.require(request);
			limit(request, response, signed.user.id);
			await askEngine(engine, "/two-factor/disable", { password }, request, response, publicUrl);
			await note(request, signed, "account.remove_codes");
			response.status(204).end();
		},
		"POST /account/sessions/end": async (request, response) => {
			const signed = await sessions.require(request);
			const { id } = parseBody(idInputSchema, request.body);
			await database
				.transaction()
				.execute((transaction) => endSessions(transaction, signed.user.id, { sessionId: id }));
			await note(request, signed, "account.sign_out");
			response.status(204).end();
		},
	};
}
