import { type ProblemCode, ProblemError, problems } from "@dateline/shared/protocol";
import type { Request, Response } from "express";
import { addressHeader } from "./auth-engine.ts";

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

/** An Express request whose JSON was read already, as better-auth takes it, under our own public address. */
export function toWebRequest(request: Request, publicUrl: string): globalThis.Request {
	const headers = toWebHeaders(request);
	const body = request.method === "GET" ? null : JSON.stringify(request.body ?? {});
	if (body !== null) headers.set("content-type", "application/json");
	return new globalThis.Request(new URL(request.originalUrl, publicUrl), { method: request.method, headers, body });
}

/**
 * Hands on what better-auth answered: its cookies, and its errors as our problems. Its bodies hold the session's token,
 * which a page's scripts must not see, so what went well is answered with nothing.
 */
export async function sendWebResponse(answer: globalThis.Response, response: Response): Promise<void> {
	copyCookies(answer.headers, response);
	if (answer.status >= 400) throw toProblem(answer.status, await answer.text());
	response.status(204).end();
}

export function copyCookies(from: Headers, response: Response): void {
	for (const cookie of from.getSetCookie()) response.append("set-cookie", cookie);
}

function toProblem(status: number, text: string): ProblemError {
	const code = (Object.keys(problems) as ProblemCode[]).find((one) => problems[one].status === status);
	return new ProblemError(code ?? "internal", messageOf(text));
}

function messageOf(text: string): string {
	try {
		const body: unknown = JSON.parse(text);
		if (typeof body === "object" && body !== null && "message" in body && typeof body.message === "string")
			return body.message;
	} catch {
		// Not JSON: the sentence below says as much as we know.
	}
	return "The request was refused.";
}
