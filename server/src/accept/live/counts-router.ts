import { ProblemError, readerCountSchema } from "@dateline/shared/protocol";
import express, { type Request, Router } from "express";
import { createTokenBuckets } from "../../http/token-buckets.ts";
import type { CountReaders } from "./count-readers.ts";

/** Of one address, which a whole office may share; and of everybody. Addresses are forgotten within the minute. */
const ofOne = { rate: 5, burst: 60 };
const ofAll = { rate: 500, burst: 2_000 };

/**
 * `POST /api/v1/counts`: what a reader's page opened, or where it was left. From our own pages, without cookies; a
 * reader who asks not to be tracked (`DNT`, `Sec-GPC`) is not counted even if its page should ask for it. Always 204
 * when it makes sense, so that nothing can be learnt from the answer.
 */
export function countsRouter({ counts, ownOrigins }: { counts: CountReaders; ownOrigins: readonly string[] }): Router {
	const perAddress = createTokenBuckets(ofOne);
	const together = createTokenBuckets(ofAll);
	const router = Router();
	router.post("/api/v1/counts", express.json({ limit: "1kb" }), (request, response) => {
		if (!isOurs(request, ownOrigins)) throw new ProblemError("forbidden", "This is for pages of this site only.");
		const parsed = readerCountSchema.safeParse(request.body);
		if (!parsed.success) throw new ProblemError("invalid", "A count is { v: 1, kind, storyId, bucket }.");
		const wait = perAddress.take(request.ip ?? "") || together.take("all");
		if (wait > 0) throw new ProblemError("rate_limited", "Too many counts.", { retryAfter: wait });
		const isAsked = request.get("DNT") === "1" || request.get("Sec-GPC") === "1";
		if (!isAsked) counts.note(parsed.data);
		response.set("Cache-Control", "no-store").status(204).end();
	});
	return router;
}

const isOurs = (request: Request, ownOrigins: readonly string[]): boolean => {
	const { origin, host } = request.headers;
	if (origin === undefined) return false;
	return ownOrigins.includes(origin) || (URL.canParse(origin) && new URL(origin).host === host);
};
