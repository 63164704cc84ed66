import { problemCodeSchema, submissionSchema } from "@dateline/shared/protocol";
import { z } from "zod";

/**
 * One write on its way: from the key that was pressed to what readers have. Its id is the Idempotency-Key of every try,
 * so that it happens once however often it is sent.
 */
export const deliverySchema = z.object({
	id: z.string(),
	/** Deliveries of one lane go out one after the other: a story's id, or `site`. */
	lane: z.string(),
	/** Such as `post.add`: what the screens pick theirs by. */
	type: z.string(),
	method: z.enum(["POST", "PUT", "PATCH", "DELETE"]),
	path: z.string(),
	body: z.unknown(),
	headers: z.record(z.string(), z.string()),
	/** What a screen needs to show it and to give it back to be written again. */
	about: z.record(z.string(), z.unknown()),
	/** When the key was pressed, milliseconds. */
	at: z.number(),
	state: z.enum(["sending", "queued", "accepted", "live", "saved", "waiting", "scheduled", "refused", "cancelled"]),
	/** Of a submission that was made. */
	submissionId: z.string().nullable(),
	/** The post, story or key development that it made or changed, once that is known. */
	subjectId: z.string().nullable(),
	/** When it went live by the server's clock, ISO. */
	liveAt: z.string().nullable(),
	/** When it will be due, ISO, of a scheduled one. */
	dueAt: z.string().nullable(),
	/** Somebody is changing its words: it stays here until that is done. */
	held: z.boolean().default(false),
	/** Of one that goes out late: it gets the time at which the key was pressed as its editorial time. */
	stampLate: z.boolean().default(false),
	/** What an earlier try may have brought to the server under the same key, when the words were changed since. */
	triedBody: z.unknown().optional(),
	/** Pictures that must arrive first: how many. */
	awaits: z.int().default(0),
	refusal: z.object({ code: problemCodeSchema.or(z.literal("unexpected")), message: z.string() }).nullable(),
});
export type Delivery = z.infer<typeof deliverySchema>;

/** Still on its way: it is kept over a reload and goes on. */
export const isUnsettled = ({ state }: Delivery): boolean =>
	state === "sending" || state === "queued" || state === "accepted";

/** Has not reached the server, as far as we know: its words can still be changed, and it can be taken out. */
export const isInQueue = ({ state, submissionId }: Delivery): boolean =>
	(state === "sending" || state === "queued") && submissionId === null;

/** What every answer to a write may say; the resource beside it is the caller's to read. */
const named = z.looseObject({ id: z.string() }).optional();
const answerSchema = z.looseObject({
	submission: submissionSchema.optional(),
	post: named,
	story: named,
	keyDevelopment: named,
	change: z.looseObject({ postId: z.string().optional(), keyDevelopmentId: z.string().optional() }).optional(),
});

/** What the answer to a write, or a later look at its submission, means for the delivery. */
export function settle(delivery: Delivery, answer: unknown): Delivery {
	const read = answerSchema.safeParse(answer).data ?? {};
	const { submission, change } = read;
	const subject = read.post ?? read.keyDevelopment ?? read.story;
	const subjectId = subject?.id ?? change?.postId ?? change?.keyDevelopmentId ?? delivery.subjectId;
	if (submission === undefined) return { ...delivery, subjectId, state: "saved" };
	const known = { ...delivery, subjectId, submissionId: submission.id };
	switch (submission.state) {
		case "done":
			return { ...known, state: "live", liveAt: submission.doneAt };
		case "refused":
			return { ...known, state: "refused", refusal: submission.refusal };
		case "queued":
			return { ...known, state: "accepted" };
		case "scheduled":
			return { ...known, state: "scheduled", dueAt: submission.dueAt };
		case "waiting":
		case "cancelled":
			return { ...known, state: submission.state };
	}
}
