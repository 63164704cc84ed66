import type { Socket } from "socket.io";
import { type EngineConnection, type WebSocketWire, wireOf } from "./engine-connection.ts";
import { type Frame, webSocketFrame } from "./frame.ts";
import { type PartnerMark, queueLimit, type Reader } from "./reader.ts";

/** Counts of frames handed over, by the way they went. */
export interface DeliveryCounts {
	direct: number;
	ordinary: number;
}

/** Engine.IO's connection with what it can't send yet. */
type Queueing = Pick<EngineConnection, "write" | "close" | "on" | "off"> & {
	readonly writeBuffer: readonly { data?: unknown }[];
};

/** A reader who asks on with this much waiting, its own answers included, does not read at all. */
const answersLimit = 4 * 1024 * 1024;
/** After so many bytes a reader is asked whether it has read them. */
const markEvery = 32 * 1024;
/** Engine.IO's ping, which every client answers at once, in the order in which it reads. */
const ping = webSocketFrame("2");
/** Messages that a reader may send at once, and a second in the long run. */
const messageBurst = 30;
const messagesPerSecond = 2;

/**
 * A reader on a Socket.IO connection. Frames go straight to the TCP socket where that can't overtake anything: over an
 * open WebSocket with nothing queued in Engine.IO. Everything else (polling, upgrading, queued packets) goes the
 * library's ordinary way.
 *
 * What waits for it is counted to where it has read, not to where this process has written: the kernel takes megabytes for
 * a socket whose reader is slow, half a minute of them on a slow line, and what comes after waits behind them.
 * So behind some kilobytes goes a ping, and what was sent before it counts as waiting until its pong is here.
 */
export class SocketReader implements Reader {
	readonly kind = "socket";
	readonly isDesk: boolean;
	readonly partner: PartnerMark;
	channels: readonly string[] = [];
	delivered = 0;
	/** Whether a `subscribe` is being answered: a client has one in flight at a time. */
	subscribing = false;
	readonly #socket: Socket;
	readonly #connection: Queueing;
	readonly #counts: DeliveryCounts;
	#wire: WebSocketWire | null;
	/** Of what waits, so much was there when the last answer had been sent: it does not count. */
	#allowance = 0;
	/** Bytes of frames that were written to the wire; of these, up to where it has read; where pings wait to be answered. */
	#sent = 0;
	#read = 0;
	#marks: number[] = [];
	/** When it was last known to read, by `performance.now()`. */
	readAt = 0;
	/** When the reader may send a whole burst again. */
	#quietAt = 0;

	constructor(
		socket: Socket,
		counts: DeliveryCounts,
		{ direct, isDesk = false, partner = null }: { direct: boolean; isDesk?: boolean; partner?: PartnerMark },
	) {
		this.isDesk = isDesk;
		this.partner = partner;
		this.#socket = socket;
		this.#connection = socket.conn as unknown as Queueing;
		this.#counts = counts;
		this.#wire = direct ? wireOf(socket.conn) : null;
		if (direct && !this.#wire) {
			socket.conn.once("upgrade", () => {
				this.#wire = wireOf(socket.conn);
			});
		}
	}

	send(frame: Frame): boolean {
		const wire = this.#wire;
		if (wire !== null && this.#connection.writeBuffer.length === 0) {
			if (this.#sent - this.#read > queueLimit) return false;
			const waiting = wire.tcp.writableLength;
			if (waiting !== 0 && this.#isOver(waiting)) return false;
			if (wire.webSocket.readyState === 1) {
				wire.tcp.write(frame.bytes);
				this.#sent += frame.bytes.length;
				if (this.#sent - (this.#marks.at(-1) ?? this.#read) > markEvery) this.#mark(wire);
			}
			this.#counts.direct += 1;
			return true;
		}
		if (this.#isOver(this.#waiting())) return false;
		this.#connection.write(frame.packet);
		this.#counts.ordinary += 1;
		return true;
	}

	/** Asks whether it has read up to here. Nobody listens for the answer while none is due: a quiet reader costs nothing. */
	#mark(wire: WebSocketWire): void {
		if (this.#marks.push(this.#sent) === 1) this.#connection.on("heartbeat", this.#answered);
		wire.tcp.write(ping);
	}

	readonly #answered = (): void => {
		this.#read = this.#marks.shift() ?? this.#read;
		this.readAt = performance.now();
		if (this.#marks.length === 0) this.#connection.off("heartbeat", this.#answered);
	};

	askAgain(frame: Frame): void {
		this.#connection.write(frame.packet);
	}

	/** Call when an answer has been sent: what a reader asked for itself is not held against it. */
	noteAnswer(): void {
		this.#allowance = this.#waiting();
	}

	/** Whether so much waits, answers included, that it must be cut off before it asks for more. */
	isFlooded(): boolean {
		return this.#waiting() > answersLimit;
	}

	/** Counts a message from the reader; false when it sends too many. */
	maySend(): boolean {
		const now = performance.now();
		this.#quietAt = Math.max(this.#quietAt, now) + 1_000 / messagesPerSecond;
		return this.#quietAt - now <= (messageBurst * 1_000) / messagesPerSecond;
	}

	isDrained(): boolean {
		return this.#waiting() === 0 && this.#marks.length === 0;
	}

	close(): void {
		this.#socket.disconnect(true);
	}

	cut(): void {
		this.#wire?.tcp.destroy();
		this.#connection.close(true);
	}

	#isOver(waiting: number): boolean {
		this.#allowance = Math.min(this.#allowance, waiting);
		return waiting > this.#allowance + queueLimit;
	}

	#waiting(): number {
		let waiting = this.#wire?.tcp.writableLength ?? 0;
		for (const { data } of this.#connection.writeBuffer) if (typeof data === "string") waiting += data.length;
		return waiting;
	}
}
