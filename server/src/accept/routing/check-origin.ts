import { ProblemError } from "@dateline/shared/protocol";
import type { Request } from "express";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * A cookie goes along with what any page sends, so an unsafe request by cookie must come from a page of ours, and in a
 * form that a foreign page could not send without being asked: JSON, or no body at all; multipart for uploads.
 *
 * @throws {ProblemError} `forbidden`, `unsupported_media_type`
 */
export function checkOrigin(request: Request, ownOrigins: readonly string[]): void {
	if (safeMethods.has(request.method)) return;
	const { origin } = request.headers;
	if (origin === undefined || !ownOrigins.includes(origin)) {
		throw new ProblemError("forbidden", "With a session, changes are taken from pages of this site only.");
	}
	// A foreign page can't send this header without being asked either: files in pieces have no content type at first.
	if (request.headers["tus-resumable"] !== undefined) return;
	if (request.method === "POST" && !request.is("json") && !request.is("multipart/form-data")) {
		throw new ProblemError("unsupported_media_type", "With a session, send application/json.");
	}
}
