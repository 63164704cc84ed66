import { listErasures } from "@dateline/shared/database";
import {
	editorStorySchema,
	eraseInputSchema,
	erasureSchema,
	listOf,
	submissionSchema,
} from "@dateline/shared/protocol";
import { z } from "zod";
import { eraseText, snapshotsBefore } from "../commands/erase.ts";
import { defineRoute } from "../routing/define-route.ts";
import { changeAnswers, found } from "./answers.ts";

const tag = "Erasures";

export const erasureRoutes = [
	defineRoute({
		method: "get",
		path: "/stories/:storyId/erasures",
		summary: "List what was erased of a story, why, and where a copy may still be",
		tag,
		ability: "story.erase",
		answers: found("The newest 100.", listOf(erasureSchema)),
		handle: async (parts, { params }) => {
			const recorded = await listErasures(parts.database.kysely, params.storyId);
			const items = await Promise.all(
				recorded.map(async (erasure) => ({ ...erasure, snapshots: await snapshotsBefore(parts, erasure.at) })),
			);
			return { status: 200, body: { items, next: null } };
		},
	}),
	defineRoute({
		method: "post",
		path: "/stories/:storyId/erase",
		summary: "Blank a text for good, in every copy",
		description:
			"Of a whole story with all that is in it, a post with its corrections and key developments, one key development, one correction, or one revision that readers no longer see. Positions stay, readers' copies are taken back, and there is no way back. What was copied into another text is another text.",
		tag,
		ability: "story.erase",
		body: eraseInputSchema,
		example: { subject: { kind: "post", id: "3kq8w0z2m4hd7c" }, reason: "Order of the district court, 4 May 2026" },
		answers: {
			...changeAnswers("story", editorStorySchema, 200),
			200: {
				description: "It is erased; `erasure` says where a copy may still be.",
				schema: z.object({
					story: editorStorySchema,
					submission: submissionSchema,
					position: z.int().min(0),
					erasure: erasureSchema,
				}),
			},
		},
		problems: ["conflict", "erased"],
		handle: (parts, input) => eraseText(parts, input, { storyId: input.params.storyId, ...input.body }),
	}),
];
