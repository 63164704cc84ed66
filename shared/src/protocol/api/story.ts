import { z } from "zod";
import { correctionViewSchema, idSchema, instantSchema, storyKindSchema, storyStateSchema } from "../../model/index.ts";
import { languageSchema, lineSchema, slugSchema, storyContentSchema } from "../content.ts";
import { bodyInputSchema } from "./body-input.ts";
import { editorKeyDevelopmentSchema } from "./key-development.ts";
import { instantInputSchema, listQuerySchema, nameSchema } from "./list.ts";

export const statusSchema = z.enum(["draft", "published", "withdrawn"]);

/** A key development that is written together with its story: its text, or its text and its time. */
const newLineSchema = z.union([
	lineSchema(300).min(1),
	z.strictObject({ text: lineSchema(300).min(1), at: instantInputSchema.nullable().optional() }),
]);

const written = {
	headline: lineSchema(300).min(1),
	standfirst: z.string().trim().max(2_000),
	body: bodyInputSchema,
	/** Null lets the headline make one. */
	slug: slugSchema.nullable(),
	language: languageSchema,
	section: nameSchema.nullable(),
	topics: z.array(nameSchema).max(20),
	authors: z.array(nameSchema).max(20),
	lead: idSchema.nullable(),
	related: z.array(idSchema).max(10),
	startsAt: instantInputSchema.nullable(),
	keyDevelopments: z.array(newLineSchema).max(50),
};

/** `POST /api/v1/stories`. */
export const storyInputSchema = z
	.strictObject({
		...z.object(written).partial().shape,
		kind: storyKindSchema,
		headline: written.headline,
		/** `published`, which is the default, or `draft`. */
		status: z.enum(["draft", "published"]).default("published"),
		/** When it goes to readers; null or the past means at once. */
		publishAt: instantInputSchema.nullable().optional(),
		/** The editorial time of a story that was published elsewhere before. */
		publishedAt: instantInputSchema.nullable().optional(),
		/** A live story goes live at once, or waits until it is started; without it, `startsAt` decides. */
		state: z.enum(["upcoming", "live"]).optional(),
	})
	.meta({ id: "StoryInput" });
export type StoryInput = z.infer<typeof storyInputSchema>;

/** `PATCH /api/v1/stories/:id`. A draft is changed at once; of a published story it is a submission. */
export const storyPatchSchema = z
	.strictObject({
		...z.object(written).partial().shape,
		/** Moves the "Updated:" stamp and the story's place in the feed; false by default. */
		significant: z.boolean().default(false),
	})
	.meta({ id: "StoryPatch" });
export type StoryPatch = z.infer<typeof storyPatchSchema>;

/** `POST /api/v1/stories/:id/publish`. */
export const publishInputSchema = z
	.strictObject({
		at: instantInputSchema.nullable().optional(),
		publishedAt: instantInputSchema.nullable().optional(),
		state: z.enum(["upcoming", "live"]).optional(),
	})
	.meta({ id: "PublishInput" });
export type PublishInput = z.infer<typeof publishInputSchema>;

/** `POST /api/v1/stories/:id/corrections`. */
export const correctionInputSchema = z
	.strictObject({ text: z.string().trim().min(1).max(2_000), postId: idSchema.nullable().optional() })
	.meta({ id: "CorrectionInput" });

/** The filters of `GET /api/v1/stories`. */
export const storyListQuerySchema = listQuerySchema.extend({
	status: statusSchema.optional(),
	kind: storyKindSchema.optional(),
	state: storyStateSchema.optional(),
	/** Words of the headline, in any letter case. */
	q: z.string().trim().max(200).optional(),
});
export type StoryListQuery = z.infer<typeof storyListQuerySchema>;

/** What readers do not see yet of a story, with the key developments that go out with it. */
export const storyDraftSchema = storyContentSchema.extend({
	keyDevelopments: z.array(z.object({ id: idSchema, text: z.string(), at: instantSchema.nullable() })).default([]),
});
export type StoryDraft = z.infer<typeof storyDraftSchema>;

const facts = {
	id: idSchema,
	kind: storyKindSchema,
	status: statusSchema,
	state: storyStateSchema.nullable(),
	/** Null until it is first published. */
	slug: z.string().nullable(),
	/** 0 until it is first published. */
	revision: z.int().min(0),
	draftRevision: z.int().min(1),
	postCount: z.int().min(0),
	publishedAt: instantSchema.nullable(),
	updatedAt: instantSchema.nullable(),
	startsAt: instantSchema.nullable(),
	startedAt: instantSchema.nullable(),
	endedAt: instantSchema.nullable(),
	withdrawnAt: instantSchema.nullable(),
	createdAt: instantSchema,
	/** `user:<id>` or `token:<id>`. */
	createdBy: z.string().nullable(),
};

/** A story as a list of the newsroom shows it. */
export const storyLineSchema = z.object({ ...facts, headline: z.string() }).meta({ id: "StoryLine" });
export type StoryLine = z.infer<typeof storyLineSchema>;

/** A story as its editors see it: `content` is what readers see, `draft` what they do not see yet. */
export const editorStorySchema = z
	.object({
		...facts,
		/** Its address for readers, null while there is none. */
		url: z.string().nullable(),
		content: storyContentSchema.nullable(),
		draft: storyDraftSchema.nullable(),
		keyDevelopments: z.array(editorKeyDevelopmentSchema),
		corrections: z.array(correctionViewSchema),
	})
	.meta({ id: "Story" });
export type EditorStory = z.infer<typeof editorStorySchema>;
