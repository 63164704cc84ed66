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

/** `POST /api/v1/stories/:id/key-developments`. */
export const keyDevelopmentInputSchema = z
	.strictObject({ ...z.object(written).partial().shape, text: written.text })
	.meta({ id: "KeyDevelopmentInput" });

/** `PATCH …/key-developments/:keyDevelopmentId`. */
export const keyDevelopmentPatchSchema = z.strictObject(written).partial().meta({ id: "KeyDevelopmentPatch" });

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
