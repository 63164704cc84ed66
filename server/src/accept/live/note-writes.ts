import { AsyncLocalStorage } from "node:async_hooks";
import type { RequestHandler } from "express";

/** Looks at the writes that pass: what they changed, and how long it took until they were safe. */
export interface NoteWrites {
	readonly handler: RequestHandler;
	/** Rings a bell, which happens when a submission's row has been committed: so long did it take. */
	timed<Answer>(ring: (storyId: string | null) => Answer): (storyId: string | null) => Answer;
}

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * @param parts.onWrite after a request that changed something of a story (null: of the site)
 * @param parts.onAccount after one that may have changed who may do what
 * @param parts.onAccepted with the milliseconds from a request's arrival to its submission's row
 */
export function noteWrites(parts: {
	onWrite(storyId: string | null): void;
	onAccount(): void;
	onAccepted(milliseconds: number): void;
}): NoteWrites {
	const arrival = new AsyncLocalStorage<number>();
	return {
		handler(request, response, next) {
			if (safe.has(request.method)) return next();
			const { path } = request;
			response.once("finish", () => {
				if (response.statusCode >= 400) return;
				if (path.startsWith("/api/auth/")) return parts.onAccount();
				if (!path.startsWith("/api/v1/") || path.startsWith("/api/v1/autosaves") || path === "/api/v1/counts") return;
				parts.onWrite(/^\/api\/v1\/stories\/([^/]+)/.exec(path)?.[1] ?? null);
				if (/\/(members|people|accounts|users|invitations)(\/|$)/.test(path)) parts.onAccount();
			});
			arrival.run(performance.now(), next);
		},
		timed: (ring) => (storyId) => {
			const begun = arrival.getStore();
			if (begun !== undefined) parts.onAccepted(performance.now() - begun);
			return ring(storyId);
		},
	};
}
