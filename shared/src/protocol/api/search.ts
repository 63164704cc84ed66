import { z } from "zod";
import { instantSchema } from "../../model/index.ts";

/** `GET /api/v1/search`: words by their beginnings, all of which must be there. */
export const searchQuerySchema = z.strictObject({ q: z.string().trim().min(1).max(200) });

/** One thing that was found. */
export const foundSchema = z
	.object({
		kind: z.enum(["story", "post", "media", "person"]),
		id: z.string(),
		/** The story that a post is in. */
		storyId: z.string().nullable(),
		/** A headline, a caption or a name; a post without a headline has its first words here. */
		title: z.string(),
		/** Words around the place where it was found, or what it is. */
		text: z.string(),
		/** When readers got it, or when it was made. */
		at: instantSchema.nullable(),
		/** `draft`, `published` or `withdrawn`; of a live story `upcoming`, `live` or `ended`; of a person their role. */
		state: z.string(),
		/** A small picture of it. */
		picture: z.string().nullable(),
	})
	.meta({ id: "Found" });
export type Found = z.infer<typeof foundSchema>;

export const searchAnswerSchema = z.object({ items: z.array(foundSchema) });
