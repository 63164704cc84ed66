import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { insertMedia, type OpenRecord, readEditorMedia } from "@dateline/shared/database";
import { openTestDatabase } from "@dateline/shared/database/testing";
import { newId } from "@dateline/shared/model";
import { startTestRedis, type TestRedis, testRedisProgram } from "@dateline/shared/stream/testing";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createDoorbell } from "../create-doorbell.ts";
import { silent } from "../testing/test-newsroom.ts";
import { until } from "../testing/until.ts";
import { createMediaWorker, type MediaWorker } from "./create-media-worker.ts";
import { findFfmpeg, readProbe } from "./examine-video.ts";
import { createMediaStore, type MediaStore } from "./media-store.ts";
import { planRenditions } from "./plan-renditions.ts";
import { runProgram } from "./run-program.ts";

let database: OpenRecord;
let dataDir: string;
let store: MediaStore;
let worker: MediaWorker | null = null;
beforeAll(async () => {
	database = await openTestDatabase();
	dataDir = await mkdtemp(join(tmpdir(), "dateline-media-"));
	store = createMediaStore({ dataDir });
});
afterEach(async () => {
	await worker?.stop();
	worker = null;
});
afterAll(async () => {
	await database.close();
	await rm(dataDir, { recursive: true, force: true });
});

const start = (redis: TestRedis | null = null) => {
	worker = createMediaWorker({ database, store, redis: redis?.address ?? null, log: silent, ringSite: () => {} });
	return worker;
};

/** A picture of the record whose sizes wait; without its file when told so. */
async function insert(withFile = true): Promise<string> {
	const id = newId();
	const stem = `${id}-00000000`;
	if (withFile) {
		const picture = sharp({ create: { width: 700, height: 350, channels: 3, background: "#a33" } });
		await store.put(`${stem}.jpg`, await picture.jpeg().toBuffer());
	}
	const planned = planRenditions(stem, { width: 700, alpha: false, animated: false });
	await insertMedia(database.kysely, {
		...{ id, kind: "image", file: `${stem}.jpg`, type: "image/jpeg", width: 700, height: 350, bytes: 1 },
		content: { alt: "", caption: "", credit: "", focus: { x: 0.5, y: 0.5 } },
		renditions: planned.map(({ name, type, width }) => ({ url: store.addressOf(name), type, width })),
		...{ details: {}, createdBy: null, made: "waiting" },
	});
	return id;
}

const made = async (id: string) => (await readEditorMedia(database.kysely, id))?.made;

test("plans few sizes: none wider than the picture, none hardly narrower than the next", () => {
	const widthsOf = (width: number) =>
		planRenditions("x", { width, alpha: true, animated: false })
			.filter((one) => one.type === "image/webp")
			.map((one) => one.width);
	expect([300, 500, 700, 1_000, 4_000].map(widthsOf)).toEqual([
		[300],
		[500],
		[480, 700],
		[480, 1_000],
		[480, 960, 1_600],
	]);
});

test("makes what waits, without Redis, and what another worker had begun and not ended", async () => {
	const [first, second] = [await insert(), await insert()];
	await database.kysely.updateTable("media").set({ attempts: 1 }).where("id", "=", second).execute();
	start();
	await until(async () => (await made(first)) === "done" && (await made(second)) === "done");
	const { details, renditions } = (await readEditorMedia(database.kysely, first)) ?? {};
	expect(renditions).toHaveLength(6);
	expect(details?.smallest?.bytes).toBeGreaterThan(0);
});

test("tries one again whose file is not there, gives up in the end, and makes the others meanwhile", async () => {
	const broken = await insert(false);
	const whole = await insert();
	start();
	await until(async () => (await made(whole)) === "done");
	expect(await made(broken)).toBe("waiting");
	await database.kysely
		.updateTable("media")
		.set({ attempts: 4, due_at: new Date(0) })
		.where("id", "=", broken)
		.execute();
	worker?.ring();
	await until(async () => (await made(broken)) === "failed");
});

describe.skipIf(!testRedisProgram)("with Redis", () => {
	test("is rung through the queue", async () => {
		const redis = await startTestRedis();
		const doorbell = createDoorbell({ redis: redis.address, log: silent });
		try {
			start(redis);
			const id = await insert();
			await until(async () => {
				await doorbell.ringMedia();
				return (await made(id)) === "done";
			});
		} finally {
			await worker?.stop();
			worker = null;
			await doorbell.stop();
			await redis.close();
		}
	});
});

test("reads of ffprobe's answer how large it is shown and how long it is", () => {
	const lying =
		'{"streams":[{"codec_type":"audio"},{"codec_type":"video","width":1920,"height":1080,"side_data_list":[{"rotation":-90}]}],"format":{"duration":"12.5"}}';
	expect(readProbe(lying)).toEqual({ width: 1_080, height: 1_920, duration: 12.5 });
	expect(readProbe('{"streams":[{"codec_type":"audio"}],"format":{}}')).toEqual({
		width: 0,
		height: 0,
		duration: null,
	});
});

test("a program that is not there, fails or takes too long is told, and nothing waits for it", async () => {
	const { signal } = new AbortController();
	await expect(runProgram("dateline-no-such-program", [], 1_000, signal)).rejects.toThrow();
	await expect(runProgram("false", [], 1_000, signal)).rejects.toThrow("ended with 1");
	await expect(runProgram("sleep", ["60"], 50, signal)).rejects.toThrow();
});

const ffmpeg = await findFfmpeg();
describe.skipIf(ffmpeg === null)("with ffmpeg (skipped: there is none on this machine)", () => {
	test("takes a still picture out of a video and measures it", async () => {
		const { signal } = new AbortController();
		const name = `${newId()}-00000000.mp4`;
		const path = join(dataDir, name);
		await runProgram(
			"ffmpeg",
			["-v", "error", "-f", "lavfi", "-i", "testsrc=d=5:s=320x180", "-pix_fmt", "yuv420p", "-y", path],
			30_000,
			signal,
		);
		await store.put(name, { path, hash: "" });
		const { examineVideo } = await import("./examine-video.ts");
		const examined = await examineVideo(store, { file: name, kind: "video" }, signal);
		expect(examined).toMatchObject({ width: 320, height: 180, poster: name.replace(".mp4", "-poster.webp") });
		expect(examined.duration).toBeCloseTo(5, 0);
	});
});
