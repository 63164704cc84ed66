import { z } from "zod";
import { idSchema, instantSchema } from "../model/index.ts";
import {
	authorContentSchema,
	keyDevelopmentContentSchema,
	mediaContentSchema,
	postContentSchema,
	sectionContentSchema,
	siteContentSchema,
	storyContentSchema,
} from "./content.ts";
import { problemCodeSchema } from "./problem.ts";

const significant = z.boolean();
const post = { postId: idSchema };
const line = { keyDevelopmentId: idSchema };

/** The changes that are applied under one story's lock, in the order they are due. */
export const storyChangeSchema = z.discriminatedUnion("type", [
	z.object({
		type: z.literal("story.publish"),
		content: storyContentSchema,
		keyDevelopments: z.array(keyDevelopmentContentSchema.extend({ id: idSchema })),
		/** A live story that is published goes live at once, or waits as upcoming until it is started. */
		state: z.enum(["upcoming", "live"]),
		/** The editorial time of a story that was published elsewhere or before; null means the moment it goes live. */
		publishedAt: instantSchema.nullable().default(null),
		/** With `publishedAt`: its last significant update until now. */
		updatedAt: instantSchema.nullable().default(null),
	}),
	z.object({ type: z.literal("story.update"), patch: storyContentSchema.partial(), significant }),
	z.object({
		type: z.literal("story.correct"),
		correctionId: idSchema,
		postId: idSchema.nullable(),
		text: z.string().min(1).max(2_000),
	}),
	z.object({ type: z.literal("story.start") }),
	z.object({ type: z.literal("story.end") }),
	z.object({ type: z.literal("story.withdraw") }),
	z.object({ type: z.literal("story.restore") }),
	z.object({ type: z.literal("post.add"), ...post, content: postContentSchema, significant }),
	z.object({ type: z.literal("post.update"), ...post, patch: postContentSchema.partial(), significant }),
	z.object({ type: z.literal("post.withdraw"), ...post }),
	z.object({ type: z.literal("post.restore"), ...post }),
	z.object({ type: z.literal("key_development.add"), ...line, content: keyDevelopmentContentSchema }),
	z.object({ type: z.literal("key_development.update"), ...line, patch: keyDevelopmentContentSchema.partial() }),
	z.object({ type: z.literal("key_development.withdraw"), ...line }),
	z.object({ type: z.literal("key_development.restore"), ...line }),
]);

/** The changes that are applied under the site's lock: of what stories share. `put` makes or replaces. */
export const siteChangeSchema = z.discriminatedUnion("type", [
	z.object({ type: z.literal("site.update"), patch: siteContentSchema.partial() }),
	z.object({ type: z.literal("section.put"), id: idSchema, content: sectionContentSchema }),
	z.object({ type: z.literal("topic.put"), id: idSchema, content: sectionContentSchema }),
	z.object({ type: z.literal("author.put"), id: idSchema, content: authorContentSchema }),
	z.object({ type: z.literal("media.update"), id: idSchema, content: mediaContentSchema.partial() }),
	/** `lines` are key development ids in the editor's order. */
	z.object({ type: z.literal("digest.put"), date: z.iso.date(), lines: z.array(idSchema).min(1).max(100) }),
]);

/** One change that was handed in. */
export const changeSchema = z.union([storyChangeSchema, siteChangeSchema]);
export type StoryChange = z.infer<typeof storyChangeSchema>;
export type SiteChange = z.infer<typeof siteChangeSchema>;
export type Change = z.infer<typeof changeSchema>;

export const submissionStateSchema = z.enum(["waiting", "scheduled", "queued", "done", "refused", "cancelled"]);
export type SubmissionState = z.infer<typeof submissionStateSchema>;

/** Why a submission was refused, in the words of the problem table. */
export const refusalSchema = z.object({ code: problemCodeSchema, message: z.string() });
export type Refusal = z.infer<typeof refusalSchema>;

/** What came of a submission: the greatest position of its events (0 when nothing changed for readers). */
export const submissionResultSchema = z.object({
	position: z.int().min(0),
	revision: z.int().min(0),
	/** The slug that the story ended up with. */
	slug: z.string().optional(),
});
export type SubmissionResult = z.infer<typeof submissionResultSchema>;

/** A submission as the API shows it. */
export const submissionSchema = z
	.object({
		id: idSchema,
		storyId: idSchema.nullable(),
		type: z.string(),
		state: submissionStateSchema,
		dueAt: instantSchema,
		createdAt: instantSchema,
		doneAt: instantSchema.nullable(),
		result: submissionResultSchema.nullable(),
		refusal: refusalSchema.nullable(),
	})
	.meta({ id: "Submission" });
export type Submission = z.infer<typeof submissionSchema>;

/** The payload of the BullMQ job `publish`: a bell for one story, or for the site when `storyId` is null. */
export const publishJobSchema = z.object({ storyId: idSchema.nullable() });
export type PublishJob = z.infer<typeof publishJobSchema>;

/** The queue's name in BullMQ. */
export const publishQueue = "publish";
