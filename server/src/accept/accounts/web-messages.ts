import { type ProblemCode, ProblemError, problems } from "@dateline/shared/protocol";
import type { Request, Response } from "express";
import { type AuthEngine, addressHeader } from "./auth-engine.ts";
import { sentenceFor } from "./sentences.ts";

/** What better-auth reads of a request: its headers, with the address that Express found. */
export function toWebHeaders(request: Request): Headers {
	const headers = new Headers();
	for (const [name, value] of Object.entries(request.headers)) {
		if (value !== undefined && name !== addressHeader)
			headers.set(name, Array.isArray(value) ? value.join(", ") : value);
	}
	headers.delete("content-length");
	headers.delete("transfer-encoding");
	if (request.ip !== undefined) headers.set(addressHeader, request.ip);
	return headers;
}

/**
 * Asks better-auth's own endpoint at `path`, under our own public address whatever host the request named. Hands its
 * cookies on, and its errors as our problems. Its answers hold the session's token, which a page's scripts must not see:
 * its JSON goes to the caller, to choose from, and nothing is sent.
 */
export async function askEngine(
	engine: AuthEngine,
	path: string,
	body: unknown,
	request: Request,
	response: Response,
	publicUrl: string,
): Promise<Record<string, unknown>> {
	const headers = toWebHeaders(request);
	headers.set("content-type", "application/json");
	const url = new URL(`/api/auth${path}`, publicUrl);
	const asked = new globalThis.Request(url, { method: "POST", headers, body: JSON.stringify(body) });
	const answer = await engine.handler(asked);
	copyCookies(answer.headers, response);
	const read = readObject(await answer.text());
	if (answer.status >= 400) throw toProblem(answer.status, read);
	return read;
}

export function copyCookies(from: Headers, response: Response): void {
	for (const cookie of from.getSetCookie()) response.append("set-cookie", cookie);
}

/** A refusal of better-auth as a problem of ours, in our own words. */
export function toProblem(status: number, body: Record<string, unknown>): ProblemError {
	const code = (Object.keys(problems) as ProblemCode[]).find((one) => problems[one].status === status);
	return new ProblemError(code ?? (status < 500 ? "invalid" : "internal"), sentenceFor(status, body));
}

function readObject(text: string): Record<string, unknown> {
	try {
		const body: unknown = JSON.parse(text);
		if (typeof body === "object" && body !== null) return body as Record<string, unknown>;
	} catch {
		// Not JSON: the status says as much as we know.
	}
	return {};
}
