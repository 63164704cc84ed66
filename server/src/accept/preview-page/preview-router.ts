import { openPreview, readPreviewState } from "@dateline/shared/database";
import type { StoryChannelState } from "@dateline/shared/model";
import { Router } from "express";
import { hashPreview } from "../commands/previews.ts";
import type { AcceptDependencies } from "../parts.ts";

/** Makes a reader's page of a story's state, for somebody who was sent a link. */
export type RenderPreview = (story: StoryChannelState) => Promise<{ html: string; policy: string }>;

/** `/preview/<secret>`: a story as readers would see it, for whoever has the link, and for nobody's cache or index. */
export function previewRouter({
	database,
	renderPreview,
}: Pick<AcceptDependencies, "database"> & { renderPreview: RenderPreview }): Router {
	const router = Router();
	router.get("/preview/:secret", async (request, response, next) => {
		response.set({
			"Cache-Control": "private, no-store",
			"X-Robots-Tag": "noindex, nofollow, noarchive",
			"Referrer-Policy": "no-referrer",
		});
		const { secret } = request.params;
		const storyId = /^[\w-]{32}$/.test(secret) ? await openPreview(database.kysely, hashPreview(secret)) : null;
		const shown = storyId === null ? null : await readPreviewState(database.kysely, storyId);
		if (!shown) return next();
		if ("embargo" in shown) {
			response.status(403).type("text").send(`This story is under embargo until ${shown.embargo}.\n`);
			return undefined;
		}
		const { html, policy } = await renderPreview(shown.state);
		response.set("Content-Security-Policy", policy).type("html").send(html);
		return undefined;
	});
	return router;
}
