import { z } from "zod";
import { idSchema, sectionViewSchema } from "../../model/index.ts";
import { authorContentSchema, sectionContentSchema, slugSchema } from "../content.ts";
import { listQuerySchema, nameSchema } from "./list.ts";

const name = sectionContentSchema.shape.name;

/** `POST /api/v1/sections` and `/api/v1/topics`. Without a slug the name makes one. */
export const sectionInputSchema = z
	.strictObject({ name, slug: slugSchema.optional(), description: sectionContentSchema.shape.description.default("") })
	.meta({ id: "SectionInput" });
export const sectionPatchSchema = z.strictObject(sectionContentSchema.shape).partial().meta({ id: "SectionPatch" });

/** A section or topic as editors see it: as readers do, and how many published stories it has. */
export const editorSectionSchema = sectionViewSchema
	.extend({ retired: z.boolean(), stories: z.int().min(0) })
	.meta({ id: "Section" });
export type EditorSection = z.infer<typeof editorSectionSchema>;

/** `POST /api/v1/authors`. */
export const authorInputSchema = z
	.strictObject({
		name: authorContentSchema.shape.name,
		slug: slugSchema.optional(),
		desk: authorContentSchema.shape.desk.default(false),
		role: authorContentSchema.shape.role.default(""),
		bio: authorContentSchema.shape.bio.default(""),
		contact: authorContentSchema.shape.contact.default(""),
		portrait: authorContentSchema.shape.portrait.default(null),
	})
	.meta({ id: "AuthorInput" });
export const authorPatchSchema = z.strictObject(authorContentSchema.shape).partial().meta({ id: "AuthorPatch" });

/** An author as editors see it; `portrait` is a media id, `stories` how many published ones are signed so. */
export const editorAuthorSchema = authorContentSchema
	.extend({ id: idSchema, revision: z.int().min(1), retired: z.boolean(), stories: z.int().min(0) })
	.meta({ id: "Author" });
export type EditorAuthor = z.infer<typeof editorAuthorSchema>;

/** `q` are words of the name, in any letter case. */
export const namedListQuerySchema = listQuerySchema.extend({
	after: nameSchema.optional(),
	q: z.string().trim().max(200).optional(),
});
export type NamedListQuery = z.infer<typeof namedListQuerySchema>;
