import { createParser } from "eventsource-parser";
import { Encoder, PacketType } from "socket.io-parser";
import { expect, it } from "vitest";
import { createFrame, webSocketFrame } from "./frame.ts";
import { PreparedJson, preparedParser } from "./prepared-packet.ts";

it.each([
	[0, [0]],
	[125, [125]],
	[126, [126, 0, 126]],
	[65_535, [126, 0xff, 0xff]],
	[65_536, [127, 0, 0, 0, 0, 0, 1, 0, 0]],
])("frames a text of %i bytes as RFC 6455 has it: final, text, unmasked", (length, size) => {
	const frame = webSocketFrame("x".repeat(length));
	expect([...frame.subarray(0, 1 + size.length)]).toEqual([0x81, ...size]);
	expect(frame.length).toBe(1 + size.length + length);
});

it("counts the bytes of a text and not its letters", () => {
	const frame = webSocketFrame("Київ, Łódź, 東京");
	expect(frame[1]).toBe(frame.length - 2);
	expect(frame.toString("utf8", 2)).toBe("Київ, Łódź, 東京");
});

it("says the same as a WebSocket frame, as a packet and as a message of a stream", () => {
	const data = [{ position: 7, text: 'a "quoted" line\nand another' }];
	const frame = createFrame({ name: "update", json: JSON.stringify(data), last: 7, cursor: "epoch:7" });
	expect(new Encoder().encode({ type: PacketType.EVENT, nsp: "/", data: ["update", data] })).toEqual([frame.packet]);
	expect(frame.bytes.toString("utf8", 2)).toBe(`4${frame.packet}`);
	const messages: unknown[] = [];
	createParser({ onEvent: (message) => messages.push(message) }).feed(frame.stream.toString());
	expect(messages).toEqual([{ id: "epoch:7", event: "update", data: JSON.stringify(data) }]);
});

it.each([
	{ type: PacketType.ACK, nsp: "/", id: 12, data: [{ ok: true }] },
	{ type: PacketType.EVENT, nsp: "/", data: ["update", [{ a: "é" }]] },
	{ type: PacketType.EVENT, nsp: "/newsroom", id: 3, data: ["update", 1, null] },
	{ type: PacketType.CONNECT, nsp: "/", data: { sid: "x" } },
])("makes the packet that the library makes, whether its JSON is ready or not: %j", (packet) => {
	const usual = new Encoder().encode({ ...packet });
	const ready = Array.isArray(packet.data)
		? packet.data.map((item, index) =>
				index === 0 && item === "update" ? item : new PreparedJson(JSON.stringify(item)),
			)
		: packet.data;
	expect(new preparedParser.Encoder().encode({ ...packet, data: ready })).toEqual(usual);
	expect(new preparedParser.Encoder().encode({ ...packet })).toEqual(usual);
});
