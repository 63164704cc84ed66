import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createAssets } from "./create-assets.ts";
import { readReaderAssets } from "./reader-assets.ts";

let folder = "";
let server: Server;
let origin = "";
const script = `console.log(${JSON.stringify("a".repeat(5_000))})`;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "dateline-assets-"));
	mkdirSync(join(folder, "assets"));
	writeFileSync(join(folder, "assets/main-x1.js"), script);
	writeFileSync(join(folder, "assets/font-x1.woff2"), "font");
	writeFileSync(join(folder, "secret.json"), "{}");
	server = createServer(express().use(createAssets(folder).handle));
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
	server.close();
	rmSync(folder, { recursive: true, force: true });
});

it("serves what has a hash in its name for good, compressed as well as can be", async () => {
	const answer = await fetch(`${origin}/assets/main-x1.js`, { headers: { "Accept-Encoding": "br" } });
	expect(answer.headers.get("content-encoding")).toBe("br");
	expect(Number(answer.headers.get("content-length"))).toBeLessThan(200);
	expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
	expect(answer.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
	expect(await answer.text()).toBe(script);
	const again = await fetch(`${origin}/assets/main-x1.js`, {
		headers: { "Accept-Encoding": "br", "If-None-Match": answer.headers.get("etag") ?? "" },
	});
	expect(again.status).toBe(304);
});

it("does not compress a font again", async () => {
	const answer = await fetch(`${origin}/assets/font-x1.woff2`, { headers: { "Accept-Encoding": "br" } });
	expect(answer.headers.get("content-encoding")).toBeNull();
	expect(await answer.text()).toBe("font");
});

it("serves icons under names that stay, for an hour", async () => {
	const answer = await fetch(`${origin}/favicon.svg`);
	expect(answer.status).toBe(200);
	expect(answer.headers.get("content-type")).toBe("image/svg+xml");
	expect(answer.headers.get("cache-control")).toBe("public, max-age=3600");
});

it.each(["/assets/none.js", "/assets/..%2fsecret.json", "/secret.json", "/assets/", "/../secret.json"])(
	"passes %s on",
	async (path) => {
		expect((await fetch(origin + path)).status).toBe(404);
	},
);

it("reads what a page loads from the manifest, and says what to do when there is none", () => {
	expect(() => readReaderAssets(folder)).toThrow("npm run build");
	const entry = (file: string, imports: string[] = []) => ({ file, imports });
	const manifest = {
		"client/src/reader/main.ts": entry("assets/main-x1.js", ["_a.js"]),
		"_a.js": entry("assets/a-x1.js", ["_b.js"]),
		"_b.js": entry("assets/b-x1.js", ["_a.js"]),
		"client/src/pages/kinds/list-page.ts": entry("assets/list-x1.js", ["_a.js", "_cards.js"]),
		"_cards.js": entry("assets/cards-x1.js"),
		"client/src/styles/reader.css": entry("assets/reader-x1.css"),
		"client/src/pages/words/common/uk.ts": entry("assets/uk-x1.js"),
		"client/src/fonts/dateline-serif-latin.woff2": entry("assets/font-x1.woff2"),
		"client/src/fonts/dateline-serif-cyrillic.woff2": entry("assets/cyrillic-x1.woff2"),
	};
	writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
	const { build, ...assets } = readReaderAssets(folder);
	const list = ["/assets/list-x1.js", "/assets/cards-x1.js"];
	expect(build).toMatch(/^[0-9a-f]{12}$/);
	expect(assets).toEqual({
		styles: ["/assets/reader-x1.css"],
		script: "/assets/main-x1.js",
		preloads: ["/assets/a-x1.js", "/assets/b-x1.js"],
		contents: { section: list, topic: list, author: list },
		words: { "common/uk": "/assets/uk-x1.js" },
		font: "/assets/font-x1.woff2",
		fonts: { Cyrl: "/assets/cyrillic-x1.woff2" },
		worker: "/sw.js",
	});
});
