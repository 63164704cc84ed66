import { setTimeout as sleep } from "node:timers/promises";
import { newEpoch } from "@dateline/shared/database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { appendEvents, draftOf } from "../testing/append-event.ts";
import { openRawReader } from "../testing/raw-socket-reader.ts";
import { startTestDeliver, type TestDeliver } from "../testing/start-test-deliver.ts";
import { openSocket, readSocket, readStream, subscribeOn, until } from "../testing/test-readers.ts";

let test: TestDeliver;
const channel = "story:00000000000001";
const second = "story:00000000000002";

beforeAll(async () => {
	test = await startTestDeliver();
	await publish(1);
});
afterAll(() => test.stop());

async function publish(count: number, channels: readonly string[] = [channel]): Promise<number> {
	const events = Array.from({ length: count }, (_, number) => ({ draft: draftOf(number), channels }));
	const last = await appendEvents(test.record, events);
	test.nudge(last);
	await test.deliver.waitUntilFolded(last, 10_000);
	return last;
}

/** Keeps connections with polling until released: their upgrades wait before they are taken. */
function holdUpgrades(): () => void {
	const listeners = test.server.listeners("upgrade");
	let release = () => {};
	const released = new Promise<void>((resolve) => {
		release = resolve;
	});
	test.server.removeAllListeners("upgrade");
	test.server.on("upgrade", async (...request) => {
		await released;
		for (const listener of listeners) listener.apply(test.server, request);
	});
	return release;
}

const cursor = () => ({ epoch: test.deliver.model.epoch, position: test.deliver.model.position });

it("never lets an event overtake another while a connection goes from polling to WebSocket", async () => {
	const { deliveries } = test.metrics;
	const before = { ...deliveries };
	const from = cursor();
	const release = holdUpgrades();
	const reader = await readSocket(test.url, [channel], from, { transports: ["polling", "websocket"] });
	let last = await publish(1);
	for (let round = 0; round < 500 && reader.socket.io.engine.transport.name !== "websocket"; round++) {
		if (round === 5) release();
		last = await publish(2);
		// PGlite works in this very thread: without a pause nothing would be read or written.
		await sleep(2);
	}
	await until(() => reader.received.events.at(-1)?.position === last);
	expect(reader.received.events.map((event) => event.position)).toEqual(
		Array.from({ length: last - from.position }, (_, index) => from.position + 1 + index),
	);
	expect(deliveries.ordinary).toBeGreaterThan(before.ordinary);
	last = await publish(1);
	await until(() => reader.received.events.at(-1)?.position === last);
	expect(deliveries.direct).toBeGreaterThan(before.direct);
	reader.close();
});

it("writes straight to the TCP sockets of WebSockets, and never after something that is queued", async () => {
	const { ordinary } = test.metrics.deliveries;
	const readers = await Promise.all([1, 2, 3].map(() => readSocket(test.url, [channel], cursor())));
	const last = await publish(10);
	await until(() => readers.every(({ received }) => received.events.at(-1)?.position === last));
	expect(test.metrics.deliveries).toMatchObject({ ordinary });
	for (const reader of readers) reader.close();
});

it("hands an event of several of its channels to a reader once", async () => {
	await publish(1, [second]);
	const reader = await readSocket(test.url, [channel, second], cursor());
	const last = await publish(3, [channel, second]);
	await until(() => reader.received.events.at(-1)?.position === last);
	expect(reader.received.events.map((event) => event.position)).toEqual([last - 2, last - 1, last]);
	reader.close();
});

it("puts a backlog into few frames, and none of it twice", async () => {
	const reader = await openRawReader(test.port);
	reader.subscribe([channel], cursor());
	await until(() => reader.acks().length === 1);
	const last = await publish(120);
	await until(() => reader.events().at(-1)?.position === last);
	expect(reader.events()).toHaveLength(120);
	expect(reader.packets.filter(([name]) => name === "update").length).toBeLessThan(20);
	reader.close();
});

it("refuses a page of another site, and says why", async () => {
	const refused = openSocket(test.url, { extraHeaders: { Origin: "https://elsewhere.example" } });
	await expect(refused).rejects.toMatchObject({ data: { code: "forbidden" } });
	const own = await openSocket(test.url, { extraHeaders: { Origin: "http://own.example" } });
	own.disconnect();
});

it("asks everybody to subscribe again in another history, and hands out nothing of it before they do", async () => {
	const socket = await readSocket(test.url, [channel], cursor());
	const stream = await readStream(test.url, [channel], cursor());
	const before = cursor();
	await newEpoch(test.record.kysely);
	await until(() => socket.received.asked.length === 1 && stream.received.asked.length === 1);
	expect(socket.received.asked[0]).toMatchObject({ reason: "restarted" });
	await stream.done;
	await publish(2);
	const ack = await subscribeOn(socket.socket, [channel, "feed"], before);
	expect(ack).toMatchObject({ ok: true, epoch: test.deliver.model.epoch, snapshot: {} });
	expect(ack).not.toMatchObject({ epoch: before.epoch });
	expect(socket.received.events).toEqual([]);
	const last = await publish(1);
	await until(() => socket.received.events.at(-1)?.position === last);
	socket.close();
});

it("lets everybody go when it stops: it asks them to go elsewhere, then ends the connections, and takes no new ones", async () => {
	const socket = await readSocket(test.url, [channel], cursor());
	const stream = await readStream(test.url, [channel], cursor());
	const deaf = await openRawReader(test.port);
	const gone = new Promise((resolve) => socket.socket.once("disconnect", resolve));
	const deafGone = new Promise((resolve) => deaf.tcp.once("close", resolve));
	const stopping = test.deliver.stop();
	expect(test.deliver.readiness()).toEqual({ ready: false, reason: "draining" });
	await expect(openSocket(test.url)).rejects.toThrow();
	await Promise.all([gone, deafGone, stream.done, stopping]);
	expect(socket.received.asked).toMatchObject([{ reason: "draining" }]);
	expect(stream.received.asked).toMatchObject([{ reason: "draining" }]);
});
