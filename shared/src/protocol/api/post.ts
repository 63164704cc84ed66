import { z } from "zod";
import { idSchema, instantSchema } from "../../model/index.ts";
import { lineSchema, postContentSchema } from "../content.ts";
import { bodyInputSchema } from "./body-input.ts";
import { instantInputSchema, listQuerySchema, nameSchema } from "./list.ts";
import { statusSchema } from "./story.ts";

const written = {
	headline: lineSchema(300),
	body: bodyInputSchema,
	key: z.boolean(),
	/** On top, at this place (0 first); true is the first place, null or false unpins. */
	pinned: z.union([z.int().min(0).max(100), z.boolean()]).nullable(),
	breaking: z.boolean(),
	authors: z.array(nameSchema).max(20),
	/** The editorial time, which orders the stream; null is the moment it goes live. */
	publishedAt: instantInputSchema.nullable(),
};

/** `POST /api/v1/stories/:id/posts`. */
export const postInputSchema = z
	.strictObject({
		...z.object(written).partial().shape,
		body: written.body,
		/** Moves the story's "Updated:" stamp and its place in the feed; true by default. */
		significant: z.boolean().default(true),
		status: z.enum(["draft", "published"]).default("published"),
		publishAt: instantInputSchema.nullable().optional(),
		/** Nothing of it leaves the newsroom before, whoever publishes it. */
		embargo: instantInputSchema.nullable().optional(),
	})
	.meta({ id: "PostInput" });
export type PostInput = z.infer<typeof postInputSchema>;

/** `PATCH …/posts/:postId`. A draft is changed at once; of a published post it is a submission. */
export const postPatchSchema = z
	.strictObject({
		...z.object(written).partial().shape,
		significant: z.boolean().default(false),
		/** When a change of a published post goes to readers; null or the past means at once. */
		at: instantInputSchema.nullable().optional(),
		/** Until when nothing of it leaves the newsroom; of a draft only. Null lifts it. */
		embargo: instantInputSchema.nullable().optional(),
	})
	.meta({ id: "PostPatch" });
export type PostPatch = z.infer<typeof postPatchSchema>;

/** `POST …/posts/:postId/publish`. */
export const postPublishInputSchema = z
	.strictObject({ at: instantInputSchema.nullable().optional(), significant: z.boolean().default(true) })
	.meta({ id: "PostPublishInput" });

export const postListQuerySchema = listQuerySchema.extend({ status: statusSchema.optional() });
export type PostListQuery = z.infer<typeof postListQuerySchema>;

/** A post as editors see it: `content` is what readers see, `draft` what they do not see yet. */
export const editorPostSchema = z
	.object({
		id: idSchema,
		storyId: idSchema,
		status: statusSchema,
		revision: z.int().min(0),
		draftRevision: z.int().min(1),
		content: postContentSchema.nullable(),
		draft: postContentSchema.nullable(),
		publishedAt: instantSchema.nullable(),
		updatedAt: instantSchema.nullable(),
		withdrawnAt: instantSchema.nullable(),
		/** What was said when it was withdrawn; null when nothing was, or it is not. */
		withdrawnReason: z.string().nullable(),
		createdAt: instantSchema,
		createdBy: z.string().nullable(),
		/** Until when nothing of it leaves the newsroom. */
		embargo: instantSchema.nullable(),
		/** When its text was erased for good. */
		erasedAt: instantSchema.nullable(),
		/** The post that took its text over. */
		mergedInto: idSchema.nullable(),
		/** Its permalink, null while it has none. */
		url: z.string().nullable(),
	})
	.meta({ id: "Post" });
export type EditorPost = z.infer<typeof editorPostSchema>;
