import { z } from "zod";
import { idSchema, instantSchema } from "../../model/index.ts";
import { refusalSchema, submissionSchema, submissionStateSchema } from "../submission.ts";
import { instantInputSchema, listQuerySchema } from "./list.ts";

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
		/** That person's or token's name, null when it is gone. */
		actorName: z.string().nullable(),
		change: z.looseObject({ type: z.string() }),
		/** Which words it brings just now; another one after each change to a text that waits. */
		version: z.string(),
		/** Whether the asker may approve it or send it back: by their role, or as an editor of its story. */
		mayDecide: z.boolean().optional(),
	})
	.meta({ id: "SubmissionDetail" });
export type SubmissionDetail = z.infer<typeof submissionDetailSchema>;

/** What an editor approves: with `version` only the very words that were read, else whatever it brings now. */
export const approveInputSchema = z
	.strictObject({ version: z.string().max(64).optional() })
	.meta({ id: "ApproveInput" });

/** `PATCH /api/v1/submissions/:id`: another time for what waits for its time; null or the past means now. */
export const retimeInputSchema = z.strictObject({ dueAt: instantInputSchema.nullable() }).meta({ id: "RetimeInput" });

/** What would come of a submission that is not applied yet, if nothing changed until its time. */
export const forecastSchema = z
	.object({
		submissionId: idSchema,
		storyId: idSchema.nullable(),
		type: z.string(),
		dueAt: instantSchema,
		/** `nothing`: it would change nothing for readers. */
		outcome: z.enum(["applies", "nothing", "refused"]),
		refusal: refusalSchema.nullable(),
	})
	.meta({ id: "Forecast" });
export type Forecast = z.infer<typeof forecastSchema>;

/** The filters of `GET /api/v1/forecasts`. */
export const forecastListQuerySchema = z.strictObject({ storyId: idSchema.optional() });

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
