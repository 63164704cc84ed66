import { countMedia, listMedia, listMediaUses, makeMediaAnew, readEditorMedia } from "@dateline/shared/database";
import {
	editorMediaSchema,
	listOf,
	mediaCountsSchema,
	mediaCutSchema,
	mediaFieldsSchema,
	mediaListQuerySchema,
	mediaPatchSchema,
	mediaUploadedSchema,
	mediaUseSchema,
	ProblemError,
} from "@dateline/shared/protocol";
import { z } from "zod";
import { actorKey } from "../actor.ts";
import { cutMedia } from "../commands/cut-media.ts";
import { handIn } from "../commands/hand-in.ts";
import { patchMedia } from "../commands/patch-media.ts";
import { takeUpload } from "../commands/take-upload.ts";
import { uploadMedia } from "../commands/upload-media.ts";
import { viewerOf } from "../policies/story-access.ts";
import { defineRoute } from "../routing/define-route.ts";
import { etagOf } from "../routing/if-match.ts";
import { changeAnswers, found } from "./answers.ts";

const tag = "Media";

const made = { 201: { description: "The picture, video or sound.", schema: z.object({ media: editorMediaSchema }) } };

export const mediaRoutes = [
	defineRoute({
		method: "get",
		path: "/media",
		summary: "List pictures, videos and sounds, newest first",
		tag,
		ability: "media.read",
		query: mediaListQuerySchema,
		answers: found("A page of media.", listOf(editorMediaSchema)),
		handle: async ({ database }, { query, actor }) => ({
			status: 200,
			body: await listMedia(database.kysely, query, actorKey(actor)),
		}),
	}),
	defineRoute({
		method: "get",
		path: "/media/counts",
		summary: "Count media by kind, by what is missing, and by what is still to be made",
		tag,
		ability: "media.read",
		answers: found("How many there are.", mediaCountsSchema),
		handle: async ({ database }) => ({ status: 200, body: await countMedia(database.kysely) }),
	}),
	defineRoute({
		method: "post",
		path: "/media",
		summary: "Bring in a picture, video or sound in one form",
		description:
			"The file goes into the part `file`, 40 MB at most; larger ones are sent in pieces to `/api/v1/uploads`. A picture is JPEG, PNG, WebP, AVIF, GIF or TIFF of 64 million pixels at most: it is encoded anew, without EXIF. A video is MP4, WebM or MOV, a sound MP3, M4A, OGG or WAV: they are stored as they are.",
		tag,
		ability: "media.upload",
		body: mediaFieldsSchema,
		multipart: true,
		answers: made,
		handle: uploadMedia,
	}),
	defineRoute({
		method: "post",
		path: "/media/uploaded",
		summary: "Make media of a file that was sent in pieces",
		description:
			"Send the file to `/api/v1/uploads` (tus 1.0) first. The media gets the upload's id, so a repeat of this request is harmless and is answered with what the first one made.",
		tag,
		ability: "media.upload",
		body: mediaUploadedSchema,
		keyless: true,
		answers: made,
		problems: ["conflict", "payload_too_large", "unsupported_media_type"],
		example: { upload: "3kq8w0z2m4hd7c", alt: "Cars on a bridge", credit: "Ana Lima" },
		handle: (parts, { actor, body }) => takeUpload(parts, actor, body),
	}),
	defineRoute({
		method: "get",
		path: "/media/:mediaId",
		summary: "Get the description of a picture, video or sound",
		tag,
		ability: "media.read",
		answers: found("The picture, video or sound.", editorMediaSchema),
		handle: async ({ database }, { params }) => {
			const media = await readEditorMedia(database.kysely, params.mediaId);
			if (!media) throw new ProblemError("not_found", `There is no picture ${params.mediaId}.`);
			return { status: 200, body: media, etag: etagOf(media) };
		},
	}),
	defineRoute({
		method: "get",
		path: "/media/:mediaId/uses",
		summary: "List the stories, posts and authors that show it, drafts too",
		tag,
		ability: "media.read",
		answers: found("Where it stands, 100 places at most.", z.object({ items: z.array(mediaUseSchema) })),
		handle: async ({ database }, { params, actor }) => ({
			status: 200,
			body: { items: await listMediaUses(database.kysely, params.mediaId, viewerOf(actor)) },
		}),
	}),
	defineRoute({
		method: "post",
		path: "/media/:mediaId/cuts",
		summary: "Cut a picture of its own out of a picture",
		tag,
		ability: "media.upload",
		body: mediaCutSchema,
		keyless: true,
		answers: made,
		problems: ["conflict"],
		example: { x: 0.1, y: 0, width: 0.5, height: 1 },
		handle: (parts, { actor, params, body }) => cutMedia(parts, actor, params.mediaId, body),
	}),
	defineRoute({
		method: "post",
		path: "/media/:mediaId/make",
		summary: "Have its sizes, or its still picture, made anew",
		tag,
		ability: "media.upload",
		keyless: true,
		answers: { 200: { description: "It waits for the worker.", schema: z.object({ media: editorMediaSchema }) } },
		handle: async (parts, { params }) => {
			await makeMediaAnew(parts.database.kysely, params.mediaId);
			const media = await readEditorMedia(parts.database.kysely, params.mediaId);
			if (!media) throw new ProblemError("not_found", `There is no picture ${params.mediaId}.`);
			void parts.doorbell.ringMedia?.();
			return { status: 200, body: { media } };
		},
	}),
	defineRoute({
		method: "patch",
		path: "/media/:mediaId",
		summary: "Change the caption, credit, alternative text or focal point",
		description:
			"`altAbsence` says why there is no alternative text. A contributor changes what they brought in; once readers see it, the change waits for an editor.",
		tag,
		ability: "media.write",
		body: mediaPatchSchema,
		ifMatch: true,
		example: { alt: "Cars on a bridge", caption: "The first cars cross.", credit: "Photo: Ana Lima" },
		answers: changeAnswers("media", editorMediaSchema, 200),
		problems: ["revision_mismatch"],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) => {
				const { actor, body: patch, ifMatch, params } = input;
				return patchMedia(transaction, { actor, mediaId: params.mediaId, patch, ifMatch });
			}),
	}),
];
