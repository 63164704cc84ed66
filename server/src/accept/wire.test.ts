import { gzipSync } from "node:zlib";
import { problemSchema } from "@dateline/shared/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes } from "./resources/index.ts";
import { startTestApi, type TestApi } from "./testing/start-test-api.ts";

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api.close());

const json = { "content-type": "application/json" };
const article = (value: string) => ({
	kind: "article",
	headline: "H",
	status: "draft",
	body: { format: "html", value },
});

describe("what is not well formed gets a 4xx with a reason", () => {
	test.each([
		["no JSON", "{", json, 400, "bad_request"],
		["another type", "a=b", { "content-type": "application/x-www-form-urlencoded" }, 415, "unsupported_media_type"],
		["no type", "{}", { "content-type": "" }, 415, "unsupported_media_type"],
		[
			"an unknown charset",
			"{}",
			{ "content-type": "application/json; charset=klingon" },
			415,
			"unsupported_media_type",
		],
		["an unknown encoding", "{}", { ...json, "content-encoding": "rot13" }, 415, "unsupported_media_type"],
		["broken gzip", "{}", { ...json, "content-encoding": "gzip" }, 400, "bad_request"],
		["too much", JSON.stringify(article("x".repeat(1_100_000))), json, 413, "payload_too_large"],
		["U+0000", '{"kind":"article","headline":"a\\u0000b"}', json, 422, "invalid"],
		["half a surrogate pair", '{"kind":"article","headline":"\\ud800"}', json, 422, "invalid"],
		["depth", "[".repeat(200_000) + "]".repeat(200_000), json, 422, "invalid"],
		["an array", "[]", json, 422, "invalid"],
		["null", "null", json, 422, "invalid"],
		["an unknown member", '{"kind":"article","headline":"x","colour":"red"}', json, 422, "invalid"],
		["__proto__", '{"kind":"article","headline":"x","__proto__":{"status":"draft"}}', json, 422, "invalid"],
	])("%s", async (_name, body, headers, status, code) => {
		const answer = await api.send("POST", "/api/v1/stories", body, headers as Record<string, string>);
		expect([answer.status, answer.body.code]).toEqual([status, code]);
		expect(answer.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
		expect(problemSchema.safeParse(answer.body).error).toBeUndefined();
	});

	test("an unpacked bomb", async () => {
		const packed = gzipSync(JSON.stringify(article("x".repeat(5_000_000))));
		const answer = await api.send("POST", "/api/v1/stories", packed, { ...json, "content-encoding": "gzip" });
		expect(answer).toMatchObject({ status: 413, body: { code: "payload_too_large" } });
	});

	test("each wrong member is named by its pointer", async () => {
		const answer = await api.send("POST", "/api/v1/stories", {
			kind: "essay",
			topics: ["ok", 5],
			body: { format: "html" },
			"a/b": 1,
		});
		expect(answer.body.errors.map((error: { pointer: string }) => error.pointer).sort()).toEqual(
			["/a~1b", "/body/value", "/headline", "/kind", "/topics/1"].sort(),
		);
	});

	test.each([
		["/api/v1/stories/not-an-id", 404, "not_found"],
		["/api/v1/stories/3kq8w0z2m4hd7c", 404, "not_found"],
		["/api/v1/sections/%00", 404, "not_found"],
		["/api/v1/sections/%ff", 400, "bad_request"],
		["/api/v1/nothing", 404, "not_found"],
		["/api/v1/stories?limit=0", 400, "bad_request"],
		["/api/v1/stories?limit=2&limit=3", 400, "bad_request"],
		["/api/v1/stories?colour=red", 400, "bad_request"],
		["/api/v1/stories?after=yesterday", 400, "bad_request"],
		["/api/v1/stories?after=2026-99-99T00:00:00.000Z_x", 400, "bad_request"],
		["/api/v1/stories?after=2026-02-30T00:00:00.000Z_x", 400, "bad_request"],
		["/api/v1/media?after=0000-01-01T00:00:00.000Z_x", 400, "bad_request"],
		["/api/v1/key-developments?date=0000-01-01", 400, "bad_request"],
		["/api/v1/stories?q=%00", 422, "invalid"],
		["/api/v1/submissions?state=done,gone", 400, "bad_request"],
		["/api/v1/digests/2026-02-31", 404, "not_found"],
	])("%s", async (path, status, code) => {
		const answer = await api.send("GET", path);
		expect([answer.status, answer.body.code]).toEqual([status, code]);
	});

	test.each([
		["If-Match", { "if-match": "seven" }],
		["Idempotency-Key", { "idempotency-key": "x".repeat(201) }],
	])("a header: %s", async (_name, headers) => {
		const { story } = (await api.send("POST", "/api/v1/stories", article("x"))).body;
		const answer = await api.send("PATCH", `/api/v1/stories/${story.id}`, { headline: "y" }, headers as never);
		expect(answer).toMatchObject({ status: 400, body: { code: "bad_request" } });
	});

	test.each(["/stories", "/site", "/tokens"])("a foreign method at %s is told which there are", async (path) => {
		const methods = routes.filter((route) => route.path === path).map((route) => route.method.toUpperCase());
		const answer = await api.send("DELETE", `/api/v1${path}`);
		expect(answer).toMatchObject({ status: 405, body: { code: "method_not_allowed" } });
		for (const method of methods) expect(answer.headers.get("allow")).toContain(method);
	});
});

test("no cache keeps an answer; who asks with its ETag is told that nothing changed", async () => {
	const { story } = (await api.send("POST", "/api/v1/stories", article("x"))).body;
	const read = await api.send("GET", `/api/v1/stories/${story.id}`);
	expect(read.headers.get("cache-control")).toBe("private, no-store");
	const again = await api.send("GET", `/api/v1/stories/${story.id}`, undefined, {
		"if-none-match": read.headers.get("etag") ?? "",
		"cache-control": "max-age=0",
	});
	expect([again.status, again.body]).toEqual([304, null]);
});
