import { listMedia, readEditorMedia } from "@dateline/shared/database";
import {
	editorMediaSchema,
	listOf,
	mediaFieldsSchema,
	mediaListQuerySchema,
	mediaPatchSchema,
	ProblemError,
} from "@dateline/shared/protocol";
import { z } from "zod";
import { handIn } from "../commands/hand-in.ts";
import { patchMedia } from "../commands/patch-media.ts";
import { uploadMedia } from "../commands/upload-media.ts";
import { defineRoute } from "../routing/define-route.ts";
import { etagOf } from "../routing/if-match.ts";
import { changeAnswers, found } from "./answers.ts";

const tag = "Media";

export const mediaRoutes = [
	defineRoute({
		method: "get",
		path: "/media",
		summary: "List pictures, newest first",
		tag,
		ability: "media.read",
		query: mediaListQuerySchema,
		answers: found("A page of pictures.", listOf(editorMediaSchema)),
		handle: async ({ database }, { query }) => ({ status: 200, body: await listMedia(database.kysely, query) }),
	}),
	defineRoute({
		method: "post",
		path: "/media",
		summary: "Bring in a picture",
		description:
			"The picture goes into the part `file`: JPEG, PNG, WebP, AVIF or GIF, 20 MB and 64 million pixels at most. It is encoded anew, without EXIF.",
		tag,
		ability: "media.upload",
		body: mediaFieldsSchema,
		multipart: true,
		answers: { 201: { description: "The picture.", schema: z.object({ media: editorMediaSchema }) } },
		handle: uploadMedia,
	}),
	defineRoute({
		method: "get",
		path: "/media/:mediaId",
		summary: "Get a picture's description",
		tag,
		ability: "media.read",
		answers: found("The picture.", editorMediaSchema),
		handle: async ({ database }, { params }) => {
			const media = await readEditorMedia(database.kysely, params.mediaId);
			if (!media) throw new ProblemError("not_found", `There is no picture ${params.mediaId}.`);
			return { status: 200, body: media, etag: etagOf(media) };
		},
	}),
	defineRoute({
		method: "patch",
		path: "/media/:mediaId",
		summary: "Change a picture's caption, credit, alternative text or focal point",
		tag,
		ability: "media.write",
		body: mediaPatchSchema,
		ifMatch: true,
		example: { alt: "Cars on a bridge", caption: "The first cars cross.", credit: "Photo: Ana Lima" },
		answers: changeAnswers("media", editorMediaSchema, 200),
		problems: ["revision_mismatch"],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				patchMedia(transaction, { mediaId: input.params.mediaId, patch: input.body, ifMatch: input.ifMatch }),
			),
	}),
];
