import type { OpenRecord } from "@dateline/shared/database";
import { ProblemError } from "@dateline/shared/protocol";
import { createMailer, type Mailer } from "@dateline/workers/mail";
import express, { type Request, type RequestHandler } from "express";
import type { Logger } from "pino";
import type { Actor } from "../actor.ts";
import { checkOrigin } from "../routing/check-origin.ts";
import { createAttemptLimit } from "./attempt-limit.ts";
import { type AccountSettings, createAuthEngine } from "./auth-engine.ts";
import type { AuthParts, AuthRoute } from "./auth-route.ts";
import { type AccountChanges, followChanges } from "./changes.ts";
import { companyRoutes } from "./company-routes.ts";
import { linkRoutes } from "./link-routes.ts";
import { ownAccountRoutes } from "./own-account-routes.ts";
import { createPasskeys } from "./passkeys.ts";
import { createSessions } from "./sessions.ts";
import { signInRoutes } from "./sign-in-routes.ts";

export interface Accounts {
	/** Serves `/api/auth/*`; goes before `express.json()`, whatever path it is mounted at. */
	readonly handler: RequestHandler;
	/**
	 * Who is signed in by the request's session cookie, or null. Must not be awaited inside a transaction.
	 *
	 * @throws {ProblemError} `forbidden` when a second factor is asked of the account, and it has none yet
	 */
	readonly actorOf: (request: Request) => Promise<Extract<Actor, { kind: "user" }> | null>;
	/** Tells when who may do what has changed, in whichever process. */
	readonly changes: AccountChanges;
	readonly mailer: Mailer;
}

/**
 * Accounts: sign in and out, sessions, one's own password, passkeys and codes, and the links that are the only way to a
 * new account. Nothing else of better-auth is reachable: only what stands in these tables.
 */
export function createAccounts({
	database,
	settings,
	log,
}: {
	database: OpenRecord;
	settings: AccountSettings;
	log: Logger;
}): Accounts {
	const { kysely } = database;
	const engine = createAuthEngine({ database: kysely, settings, log });
	const mailer = createMailer(settings.smtp, log);
	const sessions = createSessions({ database: kysely, engine });
	const { publicUrl, ownOrigins } = settings;
	const passkeys = createPasskeys({ database: kysely, publicUrl, origins: ownOrigins, log });
	// A newsroom sits behind one address and a guesser behind many, so the narrow limit is for the two together.
	const perPair = createAttemptLimit(5);
	const perAccount = createAttemptLimit(30);
	const perAddress = createAttemptLimit(60);

	const parts: AuthParts = {
		...{ database: kysely, settings, log, engine, mailer, sessions, passkeys },
		limit(request, response, account) {
			const address = request.ip ?? "";
			const name = account?.toLowerCase();
			// What an address may not try any more is not counted against the account: else it could keep its owner out.
			const wait =
				perAddress.attempt(address) ??
				(name === undefined ? null : (perPair.attempt(`${address} ${name}`) ?? perAccount.attempt(name)));
			if (wait === null) return;
			response.set("retry-after", String(wait));
			throw new ProblemError("rate_limited", `Too many tries. Try again in ${wait} s.`, { retryAfter: wait });
		},
	};
	const routes: Record<string, AuthRoute> = {
		...signInRoutes(parts),
		...companyRoutes(parts),
		...linkRoutes(parts),
		...ownAccountRoutes(parts),
	};
	const readBody = express.json({ limit: "64kb" });

	return {
		actorOf: sessions.actorOf,
		changes: followChanges({ database, log }),
		mailer,
		handler: (request, response, next) => {
			const path = new URL(request.originalUrl, publicUrl).pathname;
			if (!path.startsWith("/api/auth/")) return next();
			const route = routes[`${request.method} ${path.slice("/api/auth".length)}`];
			response.set("cache-control", "no-store");
			if (route === undefined) return next(new ProblemError("not_found", "There is no such address."));
			readBody(request, response, (error?: unknown) => {
				if (error !== undefined)
					return next(new ProblemError("bad_request", "The body is not JSON of a fitting size."));
				const run = async () => {
					// By cookie or on the way to one: the page that asks must be ours.
					if (request.method !== "GET") checkOrigin(request, ownOrigins);
					await route(request, response);
				};
				run().catch(next);
			});
		},
	};
}
