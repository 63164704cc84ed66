import { newId } from "@dateline/shared/model";
import { startTestRedis, type TestRedis, testRedisProgram } from "@dateline/shared/stream/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDoorbell, type Doorbell } from "../create-doorbell.ts";
import { silent } from "../testing/test-newsroom.ts";
import { until } from "../testing/until.ts";
import { type BellListener, listenToBells } from "./listen-to-bells.ts";

describe.skipIf(!testRedisProgram)("bells through the queue", () => {
	let redis: TestRedis;
	let doorbell: Doorbell;
	let listener: BellListener;
	const rung = new Set<string | null>();

	beforeAll(async () => {
		redis = await startTestRedis();
		const ring = async (storyId: string | null) => {
			rung.add(storyId);
		};
		const publisher = { ring, answered: 0, stop: async () => {} };
		listener = listenToBells({ publisher, redis: redis.address, log: silent });
		doorbell = createDoorbell({ redis: redis.address, log: silent });
	});
	afterAll(async () => {
		await doorbell.stop();
		await listener.stop();
		await redis.close();
	});

	/** Rings, again and again as a newsroom would, until a bell is heard. */
	async function expectHeard(storyId: string | null): Promise<void> {
		await until(async () => {
			await doorbell.ring(storyId);
			return rung.has(storyId);
		});
	}

	test("are heard, for a story and for the site", async () => {
		await expectHeard(newId());
		await expectHeard(null);
	});

	test("are heard again after Redis was killed and started empty", async () => {
		await redis.kill();
		await doorbell.ring(newId());
		await redis.start();
		await expectHeard(newId());
	});

	test("are heard again after Redis was frozen, and nobody who rings is held up meanwhile", async () => {
		redis.freeze();
		await Promise.all(Array.from({ length: 20 }, () => doorbell.ring(newId())));
		redis.thaw();
		await expectHeard(newId());
	});

	test("are heard over a connection that was made anew", async () => {
		await listener.rebuild();
		const before = listener.heard;
		await expectHeard(newId());
		expect(listener.heard).toBeGreaterThan(before);
	});
});
