import { endSessions } from "@dateline/shared/database";
import { ProblemError } from "@dateline/shared/protocol";
import { noteAction } from "../audit/index.ts";
import { networkOf } from "../audit/network-of.ts";
import { codeInputSchema, passkeyAnswerSchema, signInSchema } from "./account-requests.ts";
import { type AuthParts, type AuthRoutes, parseBody } from "./auth-route.ts";
import { askEngine, copyCookies, toProblem, toWebHeaders } from "./web-messages.ts";

/** Signing in and out. No answer holds a session's token: it is in the cookie, which a page's scripts can't read. */
export function signInRoutes(parts: AuthParts): AuthRoutes {
	const { engine, sessions, settings, database, passkeys, limit } = parts;
	return {
		// Also makes the session last longer, so the console asks from time to time. Signed out is an answer, no error.
		"GET /session": async (request, response) => {
			const signed = await sessions.read(request, response);
			if (signed === null) {
				response.json(null);
				return;
			}
			const { user, until, method, mustSetUp } = signed;
			response.json({ user, until, method, mustSetUp });
		},
		"GET /ways": async (_request, response) => {
			response.json({
				company: settings.oidc ? new URL(settings.oidc.issuer).hostname : null,
				mail: parts.mailer !== null,
			});
		},
		"POST /sign-out": async (request, response) => {
			await askEngine(engine, "/sign-out", {}, request, response, settings.publicUrl);
			response.status(204).end();
		},
		"POST /sign-in/email": async (request, response) => {
			const given = parseBody(signInSchema, request.body);
			limit(request, response, given.email);
			const answer = await askEngine(engine, "/sign-in/email", given, request, response, settings.publicUrl);
			if (answer["twoFactorRedirect"] === true) response.json({ code: true });
			else response.status(204).end();
		},
		"POST /sign-in/code": async (request, response) => {
			const { code, trustDevice } = parseBody(codeInputSchema, request.body);
			// Wrong codes are counted for the account by better-auth, which locks them after ten.
			limit(request, response);
			const spare = !/^\d{6}$/.test(code);
			const path = spare ? "/two-factor/verify-backup-code" : "/two-factor/verify-totp";
			await askEngine(engine, path, { code, trustDevice }, request, response, settings.publicUrl);
			response.status(204).end();
		},
		"POST /sign-in/passkey/start": async (request, response) => {
			limit(request, response);
			response.json(await passkeys.startEntering());
		},
		"POST /sign-in/passkey": async (request, response) => {
			const { answer } = parseBody(passkeyAnswerSchema, request.body);
			const { userId } = await passkeys.enter(answer);
			try {
				const { headers } = await engine.api.enter({
					body: { userId, method: "passkey" },
					headers: toWebHeaders(request),
					returnHeaders: true,
				});
				copyCookies(headers, response);
			} catch (error) {
				throw problemOfEngine(error);
			}
			response.status(204).end();
		},
		"POST /sign-out-everywhere": async (request, response) => {
			const { user } = await sessions.require(request);
			await database.transaction().execute(async (transaction) => {
				await endSessions(transaction, user.id);
				await noteAction(transaction, {
					actor: { kind: "user", ...user },
					action: "account.sign_out_everywhere",
					subject: user.id,
					address: networkOf(request.ip),
				});
			});
			response.status(204).end();
		},
	};
}

/** What better-auth threw, as a problem of ours. */
function problemOfEngine(error: unknown): Error {
	if (error instanceof Error && "statusCode" in error && typeof error.statusCode === "number") {
		const body = "body" in error && typeof error.body === "object" && error.body !== null ? error.body : {};
		return toProblem(error.statusCode, body as Record<string, unknown>);
	}
	return error instanceof Error ? error : new ProblemError("internal", "The sign-in failed.");
}
