import type { OpenRecord } from "@dateline/shared/database";
import { openTestDatabase } from "@dateline/shared/database/testing";
import { startTestRedis, type TestRedis, testRedisProgram } from "@dateline/shared/stream/testing";
import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startTestNewsroom, type TestDesk, type TestNewsroom } from "./testing.ts";

const until = (look: () => unknown) => vi.waitFor(look, { timeout: 25_000, interval: 20 });

describe.skipIf(testRedisProgram === null)("two servers over one record and one Redis", () => {
	let redis: TestRedis;
	let database: OpenRecord;
	let servers: [TestNewsroom, TestNewsroom];
	let desks: [TestDesk, TestDesk];
	let storyId: string;

	beforeAll(async () => {
		redis = await startTestRedis();
		database = await openTestDatabase();
		const start = () => startTestNewsroom({ database, redis: redis.address });
		servers = [await start(), await start()];
		const story = { kind: "live", headline: "Storm Ragna", status: "published" };
		const { body } = await servers[0].send("POST", "/stories", story);
		storyId = (body as { story: { id: string } }).story.id;
		const names = ["Ruth", "Ines"] as const;
		desks = (await Promise.all(
			names.map(async (name, index) => {
				const server = servers[index as 0 | 1];
				const desk = server.open(await server.signIn(name));
				await until(() => expect(desk.socket.connected).toBe(true));
				await desk.here(storyId);
				return desk;
			}),
		)) as [TestDesk, TestDesk];
	}, 60_000);
	afterAll(async () => {
		for (const server of servers) await server.stop();
		await database.close();
		await redis.close();
	});

	it("tells each server's editors of the other's, and of their leases", async () => {
		await until(() => expect(desks[0].told.presence?.people.map(({ name }) => name)).toEqual(["Ines", "Ruth"]));
		const subject = `story:${storyId}`;
		expect(await desks[1].lease("take", storyId, subject)).toMatchObject({ ok: true });
		await until(() => expect(desks[0].told.leases?.leases).toMatchObject([{ subject, holder: { name: "Ines" } }]));
		await desks[0].lease("askFor", storyId, subject);
		await until(() => expect(desks[1].told.asked).toMatchObject({ subject, by: "Ruth" }));
	});

	it("adds up the screens of all servers", async () => {
		const readers = await Promise.all(
			servers.flatMap(({ url }, index) =>
				Array.from({ length: index + 1 }, async () => {
					const socket = io(url, { forceNew: true, transports: ["websocket"] });
					socket.on("update", ([event]: { position: number; post?: object }[]) => {
						if (event?.post) socket.emit("seen", { position: event.position, ms: 30 * (index + 1) });
					});
					await new Promise<void>((resolve) => socket.once("connect", resolve));
					await socket.emitWithAck("subscribe", { v: 1, channels: [`story:${storyId}`], after: null });
					return socket;
				}),
			),
		);
		const post = { body: { format: "text", value: "On three screens." } };
		await servers[0].send("POST", `/stories/${storyId}/posts`, post);
		for (const desk of desks) {
			await until(() =>
				expect(desk.told.receipts?.receipts[0]).toMatchObject({ screens: 3, seen: 3, slowest: 60, half: 60 }),
			);
			await until(() => expect(desk.told.readers).toMatchObject({ whole: 3, stories: { [storyId]: 3 } }));
		}
		for (const socket of readers) socket.disconnect();
	});

	it("knows leases without Redis: they are in the record", async () => {
		await redis.kill();
		const subject = `story:${storyId}`;
		expect(await desks[0].lease("takeOver", storyId, subject)).toMatchObject({ ok: true });
		await until(() => expect(desks[1].told.leases?.taken).toMatchObject([{ subject, by: "Ruth" }]));
		await until(() => expect(desks[1].told.alerts?.alerts).toMatchObject([{ kind: "redis" }]));
		await redis.start();
		await until(() => expect(desks[1].told.alerts?.alerts).toEqual([]));
	});
});
