import { z } from "zod";
import { idSchema, instantSchema } from "../../model/index.ts";
import { revisionListQuerySchema } from "./list.ts";

/** Who did something, by name; `key` is `user:<id>`, `token:<id>` or what the software itself is called. */
export const doerSchema = z.object({ key: z.string(), name: z.string().nullable() });
export type Doer = z.infer<typeof doerSchema>;

/** One immutable copy of a story or post, made by each change that reached readers. */
export const revisionSchema = z
	.object({
		number: z.int().min(1),
		/** What made it, such as `story.update`. */
		change: z.string(),
		significant: z.boolean(),
		at: instantSchema,
		position: z.int().min(0),
		submissionId: z.string().nullable(),
		/** Who handed the change in; null when that is not known any more. */
		actor: doerSchema.nullable(),
		/** The revision that this one gave back. */
		restoredFrom: z.int().min(1).nullable(),
		/** What the editor wrote, as it then was: its body is the editor's own document. Null when it was erased. */
		content: z.unknown(),
		/** Headline, standfirst and body as plain text, a line for each block: for a comparison word by word. */
		text: z.string(),
	})
	.meta({ id: "Revision" });
export type Revision = z.infer<typeof revisionSchema>;

/** `GET /api/v1/stories/:id/revisions`: of the story's own text, or of one of its posts. */
export const storyRevisionListQuerySchema = revisionListQuerySchema.extend({ postId: idSchema.optional() });
export const storyRevisionQuerySchema = z.strictObject({ postId: idSchema.optional() });

/** `POST /api/v1/stories/:id/revisions/:number/restore`. */
export const revisionRestoreInputSchema = z
	.strictObject({ postId: idSchema.nullable().optional(), significant: z.boolean().default(false) })
	.meta({ id: "RevisionRestoreInput" });
