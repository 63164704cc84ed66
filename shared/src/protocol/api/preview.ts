import { z } from "zod";
import { idSchema, instantSchema } from "../../model/index.ts";
import { instantInputSchema } from "./list.ts";
import { doerSchema } from "./revision.ts";

/** `POST /api/v1/stories/:id/previews`. Without `expiresAt` it holds for seven days; ninety at most. */
export const previewInputSchema = z
	.strictObject({
		expiresAt: instantInputSchema.optional(),
		/** Whom it is for, for the newsroom's list. */
		note: z.string().trim().max(200).default(""),
	})
	.meta({ id: "PreviewInput" });

/** A link by which somebody without an account sees a story as readers would, drafts included. */
export const previewSchema = z
	.object({
		id: idSchema,
		storyId: idSchema,
		note: z.string(),
		createdBy: doerSchema,
		createdAt: instantSchema,
		expiresAt: instantSchema,
		revokedAt: instantSchema.nullable(),
		/** When it was last opened; null when it never was. */
		openedAt: instantSchema.nullable(),
	})
	.meta({ id: "Preview" });
export type Preview = z.infer<typeof previewSchema>;

/** The answer that makes one: the only place where the address is ever shown, since the record keeps its hash. */
export const newPreviewSchema = previewSchema.extend({ url: z.url() }).meta({ id: "NewPreview" });
export type NewPreview = z.infer<typeof newPreviewSchema>;
