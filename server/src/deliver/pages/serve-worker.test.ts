import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import { afterAll, beforeAll, expect, it } from "vitest";
import { serveWorker } from "./serve-worker.ts";

const script = "addEventListener('fetch', () => undefined)";
let folder = "";
const servers: Server[] = [];

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "dateline-worker-"));
	writeFileSync(join(folder, "sw.js"), script);
});
afterAll(() => {
	for (const server of servers) server.close();
	rmSync(folder, { recursive: true, force: true });
});

async function ask(isOn: boolean, headers: Record<string, string> = {}): Promise<Response> {
	const server = createServer(express().use(serveWorker(folder, { isOn })));
	servers.push(server);
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/sw.js`, { headers });
}

it("serves the worker of the build, checked each time, with leave to ask this server only", async () => {
	const answer = await ask(true);
	expect(await answer.text()).toBe(script);
	expect(answer.headers.get("cache-control")).toBe("no-cache");
	expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'; connect-src 'self'");
	const again = await ask(true, { "If-None-Match": answer.headers.get("etag") ?? "" });
	expect(again.status).toBe(304);
});

it("serves, switched off, one that empties the device and goes", async () => {
	const text = await (await ask(false)).text();
	expect(text).not.toContain("fetch");
	const done: string[] = [];
	const listeners = new Map<string, (event: { waitUntil(work: Promise<unknown>): void }) => void>();
	const scope = {
		addEventListener: (type: string, listener: () => void) => listeners.set(type, listener),
		caches: {
			keys: async () => ["dateline-pages-1", "of-others"],
			delete: async (name: string) => done.push(name),
		},
		registration: { unregister: async () => done.push("unregistered") },
		skipWaiting: () => done.push("at once"),
	};
	new Function(...Object.keys(scope), text)(...Object.values(scope));
	let work: Promise<unknown> = Promise.resolve();
	for (const type of ["install", "activate"]) {
		listeners.get(type)?.({
			waitUntil(promise) {
				work = promise;
			},
		});
	}
	await work;
	expect(done).toEqual(["at once", "dateline-pages-1", "unregistered"]);
});
