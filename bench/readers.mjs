/**
 * Many readers in one process: the load of the benchmark. Each is a TCP socket that speaks just enough WebSocket,
 * Engine.IO and Socket.IO, so that the load costs less than what is measured. It runs as a child and is told what to do
 * by messages.
 *
 * To it: `{ open: { port, count, kind, channels, after } }`, `{ expect: seq }`, `{ report: true }`, `{ close: true }`.
 * From it: `{ opened }`, `{ all: seq, at }` when a message has reached everybody, `{ report }`.
 *
 * A message holds `#seq:<number>#`; the numbers are consecutive, and every reader counts what is lost, repeated or out
 * of order.
 */
import { connect } from "node:net";

/** Connections that are being opened at once. */
const opening = 100;

/** Reads go into this one buffer: each is looked at before the next one comes. */
const shared = Buffer.allocUnsafe(256 * 1024);
const marker = Buffer.from("#seq:");

let readers = [];
let counts = new Map();
let totals = newTotals();

function newTotals() {
	return { deliveries: 0, frames: 0, bytes: 0, lost: 0, repeated: 0 };
}

const now = () => performance.timeOrigin + performance.now();

class Reader {
	leftover = null;
	upgraded = false;
	last = null;
	constructor(options, ready, failed) {
		this.options = options;
		this.ready = ready;
		this.socket = connect({
			port: options.port,
			host: "127.0.0.1",
			noDelay: true,
			onread: {
				buffer: shared,
				callback: (length, buffer) => {
					this.read(buffer.subarray(0, length));
					return true;
				},
			},
		});
		this.socket.on("error", failed);
		this.socket.on("close", () => failed(new Error("closed")));
		const path = options.kind === "ws" ? "/" : "/socket.io/?EIO=4&transport=websocket";
		this.socket.write(
			`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${options.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36\r\nAccept-Encoding: gzip, deflate, br\r\nAccept-Language: en-US,en;q=0.9\r\n\r\n`,
		);
	}

	read(chunk) {
		let bytes = this.leftover ? Buffer.concat([this.leftover, chunk]) : chunk;
		this.leftover = null;
		if (!this.upgraded) {
			const end = bytes.indexOf("\r\n\r\n");
			if (end < 0) {
				this.leftover = Buffer.from(bytes);
				return;
			}
			this.upgraded = true;
			if (this.options.kind === "ws") this.ready();
			bytes = bytes.subarray(end + 4);
		}
		let offset = 0;
		while (bytes.length - offset >= 2) {
			const short = bytes[offset + 1] & 0x7f;
			const header = short < 126 ? 2 : short === 126 ? 4 : 10;
			if (bytes.length - offset < header) break;
			const size =
				short < 126
					? short
					: short === 126
						? bytes.readUInt16BE(offset + 2)
						: Number(bytes.readBigUInt64BE(offset + 2));
			if (bytes.length - offset < header + size) break;
			this.take(bytes, offset + header, offset + header + size);
			offset += header + size;
		}
		if (offset < bytes.length) this.leftover = Buffer.from(bytes.subarray(offset));
	}

	/** A whole frame's payload. Long ones are messages, short ones the protocol's own. */
	take(bytes, from, to) {
		let at = bytes.indexOf(marker, from);
		if (at >= 0 && at < to) {
			totals.bytes += to - from;
			totals.frames += 1;
			// With a backlog, Dateline puts several events into one frame.
			for (; at >= 0 && at < to; at = bytes.indexOf(marker, at + marker.length)) this.count(bytes, at + marker.length);
			return;
		}
		if (this.options.kind === "ws") return;
		const text = bytes.toString("latin1", from, Math.min(to, from + 400));
		if (text[0] === "0") this.write("40");
		else if (text === "2") this.write("3");
		else if (text.startsWith("40")) {
			const { channels, after } = this.options;
			if (!channels) this.ready();
			else this.write(`420${JSON.stringify(["subscribe", { v: 1, channels, after }])}`);
		} else if (text.startsWith("430")) {
			if (!text.startsWith('430[{"ok":true')) throw new Error(text);
			this.ready();
		}
	}

	count(bytes, at) {
		let seq = 0;
		for (let index = at; bytes[index] !== 0x23; index++) seq = seq * 10 + bytes[index] - 0x30;
		totals.deliveries += 1;
		if (this.last !== null && seq !== this.last + 1) {
			if (seq > this.last) totals.lost += seq - this.last - 1;
			else totals.repeated += 1;
		}
		this.last = seq;
		const count = (counts.get(seq) ?? 0) + 1;
		counts.set(seq, count);
		if (count === readers.length) process.send({ all: seq, at: now() });
	}

	write(text) {
		const payload = Buffer.from(text);
		const length = payload.length < 126 ? [0x80 | payload.length] : [0xfe, payload.length >> 8, payload.length & 0xff];
		this.socket.write(Buffer.concat([Buffer.from([0x81, ...length, 0, 0, 0, 0]), payload]));
	}
}

async function open(options) {
	let next = 0;
	const one = async () => {
		while (next < options.count) {
			const index = next++;
			await new Promise((resolve, reject) => {
				readers[index] = new Reader(options, resolve, reject);
			});
		}
	};
	const began = now();
	await Promise.all(Array.from({ length: opening }, one));
	process.send({ opened: { count: readers.length, ms: now() - began } });
}

let cpu = process.cpuUsage();

process.on("message", async (message) => {
	if (message.open) await open(message.open);
	if (message.begin) {
		totals = newTotals();
		counts = new Map();
		cpu = process.cpuUsage();
		process.send({ began: true });
	}
	if (message.report) {
		const { user, system } = process.cpuUsage(cpu);
		process.send({ report: { ...totals, cpu: user + system } });
	}
	if (message.close) {
		for (const { socket } of readers) {
			socket.removeAllListeners();
			socket.on("error", () => {});
			socket.resetAndDestroy();
		}
		readers = [];
		process.send({ closed: true });
	}
});
process.on("disconnect", () => process.exit());
