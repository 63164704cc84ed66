import { ProblemError } from "@dateline/shared/protocol";
import express, { type Request, type Response } from "express";

/** Bytes of a JSON body, unpacked. */
export const maxJson = 1024 * 1024;
/** How deep JSON may be nested: a document's lists need about 45. */
const maxDepth = 64;

const parse = express.json({ limit: maxJson, type: ["json", "+json"], strict: false });

/**
 * The JSON body of a request; `{}` when there is none.
 *
 * @throws {ProblemError} `unsupported_media_type`, `payload_too_large`, `bad_request`, `invalid` for text that cannot be
 * stored
 */
export async function readJson(request: Request, response: Response): Promise<unknown> {
	if (!hasBody(request)) return {};
	if (!request.is(["json", "+json"])) {
		throw new ProblemError("unsupported_media_type", "Send the body as application/json.");
	}
	await new Promise<void>((resolve, reject) => {
		parse(request, response, (error: unknown) => (error ? reject(asProblem(error)) : resolve()));
	});
	const body: unknown = request.body ?? {};
	checkText(body);
	return body;
}

function hasBody({ headers }: Request): boolean {
	return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

function asProblem(error: unknown): ProblemError {
	const type = error instanceof Error && "type" in error ? error.type : "";
	if (type === "entity.too.large") {
		return new ProblemError("payload_too_large", `A JSON body has ${maxJson} bytes at most.`);
	}
	if (type === "encoding.unsupported" || type === "charset.unsupported") {
		return new ProblemError("unsupported_media_type", "Send UTF-8, as it is or packed with gzip, deflate or br.");
	}
	if (type === "entity.parse.failed") return new ProblemError("bad_request", "The body is not JSON.");
	return new ProblemError("bad_request", "The body could not be read.");
}

/** PostgreSQL stores neither U+0000 nor half of a surrogate pair. Goes through without recursion: the body may be deep. */
function checkText(body: unknown): void {
	const open: [value: unknown, depth: number][] = [[body, 0]];
	for (let next = open.pop(); next; next = open.pop()) {
		const [value, depth] = next;
		if (depth > maxDepth) throw new ProblemError("invalid", `The body is nested more than ${maxDepth} deep.`);
		if (typeof value === "string") checkString(value);
		else if (typeof value === "object" && value !== null) {
			for (const [key, inner] of Object.entries(value)) {
				checkString(key);
				open.push([inner, depth + 1]);
			}
		}
	}
}

export function checkString(text: string): void {
	if (text.includes("\u0000") || /\p{Surrogate}/u.test(text)) {
		throw new ProblemError("invalid", "A text has the character U+0000 or half of a surrogate pair in it.");
	}
}
