import type { OpenRecord } from "@dateline/shared/database";
import { openTestDatabase } from "@dateline/shared/database/testing";
import type { Partner } from "@dateline/shared/protocol";
import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startTestNewsroom, type TestNewsroom } from "./accept/live/testing.ts";

const until = (look: () => unknown) => vi.waitFor(look, { timeout: 20_000, interval: 10 });
const own = "https://gazette.example";

let database: OpenRecord;
let servers: [TestNewsroom, TestNewsroom];
let section: string;
/** In the section, and outside of it. */
let inside: string;
let outside: string;

/** Two server processes' worth of server over one record, without Redis: what one writes, the other finds in the record. */
beforeAll(async () => {
	database = await openTestDatabase();
	servers = [await startTestNewsroom({ database }), await startTestNewsroom({ database })];
	section = (await send<{ section: { id: string } }>("POST", "/sections", { name: "Harbour" })).section.id;
	const story = async (more: object) => {
		const content = { kind: "live", headline: "Storm Ragna", status: "published", ...more };
		return (await send<{ story: { id: string } }>("POST", "/stories", content)).story.id;
	};
	inside = await story({ section });
	outside = await story({ headline: "Budget" });
}, 60_000);
afterAll(async () => {
	for (const server of servers) await server.stop();
	await database.close();
});

async function send<Body>(method: string, path: string, body?: unknown): Promise<Body> {
	const answer = await servers[0].send(method, path, body);
	if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
	return answer.body;
}

/** Makes a partner and waits until both servers know its key. */
async function makePartner(more: object = {}): Promise<Partner> {
	const channels = [`section:${section}`];
	const partner = await send<Partner>("POST", "/partners", { name: "Gazette", origins: [own], channels, ...more });
	for (const { url } of servers) await until(async () => expect(await stream(url, partner.key, own)).toBe(200));
	return partner;
}

const stream = async (url: string, key: string, origin: string, channel = `story:${inside}`) => {
	const stop = new AbortController();
	const address = `${url}/api/v1/events?channels=${channel}&partner=${key}`;
	const { status } = await fetch(address, { headers: { origin }, signal: stop.signal });
	stop.abort();
	return status;
};

async function connect(
	url: string,
	auth: object | undefined,
	origin: string,
	transport = "websocket",
): Promise<Socket> {
	const socket = io(url, {
		...{ forceNew: true, reconnection: false, transports: [transport], extraHeaders: { origin } },
		...(auth && { auth }),
	});
	await new Promise<void>((resolve, reject) => {
		socket.once("connect", resolve);
		socket.once("connect_error", reject);
	});
	return socket;
}

const follow = (socket: Socket, channel: string) =>
	socket.emitWithAck("subscribe", { v: 1, channels: [channel], after: null });

it("lets a partner's origins in with its key, and gives them its channels only", async () => {
	const { key } = await makePartner();
	const [{ url }] = servers;
	await expect(connect(url, undefined, own)).rejects.toThrow("auth.partner");
	await expect(connect(url, { partner: "pk_nobody" }, own)).rejects.toThrow("no partner");
	await expect(connect(url, { partner: key }, "https://gazette.example.evil.example")).rejects.toThrow("does not open");
	for (const transport of ["websocket", "polling"]) {
		const socket = await connect(url, { partner: key }, own, transport);
		expect(await follow(socket, `story:${inside}`)).toMatchObject({ ok: true });
		const refusal = { ok: false, error: { code: "forbidden", channel: `story:${outside}` } };
		expect(await follow(socket, `story:${outside}`)).toMatchObject(refusal);
		expect(await follow(socket, "site")).toMatchObject({ ok: false, error: { code: "forbidden" } });
		socket.disconnect();
	}
	expect(await stream(url, key, own, `story:${outside}`)).toBe(403);
	expect(await stream(url, key, "https://elsewhere.example")).toBe(403);
});

it("cuts a revoked partner's open connections on every server, and lets none in until it is given back", async () => {
	const partner = await makePartner({ name: "Revoked" });
	const sockets = await Promise.all(servers.map(({ url }) => connect(url, { partner: partner.key }, own)));
	for (const socket of sockets) expect(await follow(socket, `story:${inside}`)).toMatchObject({ ok: true });
	const others = await connect(servers[1].url, undefined, servers[1].url);
	await send("DELETE", `/partners/${partner.id}`);
	for (const socket of sockets) await until(() => expect(socket.connected).toBe(false));
	expect(others.connected).toBe(true);
	others.disconnect();
	for (const { url } of servers) {
		await expect(connect(url, { partner: partner.key }, own)).rejects.toThrow("no partner");
		expect(await stream(url, partner.key, own)).toBe(403);
	}
	await send("POST", `/partners/${partner.id}/restore`);
	for (const { url } of servers) await until(async () => expect(await stream(url, partner.key, own)).toBe(200));
});

it("obeys a new key, origins and channels while connections are open", async () => {
	const partner = await makePartner({ name: "Changing" });
	const { url } = servers[1];
	const socket = await connect(url, { partner: partner.key }, own);
	await follow(socket, `story:${inside}`);
	const rotated = await send<Partner>("POST", `/partners/${partner.id}/rotate`, { graceHours: 1 });
	expect(rotated.key).not.toBe(partner.key);
	await until(async () => expect(await stream(url, rotated.key, own)).toBe(200));
	expect(await stream(url, partner.key, own)).toBe(200);
	expect(socket.connected).toBe(true);
	await send("PATCH", `/partners/${partner.id}`, { channels: [`story:${outside}`] });
	await until(() => expect(socket.connected).toBe(false));
	expect(await stream(url, rotated.key, own, `story:${outside}`)).toBe(200);
	await send("POST", `/partners/${partner.id}/rotate`, {});
	await until(async () => expect(await stream(url, rotated.key, own, `story:${outside}`)).toBe(403));
});

it("holds a partner to its rate", async () => {
	const { key } = await makePartner({ name: "Hasty", rate: 1 });
	const statuses = await Promise.all(Array.from({ length: 12 }, () => stream(servers[0].url, key, own)));
	expect(statuses).toContain(429);
	expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(5);
});

it("says which partners have a publication, and what each used", async () => {
	const partner = await makePartner({ name: "Counted" });
	const sockets = await Promise.all(
		servers.map(({ url }) => connect(url, { partner: partner.key }, own).then((socket) => [socket, url] as const)),
	);
	for (const [socket] of sockets) await follow(socket, `story:${inside}`);
	const desk = servers[0].open(await servers[0].signIn("Ruth"));
	await until(() => expect(desk.socket.connected).toBe(true));
	await desk.here(inside);
	await send("POST", `/stories/${inside}/posts`, { body: { format: "text", value: "Barrier closed." } });
	// Without Redis a server knows of its own screens only.
	const partners = [{ id: partner.id, name: "Counted", screens: 1 }];
	await until(() => expect(desk.told.receipts?.receipts[0]).toMatchObject({ screens: 1, partners }));
	await until(async () =>
		expect(await send<Partner>("GET", `/partners/${partner.id}`)).toMatchObject({
			open: 2,
			days: [{ connections: expect.any(Number), deliveries: 2 }],
		}),
	);
	for (const [socket] of sockets) socket.disconnect();
	await until(async () => expect(await send<Partner>("GET", `/partners/${partner.id}`)).toMatchObject({ open: 0 }));
});

it.each(["http://gazette.example", "https://*.example", "gazette.example", "null", "https://a.example;b"])(
	"takes %s for no origin",
	async (origin) => {
		const { status } = await servers[0].send("POST", "/partners", { name: "Bad", origins: [origin], channels: ["*"] });
		expect(status).toBe(422);
	},
);
