import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OpenRecord } from "@dateline/shared/database";
import { openTestDatabase } from "@dateline/shared/database/testing";
import { parseSettings } from "@dateline/shared/settings";
import { type RunningWorker, startWorker } from "@dateline/workers";
import express from "express";
import { pino } from "pino";
import { nothingHere, problemHandler } from "../../http/problem-handler.ts";
import type { Actor } from "../actor.ts";
import type { AcceptLimits } from "../parts.ts";
import { createAcceptRouter } from "../router.ts";
import { createToken } from "../tokens.ts";

/** What came back. `body` is parsed JSON, or null. */
export interface TestAnswer {
	status: number;
	headers: Headers;
	// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
	body: any;
}

/** The API over a fresh record, with a worker in the same process, as an embedded instance has it. */
export interface TestApi {
	url: string;
	dataDir: string;
	database: OpenRecord;
	/**
	 * Sends with the administrator's token unless told otherwise: an empty `authorization`, or a cookie, sends none. An
	 * object as body goes as JSON.
	 */
	send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer>;
	/** A token with these scopes. */
	token(...scopes: string[]): Promise<string>;
	/** From now on, nobody applies what is handed in, until it is called again with true. */
	setWorker(running: boolean): Promise<void>;
	close(): Promise<void>;
}

export async function startTestApi(
	options: { kind?: OpenRecord["dialect"]; person?: Actor; limits?: Partial<AcceptLimits> } = {},
): Promise<TestApi> {
	const dataDir = await mkdtemp(join(tmpdir(), "dateline-api-"));
	const database = await openTestDatabase(options.kind);
	const log = pino({ level: "silent" });
	const settings = parseSettings({
		DATA_DIR: dataDir,
		PUBLIC_URL: "http://newsroom.example",
		OUTBOUND_HOSTS: "127.0.0.1:*",
	});
	const position = followPosition();
	let worker: RunningWorker | null = null;
	const setWorker = async (running: boolean) => {
		if (!running) await worker?.stop();
		worker = running ? await startWorker({ settings, database, redis: null, log }) : null;
		worker?.committed.subscribe((events) => position.reached(events.at(-1)?.position ?? 0));
	};
	await setWorker(true);
	const app = express();
	app.use(
		createAcceptRouter({
			database,
			settings,
			log,
			doorbell: { ring: (storyId) => worker?.ring(storyId), ringMedia: () => worker?.ringMedia() },
			waitUntilFolded: position.wait,
			...(options.limits && { limits: options.limits }),
			actorOf: async (request) => (request.headers.cookie === "session=yes" ? (options.person ?? null) : null),
		}),
	);
	app.use(nothingHere);
	app.use(problemHandler({ log }));
	const server = createServer(app).listen(0, "127.0.0.1");
	// A connection is kept for as long as a busy machine may stall: else a test's next request could meet its end.
	server.keepAliveTimeout = 120_000;
	await once(server, "listening");
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const admin = await createToken({ database }, { name: "test", scopes: ["admin"] });
	return {
		url,
		dataDir,
		database,
		setWorker,
		token: (...scopes) => createToken({ database }, { name: scopes.join(" "), scopes }),
		send(method, path, body, headers = {}) {
			const { authorization = `Bearer ${admin}`, ...others } = headers;
			const anonymous = authorization === "" || "cookie" in headers;
			return send(url + path, method, body, anonymous ? others : { authorization, ...others });
		},
		async close() {
			server.close();
			server.closeAllConnections();
			await worker?.stop();
			await database.close();
			await rm(dataDir, { recursive: true, force: true });
		},
	};
}

async function send(url: string, method: string, body: unknown, headers: Record<string, string>): Promise<TestAnswer> {
	const raw = body === undefined || typeof body === "string" || body instanceof FormData || body instanceof Buffer;
	const answer = await fetch(url, {
		method,
		redirect: "manual",
		headers: { ...(raw ? {} : { "content-type": "application/json" }), ...headers },
		...(body !== undefined && { body: raw ? (body as BodyInit) : JSON.stringify(body) }),
	});
	const text = await answer.text();
	const json = /^application\/([a-z]+\+)?json/.test(answer.headers.get("content-type") ?? "");
	return {
		status: answer.status,
		headers: answer.headers,
		body: text !== "" && json ? JSON.parse(text) : text || null,
	};
}

/** What a server's model knows: how far it is. */
function followPosition() {
	let newest = 0;
	const waiting = new Set<() => void>();
	return {
		reached(position: number) {
			newest = Math.max(newest, position);
			for (const look of waiting) look();
		},
		wait: (position: number, milliseconds: number): Promise<boolean> =>
			new Promise((resolve) => {
				const end = (seen: boolean) => {
					clearTimeout(timer);
					waiting.delete(look);
					resolve(seen);
				};
				const look = () => newest >= position && end(true);
				const timer = setTimeout(end, milliseconds, false);
				waiting.add(look);
				look();
			}),
	};
}
