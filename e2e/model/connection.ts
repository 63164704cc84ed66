import type { Frame } from "../../server/src/deliver/live/frame.ts";
import type { Subscriber } from "../../server/src/deliver/live/subscribe.ts";

/** What goes down a connection, in its order. */
export type Message =
	| { kind: "answer"; json: string }
	| { kind: "packet"; name: "update" | "pulse" | "resubscribe"; json: string };

/** A connection whose messages lie in a queue until the model hands them over, or are lost with it. */
export interface Connection extends Subscriber {
	readonly queue: Message[];
	/** While true it takes no frame, as one whose reader is too slow. */
	choked: boolean;
	answer(json: string): void;
}

export function createConnection(): Connection {
	const queue: Message[] = [];
	return {
		kind: "socket",
		channels: [],
		delivered: 0,
		subscribing: false,
		queue,
		choked: false,
		send(frame) {
			if (this.choked) return false;
			queue.push(readPacket(frame));
			return true;
		},
		answer: (json) => void queue.push({ kind: "answer", json }),
		noteAnswer: () => undefined,
		isDrained: () => true,
		askAgain: (frame) => void queue.push(readPacket(frame)),
		close: () => undefined,
		cut: () => undefined,
	};
}

/** A Socket.IO packet of the default namespace, `2["name",data]`. */
function readPacket({ packet }: Frame): Message {
	const [, name, json] = /^2\["(update|pulse|resubscribe)",(.*)\]$/s.exec(packet) ?? [];
	if (!name || json === undefined) throw new Error(`not a packet of ours: ${packet.slice(0, 80)}`);
	return { kind: "packet", name: name as "update" | "pulse" | "resubscribe", json };
}
