import { z } from "zod";
import { instantSchema } from "../../model/index.ts";

/** What an autosave belongs to: `story:<id>`, `post:<id>` of one that exists, or `new-post:<story id>`, `new-story:<id>`. */
export const autosaveSubjectSchema = z
	.string()
	.regex(
		/^(story|post|new-post|new-story|key-development|new-key-development):[0-9b-df-hjkmnp-tv-z]{14}$/,
		"story:, post:, key-development:, new-story:, new-post: or new-key-development: with an id",
	);

/** `PUT /api/v1/autosaves/:subject`: what one person has typed and not handed in, kept as it is. */
export const autosaveInputSchema = z
	.strictObject({ content: z.record(z.string(), z.json()) })
	.meta({ id: "AutosaveInput" });

export const autosaveSchema = z
	.object({ subject: z.string(), content: z.record(z.string(), z.json()), updatedAt: instantSchema })
	.meta({ id: "Autosave" });
export type Autosave = z.infer<typeof autosaveSchema>;
