import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OpenRecord } from "@dateline/shared/database";
import { openTestDatabase } from "@dateline/shared/database/testing";
import type { S3Settings } from "@dateline/shared/settings";
import { createMediaStore } from "@dateline/workers/media";
import express from "express";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { problemHandler } from "../../http/problem-handler.ts";
import { mediaRouter } from "./serve-media.ts";

let storage: Server;
let site: Server;
let s3: S3Settings;
let dataDir: string;
let record: OpenRecord;
const files = new Map<string, { bytes: Buffer; type: string | undefined }>();

const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** A small storage that keeps files in memory, and looks at the signature and the hash of what it gets. */
beforeAll(async () => {
	storage = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const bytes = Buffer.concat(chunks);
		const { authorization = "", "x-amz-content-sha256": hash, "content-type": type } = request.headers;
		const signed =
			/^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/eu-1\/s3\/aws4_request, SignedHeaders=.*host.*, Signature=[0-9a-f]{64}$/;
		const right = signed.test(authorization) && hash === createHash("sha256").update(bytes).digest("hex");
		const path = request.url ?? "";
		const file = files.get(path);
		if (request.method === "PUT") files.set(path, { bytes, type });
		if (request.method === "DELETE") files.delete(path);
		const found = request.method !== "GET" || file !== undefined;
		const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
		if (right && file && from && request.method === "GET") {
			const { length } = file.bytes;
			if (Number(from) >= length) response.writeHead(416, { "content-range": `bytes */${length}` }).end();
			else {
				const part = file.bytes.subarray(Number(from), Number(to) + 1);
				response.writeHead(206, { "content-range": `bytes ${from}-${to}/${length}` }).end(part);
			}
			return;
		}
		response.writeHead(right ? (found ? 200 : 404) : 403).end(request.method === "GET" ? file?.bytes : undefined);
	}).listen(0, "127.0.0.1");
	await once(storage, "listening");
	s3 = {
		...{ bucket: "pictures", region: "eu-1", accessKeyId: "key", secretAccessKey: "secret" },
		...{ endpoint: urlOf(storage), publicUrl: null },
	};
	dataDir = await mkdtemp(join(tmpdir(), "dateline-bucket-"));
	record = await openTestDatabase();
	const app = express();
	app.use(mediaRouter(createMediaStore({ dataDir, s3 }), record), problemHandler({ log: pino({ level: "silent" }) }));
	site = createServer(app).listen(0, "127.0.0.1");
	await once(site, "listening");
});
afterAll(async () => {
	for (const server of [storage, site]) {
		server.close();
		server.closeAllConnections();
	}
	await record.close();
});

const name = "3kq8w0z2m4hd7c-0123abcd.webp";

test("a picture is put into the bucket, served from it, and removed", async () => {
	const store = createMediaStore({ dataDir, s3 });
	const bytes = Buffer.from("as if it were a picture");
	await store.put(name, bytes);
	expect(files.get(`/pictures/${name}`)).toEqual({ bytes, type: "image/webp" });
	const answer = await fetch(`${urlOf(site)}/media/${name}`);
	expect(answer.headers.get("content-type")).toBe("image/webp");
	expect(answer.headers.get("cache-control")).toContain("immutable");
	expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
	await store.remove([name]);
	expect((await fetch(`${urlOf(site)}/media/${name}`)).status).toBe(404);
});

test("a video is put from its file, and served from the bucket in parts", async () => {
	const store = createMediaStore({ dataDir, s3 });
	const path = join(dataDir, "film");
	const bytes = Buffer.from("0123456789");
	await writeFile(path, bytes);
	const film = "3kq8w0z2m4hd7c-0123abcd.mp4";
	await store.put(film, { path, hash: createHash("sha256").update(bytes).digest("hex") });
	expect(files.get(`/pictures/${film}`)).toEqual({ bytes, type: "video/mp4" });
	const get = (headers: Record<string, string>) => fetch(`${urlOf(site)}/media/${film}`, { headers });
	const part = await get({ range: "bytes=2-4" });
	expect([part.status, part.headers.get("content-range"), await part.text()]).toEqual([206, "bytes 2-4/10", "234"]);
	const etag = part.headers.get("etag") ?? "";
	expect((await get({ range: "bytes=2-4", "if-range": etag })).status).toBe(206);
	const whole = await get({ range: "bytes=2-4", "if-range": '"other"' });
	expect([whole.status, await whole.text()]).toEqual([200, "0123456789"]);
	const over = await get({ range: "bytes=20-24" });
	expect([over.status, over.headers.get("content-range")]).toEqual([416, "bytes */10"]);
	const copy = join(dataDir, "copy");
	expect(await store.fetch(film, copy)).toBe(true);
	expect(await readFile(copy)).toEqual(bytes);
});

test("with an address of its own, readers get it from there", () => {
	const store = createMediaStore({ dataDir, s3: { ...s3, publicUrl: "https://pictures.example" } });
	expect(store.addressOf(name)).toBe(`https://pictures.example/${name}`);
	expect(createMediaStore({ dataDir, s3 }).addressOf(name)).toBe(`/media/${name}`);
});

test("a storage that refuses or is away is told as busy, and can be tried again", async () => {
	const refused = createMediaStore({ dataDir, s3: { ...s3, region: "elsewhere" } });
	await expect(refused.put(name, Buffer.from("x"))).rejects.toMatchObject({ code: "busy" });
	const away = createMediaStore({ dataDir, s3: { ...s3, endpoint: "http://127.0.0.1:9" } });
	await expect(away.put(name, Buffer.from("x"))).rejects.toMatchObject({ code: "busy" });
});
