import type { Cursor } from "@dateline/shared/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendEvent, draftOf } from "./testing/append-event.ts";
import { startTestDeliver, type TestDeliver } from "./testing/start-test-deliver.ts";
import { readSocket, readStream, readUpdates, type TestReader, until } from "./testing/test-readers.ts";

// One contract for the ways out: whatever the transport, the same events with the same positions, in order, once.
const channels = ["story:00000000000001", "story:00000000000002"];
const elsewhere = "story:00000000000003";

type Open = (test: TestDeliver, after: Cursor | null) => Promise<TestReader>;
const ways: Record<string, Open> = {
	"a socket over WebSocket": (test, after) => readSocket(test.url, channels, after),
	"a socket over polling": (test, after) =>
		readSocket(test.url, channels, after, { transports: ["polling"], upgrade: false }),
	"a socket that begins with polling and upgrades": (test, after) =>
		readSocket(test.url, channels, after, { transports: ["polling", "websocket"] }),
	"Server-Sent Events": (test, after) => readStream(test.url, channels, after),
	"JSON that is asked for again and again": async (test, after) => readUpdates(test.url, channels, after),
};

describe.each([
	["written straight", true],
	["the library's ordinary way", false],
])("%s", (_name, direct) => {
	let test: TestDeliver;
	beforeAll(async () => {
		test = await startTestDeliver({ direct });
	});
	afterAll(() => test.stop());

	/** Appends events to the channels in turn, one of them in both and some in neither. */
	async function publish(count: number): Promise<number> {
		let position = 0;
		for (let number = 0; number < count; number++) {
			const where = number % 5 === 4 ? [elsewhere] : number % 5 === 3 ? channels : [channels[number % 2] as string];
			position = await appendEvent(test.record, draftOf(number), where);
			test.nudge(position);
		}
		await test.deliver.waitUntilFolded(position, 10_000);
		return position;
	}

	it.each(Object.entries(ways))(
		"%s gets every event once and in order, also those that come while it joins",
		async (_way, open) => {
			const { epoch } = test.deliver.model;
			const before = test.deliver.model.position;
			const from = before === 0 ? await publish(1) : before;
			await publish(20);
			const publishing = publish(60);
			const reader = await open(test, { epoch, position: from });
			const last = await publishing;
			const expected: { position: number; text: unknown }[] = [];
			for (let position = from + 1; position <= last; position++) {
				const logged = test.deliver.model.ring.at(position);
				if (logged?.channels.some((channel) => channels.includes(channel))) {
					expected.push({ position, text: JSON.parse(logged.text) });
				}
			}
			await until(() => reader.received.events.length >= expected.length, "not all of it came");
			expect(reader.received.events.map((event) => event.position)).toEqual(expected.map((event) => event.position));
			expect(reader.received.events).toEqual(expected.map((event) => event.text));
			expect(reader.received.snapshots).toEqual([]);
			reader.close();
		},
	);

	it.each(Object.entries(ways))(
		"%s without a cursor gets the states and a position, and all after it",
		async (_way, open) => {
			const reader = await open(test, null);
			await until(() => reader.received.snapshots.length === 1);
			const position = reader.received.snapshots[0]?.position;
			expect(position).toBe(test.deliver.model.position);
			const last = await appendEvent(test.record, draftOf(1_000), channels);
			test.nudge(last);
			await until(() => reader.received.events.length === 1);
			expect(reader.received.events[0]?.position).toBe(last);
			expect(reader.received.cursor?.epoch).toBe(test.deliver.model.epoch);
			reader.close();
		},
	);
});
