import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { OpenRecord } from "@dateline/shared/database";
import { openTestDatabase } from "@dateline/shared/database/testing";
import { newId } from "@dateline/shared/model";
import express from "express";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { problemHandler } from "../http/problem-handler.ts";
import type { Actor, Role } from "./actor.ts";
import type { AcceptParts } from "./parts.ts";
import { expectations } from "./policies/expectations.ts";
import { routes } from "./resources/index.ts";
import { registerRoutes } from "./routing/register-routes.ts";

const log = pino({ level: "silent" });
const origin = "http://newsroom.example";

/** Each role, and what it is made in every story here: the first letter is the role, the second the membership. */
const people = {
	"c-": { role: "contributor", member: null },
	cc: { role: "contributor", member: "contributor" },
	ce: { role: "contributor", member: "editor" },
	"e-": { role: "editor", member: null },
	ec: { role: "editor", member: "contributor" },
	"a-": { role: "administrator", member: null },
} as const satisfies Record<string, { role: Role; member: "editor" | "contributor" | null }>;
type Name = keyof typeof people;
const names = Object.keys(people) as Name[];

/** What everybody gets of a route about a story: 200 in, 403 may not, 404 there is no such story for them. */
const inStory: Record<"open" | "restricted" | "draft", Record<"file" | "edit" | "admin", Record<Name, number>>> = {
	open: {
		file: { "c-": 200, cc: 200, ce: 200, "e-": 200, ec: 200, "a-": 200 },
		edit: { "c-": 403, cc: 403, ce: 200, "e-": 200, ec: 200, "a-": 200 },
		admin: { "c-": 403, cc: 403, ce: 403, "e-": 403, ec: 403, "a-": 200 },
	},
	restricted: {
		file: { "c-": 404, cc: 200, ce: 200, "e-": 404, ec: 200, "a-": 200 },
		edit: { "c-": 403, cc: 403, ce: 200, "e-": 404, ec: 200, "a-": 200 },
		admin: { "c-": 403, cc: 403, ce: 403, "e-": 403, ec: 403, "a-": 200 },
	},
	// Somebody else's, which readers never saw.
	draft: {
		file: { "c-": 404, cc: 200, ce: 200, "e-": 200, ec: 200, "a-": 200 },
		edit: { "c-": 403, cc: 403, ce: 200, "e-": 200, ec: 200, "a-": 200 },
		admin: { "c-": 403, cc: 403, ce: 403, "e-": 403, ec: 403, "a-": 200 },
	},
};
const stories = Object.keys(inStory) as (keyof typeof inStory)[];

/** The same of a route about the whole newsroom: being a member somewhere adds nothing. */
const everywhere: Record<"file" | "edit" | "admin", Record<Role, number>> = {
	file: { contributor: 200, editor: 200, administrator: 200 },
	edit: { contributor: 403, editor: 200, administrator: 200 },
	admin: { contributor: 403, editor: 403, administrator: 200 },
};

const ids = Object.fromEntries(names.map((name) => [name, newId()])) as Record<Name, string>;
const storyIds = Object.fromEntries(stories.map((name) => [name, newId()])) as Record<keyof typeof inStory, string>;
const submissionIds = Object.fromEntries(stories.map((name) => [name, newId()])) as typeof storyIds;
let database: OpenRecord;
let server: Server;
let url: string;

beforeAll(async () => {
	database = await openTestDatabase();
	await fillRecord(database);
	// The handlers are left out: what is looked at is who reaches them.
	const doors = routes.map((route) => ({ ...route, serve: async () => ({ status: 200 as const, body: {} }) }));
	const actorOf = async ({ headers }: { headers: { cookie?: string } }): Promise<Actor | null> => {
		const name = headers.cookie as Name | undefined;
		return name === undefined ? null : { kind: "user", id: ids[name], name, role: people[name].role };
	};
	const plenty = { rate: 100_000, burst: 100_000 };
	const parts = {
		database,
		log,
		actorOf,
		settings: { ownOrigins: [origin] },
		limits: { writes: plenty, failures: plenty },
	};
	const app = express();
	app.use("/api/v1", registerRoutes(doors, parts as unknown as AcceptParts));
	app.use(problemHandler({ log }));
	server = createServer(app).listen(0, "127.0.0.1");
	server.keepAliveTimeout = 120_000;
	await once(server, "listening");
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
});
afterAll(async () => {
	server.close();
	server.closeAllConnections();
	await database.close();
});

async function fillRecord({ kysely }: OpenRecord): Promise<void> {
	for (const name of names) {
		const user = { id: ids[name], name, email: `${name}@courier.example`, role: people[name].role };
		await kysely.insertInto("user").values(user).execute();
	}
	for (const name of stories) {
		const id = storyIds[name];
		const draft = name === "draft";
		await kysely
			.insertInto("stories")
			.values({
				...{ id, kind: "article", status: draft ? "draft" : "published", revision: draft ? 0 : 1 },
				...{ created_by: "user:somebody", members_only: name === "restricted" },
			})
			.execute();
		for (const who of names) {
			const { member } = people[who];
			if (member === null) continue;
			await kysely.insertInto("story_members").values({ story_id: id, user_id: ids[who], role: member }).execute();
		}
		await kysely
			.insertInto("submissions")
			.values({
				...{ id: submissionIds[name], story_id: id, state: "waiting", due_at: new Date(), actor: "user:somebody" },
				change: JSON.stringify({ type: "story.end" }),
			})
			.execute();
	}
}

const addressOf = (path: string, story: keyof typeof inStory = "open") =>
	url +
	path
		.replace(":storyId", storyIds[story])
		.replace(":submissionId", submissionIds[story])
		.replace(":date", "2026-05-01")
		.replace(":subject", "story:3kq8w0z2m4hd7c")
		.replace(":number", "1")
		.replace(/:\w+/g, "3kq8w0z2m4hd7c");

async function knock(method: string, address: string, cookie?: string): Promise<number> {
	const answer = await fetch(address, {
		method,
		headers: {
			origin,
			...(cookie !== undefined && { cookie }),
			...(method !== "GET" && { "content-type": "application/json" }),
		},
		...(method !== "GET" && { body: "{}" }),
	});
	await answer.arrayBuffer();
	return answer.status;
}

test("there is an expectation for every route, and a route for every expectation", () => {
	const all = routes.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
	expect(Object.keys(expectations).sort()).toEqual(all.sort());
});

describe.each(routes.map(({ method, path }) => [method.toUpperCase(), path] as const))("%s %s", (method, path) => {
	const level = expectations[`${method} ${path}`] ?? "admin";

	test("takes nobody who is not signed in", async () => {
		expect(await knock(method, addressOf(path))).toBe(401);
	});

	const isOfStory = /:(storyId|submissionId)\b/.test(path);
	test.each(isOfStory ? stories : [])("about a story that is %s", async (story) => {
		const got = await Promise.all(names.map((name) => knock(method, addressOf(path, story), name)));
		expect(Object.fromEntries(names.map((name, index) => [name, got[index]]))).toEqual(inStory[story][level]);
	});

	if (isOfStory) return;
	test("about the newsroom", async () => {
		const got = await Promise.all(names.map((name) => knock(method, addressOf(path), name)));
		expect(got).toEqual(names.map((name) => everywhere[level][people[name].role]));
	});
});
