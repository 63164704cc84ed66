import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Event } from "@dateline/shared/model";
import type { Cursor, Resubscribe, SubscribeAck } from "@dateline/shared/protocol";

/**
 * A reader that speaks WebSocket, Engine.IO and Socket.IO by hand over a TCP socket, so that a test can stop it from
 * reading and see every frame as it came.
 */
export interface RawReader {
	readonly tcp: Socket;
	/** Packets as they came, `["update", …]` and so on; acks as `["ack", …]`. */
	readonly packets: [string, unknown][];
	subscribe(channels: readonly string[], after: Cursor | null): void;
	events(): Event[];
	acks(): SubscribeAck[];
	asked(): Resubscribe[];
	close(): void;
}

export async function openRawReader(port: number): Promise<RawReader> {
	const tcp = connect({ port, host: "127.0.0.1" });
	await once(tcp, "connect");
	tcp.write(
		"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: own.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
			"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
	);
	const packets: [string, unknown][] = [];
	let bytes = Buffer.alloc(0);
	let upgraded = false;
	let acks = 0;

	function take(text: string): void {
		if (text.startsWith("0")) write(tcp, "40");
		else if (text === "2") write(tcp, "3");
		else if (text.startsWith("40")) packets.push(["connect", null]);
		else if (text === "41") packets.push(["disconnect", null]);
		else if (text.startsWith("42")) packets.push(JSON.parse(text.slice(2)));
		else if (text.startsWith("43")) packets.push(["ack", JSON.parse(text.slice(text.indexOf("[")))[0]]);
		else throw new Error(`a packet that nobody expected: ${text.slice(0, 40)}`);
	}

	tcp.on("data", (chunk) => {
		bytes = Buffer.concat([bytes, chunk]);
		if (!upgraded) {
			const end = bytes.indexOf("\r\n\r\n");
			if (end < 0) return;
			upgraded = true;
			bytes = bytes.subarray(end + 4);
		}
		for (let frame = readFrame(bytes); frame; frame = readFrame(bytes)) {
			bytes = bytes.subarray(frame.length);
			if (frame.opcode === 1) take(frame.text);
		}
	});
	tcp.on("error", () => {});

	const named = <T>(name: string) => packets.flatMap(([type, data]) => (type === name ? [data as T] : []));
	await waitFor(() => packets.length > 0);
	return {
		tcp,
		packets,
		subscribe(channels, after) {
			write(tcp, `42${acks++}${JSON.stringify(["subscribe", { v: 1, channels, after }])}`);
		},
		events: () => named<Event[]>("update").flat(),
		acks: () => named("ack"),
		asked: () => named("resubscribe"),
		close: () => tcp.destroy(),
	};
}

/** The first whole frame, which a server sends unmasked and here never in pieces. */
function readFrame(bytes: Buffer): { opcode: number; text: string; length: number } | null {
	if (bytes.length < 2) return null;
	const short = (bytes[1] ?? 0) & 0x7f;
	const header = short < 126 ? 2 : short === 126 ? 4 : 10;
	if (bytes.length < header) return null;
	const size = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
	if (bytes.length < header + size) return null;
	if (((bytes[0] ?? 0) & 0x80) === 0 || ((bytes[1] ?? 0) & 0x80) !== 0) throw new Error("a frame in pieces, or masked");
	const opcode = (bytes[0] ?? 0) & 0x0f;
	return { opcode, text: bytes.toString("utf8", header, header + size), length: header + size };
}

/** Sends a text frame, masked with zeros. */
function write(tcp: Socket, text: string): void {
	const payload = Buffer.from(text);
	const header =
		payload.length < 126 ? [0x81, 0x80 | payload.length] : [0x81, 0xfe, payload.length >> 8, payload.length & 0xff];
	tcp.write(Buffer.concat([Buffer.from([...header, 0, 0, 0, 0]), payload]));
}

async function waitFor(what: () => boolean): Promise<void> {
	while (!what()) await new Promise((resolve) => setTimeout(resolve, 5));
}
