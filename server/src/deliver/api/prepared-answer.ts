import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Request, Response } from "express";

const compress = promisify(gzip);

/** An answer that many readers get: made, hashed and compressed once. */
export interface PreparedAnswer {
	body: Buffer;
	gzipped: Buffer | null;
	etag: string;
	headers: Readonly<Record<string, string>>;
}

/** Below this it is not worth compressing, in bytes. */
const smallest = 1_024;

export async function prepareAnswer(text: string, headers: Readonly<Record<string, string>>): Promise<PreparedAnswer> {
	const body = Buffer.from(text);
	const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
	const gzipped = body.length < smallest ? null : await compress(body);
	return { body, gzipped, etag, headers: { ...headers, Vary: "Accept-Encoding" } };
}

/** Sends it, or 304 to who has it, or compressed to who takes that. */
export function sendPrepared(request: Request, response: Response, answer: PreparedAnswer): void {
	response.set(answer.headers).set("ETag", answer.etag);
	if (holds(request.get("If-None-Match"), answer.etag)) {
		response.status(304).end();
		return;
	}
	const compressed = answer.gzipped !== null && request.acceptsEncodings("gzip") === "gzip";
	if (compressed) response.set("Content-Encoding", "gzip");
	response.end(compressed ? answer.gzipped : answer.body);
}

/**
 * Whether an `If-None-Match` holds the tag, compared weakly as it has to be. Express would not say so to a browser's
 * `fetch` with that header, which sends `Cache-Control: no-cache` along.
 */
const holds = (header: string | undefined, etag: string): boolean =>
	header?.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag) ?? false;
