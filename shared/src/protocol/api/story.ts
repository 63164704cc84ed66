import { z } from "zod";
import {
	correctionViewSchema,
	idSchema,
	instantSchema,
	storyKindSchema,
	storyLayoutSchema,
	storyStateSchema,
} from "../../model/index.ts";
import { languageSchema, lineSchema, slugSchema, storyContentSchema, timeZoneSchema } from "../content.ts";
import { bodyInputSchema } from "./body-input.ts";
import { editorKeyDevelopmentSchema } from "./key-development.ts";
import { instantInputSchema, listQuerySchema, nameSchema } from "./list.ts";
import { templateIdSchema } from "./template-id.ts";

/** Why an editor does something: kept with the change and in the audit log, never shown to readers. */
export const reasonSchema = z.string().trim().max(2_000);

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
	/** The zone of where it happens, shown to readers beside their own. */
	timeZone: timeZoneSchema.nullable(),
	/** Of a live story: `blog`, which null stands for, or `briefing` with an index of its posts on top. */
	layout: storyLayoutSchema.nullable(),
	keyDevelopments: z.array(newLineSchema).max(50),
};

/** `POST /api/v1/stories`. Without a template, `kind` and `headline` are needed. */
export const storyInputSchema = z
	.strictObject({
		...z.object(written).partial().shape,
		kind: storyKindSchema.optional(),
		/** The template that gives what is not given here, and the first posts as drafts. */
		template: templateIdSchema.optional(),
		/** Nothing of it leaves the newsroom before, whoever publishes it. */
		embargo: instantInputSchema.nullable().optional(),
		/** `published`, which is the default, or `draft`. */
		status: z.enum(["draft", "published"]).default("published"),
		/** When it goes to readers; null or the past means at once. */
		publishAt: instantInputSchema.nullable().optional(),
		/** The editorial time of a story that was published elsewhere before. */
		publishedAt: instantInputSchema.nullable().optional(),
		/** A live story goes live at once, or waits until it is started; without it, `startsAt` decides. */
		state: z.enum(["upcoming", "live"]).optional(),
	})
	.refine((input) => input.template !== undefined || input.kind !== undefined, {
		path: ["kind"],
		error: "article or live, or a template that says it",
		when: isObject,
	})
	.refine((input) => input.template !== undefined || input.headline !== undefined, {
		path: ["headline"],
		error: "a headline, or a template that has one",
		when: isObject,
	})
	.meta({ id: "StoryInput" });
export type StoryInput = z.infer<typeof storyInputSchema>;

/** `PATCH /api/v1/stories/:id`. A draft is changed at once; of a published story it is a submission. */
export const storyPatchSchema = z
	.strictObject({
		...z.object(written).partial().shape,
		/** Moves the "Updated:" stamp and the story's place in the feed; false by default. */
		significant: z.boolean().default(false),
		/** When a change of a published story goes to readers; null or the past means at once. */
		at: instantInputSchema.nullable().optional(),
		/** Another editorial time of a published story. */
		publishedAt: instantInputSchema.optional(),
		/** Until when nothing of it leaves the newsroom; of a draft only. Null lifts it. */
		embargo: instantInputSchema.nullable().optional(),
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
	.strictObject({
		text: z.string().trim().min(1).max(2_000),
		postId: idSchema.nullable().optional(),
		/** How it came to be wrong: for the newsroom alone, unless `reasonShown` gives it to readers too. */
		reason: reasonSchema.optional(),
		reasonShown: z.boolean().optional(),
	})
	.meta({ id: "CorrectionInput" });

/** `POST …/withdraw`. */
export const withdrawInputSchema = z
	.strictObject({
		/** Why: for the newsroom alone, unless `reasonShown` gives it to readers in place of what was withdrawn. */
		reason: reasonSchema.optional(),
		reasonShown: z.boolean().optional(),
	})
	.meta({ id: "WithdrawInput" });

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
	/** The post that it is broken out of. */
	brokenOutOf: z.object({ storyId: idSchema, postId: idSchema }).nullable().optional(),
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
	/** Until when nothing of it leaves the newsroom. */
	embargo: instantSchema.nullable(),
	/** When its text was erased for good. */
	erasedAt: instantSchema.nullable(),
};

/** A story as a list of the newsroom shows it. */
export const storyLineSchema = z.object({ ...facts, headline: z.string() }).meta({ id: "StoryLine" });
export type StoryLine = z.infer<typeof storyLineSchema>;

/** A story as its editors see it: `content` is what readers see, `draft` what they do not see yet. */
export const editorStorySchema = z
	.object({
		...facts,
		/** What was said when it was withdrawn; null when nothing was, or it is not. */
		withdrawnReason: z.string().nullable(),
		/** Its address for readers, null while there is none. */
		url: z.string().nullable(),
		content: storyContentSchema.nullable(),
		draft: storyDraftSchema.nullable(),
		keyDevelopments: z.array(editorKeyDevelopmentSchema),
		corrections: z.array(correctionViewSchema.extend({ reason: z.string().nullable(), reasonShown: z.boolean() })),
		/** In the answer to who reads one story: whether what they hand in there goes to readers without an editor. */
		mayPublish: z.boolean().optional(),
	})
	.meta({ id: "Story" });
export type EditorStory = z.infer<typeof editorStorySchema>;

/** Whether there are members to look at, right or wrong: what is missing is then told beside what is wrong. */
function isObject({ value }: { value: unknown }): boolean {
	return typeof value === "object" && value !== null;
}
