import { type OpenRecord, readBody } from "@dateline/shared/database";
import { idSchema } from "@dateline/shared/model";
import { ProblemError } from "@dateline/shared/protocol";
import { Router } from "express";

/**
 * `/bodies/<story|post>/<id>/<revision>`: the HTML of a body that was too long for its event. A revision never changes,
 * so a browser keeps it; what stands between may not keep it for long, since it can be withdrawn.
 */
export function bodiesRouter({ record }: { record: OpenRecord }): Router {
	const router = Router();
	router.get("/bodies/:kind/:id/:revision", async (request, response) => {
		const { kind, id, revision } = request.params;
		const isAddress =
			(kind === "story" || kind === "post") && idSchema.safeParse(id).success && /^[1-9]\d{0,8}$/.test(revision);
		const html = isAddress ? await readBody(record.kysely, kind, id, Number(revision)) : null;
		if (html === null) throw new ProblemError("not_found", "There is no such revision.");
		if (html === "withdrawn") throw new ProblemError("withdrawn", "What it belongs to was withdrawn.");
		response
			.set("Cache-Control", "public, max-age=31536000, s-maxage=60, immutable")
			.set("Access-Control-Allow-Origin", "*")
			.type("html")
			.send(html);
	});
	return router;
}
