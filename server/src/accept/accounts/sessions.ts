import type { OpenRecord } from "@dateline/shared/database";
import { ProblemError } from "@dateline/shared/protocol";
import type { Request, Response } from "express";
import type { Actor, Role } from "../actor.ts";
import { networkOf } from "../audit/network-of.ts";
import type { AuthEngine } from "./auth-engine.ts";
import { createUseNotes } from "./session-use.ts";
import { copyCookies, toWebHeaders } from "./web-messages.ts";

export type Person = Extract<Actor, { kind: "user" }>;

/** A session that is good, and whose it is. */
export interface Signed {
	sessionId: string;
	method: string | null;
	until: Date;
	user: { id: string; name: string; email: string; role: Role };
	/** Whether a second factor is asked of the account and it has none: until then it can do nothing but set one up. */
	mustSetUp: boolean;
}

export interface Sessions {
	/** The session of the request's cookie, or null. With a response it is made to last longer. */
	read(request: Request, response?: Response): Promise<Signed | null>;
	/** The same. @throws {ProblemError} `unauthenticated` */
	require(request: Request): Promise<Signed>;
	actorOf(request: Request): Promise<Person | null>;
}

/** Sessions by cookie. The record is asked each time, so what ended or was switched off is over at once. */
export function createSessions({ database, engine }: { database: OpenRecord["kysely"]; engine: AuthEngine }): Sessions {
	const noteUse = createUseNotes(database);

	const read: Sessions["read"] = async (request, response) => {
		if (!request.headers.cookie?.includes("dateline.session_token=")) return null;
		const { headers, response: found } = await engine.api.getSession({
			headers: toWebHeaders(request),
			query: { disableCookieCache: true, disableRefresh: response === undefined },
			returnHeaders: true,
		});
		if (response) copyCookies(headers, response);
		if (found === null || found.user.disabled) return null;
		const { session, user } = found;
		// A socket's session is looked at again and again without a request: that is no use from anywhere.
		if (request.ip !== undefined) noteUse(session.id, networkOf(request.ip));
		const method = session.method ?? null;
		return {
			sessionId: session.id,
			method,
			until: session.expiresAt,
			user: { id: user.id, name: user.name, email: user.email, role: user.role as Role },
			mustSetUp: !isStrong(method, user) && (await asksSecondFactor(database, user)),
		};
	};

	return {
		read,
		async require(request) {
			const signed = await read(request);
			if (signed === null) throw new ProblemError("unauthenticated", "Sign in first.");
			return signed;
		},
		async actorOf(request) {
			const signed = await read(request);
			if (signed === null) return null;
			if (signed.mustSetUp)
				throw new ProblemError("forbidden", "This account needs a second factor: set up a passkey or codes first.");
			const { id, name, role } = signed.user;
			return { kind: "user", id, name, role };
		},
	};
}

/** A passkey is two factors in one, and a company's sign-in answers for itself; a password needs codes beside it. */
const isStrong = (method: string | null, user: { twoFactorEnabled?: boolean | null | undefined }): boolean =>
	user.twoFactorEnabled === true || method === "passkey" || method === "company";

async function asksSecondFactor(
	database: OpenRecord["kysely"],
	user: { role: string; second_factor_required?: boolean | null | undefined },
): Promise<boolean> {
	if (user.second_factor_required) return true;
	const rules = await database.selectFrom("account_rules").select("second_factor_roles").executeTakeFirst();
	return rules?.second_factor_roles.includes(user.role) ?? false;
}
