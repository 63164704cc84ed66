import type { OpenRecord } from "@dateline/shared/database";
import { ProblemError } from "@dateline/shared/protocol";
import type { Settings } from "@dateline/shared/settings";
import express, { type Request, type RequestHandler, type Response } from "express";
import type { Logger } from "pino";
import type { z } from "zod";
import type { Actor, Role } from "../actor.ts";
import { checkOrigin } from "../routing/check-origin.ts";
import { acceptLink, linkSpent } from "./accept-link.ts";
import {
	acceptLinkSchema,
	changePasswordSchema,
	linkSchema,
	makeLinkSchema,
	signInSchema,
} from "./account-requests.ts";
import { createAttemptLimit } from "./attempt-limit.ts";
import { createAuthEngine } from "./auth-engine.ts";
import { createAccountLink, readAccountLink } from "./one-time-links.ts";
import { findPasswordProblem } from "./password-rule.ts";
import { copyCookies, sendWebResponse, toWebHeaders, toWebRequest } from "./web-messages.ts";

export interface Accounts {
	/** Serves `/api/auth/*`; goes before `express.json()`, whatever path it is mounted at. */
	readonly handler: RequestHandler;
	/** Who is signed in by the request's session cookie, or null. Must not be awaited inside a transaction. */
	readonly actorOf: (request: Request) => Promise<Extract<Actor, { kind: "user" }> | null>;
}

type Route = (request: Request, response: Response) => Promise<unknown>;

/**
 * Accounts: sign in and out, the session, one's own password, and the one-time link that is the only way to a new
 * account. Nothing else of better-auth is reachable.
 */
export function createAccounts({
	database,
	settings,
	log,
}: {
	database: OpenRecord;
	settings: Pick<Settings, "publicUrl" | "ownOrigins" | "secret">;
	log: Logger;
}): Accounts {
	const engine = createAuthEngine({ database: database.kysely, settings, log });
	const readBody = express.json({ limit: "16kb" });
	// A newsroom sits behind one address and a guesser behind many, so the narrow limit is for the two together.
	const perPair = createAttemptLimit(5);
	const perAccount = createAttemptLimit(30);
	const perAddress = createAttemptLimit(60);

	const actorOf: Accounts["actorOf"] = async (request) => {
		if (!request.headers.cookie?.includes("dateline.session_token=")) return null;
		const session = await engine.api.getSession({
			headers: toWebHeaders(request),
			query: { disableCookieCache: true, disableRefresh: true },
		});
		if (session === null || session.user.disabled) return null;
		return { kind: "user", id: session.user.id, name: session.user.name, role: session.user.role as Role };
	};

	const limit = (request: Request, response: Response, account: string) => {
		const address = request.ip ?? "";
		const name = account.toLowerCase();
		// What an address may not try any more is not counted against the account: else it could keep its owner out.
		const wait = perAddress.attempt(address) ?? perPair.attempt(`${address} ${name}`) ?? perAccount.attempt(name);
		if (wait === null) return;
		response.set("retry-after", String(wait));
		throw new ProblemError("rate_limited", `Too many tries. Try again in ${wait} s.`, { retryAfter: wait });
	};

	const toEngine: Route = async (request, response) =>
		sendWebResponse(await engine.handler(toWebRequest(request, settings.publicUrl)), response);

	const requireOwnOrigin = (request: Request) => {
		const origin = request.headers.origin;
		if (origin !== undefined && !settings.ownOrigins.includes(origin))
			throw new ProblemError("forbidden", "This is for pages of this site only.");
	};

	const requireAdministrator = async (request: Request) => {
		const actor = await actorOf(request);
		if (actor === null) throw new ProblemError("unauthenticated", "Sign in first.");
		if (actor.role !== "administrator") throw new ProblemError("forbidden", "Only an administrator may do that.");
	};

	const routes: Record<string, Route> = {
		// Also makes the session last longer, so the console asks from time to time.
		"GET /session": async (request, response) => {
			const { headers, response: session } = await engine.api.getSession({
				headers: toWebHeaders(request),
				returnHeaders: true,
			});
			copyCookies(headers, response);
			if (session === null || session.user.disabled) throw new ProblemError("unauthenticated", "Nobody is signed in.");
			const { id, name, email, role } = session.user;
			response.json({ user: { id, name, email, role }, until: session.session.expiresAt });
		},
		"POST /sign-out": toEngine,
		"POST /sign-in/email": async (request, response) => {
			const { email } = parse(signInSchema, request.body);
			limit(request, response, email);
			await toEngine(request, response);
		},
		"POST /change-password": async (request, response) => {
			const given = parse(changePasswordSchema, request.body);
			const actor = await actorOf(request);
			if (actor === null) throw new ProblemError("unauthenticated", "Sign in first.");
			limit(request, response, actor.id);
			const weak = findPasswordProblem(given.newPassword, { name: actor.name, email: "" });
			if (weak !== null) throw new ProblemError("invalid", weak);
			// Whoever changes a password wants the other devices out.
			request.body = { ...given, revokeOtherSessions: true };
			await toEngine(request, response);
		},
		"POST /read-link": async (request, response) => {
			const { link } = parse(linkSchema, request.body);
			limit(request, response, `link ${link}`);
			const found = await readAccountLink(database.kysely, link);
			if (found === null) throw linkSpent();
			response.json({ role: found.role, until: found.until.toISOString() });
		},
		"POST /accept-link": async (request, response) => {
			requireOwnOrigin(request);
			const given = parse(acceptLinkSchema, request.body);
			limit(request, response, `link ${given.link}`);
			await acceptLink(database.kysely, given);
			log.info({ name: given.name }, "A one-time link was used: a new account.");
			const { headers } = await engine.api.signInEmail({
				body: { email: given.email, password: given.password },
				headers: toWebHeaders(request),
				returnHeaders: true,
			});
			copyCookies(headers, response);
			response.status(201).json({ name: given.name });
		},
		"POST /links": async (request, response) => {
			// By cookie, so its page must be named, as with every other write by cookie.
			checkOrigin(request, settings.ownOrigins);
			await requireAdministrator(request);
			const { role } = parse(makeLinkSchema, request.body);
			const link = await createAccountLink({ database, publicUrl: settings.publicUrl }, role);
			response.status(201).json({ link, role });
		},
		"GET /people": async (request, response) => {
			await requireAdministrator(request);
			const people = await database.kysely
				.selectFrom("user")
				.select(["id", "name", "email", "role", "disabled", "createdAt"])
				.orderBy("name")
				.limit(500)
				.execute();
			response.json({ items: people });
		},
	};

	return {
		actorOf,
		handler: (request, response, next) => {
			const path = new URL(request.originalUrl, settings.publicUrl).pathname;
			if (!path.startsWith("/api/auth/")) return next();
			const route = routes[`${request.method} ${path.slice("/api/auth".length)}`];
			response.set("cache-control", "no-store");
			if (route === undefined) return next(new ProblemError("not_found", "There is no such address."));
			readBody(request, response, (error?: unknown) => {
				if (error !== undefined)
					return next(new ProblemError("bad_request", "The body is not JSON of a fitting size."));
				route(request, response).catch(next);
			});
		},
	};
}

function parse<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
	const parsed = schema.safeParse(body);
	if (parsed.success) return parsed.data;
	const errors = parsed.error.issues.map(({ path, message }) => ({ pointer: `/${path.join("/")}`, detail: message }));
	throw new ProblemError("invalid", "Something in the body is not valid.", { errors });
}
