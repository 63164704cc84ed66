import { readScheduledStories, readSubmissionDetail } from "@dateline/shared/database";
import {
	type Forecast,
	forecastListQuerySchema,
	forecastSchema,
	listOf,
	ProblemError,
	retimeInputSchema,
	submissionSchema,
} from "@dateline/shared/protocol";
import { forecast } from "@dateline/workers";
import { z } from "zod";
import { answerSubmission } from "../commands/answer-submission.ts";
import { retime } from "../commands/retime-submission.ts";
import { maySee } from "../policies/index.ts";
import { viewerOf } from "../policies/story-access.ts";
import { defineRoute } from "../routing/define-route.ts";
import { found } from "./answers.ts";

const tag = "Submissions";

/** What waits for its time: what would come of it, and another time for it. */
export const forecastRoutes = [
	defineRoute({
		method: "get",
		path: "/forecasts",
		rehearses: true,
		summary: "Tell what would come of everything that waits for its time, if nothing changed until then",
		description: "A rehearsal upon the present record: so what would be refused is known hours before.",
		tag,
		ability: "submission.read",
		query: forecastListQuerySchema,
		answers: found("The soonest first, of 20 stories at most.", listOf(forecastSchema)),
		handle: async ({ database }, { query, actor }) => {
			const waiting = await readScheduledStories(database.kysely, viewerOf(actor), query.storyId ?? null);
			const items: Forecast[] = [];
			for (const { storyId, ids } of waiting) {
				const all = await forecast(database, storyId);
				items.push(...all.filter((one) => ids.includes(one.submissionId)));
			}
			items.sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
			return { status: 200, body: { items, next: null } };
		},
	}),
	defineRoute({
		method: "get",
		path: "/submissions/:submissionId/forecast",
		rehearses: true,
		summary: "Tell what would come of a submission that waits, if nothing changed until its time",
		tag,
		ability: "submission.read",
		answers: found("What would come of it.", forecastSchema),
		problems: ["conflict"],
		handle: async ({ database }, { params, actor }) => {
			const id = params.submissionId;
			const submission = await readSubmissionDetail(database.kysely, id);
			if (!submission || !maySee(actor, submission.actor)) {
				throw new ProblemError("not_found", `There is no submission ${id}.`);
			}
			const all = await forecast(database, submission.storyId);
			const one = all.find((candidate) => candidate.submissionId === id);
			if (!one) throw new ProblemError("conflict", `The submission is ${submission.state}: it does not wait.`);
			return { status: 200, body: one };
		},
	}),
	defineRoute({
		method: "patch",
		keyless: true,
		path: "/submissions/:submissionId",
		summary: "Give a submission that waits another time, or let it go now",
		tag,
		ability: "submission.schedule",
		body: retimeInputSchema,
		example: { dueAt: "2026-05-02T18:00:00Z" },
		answers: {
			200: {
				description: "It has that time; or readers see it, and the answer is that of its change.",
				schema: z.looseObject({ submission: submissionSchema }),
			},
			202: { description: "It goes now, and will be applied.", schema: z.object({ submission: submissionSchema }) },
		},
		problems: ["conflict", "embargoed"],
		handle: async (parts, { params, body, actor }) => {
			const submission = await parts.database.kysely
				.transaction()
				.execute((transaction) => retime(transaction, params.submissionId, body.dueAt, actor));
			if (submission.state === "queued") return answerSubmission(parts, submission, 200);
			return { status: 200, body: { submission } };
		},
	}),
];
