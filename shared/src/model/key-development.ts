import { z } from "zod";
import { idSchema, instantSchema } from "./id.ts";

/** One line that sums up one thing that happened; tied to its story and, when it sums up a post, to that post. */
export const keyDevelopmentViewSchema = z
	.object({
		id: idSchema,
		revision: z.int().min(1),
		storyId: idSchema,
		postId: idSchema.nullable(),
		text: z.string(),
		at: instantSchema,
		/** Where an editor put it among the story's others, newest first, when that is not where `at` puts it. */
		sortAt: instantSchema.optional(),
	})
	.meta({ id: "KeyDevelopmentView" });
export type KeyDevelopmentView = z.infer<typeof keyDevelopmentViewSchema>;
