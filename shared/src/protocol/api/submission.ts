import { z } from "zod";
import { idSchema } from "../../model/index.ts";
import { submissionSchema, submissionStateSchema } from "../submission.ts";
import { listQuerySchema } from "./list.ts";

/** The filters of `GET /api/v1/submissions`. `state` may name several, with commas between them. */
export const submissionListQuerySchema = listQuerySchema.extend({
	after: z
		.string()
		.regex(/^\d{1,15}$/, "the next of the page before")
		.optional(),
	state: z
		.string()
		.max(100)
		.transform((text) => text.split(","))
		.pipe(z.array(submissionStateSchema))
		.optional(),
	storyId: idSchema.optional(),
	/** True: only those that this account or token handed in. */
	mine: z.enum(["true", "false"]).optional(),
});
export type SubmissionListQuery = z.infer<typeof submissionListQuerySchema>;

/** A submission with who handed it in, and the change itself. */
export const submissionDetailSchema = submissionSchema
	.extend({
		/** `user:<id>` or `token:<id>`. */
		actor: z.string(),
		change: z.looseObject({ type: z.string() }),
		/** Which words it brings just now; another one after each change to a text that waits. */
		version: z.string(),
	})
	.meta({ id: "SubmissionDetail" });
export type SubmissionDetail = z.infer<typeof submissionDetailSchema>;

/** What an editor approves: with `version` only the very words that were read, else whatever it brings now. */
export const approveInputSchema = z
	.strictObject({ version: z.string().max(64).optional() })
	.meta({ id: "ApproveInput" });

/** One line of `GET /api/v1/submissions`. */
export const submissionLineSchema = submissionDetailSchema
	.omit({ change: true })
	.extend({
		/** The headline or the text of what it changes, as far as the change itself says it. */
		about: z.string(),
		storyHeadline: z.string().nullable(),
	})
	.meta({ id: "SubmissionLine" });
export type SubmissionLine = z.infer<typeof submissionLineSchema>;
