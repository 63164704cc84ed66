import { z } from "zod";
import { documentSchema, idSchema, instantSchema, storyKindSchema } from "../../model/index.ts";
import { languageSchema, lineSchema, timeZoneSchema } from "../content.ts";
import { bodyInputSchema } from "./body-input.ts";
import { nameSchema } from "./list.ts";
import { templateIdSchema } from "./template-id.ts";

export { templateIdSchema } from "./template-id.ts";

const post = {
	headline: lineSchema(300),
	key: z.boolean(),
	breaking: z.boolean(),
	/** Its place among the pinned posts, null when it is not pinned. */
	pinned: z.int().min(0).max(100).nullable(),
};

/** What a template gives a new story. */
export const templateContentSchema = z.object({
	kind: storyKindSchema,
	headline: lineSchema(300),
	standfirst: z.string().trim().max(2_000),
	body: documentSchema,
	language: languageSchema.nullable(),
	section: idSchema.nullable(),
	topics: z.array(idSchema).max(20),
	authors: z.array(idSchema).max(20),
	timeZone: timeZoneSchema.nullable(),
	/** Drafts of the first posts, in the order in which they are to go out. */
	posts: z.array(z.object({ ...post, body: documentSchema })).max(30),
	/** Lines that go out with the story, to be filled in first. */
	keyDevelopments: z.array(lineSchema(300).min(1)).max(30),
});
export type TemplateContent = z.infer<typeof templateContentSchema>;

const written = {
	...templateContentSchema.shape,
	body: bodyInputSchema,
	section: nameSchema.nullable(),
	topics: z.array(nameSchema).max(20),
	authors: z.array(nameSchema).max(20),
	posts: z.array(z.strictObject({ ...z.object(post).partial().shape, body: bodyInputSchema.optional() })).max(30),
};

/** `POST /api/v1/templates`: from what is given, upon what the story has when one is named. */
export const templateInputSchema = z
	.strictObject({
		...z.object(written).partial().shape,
		name: lineSchema(120).min(1),
		description: lineSchema(300).default(""),
		/** A story whose kind, section, topics, authors, standfirst, language and drafts it takes over. */
		storyId: idSchema.optional(),
	})
	.meta({ id: "TemplateInput" });
export type TemplateInput = z.infer<typeof templateInputSchema>;

/** `PATCH /api/v1/templates/:id`. */
export const templatePatchSchema = z
	.strictObject({ ...z.object(written).shape, name: lineSchema(120).min(1), description: lineSchema(300) })
	.partial()
	.meta({ id: "TemplatePatch" });
export type TemplatePatch = z.infer<typeof templatePatchSchema>;

/** A template as the newsroom sees it. One that comes with the software cannot be changed, only copied. */
export const templateSchema = z
	.object({
		id: templateIdSchema,
		revision: z.int().min(1),
		builtIn: z.boolean(),
		name: z.string(),
		description: z.string(),
		content: templateContentSchema,
		createdBy: z.string().nullable(),
		updatedAt: instantSchema.nullable(),
	})
	.meta({ id: "Template" });
export type Template = z.infer<typeof templateSchema>;
