import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createHubWorker, type HubWorker } from "@dateline/workers/hub";
import { createOutbound } from "@dateline/workers/outbound";
import { silent } from "@dateline/workers/testing";
import express from "express";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readTopic } from "../feeds/read-topic.ts";
import { startTestSyndication, type TestSyndication, testOrigin } from "../testing/start-test-syndication.ts";
import { hubRouter } from "./hub-router.ts";

// The rules of WebSub, one by one, with a subscriber that really listens.
let site: TestSyndication;
let hub: Server;
let hubUrl = "";
let worker: HubWorker;
let subscriber: Server;
let host = "";
let story = "";
const outbound = createOutbound({ allowedHosts: ["127.0.0.1:*"] });
const until = (look: () => boolean | Promise<boolean>) => vi.waitUntil(look, { timeout: 15_000, interval: 20 });
const gets: URLSearchParams[] = [];
const posts: { path: string; headers: IncomingHttpHeaders; body: string }[] = [];
let status = 200;
const topic = `${testOrigin}/live/storm/atom.xml`;

beforeAll(async () => {
	site = await startTestSyndication();
	story = await site.publishStory("live", { headline: "Storm", slug: "storm" });
	subscriber = createServer(async (request, response) => {
		const url = new URL(request.url ?? "/", "http://subscriber");
		if (request.method === "GET") {
			gets.push(url.searchParams);
			response.writeHead(url.pathname === "/no" ? 404 : 200);
			return void response.end(url.pathname === "/wrong" ? "something" : url.searchParams.get("hub.challenge"));
		}
		let body = "";
		for await (const chunk of request.setEncoding("utf8")) body += chunk;
		posts.push({ path: url.pathname + url.search, headers: request.headers, body });
		response.writeHead(status).end();
	});
	subscriber.listen(0, "127.0.0.1");
	await once(subscriber, "listening");
	host = `http://127.0.0.1:${(subscriber.address() as AddressInfo).port}`;
	const record = site.newsroom.database;
	const settings = { publicUrl: testOrigin, secret: "s".repeat(32), outboundHosts: ["127.0.0.1:*"] };
	const findStory = (slug: string) =>
		slug === "storm" ? ({ storyId: story, slug, kind: "live", status: "published" } as const) : null;
	const app = express().use(hubRouter({ record, settings, outbound, findStory }));
	hub = app.listen(0, "127.0.0.1");
	await once(hub, "listening");
	hubUrl = `http://127.0.0.1:${(hub.address() as AddressInfo).port}/hub`;
	worker = createHubWorker({ settings, database: record, log: silent, readTopic });
});
afterAll(async () => {
	await worker.stop();
	outbound.close();
	for (const server of [hub, subscriber]) {
		server.closeAllConnections();
		server.close();
	}
	await site.stop();
});

async function ask(form: Record<string, string>): Promise<number> {
	const body = new URLSearchParams({ "hub.mode": "subscribe", "hub.topic": topic, ...form });
	const answer = await fetch(hubUrl, { method: "POST", body });
	await answer.text();
	worker.wake();
	return answer.status;
}

const subscriptions = () => site.newsroom.database.kysely.selectFrom("hub_subscriptions").selectAll().execute();
const waiting = () => site.newsroom.database.kysely.selectFrom("hub_requests").select("id").execute();
/** Until nothing waits to be verified. */
const settled = () =>
	until(async () => {
		worker.wake();
		return (await waiting()).length === 0;
	});

describe("the hub", () => {
	it("refuses what is no request, no feed of ours, or leads into a private network", async () => {
		expect(await ask({ "hub.mode": "listen", "hub.callback": `${host}/a` })).toBe(400);
		expect(await ask({ "hub.callback": "ftp://x.example/" })).toBe(400);
		expect(await ask({ "hub.callback": "http://10.0.0.1/" })).toBe(400);
		expect(await ask({ "hub.callback": "http://169.254.169.254/latest" })).toBe(400);
		expect(await ask({ "hub.callback": `${host}/a`, "hub.topic": "https://other.example/feed.xml" })).toBe(404);
		expect(await ask({ "hub.callback": `${host}/a`, "hub.topic": `${testOrigin}/live/none/atom.xml` })).toBe(404);
		expect(await ask({ "hub.callback": `${host}/a`, "hub.secret": "x".repeat(200) })).toBe(400);
		expect(await waiting()).toEqual([]);
		expect(gets).toEqual([]);
	});

	it("subscribes only who says the challenge back, and keeps what else stands in the callback", async () => {
		for (const path of ["/wrong", "/no"]) expect(await ask({ "hub.callback": host + path })).toBe(202);
		await settled();
		expect(await subscriptions()).toEqual([]);
		gets.length = 0;
		expect(await ask({ "hub.callback": `${host}/a?me=1`, "hub.secret": "known to both" })).toBe(202);
		await settled();
		expect(Object.fromEntries(gets[0] ?? [])).toMatchObject({
			...{ me: "1", "hub.mode": "subscribe", "hub.topic": topic, "hub.lease_seconds": "864000" },
			"hub.challenge": expect.stringMatching(/^.{20,}$/),
		});
		const [one] = await subscriptions();
		expect(one?.secret).not.toContain("known to both");
	});

	it("sends the whole feed, as whoever asks for it gets it, signed with the secret", async () => {
		await site.addPost(story, { headline: "The bridge is closed" });
		worker.wake();
		await until(() => posts.length > 0);
		const sent = posts[0];
		const { text, headers } = await site.get("/live/storm/atom.xml");
		expect(sent?.body).toBe(text);
		expect(sent?.path).toBe("/a?me=1");
		expect(sent?.headers["content-type"]).toBe(headers["content-type"]);
		expect(sent?.headers["link"]).toContain(`<${testOrigin}/hub>; rel="hub"`);
		expect(sent?.headers["link"]).toContain(`<${topic}>; rel="self"`);
		const signature = createHmac("sha256", "known to both").update(text).digest("hex");
		expect(sent?.headers["x-hub-signature"]).toBe(`sha256=${signature}`);
	});

	it("tries again where it failed, keeps the subscription, and ends it on 410", async () => {
		posts.length = 0;
		status = 500;
		const post = await site.addPost(story, { headline: "A second post" });
		worker.wake();
		await until(() => posts.length === 1);
		const { kysely } = site.newsroom.database;
		await until(async () => (await subscriptions())[0]?.attempts === 1);
		status = 200;
		await kysely
			.updateTable("hub_subscriptions")
			.set({ next_at: new Date(0) })
			.execute();
		worker.wake();
		await until(() => posts.length === 2);
		// A withdrawal is told as surely as a post.
		await site.publish(story, { type: "post.withdraw", postId: post });
		worker.wake();
		await until(() => posts.length === 3);
		expect(posts[2]?.body).toContain("at:deleted-entry");
		expect(posts[2]?.body).not.toContain("A second post");
		status = 410;
		await site.addPost(story, {});
		worker.wake();
		await until(async () => (await subscriptions()).length === 0);
	});

	it("ends with the lease, and by asking for it", async () => {
		status = 200;
		await ask({ "hub.callback": `${host}/b`, "hub.lease_seconds": "1" });
		await settled();
		const [held] = await subscriptions();
		expect((held?.expires_at.getTime() ?? 0) - Date.now()).toBeGreaterThan(200_000);
		const { kysely } = site.newsroom.database;
		await kysely
			.updateTable("hub_subscriptions")
			.set({ expires_at: new Date(0) })
			.execute();
		posts.length = 0;
		await site.addPost(story, {});
		await ask({ "hub.callback": `${host}/c` });
		await settled();
		expect(posts.filter(({ path }) => path === "/b")).toEqual([]);
		await ask({ "hub.mode": "unsubscribe", "hub.callback": `${host}/c` });
		await settled();
		expect((await subscriptions()).filter(({ callback }) => callback.endsWith("/c"))).toEqual([]);
	});
});
