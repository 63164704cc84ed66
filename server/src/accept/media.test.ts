import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApi, type TestApi } from "./testing/start-test-api.ts";

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api.close());

const picture = (width = 1_000, height = 500) =>
	sharp({ create: { width, height, channels: 3, background: { r: 200, g: 30, b: 30 } } });

/** Sends a file as a browser does. */
function upload(bytes: Buffer, fields: Record<string, string> = {}, headers: Record<string, string> = {}) {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.append(name, value);
	form.append("file", new Blob([Uint8Array.from(bytes)]), "../../evil name.bin");
	return api.send("POST", "/api/v1/media", form, headers);
}

const get = async (path: string) => {
	const answer = await fetch(api.url + path);
	return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};

describe("a picture", () => {
	test("is encoded anew without EXIF, upright, in a few widths, and served for ever", async () => {
		const exif = { IFD0: { Copyright: "Secret place" }, IFD3: { GPSLatitude: "50/1 27/1 0/1" } };
		const sent = await picture().withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer();
		const made = await upload(sent, { alt: "Red", credit: "Ana", focus: '{"x":0.2,"y":1}' });
		expect(made.status).toBe(201);
		const { media } = made.body;
		expect(media).toMatchObject({
			type: "image/jpeg",
			width: 500,
			height: 1_000,
			alt: "Red",
			credit: "Ana",
			focus: { x: 0.2, y: 1 },
			renditions: [{ width: 480, type: "image/webp" }],
		});
		const original = await get(media.url);
		expect(original.headers.get("content-type")).toBe("image/jpeg");
		expect(original.headers.get("x-content-type-options")).toBe("nosniff");
		expect(original.headers.get("cache-control")).toContain("immutable");
		expect(original.bytes.length).toBe(media.bytes);
		const kept = await sharp(original.bytes).metadata();
		expect([kept.exif, kept.orientation, kept.width]).toEqual([undefined, undefined, 500]);
		const narrow = await get(media.renditions[0].url);
		expect(narrow.headers.get("content-type")).toBe("image/webp");
		expect((await sharp(narrow.bytes).metadata()).width).toBe(480);
	});

	test.each(["png", "webp", "avif", "gif"] as const)("may be %s", async (format) => {
		const made = await upload(await picture(20, 10).toFormat(format).toBuffer());
		expect(made).toMatchObject({
			status: 201,
			body: { media: { type: `image/${format}`, width: 20, renditions: [] } },
		});
		expect((await get(made.body.media.url)).headers.get("content-type")).toBe(`image/${format}`);
	});

	test("is listed, found by its words, described anew, and shown by a story", async () => {
		const { media } = (await upload(await picture(10, 10).png().toBuffer(), { caption: "100% bridge_s" })).body;
		const found = async (q: string) =>
			(await api.send("GET", `/api/v1/media?q=${encodeURIComponent(q)}`)).body.items.map(
				(one: { id: string }) => one.id,
			);
		expect(await found("0% BRIDGE_")).toEqual([media.id]);
		expect(await found("bridge%s")).toEqual([]);
		const path = `/api/v1/media/${media.id}`;
		const changed = await api.send("PATCH", path, { alt: "A bridge" }, { "if-match": '"1"' });
		expect(changed).toMatchObject({
			status: 200,
			body: { media: { alt: "A bridge", caption: "100% bridge_s", revision: 2 } },
		});
		expect((await api.send("PATCH", path, { alt: "x" }, { "if-match": '"1"' })).status).toBe(412);
		const story = await api.send("POST", "/api/v1/stories", {
			kind: "article",
			headline: "Bridge",
			lead: media.id,
			body: { format: "markdown", value: `![](${media.url})` },
		});
		expect(story.body.story.content).toMatchObject({
			lead: media.id,
			body: { content: [{ type: "image", attrs: { mediaId: media.id } }] },
		});
	});

	test("sent again with its Idempotency-Key is not stored twice", async () => {
		const bytes = await picture(12, 12).png().toBuffer();
		const headers = { "idempotency-key": "picture" };
		const first = await upload(bytes, { alt: "x" }, headers);
		const files = readdirSync(join(api.dataDir, "media")).length;
		const second = await upload(bytes, { alt: "x" }, headers);
		expect([second.status, second.body]).toEqual([201, first.body]);
		expect(readdirSync(join(api.dataDir, "media")).length).toBe(files);
		expect(await upload(bytes, { alt: "y" }, headers)).toMatchObject({
			status: 422,
			body: { code: "idempotency_mismatch" },
		});
	});
});

describe("refuses", () => {
	const svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
	test.each([
		["SVG, with the reason", () => Buffer.from(svg), 415, /SVG.*scripts/],
		["what is no picture", () => Buffer.from("%PDF-1.7 hello"), 415, /jpeg, png/],
		["an empty file", () => Buffer.alloc(0), 415, /none of them/],
		["a damaged picture", async () => (await picture().jpeg().toBuffer()).subarray(0, 700), 422, /damaged/],
		["a bomb of pixels", () => picture(9_000, 9_000).png({ compressionLevel: 9 }).toBuffer(), 413, /million pixels/],
		["too many bytes", () => Buffer.alloc(21 * 1024 * 1024), 413, /20 MB/],
	] as const)("%s", async (_name, make, status, detail) => {
		const answer = await upload(await make());
		expect([answer.status, answer.body.detail]).toEqual([status, expect.stringMatching(detail)]);
		expect(readdirSync(join(api.dataDir, "media-incoming"))).toEqual([]);
	});

	test("a form without a file, with a wrong field, or that breaks off", async () => {
		const form = new FormData();
		form.append("alt", "x");
		expect(await api.send("POST", "/api/v1/media", form)).toMatchObject({
			status: 422,
			body: { errors: [{ pointer: "/file" }] },
		});
		const png = await picture(10, 10).png().toBuffer();
		const wrong = await upload(png, { focus: "{", unknown: "1" });
		expect(wrong.body.errors.map((error: { pointer: string }) => error.pointer).sort()).toEqual(["/focus", "/unknown"]);
		const broken = await api.send("POST", "/api/v1/media", "--x\r\nContent-Disposition: form-data; name=file", {
			"content-type": "multipart/form-data; boundary=x",
		});
		expect(broken).toMatchObject({ status: 400, body: { code: "bad_request" } });
		const json = await api.send("POST", "/api/v1/media", {});
		expect(json).toMatchObject({ status: 415, body: { code: "unsupported_media_type" } });
	});

	test("names outside the folder", async () => {
		for (const name of ["..%2Fsecret", "secret", ".hidden", "3kq8w0z2m4hd7c-00000000.jpg", "%00.jpg"]) {
			expect([name, (await get(`/media/${name}`)).status]).toEqual([name, 404]);
		}
		expect(existsSync(join(api.dataDir, "secret"))).toBe(true);
	});
});
