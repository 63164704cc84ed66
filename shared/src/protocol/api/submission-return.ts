import { z } from "zod";
import { postPatchSchema } from "./post.ts";
import { storyPatchSchema } from "./story.ts";

/** `POST /api/v1/submissions/:id/send-back`: its author is told what is to be done, and has it as a draft again. */
export const sendBackInputSchema = z
	.strictObject({
		note: z.string().trim().min(1).max(2_000),
		/** Only the very words that were read, as with an approval. */
		version: z.string().max(64).optional(),
	})
	.meta({ id: "SendBackInput" });

/** `POST /api/v1/submissions/:id/edit`: other words in a change of something published that waits for approval. */
export const submissionEditInputSchema = z
	.strictObject({
		patch: z.union([
			postPatchSchema.omit({ significant: true, at: true, embargo: true }),
			storyPatchSchema.omit({ significant: true, at: true, embargo: true, publishedAt: true, keyDevelopments: true }),
		]),
		version: z.string().max(64).optional(),
	})
	.meta({ id: "SubmissionEditInput" });
