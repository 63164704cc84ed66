import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Writable } from "node:stream";
import { migrate, type OpenRecord, openDatabase } from "@dateline/shared/database";
import type { Problem } from "@dateline/shared/protocol";
import express from "express";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemHandler } from "../../http/problem-handler.ts";
import { createAccountLink, createAccounts, createAdminLink } from "./index.ts";

const password = "a gate of oak by the river";

let record: OpenRecord;
let server: Server;
let publicUrl: string;
let logged = "";

beforeAll(async () => {
	record = await openDatabase({ folder: null });
	await migrate(record);
	const app = express();
	app.set("trust proxy", "loopback");
	server = createServer(app).listen(0, "127.0.0.1");
	await once(server, "listening");
	publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const log = pino(
		{ level: "trace" },
		new Writable({
			write(chunk, _encoding, done) {
				logged += String(chunk);
				done();
			},
		}),
	);
	const accounts = createAccounts({
		database: record,
		settings: { publicUrl, ownOrigins: [publicUrl], secret: "s".repeat(40) },
		log,
	});
	app.use(accounts.handler);
	app.use(express.json());
	app.get("/who", async (request, response) => {
		response.json(await accounts.actorOf(request));
	});
	app.use(problemHandler({ log }));
});

afterAll(async () => {
	server.close();
	server.closeAllConnections();
	await record.close();
});

/** A browser of its own: keeps its cookies and sends our Origin. */
function createBrowser(address = "192.0.2.1") {
	let cookie = "";
	return {
		get cookie() {
			return cookie;
		},
		async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
			const answer = await fetch(publicUrl + path, {
				method,
				headers: {
					origin: publicUrl,
					"x-forwarded-for": address,
					...(cookie === "" ? {} : { cookie }),
					...(body === undefined ? {} : { "content-type": "application/json" }),
					...headers,
				},
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
			});
			const set = answer.headers.getSetCookie();
			for (const line of set) cookie = line.split(";")[0] ?? "";
			const text = await answer.text();
			return {
				status: answer.status,
				headers: answer.headers,
				set,
				body: (text === "" ? null : JSON.parse(text)) as Problem,
			};
		},
	};
}

const secretOf = (link: string) => link.slice(link.indexOf("#") + 1);

async function join(name: string, email: string, role: "administrator" | "editor" = "editor", address?: string) {
	const browser = createBrowser(address);
	const link = await createAccountLink({ database: record, publicUrl }, role);
	const answer = await browser.send("POST", "/api/auth/accept-link", { link: secretOf(link), name, email, password });
	expect(answer.status).toBe(201);
	return browser;
}

describe("the one-time link", () => {
	it("makes the first administrator, signs in, and is used up", async () => {
		const link = await createAdminLink({ database: record, publicUrl });
		expect(link.startsWith(`${publicUrl}/newsroom/welcome#`)).toBe(true);
		const browser = createBrowser();
		const read = await browser.send("POST", "/api/auth/read-link", { link: secretOf(link) });
		expect(read.body).toMatchObject({ role: "administrator" });
		const account = { link: secretOf(link), name: "Ruth Adeyemi", email: "Ruth@Courier.example", password };
		const made = await browser.send("POST", "/api/auth/accept-link", account);
		expect(made.status).toBe(201);
		expect(made.set[0]).toMatch(/HttpOnly/i);
		expect(made.set[0]).toMatch(/SameSite=Lax/i);
		expect(made.set[0]).not.toMatch(/Secure/i);
		const who = await browser.send("GET", "/who");
		expect(who.body).toMatchObject({ kind: "user", name: "Ruth Adeyemi", role: "administrator" });
		const again = await createBrowser().send("POST", "/api/auth/accept-link", {
			...account,
			email: "b@courier.example",
		});
		expect(again).toMatchObject({ status: 409, body: { code: "conflict" } });
		expect((await createBrowser().send("POST", "/api/auth/read-link", { link: secretOf(link) })).status).toBe(409);
	});

	it("gives the account to one of two who come at once", async () => {
		const link = secretOf(await createAccountLink({ database: record, publicUrl }, "editor"));
		const answers = await Promise.all(
			["one@twins.example", "two@twins.example"].map((email) =>
				createBrowser("192.0.2.9").send("POST", "/api/auth/accept-link", { link, name: "Twin", email, password }),
			),
		);
		expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
		const made = await record.kysely
			.selectFrom("user")
			.select("id")
			.where("email", "like", "%@twins.example")
			.execute();
		expect(made).toHaveLength(1);
	});

	it("is not used up by a weak password, a taken address or a foreign page", async () => {
		const link = secretOf(await createAccountLink({ database: record, publicUrl }, "editor"));
		const browser = createBrowser("192.0.2.2");
		const account = { link, name: "Joanna", email: "joanna@courier.example", password };
		const send = (change: object, headers = {}) =>
			browser.send("POST", "/api/auth/accept-link", { ...account, ...change }, headers);
		expect((await send({ password: "short" })).body.errors?.[0]?.pointer).toBe("/password");
		expect((await send({ password: "aaaaaaaaaaaaaaaa" })).status).toBe(422);
		expect((await send({ email: "ruth@courier.example" })).body.errors?.[0]?.pointer).toBe("/email");
		expect((await send({}, { origin: "https://elsewhere.example" })).status).toBe(403);
		expect((await send({})).status).toBe(201);
	});

	it("ends after 24 hours", async () => {
		const link = secretOf(await createAccountLink({ database: record, publicUrl }, "editor"));
		await record.kysely
			.updateTable("one_time_links")
			.set({ expires_at: new Date(0) })
			.where("used_at", "is", null)
			.execute();
		expect((await createBrowser().send("POST", "/api/auth/read-link", { link })).status).toBe(409);
	});
});

describe("a session", () => {
	it("begins with the password and ends with signing out, at once", async () => {
		await join("Ines", "ines@courier.example");
		const browser = createBrowser("192.0.2.3");
		const wrong = await browser.send("POST", "/api/auth/sign-in/email", {
			email: "ines@courier.example",
			password: "x",
		});
		expect(wrong).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
		expect((await browser.send("GET", "/who")).body).toBeNull();
		const right = await browser.send("POST", "/api/auth/sign-in/email", { email: "INES@courier.example", password });
		expect(right).toMatchObject({ status: 204, body: null });
		const kept = browser.cookie;
		const session = await browser.send("GET", "/api/auth/session");
		expect(session.body).toMatchObject({ user: { name: "Ines", role: "editor" } });
		expect(JSON.stringify(session.body)).not.toContain("token");
		await browser.send("POST", "/api/auth/sign-out", {});
		const replayed = await fetch(`${publicUrl}/who`, { headers: { cookie: kept } });
		expect(await replayed.json()).toBeNull();
	});

	it("of another device ends when the password changes", async () => {
		const first = await join("Piet", "piet@courier.example");
		const second = createBrowser("192.0.2.4");
		await second.send("POST", "/api/auth/sign-in/email", { email: "piet@courier.example", password });
		const change = { currentPassword: password, newPassword: "eight herons stand in the reeds" };
		expect((await first.send("POST", "/api/auth/change-password", { ...change, newPassword: "herons" })).status).toBe(
			422,
		);
		expect((await first.send("POST", "/api/auth/change-password", change)).status).toBe(204);
		expect((await first.send("GET", "/who")).body).toMatchObject({ name: "Piet" });
		expect((await second.send("GET", "/who")).body).toBeNull();
	});

	it("ends, and none begins, when the account is switched off", async () => {
		const browser = await join("Mattis", "mattis@courier.example");
		await record.kysely
			.updateTable("user")
			.set({ disabled: true })
			.where("email", "=", "mattis@courier.example")
			.execute();
		expect((await browser.send("GET", "/who")).body).toBeNull();
		const again = await browser.send("POST", "/api/auth/sign-in/email", { email: "mattis@courier.example", password });
		expect(again.status).toBe(403);
	});

	it("has a cookie that goes by HTTPS only where the site does", async () => {
		await join("Noor", "noor@courier.example");
		const app = express();
		const log = pino({ level: "silent" });
		const settings = {
			publicUrl: "https://news.example",
			ownOrigins: ["https://news.example"],
			secret: "s".repeat(40),
		};
		app.use(createAccounts({ database: record, settings, log }).handler);
		const secure = createServer(app).listen(0, "127.0.0.1");
		await once(secure, "listening");
		const { port } = secure.address() as AddressInfo;
		const answer = await fetch(`http://127.0.0.1:${port}/api/auth/sign-in/email`, {
			method: "POST",
			headers: { "content-type": "application/json", origin: "https://news.example" },
			body: JSON.stringify({ email: "noor@courier.example", password }),
		});
		expect(answer.status).toBe(204);
		expect(answer.headers.getSetCookie()[0]).toMatch(/^__Secure-dateline\.session_token=.*; Secure/i);
		secure.close();
		secure.closeAllConnections();
	});

	it("is not made by a forged cookie", async () => {
		const browser = await join("Tamsin", "tamsin@courier.example");
		const forged = `${browser.cookie.slice(0, -6)}AAAAAA`;
		expect(await (await fetch(`${publicUrl}/who`, { headers: { cookie: forged } })).json()).toBeNull();
	});
});

describe("limits", () => {
	it("five tries a minute for one account from one address; another address still gets in", async () => {
		await join("Daniel", "daniel@courier.example");
		const guesser = createBrowser("198.51.100.7");
		const guess = () =>
			guesser.send("POST", "/api/auth/sign-in/email", { email: "daniel@courier.example", password: "guess" });
		for (let tries = 0; tries < 5; tries += 1) expect((await guess()).status).toBe(401);
		const refused = await guess();
		expect(refused).toMatchObject({ status: 429, body: { code: "rate_limited" } });
		expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
		const owner = createBrowser("198.51.100.8");
		const entered = await owner.send("POST", "/api/auth/sign-in/email", { email: "daniel@courier.example", password });
		expect(entered.status).toBe(204);
	});

	it("one address that guesses on and on does not keep the owner out", async () => {
		await join("Wanda", "wanda@courier.example", "editor", "192.0.2.20");
		const guesser = createBrowser("192.0.2.21");
		const guesses = Array.from({ length: 40 }, () =>
			guesser.send("POST", "/api/auth/sign-in/email", { email: "wanda@courier.example", password: "x" }),
		);
		expect((await Promise.all(guesses)).filter(({ status }) => status === 401)).toHaveLength(5);
		const owner = createBrowser("192.0.2.22");
		const entered = await owner.send("POST", "/api/auth/sign-in/email", { email: "wanda@courier.example", password });
		expect(entered.status).toBe(204);
	});

	it("no sign-up, and nothing else of better-auth, can be reached", async () => {
		const browser = createBrowser();
		const account = { email: "a@b.example", password, name: "A" };
		expect((await browser.send("POST", "/api/auth/sign-up/email", account)).status).toBe(404);
		expect((await browser.send("POST", "/api/auth/update-user", { role: "administrator" })).status).toBe(404);
		expect((await browser.send("POST", "/api/auth/sign-in/email", { email: 1 })).status).toBe(422);
	});

	it("links and people are an administrator's", async () => {
		const editor = await join("Ed", "ed@courier.example");
		expect((await editor.send("POST", "/api/auth/links", { role: "editor" })).status).toBe(403);
		expect((await createBrowser().send("POST", "/api/auth/links", { role: "editor" })).status).toBe(401);
		expect(await createBrowser().send("GET", "/api/auth/session")).toMatchObject({ status: 200, body: null });
		const administrator = await join("Ada", "ada@courier.example", "administrator");
		expect((await administrator.send("POST", "/api/auth/links", { role: "editor" })).status).toBe(201);
		const byCookieAlone = await fetch(`${publicUrl}/api/auth/links`, {
			method: "POST",
			headers: { cookie: administrator.cookie, "content-type": "application/json" },
			body: JSON.stringify({ role: "administrator" }),
		});
		expect(byCookieAlone.status).toBe(403);
	});
});

it("writes no secret to the log or the record", async () => {
	const links = await record.kysely.selectFrom("one_time_links").select("hash").execute();
	expect(links.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
	const kept = await record.kysely.selectFrom("account").select("password").execute();
	expect(kept.length).toBeGreaterThan(3);
	expect(kept.some(({ password: hash }) => hash?.includes("oak"))).toBe(false);
	expect(logged).not.toContain(password);
});
