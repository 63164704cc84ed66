import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "./actor.ts";
import { type Ability, abilities, can } from "./policies/index.ts";
import { routes } from "./resources/index.ts";
import { startTestApi, type TestApi } from "./testing/start-test-api.ts";

const tokens = new Map<string, string>();
let api: TestApi;
beforeAll(async () => {
	const plenty = { rate: 1_000, burst: 1_000 };
	api = await startTestApi({ limits: { writes: plenty, failures: { rate: 1 / 3_600, burst: 3 } } });
	for (const scope of scopes) tokens.set(scope, await api.token(scope));
});
afterAll(() => api.close());

/** Who may do what, written out a second time: a change of a policy has to be meant. */
const allowed: Record<Ability, string> = {
	"story.read": "read contribute write admin contributor editor administrator",
	"story.write": "contribute write admin contributor editor administrator",
	"story.run": "write admin editor administrator",
	"story.erase": "admin administrator",
	"template.read": "read contribute write admin contributor editor administrator",
	"template.write": "write admin editor administrator",
	"preview.manage": "contribute write admin contributor editor administrator",
	"post.read": "read contribute write admin contributor editor administrator",
	"post.write": "contribute write admin contributor editor administrator",
	"post.withdraw": "write admin editor administrator",
	"post.move": "write admin editor administrator",
	"key_development.read": "read contribute write admin contributor editor administrator",
	"key_development.write": "contribute write admin contributor editor administrator",
	"key_development.withdraw": "write admin editor administrator",
	"key_development.order": "write admin editor administrator",
	"digest.read": "read contribute write admin contributor editor administrator",
	"digest.put": "write admin editor administrator",
	"site.read": "read contribute write admin contributor editor administrator",
	"partner.read": "read write admin editor administrator",
	"partner.manage": "admin administrator",
	"site.write": "admin administrator",
	"section.read": "read contribute write admin contributor editor administrator",
	"section.write": "admin administrator",
	"topic.read": "read contribute write admin contributor editor administrator",
	"topic.write": "write admin editor administrator",
	"author.read": "read contribute write admin contributor editor administrator",
	"author.write": "write admin editor administrator",
	"media.read": "read contribute write media admin contributor editor administrator",
	"media.upload": "contribute write media admin contributor editor administrator",
	"media.write": "contribute write media admin contributor editor administrator",
	"media.embargo": "write media admin editor administrator",
	"submission.read": "read contribute write media admin contributor editor administrator",
	"submission.cancel": "contribute write admin contributor editor administrator",
	"submission.approve": "write admin editor administrator",
	"submission.schedule": "contribute write admin contributor editor administrator",
	"me.read": "read contribute write media admin contributor editor administrator",
	"autosave.own": "contribute write admin contributor editor administrator",
	"token.manage": "admin administrator",
	"story.members": "write admin editor administrator",
	"people.manage": "admin administrator",
	"audit.read": "admin administrator",
	"webhook.manage": "admin administrator",
	"wire.manage": "admin administrator",
	"search.read": "read contribute write admin contributor editor administrator",
};

const scopes = ["read", "contribute", "write", "media", "admin"];
const actors: Record<string, Actor> = {
	...Object.fromEntries(
		[...scopes, "no-such-scope"].map((scope) => [
			scope,
			{ kind: "token", id: "t", name: scope, scopes: [scope] } as const,
		]),
	),
	contributor: { kind: "user", id: "c", name: "C", role: "contributor" },
	editor: { kind: "user", id: "e", name: "E", role: "editor" },
	administrator: { kind: "user", id: "a", name: "A", role: "administrator" },
};

test.each(Object.keys(abilities) as Ability[])("%s is given to whom it should be", (ability) => {
	const may = Object.keys(actors).filter((name) => can(actors[name] as Actor, ability));
	expect(may.sort()).toEqual(allowed[ability].split(" ").sort());
});

/** Every route asks for its ability before it looks at anything else. */
describe.each(routes.map((route) => [route.method.toUpperCase(), route.path, route] as const))(
	"%s %s",
	(method, path, route) => {
		const address = `/api/v1${path
			.replace(":date", "2026-05-01")
			.replace(":subject", "story:3kq8w0z2m4hd7c")
			.replace(/:\w+/g, "3kq8w0z2m4hd7c")}`;
		const send = (headers: Record<string, string>) =>
			api.send(method, address, method === "GET" || route.multipart ? undefined : {}, headers);

		test("takes nobody without a token", async () => {
			expect(await send({ authorization: "" })).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
		});

		test.each(scopes)("with the scope %s", async (scope) => {
			const { status } = await send({ authorization: `Bearer ${tokens.get(scope)}` });
			expect(status === 403).toBe(!allowed[route.ability].split(" ").includes(scope));
			expect(status).toBeLessThan(500);
			expect(status).not.toBe(401);
		});
	},
);

describe("tokens", () => {
	test("are made and listed without their secret, and revoked at once", async () => {
		const made = await api.send("POST", "/api/v1/tokens", { name: "Wire", scopes: ["read"] });
		expect(made).toMatchObject({ status: 201, body: { token: expect.stringMatching(/^dateline_[\w-]{43}$/) } });
		const { token, id } = made.body;
		const authorization = `Bearer ${token}`;
		expect((await api.send("GET", "/api/v1/me", undefined, { authorization })).body).toMatchObject({
			id,
			scopes: ["read"],
		});
		const listed = JSON.stringify((await api.send("GET", "/api/v1/tokens")).body);
		expect(listed).toContain(id);
		expect(listed).not.toContain(token.slice(9));
		const rows = JSON.stringify(await api.database.kysely.selectFrom("tokens").selectAll().execute());
		expect(rows).not.toContain(token.slice(9));
		expect((await api.send("DELETE", `/api/v1/tokens/${id}`)).body.revokedAt).not.toBeNull();
		expect((await api.send("GET", "/api/v1/me", undefined, { authorization })).status).toBe(401);
	});
});

describe("limits", () => {
	test("writes of one token: 429 with Retry-After; reads and other tokens go on", async () => {
		const slow = await startTestApi({ limits: { writes: { rate: 1 / 60, burst: 3 } } });
		const write = (headers = {}) => slow.send("POST", "/api/v1/topics", { wrong: 1 }, headers);
		const statuses = [];
		for (let count = 0; count < 3; count++) statuses.push((await write()).status);
		expect(statuses).toEqual([422, 422, 422]);
		const limited = await write();
		expect(limited).toMatchObject({ status: 429, body: { code: "rate_limited" } });
		expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(50);
		expect((await slow.send("GET", "/api/v1/me")).status).toBe(200);
		expect((await write({ authorization: `Bearer ${await slow.token("write")}` })).status).toBe(422);
		await slow.close();
	});

	test("an address that guesses tokens is put off; who has a good one is not", async () => {
		const guess = () => api.send("GET", "/api/v1/me", undefined, { authorization: "Bearer dateline_guess" });
		for (let attempt = 0; attempt < 3; attempt++) await guess();
		const limited = await guess();
		expect(limited).toMatchObject({ status: 429, body: { code: "rate_limited" } });
		expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(60);
		expect((await api.send("GET", "/api/v1/me")).status).toBe(200);
	});
});
