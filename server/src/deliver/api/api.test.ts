import { updatesPageSize, updatesSchema } from "@dateline/shared/protocol";
import { afterAll, beforeAll, expect, it } from "vitest";
import { appendEvents, draftOf } from "../testing/append-event.ts";
import { startTestDeliver, type TestDeliver } from "../testing/start-test-deliver.ts";
import { readStream, until } from "../testing/test-readers.ts";

let test: TestDeliver;
const story = "story:00000000000001";
const other = "story:00000000000002";
let epoch = "";

beforeAll(async () => {
	test = await startTestDeliver();
	epoch = test.deliver.model.epoch;
	await publish(250, story);
});
afterAll(() => test.stop());

async function publish(count: number, channel: string): Promise<number> {
	const events = Array.from({ length: count }, (_, number) => ({ draft: draftOf(number), channels: [channel] }));
	const last = await appendEvents(test.record, events);
	test.nudge(last);
	await test.deliver.waitUntilFolded(last, 10_000);
	return last;
}

const get = (path: string, headers: Record<string, string> = {}) =>
	fetch(`${test.url}/api/v1/${path}`, { redirect: "manual", headers });

it("pages through what was missed: full pages are kept longer, the newest a second", async () => {
	const seen: number[] = [];
	let next = `${epoch}:10`;
	const caching: (string | null)[] = [];
	for (let page = 0; page < 4; page++) {
		const response = await get(`updates?channels=${story}&after=${next}`);
		caching.push(response.headers.get("cache-control"));
		const updates = updatesSchema.parse(await response.json());
		seen.push(...updates.events.map((event) => event.position));
		expect(updates.events.length).toBeLessThanOrEqual(updatesPageSize);
		expect(updates.next).toBe(`${epoch}:${updates.position}`);
		next = updates.next;
	}
	expect(seen).toEqual(Array.from({ length: 240 }, (_, index) => index + 11));
	const brief = "public, max-age=1, stale-while-revalidate=5";
	expect(caching).toEqual(["public, max-age=60", "public, max-age=60", brief, brief]);
});

it("keeps its address and its answer while nothing happens in the channels, whatever happens elsewhere", async () => {
	const before = await get(`updates?channels=${story}&after=${epoch}:250`);
	const tag = before.headers.get("etag") ?? "";
	expect(await before.json()).toEqual({ epoch, position: 250, events: [], next: `${epoch}:250` });
	await publish(3, other);
	expect((await get(`updates?channels=${story}&after=${epoch}:250`, { "If-None-Match": tag })).status).toBe(304);
	await publish(1, story);
	const after = await get(`updates?channels=${story}&after=${epoch}:250`, { "If-None-Match": tag });
	expect(after.status).toBe(200);
	expect(updatesSchema.parse(await after.json()).events).toHaveLength(1);
});

it("is open to every origin, without credentials, and compressed once", async () => {
	const response = await get(`updates?channels=${story}&after=${epoch}:1`, {
		Origin: "https://elsewhere.example",
		"Accept-Encoding": "gzip",
	});
	expect(response.headers.get("access-control-allow-origin")).toBe("*");
	expect(response.headers.get("access-control-allow-credentials")).toBeNull();
	expect(response.headers.get("content-encoding")).toBe("gzip");
	expect((await response.json()).events).toHaveLength(updatesPageSize);
});

it("leads unsorted and repeated channels to the one address that caches share", async () => {
	const response = await get(`updates?channels=${other},feed,${other}&after=${epoch}:2`);
	expect(response.status).toBe(308);
	expect(response.headers.get("location")).toBe(`/api/v1/updates?channels=feed,${other}&after=${epoch}:2`);
});

it("answers with states to who has no cursor, and to who asks for a snapshot", async () => {
	const updates = updatesSchema.parse(await (await get("updates?channels=feed,site")).json());
	expect(updates).toMatchObject({ epoch, position: test.deliver.model.position, events: [] });
	expect(Object.keys(updates.snapshot ?? {})).toEqual(["feed", "site"]);
	expect(await (await get("snapshot?channels=feed")).json()).toMatchObject({ snapshot: { feed: { kind: "list" } } });
});

it("says what is wrong with a request", async () => {
	const many = Array.from({ length: 51 }, (_, index) => `story:${String(index).padStart(14, "0")}`).join();
	for (const [path, status, code] of [
		["updates", 400, "bad_request"],
		["events", 400, "bad_request"],
		[`updates?channels=feed&after=nonsense`, 400, "bad_request"],
		[`updates?channels=${many}`, 400, "too_many_channels"],
		["updates?channels=story:zzzzzzzzzzzzzz", 404, "unknown_channel"],
		["events?channels=nonsense", 404, "unknown_channel"],
		["bodies/story/00000000000001/1", 404, "not_found"],
		["bodies/page/1/x", 404, "not_found"],
	] as const) {
		const response = await get(path);
		expect([path, response.status]).toEqual([path, status]);
		expect(await response.json()).toMatchObject({ code });
	}
});

it("lets a Last-Event-ID win over the address, as a browser that comes back sends it", async () => {
	const last = await publish(1, story);
	const at = { epoch, position: 1 };
	const stream = await readStream(test.url, [story], at, { "Last-Event-ID": `${epoch}:${last - 1}` });
	await until(() => stream.received.pulses.length === 1);
	expect(stream.received.events.map((event) => event.position)).toEqual([last]);
	expect(stream.received.cursor).toEqual({ epoch, position: last });
	stream.close();
});

it("takes no stream of another site's page", async () => {
	expect((await get("events?channels=feed", { Origin: "https://elsewhere.example" })).status).toBe(403);
	for (const origin of ["http://own.example", test.url]) {
		const stream = await readStream(test.url, ["feed"], null, { Origin: origin });
		await until(() => stream.received.snapshots.length === 1);
		stream.close();
	}
});
