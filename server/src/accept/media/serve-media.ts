import { ProblemError } from "@dateline/shared/protocol";
import { type RequestHandler, Router } from "express";

/** `<id>-<hash>.<ending>`, and `<id>-<hash>-<width>.webp`. */
const fileName = /^[0-9b-df-hjkmnp-tv-z]{14}-[0-9a-f]{8}(-\d{1,5})?\.(jpg|png|webp|avif|gif)$/;

/** `/media/:file`: a file of a picture, which never changes, for every page and every partner's page. */
export function mediaRouter({ folder }: { folder: string }): Router {
	const router = Router();
	router.get("/media/:file", serveFile(folder));
	return router;
}

const serveFile =
	(folder: string): RequestHandler<{ file: string }> =>
	({ params }, response, next) => {
		const missing = new ProblemError("not_found", "There is no such picture.");
		if (!fileName.test(params.file)) throw missing;
		response.set({
			"X-Content-Type-Options": "nosniff",
			"Cross-Origin-Resource-Policy": "cross-origin",
			"Content-Security-Policy": "default-src 'none'; sandbox",
		});
		response.sendFile(params.file, { root: folder, maxAge: "365d", immutable: true }, (error) => {
			if (!error || response.headersSent) return;
			response.removeHeader("Cache-Control");
			next("code" in error && error.code === "ENOENT" ? missing : error);
		});
	};
