import { z } from "zod";
import { idSchema, instantSchema } from "./id.ts";

/** A note to readers that something published was wrong; `postId` is null when it is about the story's own text. */
export const correctionViewSchema = z
	.object({ id: idSchema, postId: idSchema.nullable(), text: z.string(), at: instantSchema })
	.meta({ id: "CorrectionView" });
export type CorrectionView = z.infer<typeof correctionViewSchema>;
