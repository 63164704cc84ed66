import { type Problem, problemSchema } from "@dateline/shared/protocol";
import { msg } from "@lit/localize";
import type { z } from "zod";
import { sayRefusal } from "./server-words.ts";

/** The API refused, and says why. */
export class ApiError extends Error {
	override readonly name = "ApiError";
	readonly problem: Problem;
	constructor(problem: Problem) {
		super(problem.errors?.[0]?.detail ?? problem.detail);
		this.problem = problem;
	}
}

/** Nothing answered: there is no connection, or whoever answered was not Dateline. It may be tried again. */
export class ConnectionError extends Error {
	override readonly name = "ConnectionError";
}

export interface RequestOptions {
	method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
	/** Sent as JSON; a form is sent as it is. */
	body?: unknown;
	headers?: Record<string, string>;
	/** Lets the request outlive the page, up to 64 KB. */
	keepalive?: boolean;
	signal?: AbortSignal;
	/** Milliseconds after which it counts as unanswered, when it may take longer than usual. */
	patience?: number;
}

/** Milliseconds after which a request counts as unanswered. The API itself answers within seconds. */
const usualPatience = 20_000;

/**
 * One request to our own server, answered with its JSON (null for none).
 *
 * @throws {ApiError} when it refuses; {ConnectionError} when nobody answers, or only a proxy does
 */
export async function request(path: string, options: RequestOptions = {}): Promise<unknown> {
	const { method = "GET", body, headers = {}, keepalive = false, signal, patience = usualPatience } = options;
	const form = body instanceof FormData;
	const timeout = AbortSignal.timeout(form ? 10 * patience : patience);
	let answer: Response;
	let text: string;
	try {
		answer = await fetch(path, {
			method,
			keepalive,
			credentials: "same-origin",
			cache: "no-store",
			signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
			headers: {
				accept: "application/json",
				...(body === undefined || form ? {} : { "content-type": "application/json" }),
				...headers,
			},
			...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
		});
		text = await answer.text();
	} catch (error) {
		if (signal?.aborted) throw error;
		throw new ConnectionError("No answer from the server.", { cause: error });
	}
	const json = readJson(text);
	if (answer.ok) {
		if (json === undefined) throw new ConnectionError("What answered was not Dateline.");
		return json;
	}
	const problem = problemSchema.safeParse(json);
	if (problem.success) throw new ApiError(problem.data);
	throw new ConnectionError(`What answered was not Dateline (status ${answer.status}).`);
}

/** As {@link request}, with the answer parsed: a server of another build is found out here and not on the screen. */
export async function requestAs<Schema extends z.ZodType>(
	schema: Schema,
	path: string,
	options: RequestOptions = {},
): Promise<z.infer<Schema>> {
	return schema.parse(await request(path, options));
}

function readJson(text: string): unknown {
	if (text === "") return null;
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** What went wrong, as a sentence for the person at the desk. */
export function sentenceOf(error: unknown): string {
	if (error instanceof ApiError) return sayRefusal({ code: error.problem.code, message: error.message });
	if (error instanceof ConnectionError) return msg("No connection. It is kept and tried again.");
	return msg("Something unexpected happened in this page. What you wrote is kept.");
}
