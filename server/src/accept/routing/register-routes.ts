import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { readSubmissionStory } from "@dateline/shared/database";
import { idSchema } from "@dateline/shared/model";
import { ProblemError } from "@dateline/shared/protocol";
import { type Request, type Response, Router } from "express";
import { problemOf } from "../../http/problem-of.ts";
import { createTokenBuckets, type TokenBuckets } from "../../http/token-buckets.ts";
import { type Actor, actorKey } from "../actor.ts";
import { auditOfRequest, type RequestAudit } from "../audit/index.ts";
import type { AcceptLimits, AcceptParts } from "../parts.ts";
import { authorise } from "../policies/index.ts";
import { authoriseInStory } from "../policies/story-access.ts";
import { authenticate } from "./authenticate.ts";
import { parseIfMatch } from "./if-match.ts";
import { readIdempotency } from "./read-idempotency.ts";
import { checkString, readJson } from "./read-json.ts";
import type { Answer, Method, Route } from "./route.ts";

/**
 * Fifty writes a second, 200 at once; one rehearsal a second, 20 at once; ten failed attempts at once, then one in six
 * seconds.
 */
const usualLimits: AcceptLimits = {
	writes: { rate: 50, burst: 200 },
	rehearsals: { rate: 1, burst: 20 },
	failures: { rate: 1 / 6, burst: 10 },
};

type Limited = AcceptParts & Record<keyof AcceptLimits, TokenBuckets>;

/** A router that serves every route of the table, and tells which methods an address takes when it is another. */
export function registerRoutes(routes: readonly Route[], parts: AcceptParts): Router {
	const router = Router({ caseSensitive: true });
	const { writes, rehearsals, failures } = { ...usualLimits, ...parts.limits };
	const limited = {
		...parts,
		writes: createTokenBuckets(writes),
		rehearsals: createTokenBuckets(rehearsals),
		failures: createTokenBuckets(failures),
	};
	const paths = new Map<string, Method[]>();
	for (const route of routes) {
		router[route.method](route.path, async (request, response) => {
			await send(response, await serve(route, limited, request, response));
		});
		paths.set(route.path, [...(paths.get(route.path) ?? []), route.method]);
	}
	for (const [path, methods] of paths)
		router.all(path, (request, response) => refuseMethod(methods, request, response));
	return router;
}

/** The steps of every request. */
async function serve(route: Route, parts: Limited, request: Request, response: Response): Promise<Answer> {
	const actor = await authenticate(parts, request);
	const audit = auditOfRequest(route, request, actor);
	if (route.method !== "get") limit(parts.writes, actorKey(actor), "writes");
	if (route.rehearses) limit(parts.rehearsals, actorKey(actor), "rehearsals");
	try {
		const answer = await serveAs(actor, audit, route, parts, request, response);
		await audit
			.settle(parts.database.kysely, answer)
			.catch((error: unknown) => parts.log.error({ err: error, path: route.path }, "an act is not in the audit log"));
		return answer;
	} catch (error) {
		const { code, detail } = problemOf(error);
		if (code === "forbidden") await audit.refuse(parts.database.kysely, detail);
		throw error;
	}
}

/** The same of a known actor. */
async function serveAs(
	actor: Actor,
	audit: RequestAudit,
	route: Route,
	parts: Limited,
	request: Request,
	response: Response,
): Promise<Answer> {
	const inStory = await authoriseRoute(parts, actor, route, request);
	const body = route.multipart || route.method === "get" ? {} : await readJson(request, response);
	for (const text of Object.values(request.query)) if (typeof text === "string") checkString(text);
	return route.serve(parts, {
		actor: inStory,
		params: request.params as Record<string, string>,
		query: request.query,
		body,
		ifMatch: route.ifMatch ? parseIfMatch(request.get("If-Match")) : null,
		idempotency: route.method === "get" ? null : readIdempotency(request, actor, body),
		audit,
		request,
	});
}

/** A route about one story, or about a submission of one, is judged by what the actor may do in that very story. */
async function authoriseRoute(parts: Limited, actor: Actor, route: Route, { params }: Request): Promise<Actor> {
	const { kysely } = parts.database;
	const { storyId, submissionId } = params;
	if (isId(storyId)) return authoriseInStory(kysely, actor, storyId, route.ability);
	const ofSubmission = isId(submissionId) ? await readSubmissionStory(kysely, submissionId) : null;
	if (ofSubmission !== null) return authoriseInStory(kysely, actor, ofSubmission, route.ability);
	authorise(actor, route.ability);
	return actor;
}

const isId = (param: unknown): param is string => idSchema.safeParse(param).success;

function limit(buckets: TokenBuckets, actor: string, what: "writes" | "rehearsals"): void {
	const retryAfter = buckets.take(actor);
	if (retryAfter > 0) {
		throw new ProblemError("rate_limited", `These were too many ${what} for one token: wait, then go on.`, {
			retryAfter,
		});
	}
}

/** Answers of the editors' side are theirs alone: no cache keeps them. */
async function send(response: Response, { status, body, etag, location, file }: Answer): Promise<void> {
	response.status(status).set("Cache-Control", "private, no-store").vary("Authorization").vary("Cookie");
	if (etag !== undefined) response.set("ETag", etag);
	if (location !== undefined) response.set("Location", location);
	if (file !== undefined) return sendFile(response, file);
	if (body === undefined) response.end();
	else response.json(body);
}

/** A file as it is written; one that breaks off ends the connection, so that nobody takes it for whole. */
async function sendFile(response: Response, { type, name, chunks }: NonNullable<Answer["file"]>): Promise<void> {
	response.set({ "Content-Type": type, "Content-Disposition": `attachment; filename="${name}"` });
	if (response.req.method === "HEAD") response.end();
	else await pipeline(Readable.from(chunks), response);
}

function refuseMethod(methods: readonly Method[], request: Request, response: Response): void {
	const allowed = methods.flatMap((method) => (method === "get" ? ["GET", "HEAD"] : [method.toUpperCase()]));
	response.set("Allow", allowed.join(", "));
	if (request.method === "OPTIONS") response.status(204).end();
	else throw new ProblemError("method_not_allowed", `This address takes ${allowed.join(", ")}.`);
}
