import { z } from "zod";
import { idSchema } from "../model/index.ts";

/** Where a reader came to a story from: a list of ours, another story, another site, or by itself. */
export const openedFrom = [
	"feed",
	"section",
	"topic",
	"author",
	"digest",
	"search",
	"story",
	"elsewhere",
	"direct",
] as const;
/** How far a reader came before it left: of a text, its parts; of a live story, posts from the top, in coarse steps. */
export const leftAt = [
	"opening",
	"quarter",
	"half",
	"most",
	"end",
	"posts-1",
	"posts-5",
	"posts-20",
	"posts-more",
] as const;

/**
 * `POST /api/v1/counts`, from a reader's page: what was opened, or where it was left. No id of anybody, no cookie, no
 * time but the minute in which it comes; readers who ask not to be tracked send nothing.
 */
export const readerCountSchema = z.discriminatedUnion("kind", [
	z.strictObject({ v: z.literal(1), kind: z.literal("opened"), storyId: idSchema, bucket: z.enum(openedFrom) }),
	z.strictObject({ v: z.literal(1), kind: z.literal("left"), storyId: idSchema, bucket: z.enum(leftAt) }),
]);
export type ReaderCount = z.infer<typeof readerCountSchema>;
