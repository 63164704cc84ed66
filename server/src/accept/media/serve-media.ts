import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type OpenRecord, readMediaFile } from "@dateline/shared/database";
import { ProblemError } from "@dateline/shared/protocol";
import { type Bucket, type MediaStore, mediaTypes, nameOf, typeOf } from "@dateline/workers/media";
import { type Request, type RequestHandler, type Response, Router } from "express";

/** `<id>-<hash>.<ending>`, `<id>-<hash>-<width>.<ending>` and `<id>-<hash>-poster.webp`, or `.jpg` of before. */
const fileName = new RegExp(
	`^([0-9b-df-hjkmnp-tv-z]{14})-[0-9a-f]{8}(-\\d{1,5}|-poster)?\\.(${Object.keys(mediaTypes).join("|")})$`,
);
/** A name never means anything else. */
const forEver = "public, max-age=31536000, immutable";

/** `/media/:file`: a file of a picture, video or sound, for every page and every partner's page, whole or in part. */
export function mediaRouter(
	{ folder, bucket }: Pick<MediaStore, "folder" | "bucket">,
	{ kysely }: Pick<OpenRecord, "kysely">,
): Router {
	const router = Router();
	const redirect = async (file: string, response: Response) => {
		const [, id = "", size] = fileName.exec(file) ?? [];
		// Of a size that is not made yet readers get the picture as it is, under its own name.
		const whole = size === undefined ? null : await readMediaFile(kysely, id);
		if (whole === null || nameOf(whole).slice(0, 23) !== file.slice(0, 23)) throw missing();
		response.set("Cache-Control", "no-store").redirect(302, `/media/${nameOf(whole)}`);
	};
	router.get("/media/:file", serveFile(folder, bucket, redirect));
	return router;
}

const missing = () => new ProblemError("not_found", "There is no such picture.");

function serveFile(
	folder: string,
	bucket: Bucket | null,
	redirect: (file: string, response: Response) => Promise<void>,
): RequestHandler<{ file: string }> {
	return (request, response, next) => {
		const { file } = request.params;
		if (!fileName.test(file)) throw missing();
		response.set({
			"X-Content-Type-Options": "nosniff",
			"Cross-Origin-Resource-Policy": "cross-origin",
			"Content-Security-Policy": "default-src 'none'; sandbox",
			"Content-Type": typeOf(file),
		});
		response.sendFile(file, { root: folder, maxAge: "365d", immutable: true }, (error) => {
			// Who left before it was sent is nobody to tell.
			if (!error || response.headersSent || ("code" in error && error.code === "ECONNABORTED")) return;
			if ("status" in error && error.status === 416) return refuseRange(error, response);
			for (const name of ["Cache-Control", "Content-Type", "ETag", "Last-Modified", "Accept-Ranges"])
				response.removeHeader(name);
			if (!("code" in error) || error.code !== "ENOENT") return next(error);
			const sent = bucket ? sendFrom(bucket, file, request, response) : Promise.resolve(false);
			sent.then((found) => (found ? undefined : redirect(file, response))).catch(next);
		});
	};
}

/** The part that was asked for lies behind the end; the answer says where that is (RFC 9110, 15.5.17). */
function refuseRange(error: Error, response: Response): void {
	const headers = "headers" in error ? (error.headers as Record<string, string> | undefined) : undefined;
	response
		.status(416)
		.set({ ...headers, "Cache-Control": "no-store" })
		.end();
}

/** Since a name never means anything else, it is its own ETag. */
async function sendFrom(
	bucket: Bucket,
	file: string,
	{ headers }: Pick<Request, "headers">,
	response: Response,
): Promise<boolean> {
	const etag = `"${file}"`;
	const condition = headers["if-range"];
	const range = condition === undefined || condition === etag ? headers.range : undefined;
	// Of several parts, which no player asks for, all of it is sent.
	const found = await bucket.get(file, range && /^bytes=(\d+-\d*|-\d+)$/.test(range) ? range : undefined);
	if (!found) return false;
	const { status } = found;
	response.set("Accept-Ranges", "bytes");
	const contentRange = found.headers.get("content-range");
	if (contentRange !== null) response.set("Content-Range", contentRange);
	if (status === 416 || !found.body) {
		await found.body?.cancel();
		response.status(status === 416 ? 416 : 404).end();
		return true;
	}
	response.status(status === 206 ? 206 : 200);
	response.set({ "Content-Type": typeOf(file), "Cache-Control": forEver, ETag: etag });
	const length = found.headers.get("content-length");
	if (length !== null) response.set("Content-Length", length);
	// A reader who leaves in the middle ends the pipeline; there is nobody left to tell.
	await pipeline(Readable.fromWeb(found.body as never), response).catch(() => response.destroy());
	return true;
}
