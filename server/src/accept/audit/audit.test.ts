import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";
import { actionOf } from "./action-of.ts";
import { networkOf } from "./network-of.ts";
import { noteAction } from "./note-action.ts";

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api.close());

const lines = async (query = "") => (await api.send("GET", `/api/v1/audit${query}`)).body.items;

test("what routes are called in the log", () => {
	const call = (method: "post" | "put" | "patch" | "delete", path: string, ability: string) =>
		actionOf({ method, path, ability: ability as never });
	expect(call("post", "/stories/:storyId/publish", "story.run")).toBe("story.publish");
	expect(call("post", "/stories/:storyId/posts", "post.write")).toBe("post.create");
	expect(call("patch", "/stories/:storyId/posts/:postId", "post.write")).toBe("post.update");
	expect(call("post", "/stories/:storyId/key-developments", "key_development.write")).toBe("key_development.create");
	expect(call("put", "/digests/:date", "digest.put")).toBe("digest.put");
});

test("an address is kept as its network", () => {
	expect(networkOf("198.51.100.24")).toBe("198.51.100.0/24");
	expect(networkOf("::ffff:198.51.100.24")).toBe("198.51.100.0/24");
	expect(networkOf("2001:db8:1:2::3")).toBe("2001:db8:1::/48");
	expect(networkOf("::1")).toBe("0:0:0::/48");
	expect(networkOf("not an address")).toBeNull();
});

test("a write has one line, with its subject and no text; a repeat has none", async () => {
	const key = { "idempotency-key": "once" };
	const made = await api.send(
		"POST",
		"/api/v1/stories",
		{ kind: "live", headline: "Quiet words", status: "draft" },
		key,
	);
	await api.send("POST", "/api/v1/stories", { kind: "live", headline: "Quiet words", status: "draft" }, key);
	const storyId = made.body.story.id;
	await api.send("POST", `/api/v1/stories/${storyId}/publish`, {});
	await api.send("PATCH", `/api/v1/stories/${storyId}`, { standfirst: "Secret words" });
	const [update, publish, create, ...others] = await lines(`?story=${storyId}`);
	expect(others).toEqual([]);
	expect(create).toMatchObject({ action: "story.create", subject: storyId, outcome: "done", actorName: "test" });
	expect(publish).toMatchObject({ action: "story.publish", storyId, storyHeadline: "Quiet words" });
	expect(update).toMatchObject({ action: "story.update", detail: { fields: ["standfirst"] }, address: "127.0.0.0/24" });
	expect(JSON.stringify(update)).not.toContain("Secret words");
});

test("reading and typing leave no line; a refusal by policy does, a mistake does not", async () => {
	const before = (await lines())[0].sequence;
	await api.send("GET", "/api/v1/stories");
	await api.send("PUT", "/api/v1/autosaves/story:new", { content: { headline: "Half" } });
	await api.send("POST", "/api/v1/sections", { name: "" });
	expect((await lines())[0].sequence).toBe(before);
	const authorization = `Bearer ${await api.token("contribute")}`;
	await api.send("POST", "/api/v1/sections", { name: "Mine" }, { authorization });
	expect((await lines())[0]).toMatchObject({ action: "section.create", outcome: "refused", actorName: "contribute" });
});

test("a secret is in no line", async () => {
	const { token } = (await api.send("POST", "/api/v1/tokens", { name: "robot", scopes: ["read"] })).body;
	const everything = (await api.send("GET", "/api/v1/audit/export?format=ndjson")).body;
	expect(everything).toContain("token.create");
	expect(everything).not.toContain(token);
});

test("filters: person, kind, day, words of a person, an action, a headline", async () => {
	expect(await lines("?action=token")).toHaveLength(1);
	expect(await lines("?action=story.publish")).toHaveLength(1);
	expect(await lines("?outcome=refused&q=contrib")).toHaveLength(1);
	expect((await lines("?q=quiet%20wor")).map((line: { action: string }) => line.action)).toContain("story.publish");
	const today = new Date().toISOString().slice(0, 10);
	expect((await lines(`?from=${today}&to=${today}`)).length).toBeGreaterThan(3);
	expect(await lines("?to=2001-01-01")).toEqual([]);
	const { actor } = (await lines())[0];
	expect((await lines(`?actor=${actor}`)).length).toBeGreaterThan(0);
	const { actions, actors } = (await api.send("GET", "/api/v1/audit/filters")).body;
	expect(actions).toContain("story.publish");
	expect(actors.map((one: { name: string }) => one.name)).toContain("test");
});

test("pages go on where the last one ended", async () => {
	const first = (await api.send("GET", "/api/v1/audit?limit=2")).body;
	const second = (await api.send("GET", `/api/v1/audit?limit=2&after=${first.next}`)).body;
	expect(second.items[0].sequence).toBeLessThan(first.items[1].sequence);
});

test("CSV has every line, and no cell that a spreadsheet would run", async () => {
	const storyId = "bbbbbbbbbbbbbb";
	for (const name of ["=HYPERLINK(1)", "+1", "-1", "@x", 'He said "no", twice']) {
		const actor = { kind: "token", id: "t", name, scopes: [] } as const;
		await noteAction(api.database.kysely, { actor, action: "story.update", storyId });
	}
	const answer = await api.send("GET", `/api/v1/audit/export?format=csv&story=${storyId}`);
	expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
	expect(answer.headers.get("content-disposition")).toContain("audit.csv");
	const rows = String(answer.body).trim().split("\r\n");
	expect(rows).toHaveLength(6);
	expect(rows[1]).toContain('"He said ""no"", twice"');
	for (const row of rows.slice(2)) expect(row).toMatch(/,'[=+\-@]/);
});

test("an export of many lines is read piece by piece, without a gap", async () => {
	await sql`insert into audit_log (actor, actor_name, action, outcome, story_id)
		select 'system', 'Dateline', 'bulk.test', 'done', 'ddddddddddddddd' from generate_series(1, 2500)`.execute(
		api.database.kysely,
	);
	const all = String((await api.send("GET", "/api/v1/audit/export?format=ndjson&action=bulk")).body)
		.trim()
		.split("\n");
	expect(all).toHaveLength(2500);
});

describe("only an administrator reads it, and nobody changes it", () => {
	test.each(["read", "contribute", "write", "media"])("the scope %s", async (scope) => {
		const authorization = `Bearer ${await api.token(scope)}`;
		for (const path of ["/audit", "/audit/filters", "/audit/export"]) {
			expect((await api.send("GET", `/api/v1${path}`, undefined, { authorization })).status).toBe(403);
		}
	});

	test.each(["update audit_log set actor = 'x'", "delete from audit_log", "truncate audit_log"])("%s", async (text) => {
		await expect(sql.raw(text).execute(api.database.kysely)).rejects.toThrow("only ever added to");
	});
});
