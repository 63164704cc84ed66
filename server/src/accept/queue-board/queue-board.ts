import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { ExpressAdapter } from "@bull-board/express";
import type { OpenRecord } from "@dateline/shared/database";
import { mediaQueue, ProblemError, publishQueue } from "@dateline/shared/protocol";
import type { RedisAddress } from "@dateline/shared/settings";
import { connectRedis } from "@dateline/shared/stream";
import { queuePrefix } from "@dateline/workers";
import { Queue } from "bullmq";
import { type Request, type RequestHandler, type Response, Router } from "express";
import type { Actor } from "../actor.ts";
import { networkOf, noteAction } from "../audit/index.ts";

const path = "/newsroom/queue";
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** What the board's page may do: its own scripts, and styles in attributes, which it is drawn with. */
const policy = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self' 'unsafe-inline'",
	"img-src 'self' data:",
	"font-src 'self'",
	"connect-src 'self'",
	"base-uri 'self'",
	"form-action 'none'",
	"frame-ancestors 'none'",
].join("; ");

/** The bells' queues as bull-board shows them, at `/newsroom/queue`, for administrators who are signed in. */
export interface QueueBoard {
	readonly router: Router;
	stop(): Promise<void>;
}

/**
 * Opens nothing until an administrator asks. The queues hold bells, not changes: what is emptied or tried again here
 * can lose no update, since the record is polled.
 */
export function createQueueBoard({
	redis,
	database,
	ownOrigins,
	actorOf,
}: {
	redis: RedisAddress | null;
	database: Pick<OpenRecord, "kysely">;
	ownOrigins: readonly string[];
	actorOf: (request: Request) => Promise<Actor | null>;
}): QueueBoard {
	let board: { handle: RequestHandler; stop(): Promise<void> } | null = null;
	const router = Router();
	router.use(path, async (request, response, next) => {
		const actor = await actorOf(request);
		if (actor === null) {
			if (request.method !== "GET") throw new ProblemError("unauthenticated", "Sign in first.");
			response.redirect("/newsroom/administration/state");
			return;
		}
		if (actor.kind !== "user" || actor.role !== "administrator") {
			throw new ProblemError("forbidden", "The queue is for administrators.");
		}
		response.set({ "Content-Security-Policy": policy, "Cache-Control": "no-store", "Referrer-Policy": "same-origin" });
		if (redis === null) {
			response.type("html").send(withoutRedis);
			return;
		}
		if (!safeMethods.has(request.method)) {
			checkPage(request, ownOrigins);
			const detail = { method: request.method, path: request.path.slice(0, 200) };
			const address = networkOf(request.ip);
			await noteAction(database.kysely, { actor, action: "queue.change", subject: "queue", detail, address });
		}
		board ??= openBoard(redis);
		stripForeignFont(response);
		board.handle(request, response, next);
	});
	return { router, stop: async () => board?.stop() };
}

function openBoard(redis: RedisAddress) {
	const connection = connectRedis(redis, "publisher", () => undefined);
	const queues = [publishQueue, mediaQueue].map((name) => {
		const queue = new Queue(name, { connection, prefix: queuePrefix, skipVersionCheck: true });
		queue.on("error", () => undefined);
		return queue;
	});
	const serverAdapter = new ExpressAdapter();
	serverAdapter.setBasePath(path);
	createBullBoard({
		queues: queues.map((queue) => new BullMQAdapter(queue)),
		serverAdapter,
		options: { uiConfig: { boardTitle: "Dateline", miscLinks: [{ text: "Newsroom", url: "/newsroom" }] } },
	});
	return {
		handle: serverAdapter.getRouter() as RequestHandler,
		async stop() {
			await Promise.all(queues.map((queue) => queue.close().catch(() => undefined)));
			connection.disconnect();
		},
	};
}

/** A change by cookie comes from a page of ours. @throws {ProblemError} `forbidden` */
function checkPage(request: Request, ownOrigins: readonly string[]): void {
	const { origin } = request.headers;
	if (origin === undefined || !ownOrigins.includes(origin)) {
		throw new ProblemError("forbidden", "With a session, changes are taken from pages of this site only.");
	}
}

/** The board's page asks a third party for its fonts: without the line it uses the machine's. */
function stripForeignFont(response: Response): void {
	const send = response.send;
	response.send = function (this: Response, body: unknown) {
		const page = typeof body === "string" && body.includes("fonts.googleapis.com");
		return send.call(this, page ? body.replace(/<link href="https:\/\/fonts\.googleapis\.com[^>]*>/, "") : body);
	};
}

const withoutRedis = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Queue</title><meta name="color-scheme" content="light dark"></head><body><main><h1>There is no queue here</h1><p>This installation runs without Redis. Updates are found in the record, once a second; nothing is lost, and order is kept.</p><p><a href="/newsroom/administration/state">Back to the state</a></p></main></body></html>`;
