import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { newEpoch, type OpenRecord, readEvents, type StoredEvent } from "@dateline/shared/database";
import { openTestDatabase } from "@dateline/shared/database/testing";
import { appendToStream, connectRedis, streamKey } from "@dateline/shared/stream";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createMetrics, type Metrics } from "../../http/create-metrics.ts";
import { createModel, type Model } from "../model/model.ts";
import { appendEvents, draftOf } from "../testing/append-event.ts";
import { followStream } from "./follow-stream.ts";
import { startTail, type Tail } from "./tail.ts";

const log = pino({ level: "silent" });
const channel = "story:00000000000001";

let record: OpenRecord;
let metrics: Metrics;
let model: Model;
let tail: Tail;
let folded: number[] = [];
let histories = 0;

beforeAll(async () => {
	record = await openTestDatabase();
});
afterAll(() => record.close());
beforeEach(async () => {
	metrics = createMetrics();
	model = createModel({ record, log, metrics });
	folded = [];
	histories = 0;
	const onNewHistory = () => {
		histories += 1;
	};
	tail = await startTail({ record, model, metrics, log, onNewHistory });
	model.observe(({ position }) => folded.push(position));
});
afterEach(() => tail.stop());

/** Commits so many events and returns them as they are stored; nobody is told. */
async function commit(count: number): Promise<StoredEvent[]> {
	const events = Array.from({ length: count }, (_, number) => ({ draft: draftOf(number), channels: [channel] }));
	const last = await appendEvents(record, events);
	return readEvents(record.kysely, { after: last - count, limit: count });
}

const count = async (metric: Metrics["gaps"]) => (await metric.get()).values[0]?.value ?? 0;

it("folds hints in order without asking the record, and drops what it has", async () => {
	const events = await commit(3);
	for (const event of events) tail.hint(event);
	for (const event of events) tail.hint(event);
	expect(await model.waitFor(events[2]?.position ?? 0, 5_000)).toBe(true);
	for (const event of events) tail.hint(event);
	await tail.catchUp();
	expect(folded).toEqual(events.map((event) => event.position));
	expect(await count(metrics.duplicates)).toBeGreaterThanOrEqual(3);
	expect(await count(metrics.gaps)).toBe(0);
});

it("fills a hole from the record, whatever order the hints come in", async () => {
	const events = await commit(6);
	for (const index of [5, 2, 4]) tail.hint(events[index] as StoredEvent);
	expect(await model.waitFor(events[5]?.position ?? 0, 5_000)).toBe(true);
	expect(folded).toEqual(events.map((event) => event.position));
});

it("finds by itself what nobody told it, within the poll's second", async () => {
	const events = await commit(700);
	expect(await model.waitFor(events.at(-1)?.position ?? 0, 10_000)).toBe(true);
	expect(folded).toEqual(events.map((event) => event.position));
});

it("answers who asks only when all that was committed before is folded", async () => {
	const events = await commit(2);
	await tail.catchUp();
	expect(model.position).toBe(events[1]?.position);
});

it("does not believe a hint of what the record has not got", async () => {
	const [event] = await commit(1);
	await tail.catchUp();
	tail.nudge(model.position + 1_000);
	tail.hint({ ...(event as StoredEvent), position: model.position + 500 });
	await tail.catchUp();
	expect(model.position).toBe(event?.position);
	const [next] = await commit(1);
	await tail.catchUp();
	expect(model.position).toBe(next?.position);
	expect(histories).toBe(0);
});

it("begins another history when the record lies behind it, and takes one that was begun elsewhere", async () => {
	const events = await commit(3);
	await tail.catchUp();
	const { epoch } = model;
	const last = events[2]?.position ?? 0;
	await record.kysely.deleteFrom("event_channels").where("position", ">=", last).execute();
	await record.kysely.deleteFrom("events").where("position", ">=", last).execute();
	await tail.catchUp();
	expect(histories).toBe(1);
	expect(model.epoch).not.toBe(epoch);
	expect(model.position).toBe(last - 1);

	const elsewhere = await newEpoch(record.kysely);
	await tail.catchUp();
	expect([histories, model.epoch]).toEqual([2, elsewhere]);
});

describe.skipIf(spawnSync("redis-server", ["-v"]).status !== 0)("over a real Redis", () => {
	const folder = mkdtempSync(join(tmpdir(), "dateline-tail-"));
	const path = join(folder, "redis");
	const start = async () => {
		const child = spawn("redis-server", ["--port", "0", "--unixsocket", path, "--save", "", "--dir", folder]);
		for await (const line of child.stdout) if (String(line).includes("ready to accept")) break;
		return child;
	};
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it("takes the stream as hints, and loses nothing when it is emptied, killed and begun anew", async () => {
		let server = await start();
		const redis = connectRedis({ path }, "publisher", () => {});
		const connected = async () => {
			while (redis.status !== "ready") await sleep(10);
		};
		await connected();
		const stream = followStream({ redis: { path }, model, tail, log });
		const everything: StoredEvent[] = [];
		const publish = async (relay: boolean) => {
			const events = await commit(5);
			everything.push(...events);
			if (relay) await appendToStream(redis, model.epoch, events, { begin: true });
			expect(await model.waitFor(events[4]?.position ?? 0, 10_000)).toBe(true);
		};
		await publish(true);
		await redis.del(streamKey(model.epoch));
		await publish(true);
		await publish(false);
		server.kill("SIGKILL");
		await once(server, "exit");
		await publish(false);
		server = await start();
		await connected();
		await publish(true);
		expect(folded).toEqual(everything.map((event) => event.position));
		await stream.stop();
		redis.disconnect();
		server.kill();
		await once(server, "exit");
	});
});
