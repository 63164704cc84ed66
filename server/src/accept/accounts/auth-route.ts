import type { OpenRecord } from "@dateline/shared/database";
import { ProblemError } from "@dateline/shared/protocol";
import type { Mailer } from "@dateline/workers/mail";
import type { Request, Response } from "express";
import type { Logger } from "pino";
import type { z } from "zod";
import type { AccountSettings, AuthEngine } from "./auth-engine.ts";
import type { Passkeys } from "./passkeys.ts";
import type { Sessions } from "./sessions.ts";

/** What the routes under `/api/auth` work with. */
export interface AuthParts {
	database: OpenRecord["kysely"];
	settings: AccountSettings;
	log: Logger;
	engine: AuthEngine;
	mailer: Mailer;
	sessions: Sessions;
	passkeys: Passkeys;
	/**
	 * Notes a try from this address, for this account where it is known: whole newsrooms sit behind one address.
	 *
	 * @throws {ProblemError} `rate_limited`
	 */
	limit(request: Request, response: Response, account?: string): void;
}

export type AuthRoute = (request: Request, response: Response) => Promise<unknown>;

/** The routes of one file: method and path under `/api/auth`. */
export type AuthRoutes = Record<string, AuthRoute>;

/** A request's body, parsed. @throws {ProblemError} `invalid` */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
	const parsed = schema.safeParse(body);
	if (parsed.success) return parsed.data;
	const errors = parsed.error.issues.map(({ path, message }) => ({ pointer: `/${path.join("/")}`, detail: message }));
	throw new ProblemError("invalid", "Something in the body is not valid.", { errors });
}
