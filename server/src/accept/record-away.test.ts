import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { isRecordAway, openDatabase } from "@dateline/shared/database";
import { openTestDatabase } from "@dateline/shared/database/testing";
import express from "express";
import { sql } from "kysely";
import { pino } from "pino";
import { expect, test } from "vitest";
import { problemHandler } from "../http/problem-handler.ts";
import { createAcceptRouter } from "./router.ts";

/** A port where nobody listens. */
async function closedPort(): Promise<number> {
	const server = createTcpServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, "close");
	return port;
}

test("while PostgreSQL is away, a request gets 503 with Retry-After and not 500", async () => {
	const database = await openDatabase({ url: `postgres://x:x@127.0.0.1:${await closedPort()}/x` });
	const log = pino({ level: "silent" });
	const app = express();
	const settings = {
		dataDir: "/nowhere",
		publicUrl: "http://newsroom.example",
		ownOrigins: [],
		secret: "",
		outboundHosts: [],
	};
	const router = createAcceptRouter({
		...{ database, settings, log },
		doorbell: { ring: () => undefined },
		waitUntilFolded: async () => false,
		actorOf: async () => null,
	});
	app.use(router, problemHandler({ log }));
	const server = createServer(app).listen(0, "127.0.0.1");
	await once(server, "listening");
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/me`;
	const answer = await fetch(url, { headers: { authorization: `Bearer dateline_${"x".repeat(43)}` } });
	expect(answer.status).toBe(503);
	expect(answer.headers.get("retry-after")).toBe("1");
	expect(await answer.json()).toMatchObject({ code: "busy" });
	server.close();
	server.closeAllConnections();
	await database.close();
});

test("a mistake of ours is not taken for the record being away; a closed record is", async () => {
	const record = await openTestDatabase();
	const errorOf = (text: string) =>
		sql
			.raw(text)
			.execute(record.kysely)
			.then(
				() => null,
				(error: unknown) => error,
			);
	expect(isRecordAway(await errorOf("select nothing from nowhere"))).toBe(false);
	expect(isRecordAway(new TypeError("x is not a function"))).toBe(false);
	await record.close();
	expect(isRecordAway(await errorOf("select 1"))).toBe(true);
});
