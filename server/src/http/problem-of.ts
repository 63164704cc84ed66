import { isRecordAway } from "@dateline/shared/database";
import { type Problem, type ProblemCode, ProblemError, problems } from "@dateline/shared/protocol";
import { ZodError } from "zod";

/**
 * The problem that an error is told as: one with a code of the table as itself, what the frameworks throw by its
 * meaning, whatever else as `internal`, without a word of what it was.
 */
export function problemOf(error: unknown): Problem {
	if (error instanceof ProblemError) return makeProblem(error.code, error.message, error.extra);
	if (error instanceof ZodError) return makeProblem("invalid", "The request does not fit its schema.", errorsOf(error));
	if (isRecordAway(error)) return makeProblem("busy", "The record does not answer just now.", { retryAfter: 1 });
	const status = statusOf(error);
	if (status === null) return makeProblem("internal", "The error was logged; nothing you sent is at fault.");
	const detail = error instanceof Error ? error.message : "";
	return makeProblem(codeByStatus[status] ?? "bad_request", detail || "The request could not be read.");
}

/** A problem of the table. `extra` members stand beside the standard ones and never replace them. */
export function makeProblem(code: ProblemCode, detail: string, extra: Record<string, unknown> = {}): Problem {
	const { status, title } = problems[code];
	return { ...extra, type: `urn:dateline:problem:${code}`, title, status, code, detail };
}

const codeByStatus: Partial<Record<number, ProblemCode>> = {
	400: "bad_request",
	401: "unauthenticated",
	403: "forbidden",
	404: "not_found",
	405: "method_not_allowed",
	406: "not_acceptable",
	409: "conflict",
	413: "payload_too_large",
	415: "unsupported_media_type",
	429: "rate_limited",
};

const errorsOf = (error: ZodError) => ({
	errors: error.issues.map((issue) => ({
		pointer: issue.path.map((part) => `/${escapePointer(String(part))}`).join(""),
		detail: issue.message,
	})),
});

/** RFC 6901. */
const escapePointer = (part: string) => part.replaceAll("~", "~0").replaceAll("/", "~1");

/**
 * The 4xx status that body parsers, Express and multer put on what is the sender's fault. Multer's errors have a code
 * and no status.
 */
function statusOf(error: unknown): number | null {
	if (!(error instanceof Error)) return null;
	if (error.name === "MulterError") return "code" in error && error.code === "LIMIT_FILE_SIZE" ? 413 : 400;
	const status = "status" in error ? error.status : null;
	return typeof status === "number" && status >= 400 && status < 500 ? status : null;
}
