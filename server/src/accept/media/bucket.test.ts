import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { S3Settings } from "@dateline/shared/settings";
import express from "express";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { problemHandler } from "../../http/problem-handler.ts";
import { createMediaStore } from "./media-store.ts";
import { mediaRouter } from "./serve-media.ts";
import { signS3 } from "./sign-s3.ts";

/** The keys of the examples in Amazon's documentation. */
const example = {
	region: "us-east-1",
	accessKeyId: "AKIAIOSFODNN7EXAMPLE",
	secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const at = new Date("2013-05-24T00:00:00Z");

test.each([
	[
		"GET",
		{ method: "GET", url: "https://examplebucket.s3.amazonaws.com/test.txt", headers: { range: "bytes=0-9" } },
		"f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
	],
	[
		"PUT",
		{
			method: "PUT",
			url: "https://examplebucket.s3.amazonaws.com/test%24file.text",
			headers: { date: "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY" },
			body: Buffer.from("Welcome to Amazon S3."),
		},
		"98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
	],
	[
		"a query",
		{ method: "GET", url: "https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J" },
		"34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
	],
] as const)("signs %s as the documentation of Signature Version 4 does", (_name, { url, ...request }, signature) => {
	const { authorization } = signS3({ ...request, url: new URL(url), at }, example);
	expect(authorization).toContain(`Signature=${signature}`);
});

let storage: Server;
let site: Server;
let s3: S3Settings;
let dataDir: string;
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
		response.writeHead(right ? (found ? 200 : 404) : 403).end(request.method === "GET" ? file?.bytes : undefined);
	}).listen(0, "127.0.0.1");
	await once(storage, "listening");
	s3 = {
		...{ bucket: "pictures", region: "eu-1", accessKeyId: "key", secretAccessKey: "secret" },
		...{ endpoint: urlOf(storage), publicUrl: null },
	};
	dataDir = await mkdtemp(join(tmpdir(), "dateline-bucket-"));
	const app = express();
	app.use(mediaRouter(createMediaStore({ dataDir, s3 })), problemHandler({ log: pino({ level: "silent" }) }));
	site = createServer(app).listen(0, "127.0.0.1");
	await once(site, "listening");
});
afterAll(() => {
	for (const server of [storage, site]) {
		server.close();
		server.closeAllConnections();
	}
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
