import { z } from "zod";
import { idSchema, instantSchema, storyKindSchema } from "../../model/index.ts";
import { lineSchema } from "../content.ts";
import { erasableSchema } from "../submission.ts";
import { bodyInputSchema } from "./body-input.ts";
import { instantInputSchema, nameSchema } from "./list.ts";

/** `POST …/posts/:postId/break-out`: a story made of a post. What is not given comes from the post and its story. */
export const breakOutInputSchema = z
	.strictObject({
		kind: storyKindSchema.default("article"),
		headline: lineSchema(300).min(1).optional(),
		standfirst: z.string().trim().max(2_000).optional(),
		body: bodyInputSchema.optional(),
		section: nameSchema.nullable().optional(),
		/** A draft, to be written on, unless it is to go out as it is; the cards come when it goes out. */
		status: z.enum(["draft", "published"]).default("draft"),
		publishAt: instantInputSchema.nullable().optional(),
	})
	.meta({ id: "BreakOutInput" });
export type BreakOutInput = z.infer<typeof breakOutInputSchema>;

const postIds = z.array(idSchema).min(1).max(100);

/** `POST …/posts/move`. */
export const movePostsInputSchema = z
	.strictObject({ postIds, toStoryId: idSchema, significant: z.boolean().default(false) })
	.meta({ id: "MovePostsInput" });

/** `POST …/posts/merge`: `into` takes over the texts of `postIds`, oldest first after its own, unless `body` is given. */
export const mergePostsInputSchema = z
	.strictObject({
		into: idSchema,
		postIds,
		headline: lineSchema(300).optional(),
		body: bodyInputSchema.optional(),
		significant: z.boolean().default(false),
	})
	.meta({ id: "MergePostsInput" });
export type MergePostsInput = z.infer<typeof mergePostsInputSchema>;

/** `POST /api/v1/stories/:id/erase`. There is no way back. */
export const eraseInputSchema = z
	.strictObject({
		subject: erasableSchema,
		/** The order or request that it follows: kept for good. Do not repeat in it what is erased. */
		reason: z.string().trim().min(1).max(2_000),
		/** Whether pictures that only it shows are erased too, with their files. */
		media: z.boolean().default(false),
	})
	.meta({ id: "EraseInput" });

/** What was erased, and where a copy may still be. */
export const erasureSchema = z
	.object({
		id: idSchema,
		storyId: idSchema,
		subject: erasableSchema,
		reason: z.string(),
		/** `user:<id>`. */
		actor: z.string(),
		actorName: z.string().nullable(),
		at: instantSchema,
		/** Events whose words were blanked; their positions stay. */
		events: z.int().min(0),
		/** When the stream in Redis was rid of them; null while Redis is away. */
		streamClearedAt: instantSchema.nullable(),
		/** Ids of the pictures that were erased. */
		media: z.array(idSchema),
		/** Snapshots of the data folder that were taken before and so still hold the words, oldest first. */
		snapshots: z.array(z.object({ name: z.string(), at: instantSchema })),
	})
	.meta({ id: "Erasure" });
export type Erasure = z.infer<typeof erasureSchema>;

/** A picture's embargo, `PUT /api/v1/media/:id/embargo`. */
export const embargoInputSchema = z.strictObject({ until: instantInputSchema.nullable() }).meta({ id: "EmbargoInput" });
