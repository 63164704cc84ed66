import { z } from "zod";
import { correctionViewSchema } from "./correction.ts";
import { idSchema, instantSchema } from "./id.ts";
import { authorViewSchema } from "./taxonomy.ts";

/**
 * A post as readers see it. `publishedAt` is the editorial time, which an editor can set and which orders the stream.
 * `pinned` is its place among the pinned posts (0 first) or null. Exactly one of `html` and `bodyUrl` is set.
 */
export const postViewSchema = z
	.object({
		id: idSchema,
		storyId: idSchema,
		revision: z.int().min(1),
		headline: z.string(),
		html: z.string().nullable(),
		bodyUrl: z.string().nullable(),
		key: z.boolean(),
		pinned: z.int().nullable(),
		breaking: z.boolean(),
		authors: z.array(authorViewSchema),
		publishedAt: instantSchema,
		updatedAt: instantSchema.nullable(),
		corrections: z.array(correctionViewSchema),
	})
	.meta({ id: "PostView" });
export type PostView = z.infer<typeof postViewSchema>;

/** A key event in the timeline: a post with `key` set, wherever in the story it stands. */
export const timelineEntrySchema = z.object({ postId: idSchema, headline: z.string(), at: instantSchema });
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;
