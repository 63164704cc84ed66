import { maxCatchUp, type SubscribeAck } from "@dateline/shared/protocol";
import { afterAll, beforeAll, expect, it } from "vitest";
import { appendEvent, appendEvents, draftOf } from "../testing/append-event.ts";
import { startTestDeliver, type TestDeliver } from "../testing/start-test-deliver.ts";
import { openSocket, subscribeOn, until } from "../testing/test-readers.ts";

let test: TestDeliver;
const story = "story:00000000000001";
const other = "story:00000000000002";
let epoch = "";

beforeAll(async () => {
	test = await startTestDeliver();
	epoch = test.deliver.model.epoch;
	for (let number = 1; number <= 4; number++) await appendEvent(test.record, draftOf(number), [story]);
	await appendEvent(test.record, draftOf(5), [other]);
	test.nudge(5);
	await test.deliver.waitUntilFolded(5, 5_000);
});
afterAll(() => test.stop());

const positions = (ack: SubscribeAck) => (ack.ok && "events" in ack ? ack.events.map((event) => event.position) : ack);

async function ask(channels: string[], after: { epoch: string; position: number } | null): Promise<SubscribeAck> {
	const socket = await openSocket(test.url);
	try {
		return await subscribeOn(socket, channels, after);
	} finally {
		socket.disconnect();
	}
}

it("answers with what was missed, oldest first, and the position up to which that is all", async () => {
	const ack = await ask([story], { epoch, position: 2 });
	expect(ack).toMatchObject({ ok: true, epoch, position: 5 });
	expect(positions(ack)).toEqual([3, 4]);
});

it("answers with nothing when no channel has moved since, and with every event of several channels once", async () => {
	expect(positions(await ask([story], { epoch, position: 4 }))).toEqual([]);
	expect(positions(await ask([other, story], { epoch, position: 3 }))).toEqual([4, 5]);
});

it("answers with a snapshot to who has no cursor, one of another epoch, or one that the record has not got", async () => {
	for (const after of [null, { epoch: "other", position: 3 }, { epoch, position: 9_999 }]) {
		const ack = await ask(["feed", "site"], after);
		expect(ack).toMatchObject({ ok: true, epoch, position: 5, snapshot: { feed: { kind: "list", cards: [] } } });
	}
});

it("reads the record up to the cursor of a reader who is ahead of this process", async () => {
	// Committed, and nobody has told this process: another server has, whose page the reader holds.
	const position = await appendEvent(test.record, draftOf(6), [story]);
	const ack = await ask([story], { epoch, position });
	expect(ack).toMatchObject({ ok: true, position });
	expect(positions(ack)).toEqual([]);
});

it("refuses what is not known, too much, or not well formed, and says which channel", async () => {
	const unknown = "story:000000000000zz";
	expect(await ask([story, unknown], { epoch, position: 1 })).toMatchObject({
		ok: false,
		error: { code: "unknown_channel", channel: unknown },
	});
	expect(await ask(["nonsense"], null)).toMatchObject({ error: { code: "unknown_channel", channel: "nonsense" } });
	const many = Array.from({ length: 51 }, (_, index) => `story:${String(index).padStart(14, "0")}`);
	expect(await ask(many, null)).toMatchObject({ error: { code: "too_many_channels" } });
	const socket = await openSocket(test.url);
	for (const message of [null, 7, {}, { v: 2, channels: [], after: null }, { v: 1, channels: "feed", after: null }]) {
		expect(await socket.emitWithAck("subscribe", message)).toMatchObject({ ok: false, error: { code: "bad_request" } });
	}
	socket.disconnect();
});

it("unsubscribes with an empty list, and a refusal leaves the channels as they were", async () => {
	const socket = await openSocket(test.url);
	const got: number[] = [];
	socket.on("update", (events: { position: number }[]) => got.push(...events.map((event) => event.position)));
	await subscribeOn(socket, [story], null);
	expect(await subscribeOn(socket, ["nonsense"], null)).toMatchObject({ ok: false });
	const first = await appendEvent(test.record, draftOf(7), [story]);
	test.nudge(first);
	await until(() => got.length === 1);
	expect(await subscribeOn(socket, [], null)).toMatchObject({ ok: true });
	const second = await appendEvent(test.record, draftOf(8), [story]);
	test.nudge(second);
	await test.deliver.waitUntilFolded(second, 5_000);
	await subscribeOn(socket, [], null);
	expect(got).toEqual([first]);
	socket.disconnect();
});

it("catches up as far as is allowed, from memory and from the record, and else sends a snapshot", async () => {
	const last = await record(maxCatchUp, other);
	expect(positions(await ask([other], { epoch, position: last - maxCatchUp }))).toHaveLength(maxCatchUp);
	expect(await ask([other], { epoch, position: 4 })).toMatchObject({ snapshot: {} });
	// A process that has just started holds the same events, and one whose memory begins later reads them.
	const second = await startTestDeliver({ record: test.record });
	const socket = await openSocket(second.url);
	expect(positions(await subscribeOn(socket, [story], { epoch, position: 3 }))).toEqual([4, 6, 7, 8]);
	socket.disconnect();
	await second.stop();
});

async function record(count: number, channel: string): Promise<number> {
	const events = Array.from({ length: count }, (_, number) => ({ draft: draftOf(100 + number), channels: [channel] }));
	const position = await appendEvents(test.record, events);
	test.nudge(position);
	await test.deliver.waitUntilFolded(position, 10_000);
	return position;
}
