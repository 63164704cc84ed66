import { readSubmissionDetail, renewSubmission, sendBackSubmission } from "@dateline/shared/database";
import {
	type Change,
	changeSchema,
	ProblemError,
	postPatchSchema,
	type SubmissionDetail,
	sendBackInputSchema,
	storyPatchSchema,
	submissionDetailSchema,
	submissionEditInputSchema,
	submissionSchema,
} from "@dateline/shared/protocol";
import { z } from "zod";
import type { Writing } from "../commands/hand-in.ts";
import { readPostPatch } from "../content/post-content.ts";
import { readStoryPatch } from "../content/story-content.ts";
import { defineRoute } from "../routing/define-route.ts";
import { issuesOf } from "../routing/issues-of.ts";
import { found } from "./answers.ts";

const tag = "Submissions";

/** What an editor does with a contribution beside letting it through. */
export const submissionReturnRoutes = [
	defineRoute({
		method: "post",
		keyless: true,
		path: "/submissions/:submissionId/send-back",
		summary: "Give a contribution back to its author with a note",
		description: "It is refused with `sent_back` and the note; what it would have published is a draft again.",
		tag,
		ability: "submission.approve",
		body: sendBackInputSchema,
		example: { note: "Who says so? One name, please." },
		answers: found("The contribution, sent back.", z.object({ submission: submissionSchema })),
		problems: ["conflict", "revision_mismatch"],
		handle: async ({ database }, { params, body }) => {
			const { note, version = null } = body;
			const submission = await sendBackSubmission(database.kysely, params.submissionId, { note, version });
			if (submission === null) throw missing(params.submissionId);
			return { status: 200, body: { submission } };
		},
	}),
	defineRoute({
		method: "post",
		keyless: true,
		path: "/submissions/:submissionId/edit",
		summary: "Change the words of a contribution to something published",
		description: "A contribution that publishes a draft is changed by a PATCH of that draft.",
		tag,
		ability: "submission.approve",
		body: submissionEditInputSchema,
		example: { patch: { headline: "Gate 4: one row of sandbags left" } },
		answers: found("The contribution as it is now.", submissionDetailSchema),
		problems: ["conflict", "revision_mismatch", "unknown_reference"],
		handle: async ({ database }, { params, body }) =>
			database.kysely.transaction().execute(async (transaction) => {
				await changeWords(transaction, params.submissionId, body);
				const detail = await readSubmissionDetail(transaction, params.submissionId);
				return { status: 200, body: detail as SubmissionDetail };
			}),
	}),
];

const missing = (id: string) => new ProblemError("not_found", `There is no submission ${id}.`);

/** Puts other words into a change that waits, as its author could have written it. */
async function changeWords(
	transaction: Writing,
	id: string,
	{ patch, version }: z.infer<typeof submissionEditInputSchema>,
): Promise<void> {
	// Its row is held, so that neither its approval nor its author's own change comes between.
	await transaction.selectFrom("submissions").select("id").where("id", "=", id).forUpdate().executeTakeFirst();
	const detail = await readSubmissionDetail(transaction, id);
	if (detail === null) throw missing(id);
	if (detail.state !== "waiting") throw new ProblemError("conflict", `The submission is ${detail.state}.`);
	if (version !== undefined && version !== detail.version)
		throw new ProblemError("revision_mismatch", "Its text was changed since you read it: read it again.");
	const change = changeSchema.parse(detail.change);
	await renewSubmission(transaction, id, await withWords(transaction, change, patch));
}

async function withWords(
	transaction: Writing,
	change: Change,
	patch: z.infer<typeof submissionEditInputSchema>["patch"],
): Promise<Change> {
	if (change.type === "post.update") {
		const written = await readPostPatch(transaction, parseAs(postPatchSchema.partial(), patch));
		return { ...change, patch: { ...change.patch, ...written } };
	}
	if (change.type === "story.update") {
		const { keyDevelopments: _, ...written } = await readStoryPatch(
			transaction,
			parseAs(storyPatchSchema.partial(), patch),
		);
		return { ...change, patch: { ...change.patch, ...written } };
	}
	throw new ProblemError("conflict", `The words of ${change.type} are not changed here.`);
}

/** The two kinds of patch are told apart only by what is changed. */
function parseAs<Schema extends z.ZodType>(schema: Schema, patch: unknown): z.output<Schema> {
	const parsed = schema.safeParse(patch);
	if (parsed.success) return parsed.data;
	throw new ProblemError("invalid", "The patch does not fit what is changed; see errors.", {
		errors: issuesOf(parsed.error),
	});
}
