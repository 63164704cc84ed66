import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type DueLetter, endLetter, putBackDigest, refuseLetter, takeLetter } from "@dateline/shared/database";
import type { FollowLetter } from "@dateline/shared/protocol";
import { makeDigestToken } from "@dateline/workers/follow";
import { makeStory, openTestNewsroom, startPushService, type TestNewsroom } from "@dateline/workers/testing";
import express from "express";
import { sql } from "kysely";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { problemHandler } from "../http/problem-handler.ts";
import { followRouter } from "./follow-router.ts";

const secret = "a secret of the tests, 32 letters";
const own = "http://own.example";
const choices = { timeZone: "Europe/Kyiv", breaking: true, onlyBreaking: false, quiet: null, follows: [] as object[] };

let newsroom: TestNewsroom;
let service: Awaited<ReturnType<typeof startPushService>>;
let url: string;
let shown: FollowLetter | null;
let close: () => Promise<void>;
beforeEach(async () => {
	[newsroom, service] = await Promise.all([openTestNewsroom(), startPushService()]);
	const smtp = { host: "mail.example", port: 25, user: null, password: null, from: "news@example.org" };
	const app = express();
	app.use(
		followRouter({
			database: newsroom.database,
			settings: { secret, publicUrl: own, ownOrigins: [own], pushHosts: [service.host], smtp },
			renderPage: async (letter) => {
				shown = letter;
				return { html: letter.state, policy: "default-src 'none'" };
			},
		}),
		problemHandler({ log: pino({ level: "silent" }) }),
	);
	const server = app.listen(0, "127.0.0.1");
	await once(server, "listening");
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	shown = null;
	close = async () => {
		server.closeAllConnections();
		server.close();
		await Promise.all([newsroom.close(), service.close()]);
	};
});
afterEach(() => close());

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = { Origin: own }) {
	const response = await fetch(`${url}/api/v1/push${path}`, {
		method,
		headers: { ...(body !== undefined && { "Content-Type": "application/json" }), ...headers },
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
	const text = await response.text();
	return { status: response.status, body: (text ? JSON.parse(text) : null) as Record<string, unknown> };
}
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = { Origin: own }) =>
	fetch(`${url}/follow/digest${path}`, { method: "POST", headers, body: new URLSearchParams(fields) });
const letter = () => takeLetter(newsroom.database.kysely, "2026-05-02");

test("a device takes notices, says what it wants by its secret, and is forgotten", async () => {
	const id = await newsroom.draft("live");
	const content = makeStory({ headline: "Flood" });
	await newsroom.submit(id, {
		type: "story.publish",
		content,
		keyDevelopments: [],
		state: "live",
		publishedAt: null,
		updatedAt: null,
	});
	const { subscription } = service.addDevice("one");
	const follows = [{ channel: `story:${id}`, level: "key" }];
	const made = await ask("POST", "/devices", { subscription, choices: { ...choices, follows } });
	expect(made.status).toBe(201);
	expect(made.body["device"]).toMatchObject({ breaking: true, follows: [{ name: "Flood", level: "key" }] });
	const mine = { Origin: own, Authorization: `Bearer ${made.body["secret"]}` };
	expect((await ask("GET", "/device", undefined, mine)).body).toEqual(made.body["device"]);
	expect((await ask("GET", "/device")).status).toBe(401);
	expect((await ask("GET", "/device", undefined, { Authorization: `Bearer ${"A".repeat(43)}` })).status).toBe(404);

	const quiet = { from: 1_350, until: 420, exceptBreaking: false };
	const put = await ask("PUT", "/device", { ...choices, breaking: false, quiet }, mine);
	expect(put.body).toMatchObject({ breaking: false, quiet, follows: [] });
	expect((await ask("POST", "/device/test", {}, mine)).status).toBe(202);

	const moved = service.addDevice("moved").subscription;
	const move = { from: subscription.endpoint, subscription: moved };
	expect((await ask("POST", "/devices/moved", move)).status).toBe(204);
	expect((await ask("POST", "/devices/moved", move)).status).toBe(404);
	expect((await ask("DELETE", "/device", {}, mine)).status).toBe(204);
	for (const table of ["followers", "follows", "notices"]) {
		const { rows } = await sql`select from ${sql.table(table)}`.execute(newsroom.database.kysely);
		expect(rows, table).toEqual([]);
	}
});

test("what another site sends, and what is no push service, is refused", async () => {
	const { subscription } = service.addDevice("one");
	const foreign = await ask("POST", "/devices", { subscription, choices }, { Origin: "https://evil.example" });
	expect(foreign.status).toBe(403);
	expect((await ask("POST", "/devices", { subscription, choices }, {})).status).toBe(403);
	for (const endpoint of ["http://127.0.0.1:1/x", "https://localhost/x", "https://[::1]/x", "https://10.0.0.1/x"]) {
		const refused = await ask("POST", "/devices", { subscription: { ...subscription, endpoint }, choices });
		expect(refused, endpoint).toMatchObject({ status: 422, body: { code: "invalid" } });
	}
	const keys = { ...subscription.keys, auth: "short" };
	expect((await ask("POST", "/devices", { subscription: { ...subscription, keys }, choices })).status).toBe(422);
	expect((await ask("POST", "/devices", { subscription, choices: { ...choices, timeZone: "Here" } })).status).toBe(422);
});

test("the digest is asked for, confirmed, stopped and put back, and the answer tells nobody who is on the list", async () => {
	expect((await post("", { email: "Reader@Example.org", at: "07:00" })).status).toBe(200);
	const answered = shown;
	expect(answered).toMatchObject({ state: "sent" });
	const due = (await letter()) as DueLetter;
	expect(due).toMatchObject({ kind: "confirm", email: "reader@example.org" });
	expect(await letter()).toBeNull();

	const token = makeDigestToken(secret, "confirm", due.id, new Date().toISOString());
	expect((await fetch(`${url}/follow/digest/confirm?token=${token}`)).status).toBe(200);
	// To look at the link confirms nothing.
	const confirmed = () => newsroom.database.kysely.selectFrom("digest_readers").select("confirmed_at").execute();
	expect(await confirmed()).toEqual([{ confirmed_at: null }]);
	await post("/confirm", { token });
	expect(shown).toMatchObject({ state: "confirmed", timeZone: "UTC" });

	await post("", { email: "reader@example.org", at: "07:00" });
	expect(shown).toEqual({ ...answered, email: "reader@example.org" });
	expect(await letter()).toMatchObject({ kind: "known" });

	// A mail program presses once, without an origin.
	const stop = makeDigestToken(secret, "stop", due.id, due.askedAt);
	const pressed = await post(`/stop?token=${stop}`, { "List-Unsubscribe": "One-Click" }, {});
	expect(pressed.status).toBe(200);
	expect(await confirmed()).toEqual([]);
	const { back } = shown as Extract<FollowLetter, { state: "stopped" }>;
	await post("/back", { back });
	expect(shown).toMatchObject({ state: "confirmed" });
	expect(await confirmed()).toHaveLength(1);
});

test("nobody is flooded by asking in many spellings of one mailbox", async () => {
	for (const tag of ["", "+a", "+b", "+c", "+d"]) await post("", { email: `reader${tag}@example.org` });
	const written: string[] = [];
	for (let due = await letter(); due; due = await letter()) written.push(due.email);
	expect(written).toEqual(["reader@example.org", "reader+a@example.org", "reader+b@example.org"]);
	// Somebody else still gets theirs.
	expect(shown).toMatchObject({ state: "sent" });
	await post("", { email: "other@example.org" });
	expect(await letter()).toMatchObject({ email: "other@example.org" });
});

test("an address that the mail server refuses gets no more letters", async () => {
	const { kysely } = newsroom.database;
	await post("", { email: "gone@example.org" });
	await refuseLetter(kysely, ((await letter()) as DueLetter).id);
	const left = () => kysely.selectFrom("digest_readers").select(["email", "refused"]).execute();
	expect(await left()).toEqual([]);
	// One that was confirmed is given three days; a letter that is taken begins anew.
	const reader = { email: "reader@example.org", atMinute: 0, timeZone: "UTC" };
	await putBackDigest(kysely, reader);
	const { id } = await kysely.selectFrom("digest_readers").select("id").executeTakeFirstOrThrow();
	await refuseLetter(kysely, id);
	await refuseLetter(kysely, id);
	await endLetter(kysely, id, null);
	await refuseLetter(kysely, id);
	await refuseLetter(kysely, id);
	expect(await left()).toEqual([{ email: "reader@example.org", refused: 2 }]);
	await refuseLetter(kysely, id);
	expect(await left()).toEqual([]);
});

test("links that are old, forged or for something else do nothing", async () => {
	await post("", { email: "reader@example.org" });
	const { id } = (await letter()) as DueLetter;
	const yesterday = new Date(Date.now() - 25 * 3_600_000).toISOString();
	const now = new Date().toISOString();
	const old = makeDigestToken(secret, "confirm", id, yesterday);
	expect((await post("/confirm", { token: old })).status).toBe(410);
	expect(shown).toEqual({ state: "old", asked: yesterday.replace(/\.\d+Z/, (digits) => digits) });
	for (const token of [
		makeDigestToken("another", "confirm", id, now),
		makeDigestToken(secret, "stop", id, now),
		"x",
		"",
	])
		expect((await post("/confirm", { token })).status, token).toBe(410);
	expect((await post("/stop", { token: makeDigestToken(secret, "confirm", id, now) })).status).toBe(410);
	expect((await post("/back", { back: "x" })).status).toBe(410);
	const { rows } = await sql`select from digest_readers where confirmed_at is null`.execute(newsroom.database.kysely);
	expect(rows).toHaveLength(1);
});

test("wrong addresses are named as such, and nobody is flooded", async () => {
	for (const [email, why] of [
		["", "empty"],
		["reader", "no-at"],
		["reader@example", "no-ending"],
		["a b@example.org", "wrong"],
		['"x"@example.org', "wrong"],
		["a@b.example\r\nBcc: c@d.example", "wrong"],
	] as const) {
		expect((await post("", { email })).status, email).toBe(422);
		expect(shown, email).toMatchObject({ state: "invalid", why });
	}
	expect((await post("", { email: "reader@example.org" }, { Origin: "https://evil.example" })).status).toBe(403);
	const letters: unknown[] = [];
	for (let round = 0; round < 6; round += 1) {
		await post("", { email: "reader@example.org" });
		const due = await letter();
		if (due) letters.push(due);
	}
	// Three letters a day to one address, whoever asks.
	expect(letters).toHaveLength(3);
	expect((await post("", { email: "other@example.org" })).status).toBe(429);
});
