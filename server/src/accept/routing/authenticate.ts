import { ProblemError } from "@dateline/shared/protocol";
import type { Request } from "express";
import type { TokenBuckets } from "../../http/token-buckets.ts";
import type { Actor } from "../actor.ts";
import { networkOf } from "../audit/network-of.ts";
import type { AcceptParts } from "../parts.ts";
import { actorOfToken } from "../tokens.ts";
import { checkOrigin } from "./check-origin.ts";

/**
 * Who makes a request: a bearer token's holder, or the person of a session cookie, which needs our own Origin to write.
 *
 * @throws {ProblemError} `unauthenticated`; `rate_limited` for an address whose attempts failed too often;
 * `forbidden` for a foreign Origin
 */
export async function authenticate(parts: AcceptParts & { failures: TokenBuckets }, request: Request): Promise<Actor> {
	const header = request.headers.authorization;
	if (header === undefined) {
		const person = await parts.actorOf(request);
		if (!person) throw new ProblemError("unauthenticated", "Send a token as Authorization: Bearer …, or sign in.");
		checkOrigin(request, parts.settings.ownOrigins);
		return person;
	}
	const token = /^Bearer +([\w-]{1,200}) *$/i.exec(header)?.[1];
	const actor = token === undefined ? null : await actorOfToken(parts, token, networkOf(request.ip));
	if (actor) return actor;
	const wait = parts.failures.take(request.ip ?? "");
	if (wait > 0) {
		throw new ProblemError("rate_limited", "Too many attempts with tokens that are not valid.", { retryAfter: wait });
	}
	throw new ProblemError("unauthenticated", "The token is not valid, or was revoked.");
}
