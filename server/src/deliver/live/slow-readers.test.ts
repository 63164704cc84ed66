import { afterAll, beforeAll, expect, it } from "vitest";
import { appendEvents, draftOf } from "../testing/append-event.ts";
import { openRawReader } from "../testing/raw-socket-reader.ts";
import { startTestDeliver, type TestDeliver } from "../testing/start-test-deliver.ts";
import { readSocket, readStream, until } from "../testing/test-readers.ts";
import { queueLimit } from "./reader.ts";

let test: TestDeliver;
const channel = "story:00000000000001";
/** About 60 KB each. */
const padding = 6_600;

beforeAll(async () => {
	test = await startTestDeliver();
	await publish(1, 0);
});
afterAll(() => test.stop());

async function publish(count: number, pad = padding): Promise<number> {
	const events = Array.from({ length: count }, (_, number) => ({ draft: draftOf(number, pad), channels: [channel] }));
	const position = await appendEvents(test.record, events);
	test.nudge(position);
	await test.deliver.waitUntilFolded(position, 10_000);
	// PGlite works in this very thread: without a pause nobody would get to read.
	await new Promise((resolve) => setTimeout(resolve, 20));
	return position;
}

const skipped = async () => (await test.metrics.skipped.get()).values[0]?.value ?? 0;

it("skips who does not read, keeps little for them, and asks them again once they have drained", async () => {
	const { epoch, position: from } = test.deliver.model;
	const slow = await openRawReader(test.port);
	slow.subscribe([channel], { epoch, position: from });
	await until(() => slow.acks().length === 1);
	slow.tcp.pause();
	const quick = await readSocket(test.url, [channel], { epoch, position: from });
	const stream = await readStream(test.url, [channel], { epoch, position: from });

	// The kernel takes some megabytes for a socket that nobody reads: what waits there counts like what waits here.
	let last = from;
	while ((await skipped()) === 0) last = await publish(3);
	expect(last - from).toBeLessThan(12);
	last = await publish(3);
	await until(() => quick.received.events.length === last - from && stream.received.events.length === last - from);
	expect(quick.received.events.map((event) => event.position)).toEqual(range(from + 1, last));
	expect(stream.received.events.map((event) => event.position)).toEqual(range(from + 1, last));
	expect(heldFor(test)).toBeLessThan(queueLimit + 128 * 1024);

	slow.tcp.resume();
	await until(() => slow.asked().length > 0, "it was not asked again");
	expect(slow.asked()).toMatchObject([{ reason: "slow" }]);
	// What it got is everything up to some position, and after that nothing but the question.
	const got = slow.events().map((event) => event.position);
	expect(got.length).toBeLessThan(last - from);
	expect(got).toEqual(range(from + 1, from + got.length));
	expect(slow.packets.at(-1)?.[0]).toBe("resubscribe");

	slow.subscribe([channel], { epoch, position: from + got.length });
	await until(() => slow.acks().length === 2);
	const ack = slow.acks()[1];
	const missed = ack?.ok && "events" in ack ? ack.events.map((event) => event.position) : ack;
	expect(missed).toEqual(range(from + got.length + 1, last));
	const next = await publish(1);
	await until(() => slow.events().at(-1)?.position === next, "it gets nothing more");
	slow.close();
	quick.close();
	stream.close();
});

it("does not hold a long answer against who asked for it", async () => {
	const { epoch, position } = test.deliver.model;
	const reader = await openRawReader(test.port);
	const before = await skipped();
	reader.tcp.pause();
	reader.subscribe([channel], { epoch, position: Math.max(1, position - 100) });
	await new Promise((resolve) => setTimeout(resolve, 200));
	const last = await publish(3);
	expect(await skipped()).toBe(before);
	reader.tcp.resume();
	await until(() => reader.events().at(-1)?.position === last);
	reader.close();
});

it("ends who floods it with messages", async () => {
	const reader = await openRawReader(test.port);
	const closed = new Promise((resolve) => reader.tcp.once("close", resolve));
	for (let index = 0; index < 200; index++) reader.subscribe([], null);
	await closed;
});

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** The most bytes that wait in this process for one connection. */
function heldFor({ sockets }: TestDeliver): number {
	return Math.max(...[...sockets].map((socket) => socket.writableLength));
}
