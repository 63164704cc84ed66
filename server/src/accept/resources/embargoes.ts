import { setEmbargo } from "@dateline/shared/database";
import { embargoInputSchema, ProblemError } from "@dateline/shared/protocol";
import { z } from "zod";
import { defineRoute } from "../routing/define-route.ts";
import { found } from "./answers.ts";

/** Of stories and posts it stands in their own routes. */
export const embargoRoutes = [
	defineRoute({
		method: "put",
		keyless: true,
		path: "/media/:mediaId/embargo",
		summary: "Say until when nothing may show a picture, or lift that",
		description: "Before it is over, what shows the picture is refused with `embargoed`; it ends by itself.",
		tag: "Media",
		ability: "media.embargo",
		body: embargoInputSchema,
		example: { until: "2026-05-02T18:00:00Z" },
		answers: found("The embargo.", z.object({ id: z.string(), embargo: z.string().nullable() })),
		handle: async ({ database }, { params, body }) => {
			if (!(await setEmbargo(database.kysely, "media", params.mediaId, body.until))) {
				throw new ProblemError("not_found", `There is no picture ${params.mediaId}.`);
			}
			return { status: 200, body: { id: params.mediaId, embargo: body.until } };
		},
	}),
];
