import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { StoredEvent } from "../database/index.ts";
import { newId } from "../model/index.ts";
import { appendToStream, connectRedis, readStreamEnd, streamKey, tailStream } from "./index.ts";
import { startTestRedis, type TestRedis, testRedisProgram } from "./testing.ts";

const event = (position: number): StoredEvent => ({
	position,
	channels: ["feed"],
	body: JSON.stringify({ v: 1, position }),
	at: "2026-05-02T12:00:00.000Z",
	subject: { type: "site.updated", storyId: null, postId: null, keyDevelopmentId: null, date: null },
	withheld: false,
});
const events = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => event(from + index));

describe.skipIf(!testRedisProgram)("the stream", () => {
	let server: TestRedis;
	let redis: ReturnType<typeof connectRedis>;
	const tails: AbortController[] = [];

	beforeAll(async () => {
		server = await startTestRedis();
		redis = connectRedis(server.address, "publisher", () => undefined);
		await connected();
	});
	afterEach(() => {
		for (const tail of tails.splice(0)) tail.abort();
	});
	afterAll(async () => {
		redis.disconnect();
		await server.close();
	});

	const connected = () =>
		new Promise<void>((resolve) => {
			if (redis.status === "ready") resolve();
			else redis.once("ready", () => resolve());
		});

	const append = (epoch: string, added: StoredEvent[], begin = false) => appendToStream(redis, epoch, added, { begin });

	/** Follows the stream; `until` waits for a position. */
	function follow(epoch: string, from: number) {
		const abort = new AbortController();
		tails.push(abort);
		const seen: StoredEvent[] = [];
		let check = () => {};
		const onEntries = (entries: StoredEvent[]) => {
			seen.push(...entries);
			check();
		};
		const ended = tailStream({ redis: server.address, epoch, from, onEntries, signal: abort.signal });
		const until = (position: number) =>
			new Promise<void>((resolve) => {
				check = () => {
					if (seen.some((entry) => entry.position === position)) resolve();
				};
				check();
			});
		return { seen, until, abort, ended };
	}

	const positions = (entries: StoredEvent[]) => entries.map((entry) => entry.position);

	test("takes events in order, and each once however often it is handed in", async () => {
		const epoch = newId();
		expect(await append(epoch, events(1, 3), true)).toBe(3);
		expect(await append(epoch, events(2, 5))).toBe(5);
		expect(await append(epoch, events(1, 2))).toBe(5);
		expect(await redis.xlen(streamKey(epoch))).toBe(5);
		expect(await redis.ttl(streamKey(epoch))).toBeGreaterThan(0);
	});

	test("takes nothing when events before are missing, and says up to where it reaches", async () => {
		const epoch = newId();
		await append(epoch, events(1, 3), true);
		expect(await append(epoch, events(5, 6))).toBe(3);
		expect(await readStreamEnd(redis, epoch)).toBe(3);
	});

	test("an empty stream is begun only by who knows that it is where to begin", async () => {
		const epoch = newId();
		expect(await append(epoch, events(7, 8))).toBe(-1);
		expect(await append(epoch, events(7, 8), true)).toBe(8);
	});

	test("a refused entry stops what follows, and the stream is still without a hole", async () => {
		const epoch = newId();
		await append(epoch, events(1, 1), true);
		await redis.xadd(streamKey(epoch), "9-5", "body", "not ours");
		expect(await append(epoch, events(2, 3))).toBe(9);
		expect(await redis.xlen(streamKey(epoch))).toBe(2);
	});

	test("a tail gets what is there and what comes, from its own position on", async () => {
		const epoch = newId();
		await append(epoch, events(1, 4), true);
		const { seen, until } = follow(epoch, 2);
		await until(4);
		await append(epoch, events(5, 6));
		await until(6);
		expect(seen).toEqual(events(3, 6));
	});

	test("a tail steps over an entry that is not ours", async () => {
		const epoch = newId();
		await append(epoch, events(1, 1), true);
		await redis.xadd(streamKey(epoch), "2-0", "other", "field");
		const { seen, until } = follow(epoch, 0);
		await until(1);
		await append(epoch, events(3, 3));
		await until(3);
		expect(positions(seen)).toEqual([1, 3]);
	});

	test("a tail goes on by itself when Redis was killed, started empty and filled again", async () => {
		const epoch = newId();
		await append(epoch, events(1, 4), true);
		const { seen, until } = follow(epoch, 0);
		await until(4);
		await server.kill();
		await server.start();
		await connected();
		await append(epoch, events(2, 6), true);
		await until(6);
		expect(positions(seen)).toEqual([1, 2, 3, 4, 5, 6]);
	});

	test("a tail ends when it is told to, also while it waits", async () => {
		const { abort, ended } = follow(newId(), 0);
		abort.abort();
		await ended;
	});
});
