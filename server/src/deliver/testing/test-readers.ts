import type { Event } from "@dateline/shared/model";
import { type Cursor, formatCursor, type Pulse, type Resubscribe, type SubscribeAck } from "@dateline/shared/protocol";
import { createParser } from "eventsource-parser";
import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";

/** What a reader got on one of the three ways, in the order in which it came. */
export interface Received {
	events: Event[];
	snapshots: { position: number; snapshot: Record<string, unknown> }[];
	pulses: Pulse[];
	asked: Resubscribe[];
	/** Where it stands: what it would come back with. */
	cursor: Cursor | null;
}

const nothing = (): Received => ({ events: [], snapshots: [], pulses: [], asked: [], cursor: null });

export interface TestReader {
	received: Received;
	close(): void;
}

/** Opens a socket of the live protocol without subscribing to anything. */
export async function openSocket(url: string, options: Partial<ManagerOptions & SocketOptions> = {}): Promise<Socket> {
	const socket = io(url, { transports: ["websocket"], reconnection: false, forceNew: true, ...options });
	await new Promise<void>((resolve, reject) => {
		socket.once("connect", resolve);
		socket.once("connect_error", reject);
	});
	return socket;
}

export const subscribeOn = (socket: Socket, channels: readonly string[], after: Cursor | null): Promise<SubscribeAck> =>
	socket.timeout(10_000).emitWithAck("subscribe", { v: 1, channels, after });

/** A reader on a socket: it subscribes once and takes down what comes, holding updates until its answer is there. */
export async function readSocket(
	url: string,
	channels: readonly string[],
	after: Cursor | null,
	options: Partial<ManagerOptions & SocketOptions> = {},
): Promise<TestReader & { socket: Socket }> {
	const received = nothing();
	const socket = await openSocket(url, options);
	let held: Event[] | null = [];
	socket.on("update", (events: Event[]) => (held ?? received.events).push(...events));
	socket.on("pulse", (pulse: Pulse) => received.pulses.push(pulse));
	socket.on("resubscribe", (message: Resubscribe) => received.asked.push(message));
	const ack = await subscribeOn(socket, channels, after);
	if (!ack.ok) throw new Error(ack.error.code);
	received.cursor = { epoch: ack.epoch, position: ack.position };
	if ("events" in ack) received.events.push(...ack.events);
	else received.snapshots.push({ position: ack.position, snapshot: ack.snapshot });
	received.events.push(...held.filter((event) => event.position > ack.position));
	held = null;
	return { received, socket, close: () => socket.disconnect() };
}

/** A reader of Server-Sent Events. */
export async function readStream(
	url: string,
	channels: readonly string[],
	after: Cursor | null,
	headers: Record<string, string> = {},
): Promise<TestReader & { done: Promise<void> }> {
	const received = nothing();
	const stop = new AbortController();
	const query = `channels=${channels.join()}${after ? `&after=${formatCursor(after)}` : ""}`;
	const response = await fetch(`${url}/api/v1/events?${query}`, { signal: stop.signal, headers });
	if (!response.ok || !response.body) throw new Error(String(response.status));
	const parser = createParser({
		onEvent({ id, event, data }) {
			const parsed = JSON.parse(data);
			if (id) {
				const [epoch, position] = id.split(":");
				received.cursor = { epoch: epoch ?? "", position: Number(position) };
			}
			if (event === "update") received.events.push(...parsed);
			else if (event === "snapshot") received.snapshots.push(parsed);
			else if (event === "pulse") received.pulses.push(parsed);
			else if (event === "resubscribe") received.asked.push(parsed);
			else throw new Error(`an event named ${event}`);
		},
	});
	const body = response.body;
	const done = (async () => {
		const decoder = new TextDecoder();
		try {
			for await (const chunk of body) parser.feed(decoder.decode(chunk, { stream: true }));
		} catch (error) {
			if (!stop.signal.aborted) throw error;
		}
	})();
	return { received, done, close: () => stop.abort() };
}

/** A reader that asks for JSON until told to stop. */
export function readUpdates(url: string, channels: readonly string[], after: Cursor | null): TestReader {
	const received = nothing();
	received.cursor = after;
	let stopped = false;
	const asking = (async () => {
		let next = after ? formatCursor(after) : null;
		while (!stopped) {
			const query = `channels=${[...channels].sort().join()}${next ? `&after=${next}` : ""}`;
			const answer = await (await fetch(`${url}/api/v1/updates?${query}`)).json();
			if (answer.snapshot) received.snapshots.push({ position: answer.position, snapshot: answer.snapshot });
			received.events.push(...answer.events);
			received.cursor = { epoch: answer.epoch, position: answer.position };
			const moved = answer.next !== next;
			next = answer.next;
			if (!moved) await new Promise((resolve) => setTimeout(resolve, 10));
		}
	})();
	asking.catch(() => {});
	return {
		received,
		close: () => {
			stopped = true;
		},
	};
}

/** Waits until it is so. @throws when it is not after ten seconds */
export async function until(what: () => boolean, why = "it never came to be"): Promise<void> {
	const deadline = performance.now() + 10_000;
	while (!what()) {
		if (performance.now() > deadline) throw new Error(why);
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}
