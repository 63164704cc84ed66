import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { ProblemError } from "@dateline/shared/protocol";
import type { Request, Response } from "express";
import multer from "multer";
import { checkString } from "../routing/read-json.ts";

/** Bytes of an uploaded file. */
export const maxForm = 40 * 1024 * 1024;

export interface Upload {
	path: string;
	/** As its sender called it. */
	name: string | undefined;
	/** SHA-256 of the file. */
	hash: string;
	fields: Record<string, unknown>;
}

/**
 * Streams a multipart body with the one file part `file` to disk, hands it to `use`, and removes it.
 *
 * @throws {ProblemError} `unsupported_media_type`, `payload_too_large`, `bad_request`, `invalid` without a file
 */
export async function receiveUpload<Result>(
	request: Request,
	folder: string,
	use: (upload: Upload) => Promise<Result>,
): Promise<Result> {
	if (!request.is("multipart/form-data")) {
		throw new ProblemError("unsupported_media_type", "Send the file as multipart/form-data, in the part `file`.");
	}
	await mkdir(folder, { recursive: true });
	const limits = { fileSize: maxForm, files: 1, fields: 8, fieldSize: 16 * 1024, parts: 10, fieldNameSize: 100 };
	const receive = multer({ dest: folder, limits }).single("file");
	await new Promise<void>((resolve, reject) => {
		receive(request, request.res as Response, (error: unknown) => (error ? reject(asProblem(error)) : resolve()));
	});
	const path = request.file?.path;
	try {
		const fields: Record<string, unknown> = { ...(request.body as object | undefined) };
		for (const value of Object.values(fields)) if (typeof value === "string") checkString(value);
		if (path === undefined) {
			throw new ProblemError("invalid", "There is no file in the part `file`.", {
				errors: [{ pointer: "/file", detail: "missing" }],
			});
		}
		return await use({ path, name: request.file?.originalname, hash: await hashFile(path), fields });
	} finally {
		if (path !== undefined) await rm(path, { force: true });
	}
}

async function hashFile(path: string): Promise<string> {
	const hash = createHash("sha256");
	await pipeline(createReadStream(path), hash);
	return hash.digest("hex");
}

/** What the parser complains of is the sender's fault, unless the disk did not take the file. */
function asProblem(error: unknown): unknown {
	if (error instanceof multer.MulterError) {
		if (error.code === "LIMIT_FILE_SIZE") {
			return new ProblemError(
				"payload_too_large",
				`A file has ${maxForm / 1024 / 1024} MB at most in a form; send a larger one in pieces to /api/v1/uploads.`,
			);
		}
		return new ProblemError("bad_request", `${error.message}${error.field ? `: ${error.field}` : ""}.`);
	}
	if (error instanceof Error && "syscall" in error) return error;
	return new ProblemError("bad_request", "The multipart body could not be read.");
}
