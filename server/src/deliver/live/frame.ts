/**
 * One message for many readers, in each form that a reader may need, each made once and when first needed.
 * `last` is the position up to which everybody who got it has everything.
 */
export interface Frame {
	readonly last: number;
	/** As a Socket.IO packet of the default namespace, without Engine.IO's prefix. */
	readonly packet: string;
	/** As a whole WebSocket frame, ready for the wire. */
	readonly bytes: Buffer;
	/** As a message of Server-Sent Events. */
	readonly stream: Buffer;
}

export function createFrame(parts: {
	name: "update" | "pulse" | "resubscribe";
	/** The data's JSON. */
	json: string;
	last: number;
	/** The cursor that a stream's reader comes back with; none for what does not move it. */
	cursor: string | null;
}): Frame {
	const { name, json, last, cursor } = parts;
	const packet = `2["${name}",${json}]`;
	let bytes: Buffer | null = null;
	let stream: Buffer | null = null;
	return {
		last,
		packet,
		get bytes() {
			bytes ??= webSocketFrame(`4${packet}`);
			return bytes;
		},
		get stream() {
			stream ??= Buffer.from(streamMessage(name, json, cursor));
			return stream;
		},
	};
}

/** A message of Server-Sent Events. JSON has no line breaks of its own, so the data is one line. */
export function streamMessage(name: string, json: string, cursor: string | null): string {
	return `${cursor === null ? "" : `id: ${cursor}\n`}event: ${name}\ndata: ${json}\n\n`;
}

/** A text as one unmasked, uncompressed, final frame (RFC 6455 section 5.2), in one buffer so that it is one write. */
export function webSocketFrame(text: string): Buffer {
	const length = Buffer.byteLength(text);
	const header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
	const frame = Buffer.allocUnsafe(header + length);
	frame[0] = 0x81;
	if (header === 2) frame[1] = length;
	else if (header === 4) {
		frame[1] = 126;
		frame.writeUInt16BE(length, 2);
	} else {
		frame[1] = 127;
		frame.writeBigUInt64BE(BigInt(length), 2);
	}
	frame.write(text, header);
	return frame;
}
