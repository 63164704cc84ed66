import { z } from "zod";
import { idSchema } from "./id.ts";
import { mediaViewSchema } from "./media.ts";

/** A section as readers see it. `revision` orders copies of it that stand inside cards and stories. */
export const sectionViewSchema = z
	.object({ id: idSchema, revision: z.int().min(1), slug: z.string(), name: z.string(), description: z.string() })
	.meta({ id: "SectionView" });
/** A topic as readers see it. */
export const topicViewSchema = sectionViewSchema.meta({ id: "TopicView" });
/** An author as readers see it; a desk is an author too. */
export const authorViewSchema = z
	.object({
		id: idSchema,
		revision: z.int().min(1),
		slug: z.string(),
		name: z.string(),
		desk: z.boolean(),
		role: z.string(),
		bio: z.string(),
		contact: z.string(),
		portrait: mediaViewSchema.nullable(),
	})
	.meta({ id: "AuthorView" });
export type SectionView = z.infer<typeof sectionViewSchema>;
export type TopicView = z.infer<typeof topicViewSchema>;
export type AuthorView = z.infer<typeof authorViewSchema>;
