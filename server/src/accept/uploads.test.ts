import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { newId } from "@dateline/shared/model";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeMp4, makeWav } from "./media/testing-files.ts";
import { startTestApi, type TestApi } from "./testing/start-test-api.ts";

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi({ person: { kind: "user", id: "p1", name: "Ana", role: "contributor" } });
});
afterAll(() => api.close());

const tus = { "tus-resumable": "1.0.0" };
const base64 = (text: string) => Buffer.from(text).toString("base64");

const begin = (id: string, length: number, headers: Record<string, string> = {}) =>
	api.send("POST", "/api/v1/uploads", undefined, {
		...tus,
		"upload-length": String(length),
		"upload-metadata": `id ${base64(id)},name ${base64("a/b.mp4")}`,
		...headers,
	});
const append = (id: string, offset: number, bytes: Buffer, headers: Record<string, string> = {}) =>
	api.send("PATCH", `/api/v1/uploads/${id}`, bytes, {
		...tus,
		"upload-offset": String(offset),
		"content-type": "application/offset+octet-stream",
		...headers,
	});
const offsetOf = async (id: string, headers: Record<string, string> = {}) => {
	const answer = await api.send("HEAD", `/api/v1/uploads/${id}`, undefined, { ...tus, ...headers });
	return answer.status === 200 ? Number(answer.headers.get("upload-offset")) : answer.status;
};
const take = (upload: string, words = {}, headers = {}) =>
	api.send("POST", "/api/v1/media/uploaded", { upload, ...words }, headers);

test("a file comes in pieces, is gone on with where it broke off, and becomes media under the same id", async () => {
	const bytes = await sharp({ create: { width: 300, height: 200, channels: 3, background: "#246" } })
		.jpeg()
		.toBuffer();
	const id = newId();
	const made = await begin(id, bytes.length);
	expect([made.status, made.headers.get("location")]).toEqual([201, `/api/v1/uploads/${id}`]);
	await append(id, 0, bytes.subarray(0, 400));
	expect(await offsetOf(id)).toBe(400);
	expect(await take(id)).toMatchObject({ status: 409, body: { code: "conflict" } });
	expect((await append(id, 0, bytes)).status).toBe(409);
	expect((await append(id, 400, bytes.subarray(400))).status).toBe(204);
	const taken = await take(id, { alt: "Blue" });
	expect(taken).toMatchObject({
		status: 201,
		body: { media: { id, alt: "Blue", width: 300, details: { name: "b.mp4" } } },
	});
	expect((await take(id, { alt: "Blue" })).body.media).toMatchObject({ id, url: taken.body.media.url });
	// Who missed the answer sees that all of it is here; the disk has no copy of it.
	expect(await offsetOf(id)).toBe(bytes.length);
	const left = statSync(join(api.dataDir, "media-uploads", id));
	expect([left.size, left.blocks]).toEqual([bytes.length, 0]);
});

test("an upload is its sender's alone, and nobody may take its id", async () => {
	const id = newId();
	await begin(id, 10);
	const other = { authorization: `Bearer ${await api.token("contribute")}` };
	expect(await offsetOf(id, other)).toBe(404);
	expect((await append(id, 0, Buffer.alloc(10), other)).status).toBe(404);
	expect((await begin(id, 10, other)).status).toBe(409);
	expect((await take(id, {}, other)).status).toBe(404);
	expect(await begin(newId(), 10, { authorization: "" })).toMatchObject({ status: 401 });
	expect((await begin(newId(), 10, { authorization: `Bearer ${await api.token("read")}` })).status).toBe(403);
	expect((await api.send("GET", `/api/v1/uploads/${id}`)).status).toBe(405);
	expect((await api.send("DELETE", `/api/v1/uploads/${id}`, undefined, tus)).status).toBe(204);
	expect(await offsetOf(id)).toBe(404);
});

test("with a session it is taken from our own pages only", async () => {
	const cookie = { cookie: "session=yes" };
	expect((await begin(newId(), 10, { ...cookie, origin: "https://evil.example" })).status).toBe(403);
	expect((await begin(newId(), 10, cookie)).status).toBe(403);
	expect((await begin(newId(), 10, { ...cookie, origin: "http://newsroom.example" })).status).toBe(201);
});

test("too large a file, and too many unfinished bytes of one account, are refused before they come", async () => {
	const large = await begin(newId(), 600 * 1024 * 1024);
	expect([large.status, JSON.parse(large.body).detail]).toEqual([413, "A file has 512 MB at most."]);
	const mine = { authorization: `Bearer ${await api.token("contribute")}` };
	for (let count = 0; count < 8; count++) expect((await begin(newId(), 512 * 1024 * 1024, mine)).status).toBe(201);
	const full = await begin(newId(), 512 * 1024 * 1024, mine);
	expect([full.status, JSON.parse(full.body).code]).toEqual([429, "rate_limited"]);
	expect((await begin(newId(), 0)).status).toBeGreaterThanOrEqual(400);
});

/** Sends all of it. */
async function send(bytes: Buffer, words = {}) {
	const id = newId();
	await begin(id, bytes.length);
	await append(id, 0, bytes);
	return take(id, words);
}

test("a video is stored as it is but for the place where it was taken, and served in parts", async () => {
	const { status, body } = await send(makeMp4({ place: "+50.4501+030.5234/" }), { caption: "Bridge" });
	expect(status).toBe(201);
	expect(body.media).toMatchObject({ kind: "video", type: "video/mp4", width: 640, height: 360, duration: 12 });
	expect(body.media.details.located).toBe(true);
	const whole = await fetch(api.url + body.media.url);
	const bytes = Buffer.from(await whole.arrayBuffer());
	expect([whole.headers.get("content-type"), whole.headers.get("accept-ranges")]).toEqual(["video/mp4", "bytes"]);
	expect(bytes.includes("50.4501")).toBe(false);
	expect(bytes.length).toBe(makeMp4().length);
	const etag = whole.headers.get("etag") ?? "";
	const get = (headers: Record<string, string>) => fetch(api.url + body.media.url, { headers });
	const part = await get({ range: "bytes=0-9", "if-range": etag });
	expect([part.status, part.headers.get("content-range")]).toEqual([206, `bytes 0-9/${bytes.length}`]);
	expect((await get({ range: "bytes=0-9", "if-range": '"older"' })).status).toBe(200);
	expect((await get({ range: `bytes=${bytes.length}-` })).status).toBe(416);
});

test("a sound is stored as it is; a refused file says why and leaves nothing behind", async () => {
	const { body } = await send(makeWav());
	expect(body.media).toMatchObject({ kind: "audio", type: "audio/wav", width: 0, height: 0 });
	const files = readdirSync(join(api.dataDir, "media")).length;
	const heic = await send(Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"));
	expect([heic.status, heic.body.detail]).toEqual([415, expect.stringMatching(/cannot read HEIC/)]);
	expect(readdirSync(join(api.dataDir, "media")).length).toBe(files);
});

test("a video and a sound stand in a text as what they are", async () => {
	const video = (await send(makeMp4(), { alt: "A bridge", caption: "Filmed" })).body.media;
	const sound = (await send(makeWav(), { caption: "Heard" })).body.media;
	const content = [video, sound].map(({ id }) => ({ type: "image", attrs: { mediaId: id } }));
	const story = await api.send("POST", "/api/v1/stories", {
		...{ kind: "article", headline: "Seen and heard", status: "published" },
		body: { type: "doc", content },
	});
	expect(story.status).toBe(201);
	const { html } = await api.database.kysely
		.selectFrom("stories")
		.select("html")
		.where("id", "=", story.body.story.id)
		.executeTakeFirstOrThrow();
	expect(html).toContain(
		`<video controls preload="none" src="${video.url}" width="640" height="360" aria-label="A bridge">`,
	);
	expect(html).toContain(`<audio controls preload="none" src="${sound.url}"></audio>`);
});
