import { expect, it } from "vitest";
import type { Reader } from "./reader.ts";
import { createRooms } from "./rooms.ts";

const makeReader = (): Reader => ({
	kind: "socket",
	channels: [],
	delivered: 0,
	send: () => true,
	isDrained: () => true,
	askAgain: () => {},
	close: () => {},
	cut: () => {},
});

const inRoom = (rooms: ReturnType<typeof createRooms>, channel: string) => [...(rooms.of(channel) ?? [])];

it("moves a reader to the channels that it asks for, and keeps its place in those that it had", () => {
	const rooms = createRooms();
	const [one, two] = [makeReader(), makeReader()];
	rooms.join(one, ["feed", "site"]);
	rooms.join(two, ["feed"]);
	rooms.join(one, ["feed", "story:x"]);
	expect(inRoom(rooms, "feed")).toEqual([one, two]);
	expect(rooms.of("site")).toBeUndefined();
	expect(one.channels).toEqual(["feed", "story:x"]);
});

it("takes a skipped reader out of everything until it asks again", () => {
	const rooms = createRooms();
	const reader = makeReader();
	rooms.join(reader, ["feed"]);
	rooms.skip(reader);
	expect([rooms.all.has(reader), rooms.behind.has(reader), rooms.of("feed")]).toEqual([false, true, undefined]);
	rooms.join(reader, ["feed"]);
	expect([rooms.all.has(reader), rooms.behind.has(reader), inRoom(rooms, "feed")]).toEqual([true, false, [reader]]);
});

it("never takes back a reader that is gone, such as one whose answer comes after it hung up", () => {
	const rooms = createRooms();
	const reader = makeReader();
	rooms.join(reader, ["feed"]);
	rooms.remove(reader);
	rooms.join(reader, ["feed"]);
	rooms.skip(reader);
	expect([rooms.all.size, rooms.behind.size, rooms.of("feed")]).toEqual([0, 0, undefined]);
});
