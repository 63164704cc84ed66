import { z } from "zod";

/**
 * Every error that leaves Dateline, in one table: its stable `code`, its HTTP status and its title. REST answers with
 * it as `application/problem+json` (RFC 9457), the live protocol as `error.code`, a submission as its refusal.
 */
export const problems = {
	bad_request: { status: 400, title: "The request is not well formed" },
	unauthenticated: { status: 401, title: "Sign in or send a token" },
	forbidden: { status: 403, title: "This account or token may not do that" },
	not_found: { status: 404, title: "There is nothing here" },
	unknown_channel: { status: 404, title: "No such channel" },
	method_not_allowed: { status: 405, title: "This address does not take that method" },
	not_acceptable: { status: 406, title: "None of the formats that you accept is served here" },
	conflict: { status: 409, title: "The present state does not allow that" },
	slug_taken: { status: 409, title: "Another story has or had this slug" },
	not_published: { status: 409, title: "The story is not published" },
	not_live: { status: 409, title: "The story is not a live story that takes posts" },
	already_published: { status: 409, title: "The story is published already" },
	already_withdrawn: { status: 409, title: "It is withdrawn already" },
	not_withdrawn: { status: 409, title: "It is not withdrawn" },
	not_cancellable: { status: 409, title: "The submission is past being cancelled" },
	sent_back: { status: 409, title: "An editor has sent it back" },
	embargoed: { status: 409, title: "It is under embargo" },
	erased: { status: 410, title: "It was erased for good" },
	withdrawn: { status: 410, title: "It was withdrawn" },
	revision_mismatch: { status: 412, title: "It was changed since you read it" },
	payload_too_large: { status: 413, title: "The body is too large" },
	too_many_channels: { status: 400, title: "Too many channels" },
	unsupported_media_type: { status: 415, title: "This media type is not taken here" },
	invalid: { status: 422, title: "Something in the body is not valid" },
	idempotency_mismatch: { status: 422, title: "This Idempotency-Key was used with another body" },
	unknown_reference: { status: 422, title: "The body refers to something that does not exist" },
	precondition_required: { status: 428, title: "If-Match is needed here" },
	rate_limited: { status: 429, title: "Too many requests" },
	internal: { status: 500, title: "Something went wrong on our side" },
	busy: { status: 503, title: "Too busy just now" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;
export const problemCodeSchema = z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]);

/** The body of an error. `errors` lists what is wrong where (JSON Pointer) when a schema refused the request. */
export const problemSchema = z
	.object({
		type: z.string(),
		title: z.string(),
		status: z.int(),
		code: problemCodeSchema,
		detail: z.string(),
		errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
	})
	.catchall(z.unknown())
	.meta({ id: "Problem" });
export type Problem = z.infer<typeof problemSchema>;

/** An error that has a code in the table; whatever else is thrown is `internal`. */
export class ProblemError extends Error {
	override readonly name = "ProblemError";
	readonly code: ProblemCode;
	/** Further members of the problem, such as `errors`, `retryAfter` or the two versions of a conflict. */
	readonly extra: Record<string, unknown>;

	constructor(code: ProblemCode, detail: string, extra: Record<string, unknown> = {}) {
		super(detail);
		this.code = code;
		this.extra = extra;
	}
}
