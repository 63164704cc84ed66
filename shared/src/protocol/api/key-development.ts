import { z } from "zod";
import { idSchema, keyDevelopmentViewSchema } from "../../model/index.ts";
import { lineSchema } from "../content.ts";
import { daySchema, instantInputSchema, listQuerySchema } from "./list.ts";

const written = {
	text: lineSchema(300).min(1),
	/** The post that it sums up, null for the story as a whole. */
	postId: idSchema.nullable(),
	at: instantInputSchema.nullable(),
};

/** `POST /api/v1/stories/:id/key-developments`. Without `text` the post's or the story's headline makes it. */
export const keyDevelopmentInputSchema = z
	.strictObject({ ...z.object(written).partial().shape })
	.meta({ id: "KeyDevelopmentInput" });

/** `PATCH …/key-developments/:keyDevelopmentId`. */
export const keyDevelopmentPatchSchema = z.strictObject(written).partial().meta({ id: "KeyDevelopmentPatch" });

/** `PUT /api/v1/stories/:id/key-developments/order`: all or the first of them, in the editor's order. */
export const keyDevelopmentOrderInputSchema = z
	.strictObject({ ids: z.array(idSchema).min(1).max(500) })
	.meta({ id: "KeyDevelopmentOrderInput" });

/** The filters of `GET /api/v1/key-developments`, the lines from which a day's digest is made. */
export const keyDevelopmentListQuerySchema = listQuerySchema.extend({
	/** A day in the site's time zone. */
	date: daySchema.optional(),
});

/** A key development as editors see it. */
export const editorKeyDevelopmentSchema = keyDevelopmentViewSchema
	.extend({ status: z.enum(["published", "withdrawn"]) })
	.meta({ id: "KeyDevelopment" });
export type EditorKeyDevelopment = z.infer<typeof editorKeyDevelopmentSchema>;
