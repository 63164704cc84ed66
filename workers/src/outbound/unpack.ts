import type { IncomingMessage } from "node:http";
import { PassThrough, pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";

/**
 * An answer's body as it was before it was packed. It is a stream of its own: destroying it cuts the connection, and a
 * cut connection or bad packing is its error. Whoever reads it counts what comes out: a little packed may be much unpacked.
 */
export function unpack(answer: IncomingMessage): Readable {
	const encoding = (answer.headers["content-encoding"] ?? "").trim().toLowerCase();
	const body = chooseStep(encoding);
	pipeline(answer, body, () => undefined);
	return body;
}

function chooseStep(encoding: string) {
	if (encoding === "gzip" || encoding === "x-gzip") return createGunzip();
	if (encoding === "deflate") return createInflate();
	if (encoding === "br") return createBrotliDecompress();
	return new PassThrough();
}
