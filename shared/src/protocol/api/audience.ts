import { z } from "zod";
import { instantSchema } from "../../model/index.ts";

/** `GET /api/v1/stories/:storyId/audience?hours=`: over how many hours the sums go. */
export const audienceQuerySchema = z.strictObject({ hours: z.coerce.number().int().min(1).max(720).default(24) });
export type AudienceQuery = z.infer<typeof audienceQuerySchema>;

/** How a story is read, counted without anybody in it: sums only, by the minute. */
export const audienceSchema = z
	.object({
		hours: z.int(),
		/** How often it was opened, by where readers came from. */
		opened: z.record(z.string(), z.int()),
		/** How often it was left, by how far they had come. */
		left: z.record(z.string(), z.int()),
		/** Screens that showed it, for each minute of the last hour in which there were any; oldest first. */
		minutes: z.array(z.object({ at: instantSchema, readers: z.int() })),
	})
	.meta({ id: "Audience" });
export type AudienceView = z.infer<typeof audienceSchema>;
