import type { IncomingMessage } from "node:http";
import { idSchema, newId } from "@dateline/shared/model";
import { ProblemError, problems } from "@dateline/shared/protocol";
import { Server } from "@tus/server";
import { type Request, Router } from "express";
import { createTokenBuckets } from "../../http/token-buckets.ts";
import { type Actor, actorKey } from "../actor.ts";
import type { AcceptParts } from "../parts.ts";
import { authorise } from "../policies/index.ts";
import { authenticate } from "../routing/authenticate.ts";

/** Where files are sent in pieces. */
export const uploadsPath = "/api/v1/uploads";

/** Attempts of one address with tokens that are not valid, and new uploads of one account, a second and at once. */
const failures = { rate: 1 / 6, burst: 10 };
const begun = { rate: 2, burst: 100 };

/**
 * `/api/v1/uploads`: files in pieces, to be gone on with after a lost connection (tus 1.0, tus.io/protocols). An upload is
 * its sender's alone. Its id, which the sender may choose, becomes the id of the media that `POST /media/uploaded` makes.
 */
export function uploadsRouter(parts: AcceptParts & { maxUpload: number }): Router {
	const { uploads, maxUpload } = parts;
	const actors = new WeakMap<IncomingMessage, Actor>();
	const limited = { ...parts, failures: createTokenBuckets(failures) };
	const beginnings = createTokenBuckets(begun);

	const ownerOf = (request: { runtime?: { node?: { req: IncomingMessage } } }): string => {
		const message = request.runtime?.node?.req;
		const actor = message && actors.get(message);
		if (!actor)
			throw failure(new ProblemError("unauthenticated", "Send a token as Authorization: Bearer …, or sign in."));
		return actorKey(actor);
	};

	const tus = new Server({
		path: uploadsPath,
		datastore: uploads.files,
		maxSize: maxUpload,
		relativeLocation: true,
		// Nobody else's page sends here.
		allowedOrigins: [],
		disableTerminationForFinishedUploads: false,
		namingFunction: (_request, metadata) => {
			const id = idSchema.safeParse(metadata?.["id"]);
			return id.success ? id.data : newId();
		},
		async onIncomingRequest(request, id) {
			const owner = ownerOf(request as never);
			if (request.method === "POST") return;
			if ((await uploads.ownerOf(id)) !== owner)
				throw failure(new ProblemError("not_found", `There is no upload ${id}.`));
		},
		async onUploadCreate(request, upload) {
			const owner = ownerOf(request as never);
			try {
				if (upload.size === undefined || upload.size <= 0) {
					throw new ProblemError("invalid", "Say how long the file is: Upload-Length, 1 or more.");
				}
				if ((await uploads.ownerOf(upload.id)) !== null) {
					throw new ProblemError("conflict", `There is an upload ${upload.id} already.`);
				}
				const wait = beginnings.take(owner);
				if (wait > 0)
					throw new ProblemError("rate_limited", "These were too many uploads at once.", { retryAfter: wait });
				await uploads.checkRoom(owner, upload.size);
			} catch (error) {
				throw failure(error);
			}
			uploads.sweep();
			return { metadata: { owner, name: (upload.metadata?.["name"] ?? "").slice(0, 300) } };
		},
		onResponseError(_request, error) {
			if ("status_code" in error && error.status_code === 413) {
				const most = Math.floor(maxUpload / 1024 / 1024);
				return failure(new ProblemError("payload_too_large", `A file has ${most} MB at most.`));
			}
			if ("status_code" in error && error.body.startsWith("{")) return error;
			if ("status_code" in error && error.status_code < 500) return error;
			return failure(new ProblemError("busy", "The file could not be taken just now."));
		},
	});

	const router = Router({ caseSensitive: true });
	router.all([uploadsPath, `${uploadsPath}/:uploadId`], async (request, response) => {
		checkMethod(request);
		const actor = await authenticate(limited, request);
		authorise(actor, "media.upload");
		actors.set(request, actor);
		response.set("Cache-Control", "no-store");
		await tus.handle(request, response);
	});
	return router;
}

const methods = ["POST", "HEAD", "PATCH", "DELETE", "OPTIONS"];

/** What was sent is not given back here: it is in no form to be shown. */
function checkMethod({ method }: Request): void {
	if (!methods.includes(method)) {
		throw new ProblemError("method_not_allowed", `This address takes ${methods.join(", ")} (tus 1.0).`);
	}
}

/** A problem as tus hands errors on: its status, and problem+json as text. */
function failure(error: unknown): { status_code: number; body: string } {
	if (!(error instanceof ProblemError)) throw error;
	const { status, title } = problems[error.code];
	const type = `urn:dateline:problem:${error.code}`;
	const body = { type, title, status, code: error.code, detail: error.message, ...error.extra };
	return { status_code: status, body: JSON.stringify(body) };
}
