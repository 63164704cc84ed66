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

const postIds = z.array(idSchema).min(1).max(100);
/** Why an editor did it: for the newsroom alone, unless `reasonShown` gives it to readers too. */
const reason = z.string().max(2_000).optional();
const reasonShown = z.boolean().optional();
/** The revision that this change gives back. */
const restoredFrom = z.int().min(1).optional();

/** What of a story can be erased; a revision is one of the story's own text, or of `postId`. */
export const erasableSchema = z.discriminatedUnion("kind", [
	z.strictObject({ kind: z.literal("story") }),
	z.strictObject({ kind: z.literal("post"), id: idSchema }),
	z.strictObject({ kind: z.literal("key_development"), id: idSchema }),
	z.strictObject({ kind: z.literal("correction"), id: idSchema }),
	z.strictObject({
		kind: z.literal("revision"),
		postId: idSchema.nullable().default(null),
		number: z.int().min(1).max(1_000_000_000),
	}),
]);
export type Erasable = z.infer<typeof erasableSchema>;

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
		/** The post that it was broken out of: both then show a card of the other. */
		brokenOutOf: z.object({ storyId: idSchema, postId: idSchema }).nullable().optional(),
	}),
	z.object({
		type: z.literal("story.update"),
		patch: storyContentSchema.partial(),
		significant,
		/** Another editorial time of the story as a whole. */
		publishedAt: instantSchema.optional(),
		restoredFrom,
	}),
	z.object({
		type: z.literal("story.correct"),
		correctionId: idSchema,
		postId: idSchema.nullable(),
		text: z.string().min(1).max(2_000),
		reason,
		reasonShown,
	}),
	z.object({ type: z.literal("story.start") }),
	z.object({ type: z.literal("story.end") }),
	z.object({ type: z.literal("story.withdraw"), reason, reasonShown }),
	z.object({ type: z.literal("story.restore") }),
	z.object({ type: z.literal("post.add"), ...post, content: postContentSchema, significant }),
	z.object({
		type: z.literal("post.update"),
		...post,
		patch: postContentSchema.partial(),
		significant,
		restoredFrom,
	}),
	/** `mergedInto` is the post that took its text over, where its permalink then leads. */
	z.object({ type: z.literal("post.withdraw"), ...post, reason, reasonShown, mergedInto: idSchema.optional() }),
	z.object({ type: z.literal("post.restore"), ...post }),
	/** Posts go to another story, with their key developments; their permalinks lead there. */
	z.object({ type: z.literal("posts.move"), postIds, toStoryId: idSchema, significant }),
	/** `postId` takes over what `postIds` say: it gets `patch`, they are withdrawn and lead to it. */
	z.object({ type: z.literal("posts.merge"), ...post, postIds, patch: postContentSchema.partial(), significant }),
	z.object({ type: z.literal("key_development.add"), ...line, content: keyDevelopmentContentSchema }),
	z.object({ type: z.literal("key_development.update"), ...line, patch: keyDevelopmentContentSchema.partial() }),
	z.object({ type: z.literal("key_development.withdraw"), ...line }),
	z.object({ type: z.literal("key_development.restore"), ...line }),
	/** The story's key developments in the editor's order; those that are not named keep their place below. */
	z.object({ type: z.literal("key_development.order"), ids: z.array(idSchema).min(1).max(500) }),
	/** Blanks a text in every copy (docs/decisions/0035-erase.md). */
	z.object({
		type: z.literal("story.erase"),
		erasureId: idSchema,
		subject: erasableSchema,
		reason: z.string().min(1).max(2_000),
		/** Whether the pictures go too that nothing else shows. */
		media: z.boolean(),
	}),
]);

/** The changes that are applied under the site's lock: of what stories share. `put` makes or replaces. */
export const siteChangeSchema = z.discriminatedUnion("type", [
	z.object({ type: z.literal("site.update"), patch: siteContentSchema.partial() }),
	z.object({ type: z.literal("section.put"), id: idSchema, content: sectionContentSchema }),
	z.object({ type: z.literal("topic.put"), id: idSchema, content: sectionContentSchema }),
	z.object({ type: z.literal("author.put"), id: idSchema, content: authorContentSchema }),
	z.object({ type: z.literal("media.update"), id: idSchema, content: mediaContentSchema.partial() }),
	/** What the worker found out of a video or sound, or took from it: pixels, seconds, the file name of a still picture. */
	z.object({
		type: z.literal("media.measure"),
		id: idSchema,
		width: z.int().min(0).max(100_000),
		height: z.int().min(0).max(100_000),
		duration: z.number().min(0).nullable(),
		poster: z.string().max(2_048).nullable(),
	}),
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

/** The queue of bells for what is to be made of media; a job says nothing but that there is work. */
export const mediaQueue = "media";
