import { z } from "zod";
import { idSchema, instantSchema, mediaKindSchema, mediaViewSchema } from "../../model/index.ts";
import { mediaContentSchema } from "../content.ts";
import { listQuerySchema } from "./list.ts";

const { alt, caption, credit, focus, altAbsence } = mediaContentSchema.shape;

const middle = { x: 0.5, y: 0.5 };

/** The text parts of `POST /api/v1/media`, beside the part `file`. `focus` is JSON: `{"x":0.5,"y":0.5}`. */
export const mediaFieldsSchema = z
	.strictObject({
		alt: alt.default(""),
		caption: caption.default(""),
		credit: credit.default(""),
		focus: z
			.string()
			.max(100)
			.transform((text, context) => {
				try {
					return JSON.parse(text) as unknown;
				} catch {
					context.addIssue('JSON such as {"x":0.5,"y":0.5}');
					return z.NEVER;
				}
			})
			.pipe(focus)
			.default(middle),
	})
	.meta({ id: "MediaFields" });

/** `POST /api/v1/media/uploaded`: what was sent in pieces to `/api/v1/uploads` becomes media under the same id. */
export const mediaUploadedSchema = z
	.strictObject({
		upload: idSchema,
		alt: alt.default(""),
		caption: caption.default(""),
		credit: credit.default(""),
		focus: focus.default(middle),
		altAbsence,
	})
	.meta({ id: "MediaUploaded" });

/** `POST /api/v1/media/:id/cuts`: a part of a picture, in shares of its width and height from the top left. */
export const mediaCutSchema = z
	.strictObject({
		x: z.number().min(0).max(0.99),
		y: z.number().min(0).max(0.99),
		width: z.number().min(0.01).max(1),
		height: z.number().min(0.01).max(1),
	})
	.meta({ id: "MediaCut" });
export type MediaCut = z.infer<typeof mediaCutSchema>;

/** `PATCH /api/v1/media/:id`. */
export const mediaPatchSchema = z
	.strictObject({ alt, caption, credit, focus, altAbsence })
	.partial()
	.meta({ id: "MediaPatch" });

const yesOrNo = z.enum(["true", "false"]).transform((text) => text === "true");

/**
 * `q` are words of the caption, credit, alt text or file name; `used` whether a story, post or author shows it, drafts
 * too; `missing` what nobody has written yet; `mine` what the asker brought in.
 */
export const mediaListQuerySchema = listQuerySchema.extend({
	q: z.string().trim().max(200).optional(),
	kind: mediaKindSchema.optional(),
	used: yesOrNo.optional(),
	missing: z.enum(["alt", "credit"]).optional(),
	mine: yesOrNo.optional(),
});
export type MediaListQuery = z.infer<typeof mediaListQuerySchema>;

/** What was found out about a file when it came in; none of it is in what readers get. */
export const mediaDetailsSchema = z.object({
	name: z.string().optional(),
	/** Of the file as it was sent. */
	bytes: z.int().optional(),
	width: z.int().optional(),
	height: z.int().optional(),
	/** When it was taken, by the camera's clock, which names no zone: `2026-11-14T14:01:22`. */
	takenAt: z.string().optional(),
	/** Whether the file said where it was taken; that was taken out. */
	located: z.boolean().optional(),
	/** Words that stood in the file (IPTC, XMP): a suggestion. */
	suggested: z.object({ caption: z.string(), credit: z.string() }).optional(),
	/** The bytes of the smallest of the sizes that were made of it, and its type. */
	smallest: z.object({ bytes: z.int(), type: z.string() }).optional(),
});
export type MediaDetails = z.infer<typeof mediaDetailsSchema>;

/** Media as editors see it: as readers do, with what is known of the file and how far its sizes are. */
export const editorMediaSchema = mediaViewSchema
	.extend({
		bytes: z.int().positive(),
		createdAt: instantSchema,
		createdBy: z.string().nullable(),
		altAbsence: z.enum(["decoration", "later"]).nullable(),
		details: mediaDetailsSchema,
		/** Whether its sizes, or its still picture, are made. */
		made: z.enum(["waiting", "done", "failed"]),
		/** How many stories, posts and authors show it, drafts too. */
		uses: z.int().min(0),
	})
	.meta({ id: "Media" });
export type EditorMedia = z.infer<typeof editorMediaSchema>;

/** One place where media stands. */
export const mediaUseSchema = z
	.object({
		as: z.enum(["lead", "body", "portrait"]),
		storyId: idSchema.nullable(),
		postId: idSchema.nullable(),
		authorId: idSchema.nullable(),
		headline: z.string(),
		status: z.enum(["draft", "published", "withdrawn"]),
		at: instantSchema.nullable(),
	})
	.meta({ id: "MediaUse" });
export type MediaUse = z.infer<typeof mediaUseSchema>;

/** How many there are of each, and what the worker has still to do. */
export const mediaCountsSchema = z
	.object({
		all: z.int(),
		image: z.int(),
		video: z.int(),
		audio: z.int(),
		noAlt: z.int(),
		noCredit: z.int(),
		waiting: z.int(),
		failed: z.int(),
		/** Which ffmpeg the worker has; null without one, or before a worker has looked: videos then get no still picture. */
		ffmpeg: z.string().nullable(),
	})
	.meta({ id: "MediaCounts" });
export type MediaCounts = z.infer<typeof mediaCountsSchema>;
