import { acceptedSchema, appliedSchema } from "@dateline/shared/protocol";
import { z } from "zod";
import type { DescribedAnswer } from "../routing/route.ts";

/** The answers of a change to `name`: 200 or 201 with the result when readers see it, else 202. */
export function changeAnswers(name: string, schema: z.ZodType, success: 200 | 201): Record<number, DescribedAnswer> {
	return {
		[success]: {
			description: "Readers see it: this server shows them everything up to position.",
			schema: z.object({ [name]: schema, ...appliedSchema.shape }),
		},
		202: {
			description:
				"It is recorded, and will be applied: at its time, after approval, or as soon as the worker gets to it. Location is the submission's address.",
			schema: acceptedSchema,
		},
	};
}

/** The same where a draft is changed at once, without a submission. */
export function changeOrDraftAnswers(
	name: string,
	schema: z.ZodType,
	success: 200 | 201,
): Record<number, DescribedAnswer> {
	const { [success]: applied, ...rest } = changeAnswers(name, schema, success);
	const { submission, position } = appliedSchema.shape;
	return {
		...rest,
		[success]: {
			description: `${applied?.description} Of a draft, which changes at once, there is no submission and no position.`,
			schema: z.object({ [name]: schema, submission: submission.optional(), position: position.optional() }),
		},
	};
}

export const found = (description: string, schema: z.ZodType): Record<200, DescribedAnswer> => ({
	200: { description, schema },
});

/** The problems that every write of a story or post may end in. */
export const writeProblems = ["conflict", "withdrawn", "revision_mismatch", "unknown_reference"] as const;
