import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { migrate, type OpenRecord, openDatabase } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import express from "express";
import { pino } from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import { problemHandler } from "../../http/problem-handler.ts";
import { createAccounts } from "./index.ts";
import { makeLink } from "./one-time-links.ts";
import { type Claims, startOidcProvider } from "./testing/oidc-provider.ts";

const client = { clientId: "dateline", clientSecret: "a secret between the two" };
let record: OpenRecord;
let server: Server;
let publicUrl: string;
let provider: Awaited<ReturnType<typeof startOidcProvider>>;

beforeAll(async () => {
	record = await openDatabase({ folder: null });
	await migrate(record);
	provider = await startOidcProvider(client);
	const app = express();
	server = createServer(app).listen(0, "127.0.0.1");
	await once(server, "listening");
	publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const log = pino({ level: "silent" });
	const oidc = { issuer: provider.issuer, ...client };
	const settings = { publicUrl, ownOrigins: [publicUrl], secret: "s".repeat(40), oidc };
	app.use(createAccounts({ database: record, settings, log }).handler);
	app.use(problemHandler({ log }));
});
afterAll(async () => {
	server.close();
	server.closeAllConnections();
	provider.close();
	await record.close();
});

/** Goes to the provider and back, as a browser does; answers with where it ends and who is signed in then. */
async function signIn(claims: Partial<Claims>, forge = false) {
	Object.assign(provider.state, { claims: { email_verified: true, ...claims }, forge });
	let cookie = "";
	const send = async (url: string, init: RequestInit = {}) => {
		const headers = { origin: publicUrl, "content-type": "application/json", ...(cookie && { cookie }) };
		const answer = await fetch(url, { ...init, headers, redirect: "manual" });
		const set = answer.headers.getSetCookie().map((one) => one.split(";")[0] ?? "");
		const kept = new Map(
			cookie
				.split("; ")
				.filter(Boolean)
				.concat(set)
				.map((one) => [one.split("=")[0], one]),
		);
		cookie = [...kept.values()].join("; ");
		return answer;
	};
	const begun = await send(`${publicUrl}/api/auth/sign-in/company`, { method: "POST", body: "{}" });
	const { url } = (await begun.json()) as { url: string };
	const there = await fetch(url, { redirect: "manual" });
	const back = await send(there.headers.get("location") ?? "");
	const session = await send(`${publicUrl}/api/auth/session`);
	return { to: back.headers.get("location"), session: await session.json() };
}

async function account(email: string, change: object = {}): Promise<string> {
	const id = newId();
	await record.kysely
		.insertInto("user")
		.values({ id, name: "Tamsin", email, role: "editor", ...change })
		.execute();
	return id;
}

it("lets an account in by the address that the provider has verified, and keeps no token", async () => {
	const id = await account("tamsin@courier.example");
	const entered = await signIn({ sub: "tamsin", email: "Tamsin@courier.example" });
	expect(entered).toMatchObject({ to: "/newsroom", session: { user: { id, role: "editor" }, method: "company" } });
	// By its own number from then on, whatever address the provider gives it later.
	const again = await signIn({ sub: "tamsin", email: "tamsin.beck@courier.example" });
	expect(again.session).toMatchObject({ user: { id, email: "tamsin@courier.example" } });
	const rows = await record.kysely.selectFrom("account").selectAll().where("providerId", "=", "company").execute();
	expect(rows).toHaveLength(1);
	expect(rows[0]).toMatchObject({ accessToken: null, refreshToken: null, idToken: null });
});

it("makes the account of an open invitation to that address, once", async () => {
	await makeLink(
		{ database: record, publicUrl },
		{ role: "contributor", email: "hugo@courier.example", name: "Hugo Ramm" },
	);
	const entered = await signIn({ sub: "hugo", email: "hugo@courier.example", name: "H. Ramm" });
	expect(entered.session).toMatchObject({ user: { name: "Hugo Ramm", role: "contributor" } });
	const open = await record.kysely.selectFrom("one_time_links").select("id").where("used_at", "is", null).execute();
	expect(open).toEqual([]);
});

it("refuses who has no account, an address that is not verified, and an account that is switched off", async () => {
	const refused = { to: "/newsroom?refused=company", session: null };
	expect(await signIn({ sub: "nobody", email: "nobody@courier.example" })).toEqual(refused);
	await account("piet@courier.example");
	expect(await signIn({ sub: "thief", email: "piet@courier.example", email_verified: false })).toEqual(refused);
	await account("off@courier.example", { disabled: true });
	expect(await signIn({ sub: "off", email: "off@courier.example" })).toEqual(refused);
	const users = await record.kysely.selectFrom("user").select("email").where("email", "like", "nobody%").execute();
	expect(users).toEqual([]);
});

it("refuses an ID token that was not signed with the provider's key", async () => {
	await account("ines@courier.example");
	const forged = await signIn({ sub: "ines", email: "ines@courier.example" }, true);
	expect(forged).toEqual({ to: "/newsroom?refused=company", session: null });
});
