import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ProblemError } from "@dateline/shared/protocol";
import { type Response as ExpressResponse, type RequestHandler, Router } from "express";
import type { MediaStore } from "./media-store.ts";
import { type Bucket, typeOf } from "./open-bucket.ts";

/** `<id>-<hash>.<ending>`, and `<id>-<hash>-<width>.webp`. */
const fileName = /^[0-9b-df-hjkmnp-tv-z]{14}-[0-9a-f]{8}(-\d{1,5})?\.(jpg|png|webp|avif|gif)$/;
/** A name never means anything else. */
const forEver = "public, max-age=31536000, immutable";

/** `/media/:file`: a file of a picture, for every page and every partner's page. */
export function mediaRouter({ folder, bucket }: Pick<MediaStore, "folder" | "bucket">): Router {
	const router = Router();
	router.get("/media/:file", serveFile(folder, bucket));
	return router;
}

const missing = () => new ProblemError("not_found", "There is no such picture.");

function serveFile(folder: string, bucket: Bucket | null): RequestHandler<{ file: string }> {
	return ({ params: { file } }, response, next) => {
		if (!fileName.test(file)) throw missing();
		response.set({
			"X-Content-Type-Options": "nosniff",
			"Cross-Origin-Resource-Policy": "cross-origin",
			"Content-Security-Policy": "default-src 'none'; sandbox",
		});
		response.sendFile(file, { root: folder, maxAge: "365d", immutable: true }, (error) => {
			if (!error || response.headersSent) return;
			response.removeHeader("Cache-Control");
			if (!("code" in error) || error.code !== "ENOENT") next(error);
			else if (bucket === null) next(missing());
			else sendFrom(bucket, file, response).catch(next);
		});
	};
}

async function sendFrom(bucket: Bucket, file: string, response: ExpressResponse): Promise<void> {
	const found = await bucket.get(file);
	if (!found?.body) throw missing();
	response.set({ "Content-Type": typeOf(file), "Cache-Control": forEver });
	const length = found.headers.get("content-length");
	if (length !== null) response.set("Content-Length", length);
	// A reader who leaves in the middle ends the pipeline; there is nobody left to tell.
	await pipeline(Readable.fromWeb(found.body as never), response).catch(() => response.destroy());
}
