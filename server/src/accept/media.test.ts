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

/** Until the worker has made what is to be made of it. */
async function made(id: string) {
	for (;;) {
		const { body } = await api.send("GET", `/api/v1/media/${id}`);
		if (body.made !== "waiting") return body;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

describe("a picture", () => {
	test("is encoded anew without EXIF, upright, at once, and served for ever", async () => {
		const exif = {
			IFD0: { Copyright: "Secret place" },
			IFD2: { DateTimeOriginal: "2026:11:14 14:01:22" },
			IFD3: { GPSLatitude: "50/1 27/1 0/1" },
		};
		const sent = await picture().withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer();
		const answer = await upload(sent, { alt: "Red", credit: "Ana", focus: '{"x":0.2,"y":1}' });
		expect(answer.status).toBe(201);
		const { media } = answer.body;
		expect(media).toMatchObject({
			type: "image/jpeg",
			width: 500,
			height: 1_000,
			alt: "Red",
			credit: "Ana",
			focus: { x: 0.2, y: 1 },
			details: { name: "evil name.bin", width: 500, height: 1_000, takenAt: "2026-11-14T14:01:22", located: true },
			uses: 0,
		});
		const original = await get(media.url);
		expect(original.headers.get("content-type")).toBe("image/jpeg");
		expect(original.headers.get("x-content-type-options")).toBe("nosniff");
		expect(original.headers.get("cache-control")).toContain("immutable");
		expect(original.bytes.length).toBe(media.bytes);
		const kept = await sharp(original.bytes).metadata();
		expect([kept.exif, kept.orientation, kept.width]).toEqual([undefined, undefined, 500]);
	});

	test("has its sizes named from the first moment, shown by the file itself until the worker has made them", async () => {
		await api.setWorker(false);
		const { media } = (await upload(await picture(2_000, 1_000).jpeg().toBuffer())).body;
		const sizes = media.renditions.map((one: { type: string; width: number }) => `${one.type} ${one.width}`);
		expect(sizes).toEqual(
			["avif", "webp", "jpeg"].flatMap((format) => [480, 960, 1_600].map((width) => `image/${format} ${width}`)),
		);
		const [first] = media.renditions;
		const early = await fetch(api.url + first.url, { redirect: "manual" });
		expect([early.status, early.headers.get("location"), early.headers.get("cache-control")]).toEqual([
			302,
			media.url,
			"no-store",
		]);
		await api.setWorker(true);
		const whole = await made(media.id);
		expect(whole).toMatchObject({ made: "done", revision: 1, renditions: media.renditions });
		expect(whole.details.smallest.type).toMatch(/avif|webp/);
		for (const rendition of media.renditions) {
			const file = await get(rendition.url);
			const { format, width } = await sharp(file.bytes).metadata();
			expect([file.headers.get("content-type"), width]).toEqual([rendition.type, rendition.width]);
			expect(rendition.type).toContain(format === "heif" ? "avif" : format);
		}
	});

	test.each(["png", "webp", "avif", "gif"] as const)("may be %s", async (format) => {
		const answer = await upload(await picture(20, 10).toFormat(format).toBuffer());
		expect(answer).toMatchObject({ status: 201, body: { media: { type: `image/${format}`, width: 20 } } });
		expect((await get(answer.body.media.url)).headers.get("content-type")).toBe(`image/${format}`);
	});

	test("may be TIFF, which no browser shows: it is kept as JPEG", async () => {
		const answer = await upload(await picture(20, 10).tiff().toBuffer());
		expect(answer).toMatchObject({ status: 201, body: { media: { type: "image/jpeg", width: 20 } } });
	});

	test("that moves goes on moving, in its sizes too", async () => {
		const frames = await Promise.all(
			["#f00", "#0f0", "#00f"].map((background) => picture(600, 300).tint(background).png().toBuffer()),
		);
		const gif = await sharp(frames, { join: { animated: true } })
			.gif({ delay: 100 })
			.toBuffer();
		const { media } = (await upload(gif)).body;
		expect(media).toMatchObject({ type: "image/gif", width: 600, height: 300 });
		const { renditions } = await made(media.id);
		expect(renditions.map((one: { type: string }) => one.type)).toEqual(["image/webp", "image/webp"]);
		expect((await sharp((await get(renditions[0].url)).bytes).metadata()).pages).toBe(3);
	});

	test("says who made it and what it shows: as a suggestion, not as its words", async () => {
		const xmp =
			'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="Reuters"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">Cars &amp; bridges</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>';
		const { media } = (await upload(await picture(40, 40).withXmp(xmp).jpeg().toBuffer())).body;
		expect(media.details.suggested).toEqual({ caption: "Cars & bridges", credit: "Reuters" });
		expect([media.caption, media.credit]).toEqual(["", ""]);
	});

	test("is cut into a picture of its own", async () => {
		const { media } = (await upload(await picture(1_000, 500).jpeg().toBuffer(), { credit: "Ana" })).body;
		const cut = await api.send("POST", `/api/v1/media/${media.id}/cuts`, { x: 0.25, y: 0.5, width: 0.5, height: 0.5 });
		expect(cut).toMatchObject({ status: 201, body: { media: { width: 500, height: 250, credit: "Ana", alt: "" } } });
		expect(cut.body.media.id).not.toBe(media.id);
		const over = await api.send("POST", `/api/v1/media/${media.id}/cuts`, { x: 0.5, y: 0, width: 0.9, height: 1 });
		expect(over.status).toBe(422);
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

	test("is looked for by kind, by what is missing, by who brought it in and by whether anything shows it", async () => {
		const contributor = { authorization: `Bearer ${await api.token("contribute")}` };
		const { media } = (await upload(await picture(11, 11).png().toBuffer(), { caption: "Needle" }, contributor)).body;
		const ids = async (query: string, headers = {}) =>
			(await api.send("GET", `/api/v1/media?${query}`, undefined, headers)).body.items.map(
				({ id }: { id: string }) => id,
			);
		expect(await ids("q=needle&kind=image&used=false&missing=alt")).toEqual([media.id]);
		expect(await ids("q=needle&used=true")).toEqual([]);
		expect(await ids("q=needle&kind=video")).toEqual([]);
		expect(await ids("mine=true", contributor)).toEqual([media.id]);
		await api.send("PATCH", `/api/v1/media/${media.id}`, { altAbsence: "later", credit: "Ana" });
		expect(await ids("q=needle&missing=alt")).toEqual([media.id]);
		expect(await ids("q=needle&missing=credit")).toEqual([]);
		await api.send("PATCH", `/api/v1/media/${media.id}`, { altAbsence: "decoration" });
		expect(await ids("q=needle&missing=alt")).toEqual([]);
		expect((await api.send("GET", `/api/v1/media/${media.id}`)).body.altAbsence).toBe("decoration");
		await api.send("POST", "/api/v1/stories", { kind: "article", headline: "Draft with a needle", lead: media.id });
		expect(await ids("q=needle&used=true")).toEqual([media.id]);
		const uses = await api.send("GET", `/api/v1/media/${media.id}/uses`);
		expect(uses.body.items).toMatchObject([{ as: "lead", headline: "Draft with a needle" }]);
		const counts = await api.send("GET", "/api/v1/media/counts");
		expect(counts.body.all).toBe(counts.body.image + counts.body.video + counts.body.audio);
	});

	test("gets its words from the contributor who brought it in: at once while nobody sees it, then through an editor", async () => {
		const mine = { authorization: `Bearer ${await api.token("contribute")}` };
		const other = { authorization: `Bearer ${await api.token("contribute")}` };
		const { media } = (await upload(await picture(13, 13).png().toBuffer(), {}, mine)).body;
		const path = `/api/v1/media/${media.id}`;
		expect(await api.send("PATCH", path, { alt: "A" }, mine)).toMatchObject({
			status: 200,
			body: { media: { alt: "A" } },
		});
		expect((await api.send("PATCH", path, { alt: "B" }, other)).status).toBe(403);
		const story = { kind: "article", headline: "Seen", lead: media.id, status: "published" };
		expect((await api.send("POST", "/api/v1/stories", story)).status).toBe(201);
		const asked = await api.send("PATCH", path, { alt: "C" }, mine);
		expect(asked).toMatchObject({ status: 202, body: { submission: { state: "waiting" } } });
	});

	test("sent again with its Idempotency-Key is not stored twice", async () => {
		const bytes = await picture(12, 12).png().toBuffer();
		const headers = { "idempotency-key": "picture" };
		const first = await upload(bytes, { alt: "x" }, headers);
		await made(first.body.media.id);
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
		["what is none of them", () => Buffer.from("%PDF-1.7 hello"), 415, /JPEG, PNG/],
		[
			"HEIC, with what to do about it",
			() => Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"),
			415,
			/cannot read HEIC.*Most compatible/,
		],
		["an empty file", () => Buffer.alloc(0), 415, /none of them/],
		["a damaged picture", async () => (await picture().jpeg().toBuffer()).subarray(0, 700), 422, /damaged/],
		["a bomb of pixels", () => picture(9_000, 9_000).png({ compressionLevel: 9 }).toBuffer(), 413, /million pixels/],
		["too many bytes", () => Buffer.alloc(41 * 1024 * 1024), 413, /40 MB/],
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
