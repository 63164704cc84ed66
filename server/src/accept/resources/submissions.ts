import {
	approveSubmission,
	cancelSubmission,
	listSubmissions,
	readEditedStories,
	readSubmissionDetail,
} from "@dateline/shared/database";
import {
	approveInputSchema,
	listOf,
	ProblemError,
	type SubmissionDetail,
	submissionDetailSchema,
	submissionLineSchema,
	submissionListQuerySchema,
	submissionSchema,
} from "@dateline/shared/protocol";
import { z } from "zod";
import { type Actor, actorKey } from "../actor.ts";
import { answerSubmission } from "../commands/answer-submission.ts";
import type { AcceptParts } from "../parts.ts";
import { can, checkOwner, maySee } from "../policies/index.ts";
import { viewerOf } from "../policies/story-access.ts";
import { defineRoute } from "../routing/define-route.ts";
import { found } from "./answers.ts";

const tag = "Submissions";

export const submissionRoutes = [
	defineRoute({
		method: "get",
		path: "/submissions",
		summary: "List submissions, newest first",
		tag,
		ability: "submission.read",
		query: submissionListQuerySchema,
		answers: found("A page of submissions.", listOf(submissionLineSchema)),
		handle: async ({ database }, { query, actor }) => {
			const own = query.mine === "true" ? actorKey(actor) : null;
			const viewer = viewerOf(actor);
			const page = await listSubmissions(database.kysely, { ...query, actor: own, viewer });
			const everywhere = can(actor, "submission.approve");
			const stories = page.items.flatMap(({ storyId }) => storyId ?? []);
			const edited =
				everywhere || actor.kind !== "user"
					? new Set<string>()
					: await readEditedStories(database.kysely, actor.id, stories);
			const items = page.items.map((line) => ({ ...line, mayDecide: everywhere || edited.has(line.storyId ?? "") }));
			return { status: 200, body: { ...page, items } };
		},
	}),
	defineRoute({
		method: "get",
		path: "/submissions/:submissionId",
		summary: "Get a submission, with the change itself",
		tag,
		ability: "submission.read",
		answers: found("The submission.", submissionDetailSchema),
		handle: async (parts, { params, actor }) => ({
			status: 200,
			body: {
				...(await findSubmission(parts, params.submissionId, actor)),
				mayDecide: can(actor, "submission.approve"),
			},
		}),
	}),
	defineRoute({
		method: "post",
		keyless: true,
		path: "/submissions/:submissionId/cancel",
		summary: "Cancel a submission that is not applied yet",
		tag,
		ability: "submission.cancel",
		answers: found("The cancelled submission.", z.object({ submission: submissionSchema })),
		problems: ["not_cancellable"],
		handle: async (parts, { params, actor }) => {
			const { id, actor: owner } = await findSubmission(parts, params.submissionId, actor);
			checkOwner(actor, owner);
			return { status: 200, body: { submission: await cancelSubmission(parts.database.kysely, id) } };
		},
	}),
	defineRoute({
		method: "post",
		keyless: true,
		path: "/submissions/:submissionId/approve",
		summary: "Let a contribution go to readers",
		tag,
		ability: "submission.approve",
		body: approveInputSchema,
		answers: {
			200: {
				description: "Readers see it; the answer is that of its change.",
				schema: z.looseObject({ submission: submissionSchema }),
			},
			202: { description: "It is approved, and will be applied.", schema: z.object({ submission: submissionSchema }) },
		},
		problems: ["conflict", "revision_mismatch"],
		handle: async (parts, { params, actor, body }) => {
			const { id } = await findSubmission(parts, params.submissionId, actor);
			const submission = await approveSubmission(parts.database.kysely, id, body.version ?? null);
			if (!submission) throw new ProblemError("not_found", `There is no submission ${id}.`);
			return answerSubmission(parts, submission, 200);
		},
	}),
];

/** A submission that is there for this actor. */
async function findSubmission({ database }: AcceptParts, id: string, actor: Actor): Promise<SubmissionDetail> {
	const submission = await readSubmissionDetail(database.kysely, id);
	if (!submission || !maySee(actor, submission.actor)) {
		throw new ProblemError("not_found", `There is no submission ${id}.`);
	}
	return submission;
}
