import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ProblemError, problemSchema } from "@dateline/shared/protocol";
import express from "express";
import { pino } from "pino";
import { expect, it } from "vitest";
import { z } from "zod";
import { nothingHere, problemHandler } from "./problem-handler.ts";
import { problemOf } from "./problem-of.ts";
import { secureResponses } from "./security-headers.ts";

it("tells what the table knows as itself, a schema's refusal by pointer, and of the rest nothing", () => {
	expect(problemOf(new ProblemError("slug_taken", "Taken.", { slug: "a", status: 1 }))).toMatchObject({
		status: 409,
		code: "slug_taken",
		detail: "Taken.",
		slug: "a",
	});
	const refused = z.object({ "a/b": z.array(z.object({ "c~d": z.number() })) }).safeParse({ "a/b": [{ "c~d": "x" }] });
	expect(problemOf(refused.error)).toMatchObject({ code: "invalid", errors: [{ pointer: "/a~1b/0/c~0d" }] });
	const secret = problemOf(new Error("password=hunter2"));
	expect(secret).toMatchObject({ status: 500, code: "internal" });
	expect(JSON.stringify(secret)).not.toContain("hunter2");
});

it("answers everything that goes wrong in Express as a problem, with the headers of every answer", async () => {
	const app = express();
	app.use(secureResponses("https://news.example"), express.json({ limit: 100 }));
	app.post("/echo", (request, response) => void response.json(request.body));
	app.get("/busy", () => {
		throw new ProblemError("busy", "Later.", { retryAfter: 1.2 });
	});
	app.get("/fails", async () => {
		throw new Error("inside");
	});
	app.get("/name/:name", (_request, response) => void response.json({}));
	app.use(nothingHere, problemHandler({ log: pino({ level: "silent" }) }));
	const server = createServer(app).listen(0, "127.0.0.1");
	await once(server, "listening");
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const post = (body: string, type = "application/json") => ({
		method: "POST",
		body,
		headers: { "Content-Type": type },
	});
	for (const [path, init, status, code] of [
		["/echo", post("{"), 400, "bad_request"],
		["/echo", post(JSON.stringify("x".repeat(200))), 413, "payload_too_large"],
		["/echo", post("{}", "application/json; charset=nonsense"), 415, "unsupported_media_type"],
		["/name/%ff", {}, 400, "bad_request"],
		["/busy", {}, 503, "busy"],
		["/fails", {}, 500, "internal"],
		["/nothing?token=secret", {}, 404, "not_found"],
	] as const) {
		const response = await fetch(url + path, init);
		const problem = problemSchema.parse(await response.json());
		expect([path, response.status, problem.code]).toEqual([path, status, code]);
		expect(response.headers.get("content-type")).toContain("application/problem+json");
		expect(response.headers.get("cache-control")).toBe("no-store");
		expect(response.headers.get("x-content-type-options")).toBe("nosniff");
		expect(response.headers.get("strict-transport-security")).toContain("max-age");
		expect(problem.detail).not.toContain("secret");
		if (code === "busy") expect(response.headers.get("retry-after")).toBe("2");
	}
	server.close();
});
