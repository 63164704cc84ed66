import { z } from "zod";
import { idSchema, instantSchema } from "../../model/index.ts";
import { siteContentSchema } from "../content.ts";
import { daySchema, listQuerySchema, nameSchema } from "./list.ts";

/** `PATCH /api/v1/site`. `navigation` are sections, by id or slug, in their order. */
export const sitePatchSchema = z
	.strictObject({ ...siteContentSchema.shape, navigation: z.array(nameSchema).max(20) })
	.partial()
	.meta({ id: "SitePatch" });

/** The site as editors see it. */
export const editorSiteSchema = siteContentSchema.extend({ revision: z.int().min(0) }).meta({ id: "Site" });
export type EditorSite = z.infer<typeof editorSiteSchema>;

/** `PUT /api/v1/digests/:date`: key development ids in the editor's order. */
export const digestInputSchema = z
	.strictObject({ lines: z.array(idSchema).min(1).max(100) })
	.meta({ id: "DigestInput" });

/** A list of digests goes from day to day. */
export const digestListQuerySchema = listQuerySchema.extend({ after: daySchema.optional() });

/** A digest as editors see it. */
export const editorDigestSchema = z
	.object({
		date: z.iso.date(),
		revision: z.int().min(1),
		lines: z.array(z.object({ id: idSchema, text: z.string(), storyId: idSchema, at: instantSchema })),
		publishedAt: instantSchema,
		updatedAt: instantSchema.nullable(),
	})
	.meta({ id: "Digest" });
export type EditorDigest = z.infer<typeof editorDigestSchema>;
