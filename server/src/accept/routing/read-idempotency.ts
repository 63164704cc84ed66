import { createHash } from "node:crypto";
import { ProblemError } from "@dateline/shared/protocol";
import type { Request } from "express";
import { type Actor, actorKey } from "../actor.ts";
import type { Idempotency } from "./route.ts";

/** The request's `Idempotency-Key`, if it has one. @throws {ProblemError} `bad_request` for a key that can't be one */
export function readIdempotency(request: Request, actor: Actor, body: unknown): Idempotency | null {
	const key = request.get("Idempotency-Key");
	if (key === undefined) return null;
	if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
		throw new ProblemError("bad_request", "An Idempotency-Key has 1 to 200 visible ASCII characters.");
	}
	return { owner: actorKey(actor), key, bodyHash: hashRequest(request, JSON.stringify(body) ?? "") };
}

/** What makes two requests the same one. */
export function hashRequest(request: Request, body: string): string {
	return createHash("sha256").update(`${request.method} ${request.originalUrl}\n${body}`).digest("hex");
}
