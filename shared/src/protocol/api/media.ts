import { z } from "zod";
import { instantSchema, mediaViewSchema } from "../../model/index.ts";
import { mediaContentSchema } from "../content.ts";
import { listQuerySchema } from "./list.ts";

const { alt, caption, credit, focus } = mediaContentSchema.shape;

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
			.default({ x: 0.5, y: 0.5 }),
	})
	.meta({ id: "MediaFields" });

/** `PATCH /api/v1/media/:id`. */
export const mediaPatchSchema = z.strictObject({ alt, caption, credit, focus }).partial().meta({ id: "MediaPatch" });

/** `q` are words of the caption, credit or alt text. */
export const mediaListQuerySchema = listQuerySchema.extend({ q: z.string().trim().max(200).optional() });
export type MediaListQuery = z.infer<typeof mediaListQuerySchema>;

/** A picture as editors see it: as readers do, with its size in bytes and the time it came. */
export const editorMediaSchema = mediaViewSchema
	.extend({ bytes: z.int().positive(), createdAt: instantSchema })
	.meta({ id: "Media" });
export type EditorMedia = z.infer<typeof editorMediaSchema>;
