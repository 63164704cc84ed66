import { ProblemError } from "@dateline/shared/protocol";
import type { RequestHandler } from "express";

/** Refuses what another site's page sends in a reader's name. */
export function requireOwnOrigin(ownOrigins: readonly string[]): RequestHandler {
	return (request, _response, next) => {
		if (!ownOrigins.includes(request.get("Origin") ?? "")) {
			throw new ProblemError("forbidden", "This is for pages of this site only.");
		}
		next();
	};
}
