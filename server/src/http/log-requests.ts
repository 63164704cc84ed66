import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestHandler } from "express";
import type { Logger } from "pino";

/**
 * One line for each request that Express answers, when it is done: failures of ours as `warn`, the rest as `debug`. No
 * query, header or body: they may hold tokens, partner keys and drafts.
 */
export function logRequests({ log }: { log: Logger }): RequestHandler {
	return (request, response, next) => {
		// The address of an inbound wire ends with its secret.
		logRequest(log, request.path.replace(/^\/in\/.+/, "/in/…"), request, response);
		next();
	};
}

/** The same line for one request that goes another way. `path` is taken down now: a router changes the request's. */
export function logRequest(log: Logger, path: string, request: IncomingMessage, response: ServerResponse): void {
	const began = performance.now();
	const { method } = request;
	response.once("close", () => {
		const status = response.writableFinished ? response.statusCode : 499;
		const line = { method, path, status, ms: Math.round(performance.now() - began) };
		if (status >= 500) log.warn(line, "answered");
		else log.debug(line, "answered");
	});
}
