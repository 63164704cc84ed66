import { findInboundWire, noteInbound, readWireItems } from "@dateline/shared/database";
import { ProblemError } from "@dateline/shared/protocol";
import { type Request, Router, text } from "express";
import { createTokenBuckets } from "../../http/token-buckets.ts";
import { networkOf } from "../audit/network-of.ts";
import type { AcceptParts } from "../parts.ts";
import { fileItem, findKnown } from "./file-item.ts";
import { readInbound } from "./read-inbound.ts";
import { hashInbound } from "./wire-secrets.ts";

/** Two a second for each wire, sixty at once; of addresses that name none, as with failed tokens. */
const usual = { rate: 2, burst: 60 };
const guessing = { rate: 1 / 6, burst: 10 };

/**
 * `POST /in/<secret>`: what a program sends to an inbound wire, as JSON, a form or plain text, so that one line of `curl`
 * is enough. The secret stands in the address, or in `Authorization: Bearer` at `POST /in`.
 */
export function inboundRouter(parts: AcceptParts): Router {
	const router = Router();
	const sent = createTokenBuckets(usual);
	const guessed = createTokenBuckets(guessing);
	const read = text({ type: () => true, limit: "500kb" });
	router.post(["/in", "/in/:secret"], read, async (request, response) => {
		response.set("Cache-Control", "no-store");
		const from = networkOf(request.ip) ?? "";
		const secret = secretOf(request);
		const wire = secret === null ? null : await findInboundWire(parts.database.kysely, hashInbound(secret));
		if (wire === null) {
			limit(guessed, from);
			throw new ProblemError("not_found", "There is no such wire.");
		}
		limit(sent, wire.id);
		if (wire.state === "paused") throw new ProblemError("conflict", "The wire is paused.");
		const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
		const item = readInbound(type, typeof request.body === "string" ? request.body.replaceAll("\u0000", "") : "");
		const { known } = await findKnown(parts, wire, [item]);
		const filed = await fileItem(parts, wire, item, { known: known.get(item.guid) });
		const [noted] = (await readWireItems(parts.database.kysely, wire.id, 20)).filter(({ guid }) => guid === item.guid);
		const problem = filed === "refused" ? (noted?.note ?? "It could not be taken.") : null;
		await noteInbound(parts.database.kysely, wire.id, problem);
		if (problem !== null) throw new ProblemError("conflict", problem);
		const done = { outcome: filed, id: item.guid, storyId: noted?.storyId ?? null, postId: noted?.postId ?? null };
		response.status(filed === "new" ? 201 : 200).json({ ...done, waits: !wire.direct });
	});
	return router;
}

function secretOf(request: Request): string | null {
	const given = request.params["secret"] ?? /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
	return typeof given === "string" && given.length >= 16 && given.length <= 100 ? given : null;
}

/** @throws {ProblemError} `rate_limited` */
function limit(buckets: ReturnType<typeof createTokenBuckets>, key: string): void {
	const wait = buckets.take(key);
	if (wait > 0) throw new ProblemError("rate_limited", "Too many requests.", { retryAfter: Math.ceil(wait) });
}
