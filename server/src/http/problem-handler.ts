import { type Problem, ProblemError } from "@dateline/shared/protocol";
import type { ErrorRequestHandler, RequestHandler, Response } from "express";
import type { Logger } from "pino";
import { problemOf } from "./problem-of.ts";

/** The last handler of the app: tells every error as `application/problem+json`, and logs what is our own fault. */
export function problemHandler({ log }: { log: Logger }): ErrorRequestHandler {
	return (error, request, response, next) => {
		const problem = problemOf(error);
		if (problem.status >= 500 && problem.code !== "busy") {
			log.error({ err: error, method: request.method, path: request.path }, "a request failed");
		}
		if (response.headersSent) return next(error);
		sendProblem(response, problem);
	};
}

/** Answers with a problem; `retryAfter` (seconds) among its members becomes the header. */
export function sendProblem(response: Response, problem: Problem): void {
	const retryAfter = problem["retryAfter"];
	if (typeof retryAfter === "number") response.set("Retry-After", String(Math.ceil(retryAfter)));
	response
		.status(problem.status)
		.set("Cache-Control", "no-store")
		.set("Content-Type", "application/problem+json; charset=utf-8")
		.send(JSON.stringify(problem));
}

/** The end of an API router: no such address. */
export const nothingHere: RequestHandler = (request) => {
	throw new ProblemError("not_found", `There is nothing at ${request.method} ${request.originalUrl.split("?")[0]}.`);
};
