import type { OpenRecord, StoredEvent } from "@dateline/shared/database";
import type { ChannelState } from "@dateline/shared/model";
import { formatCursor } from "@dateline/shared/protocol";
import type { Logger } from "pino";
import { type Broadcaster, createBroadcaster } from "../../server/src/deliver/live/broadcaster.ts";
import { type CatchUp, createCatchUp } from "../../server/src/deliver/live/catch-up.ts";
import { createFrame } from "../../server/src/deliver/live/frame.ts";
import { pulseText, resubscribeText } from "../../server/src/deliver/live/pulse.ts";
import type { Reader } from "../../server/src/deliver/live/reader.ts";
import { createRooms, type Rooms } from "../../server/src/deliver/live/rooms.ts";
import { subscribe } from "../../server/src/deliver/live/subscribe.ts";
import { createModel, type Model } from "../../server/src/deliver/model/model.ts";
import { createStateReader, type StateReader } from "../../server/src/deliver/model/read-states.ts";
import { startTail, type Tail } from "../../server/src/deliver/tail/tail.ts";
import type { Metrics } from "../../server/src/http/create-metrics.ts";
import type { Connection } from "./connection.ts";

/** A server process without its sockets: the parts that decide, put together as `start-live.ts` does it. */
export interface Node {
	readonly model: Model;
	readonly states: StateReader;
	/** Events came by the stream. */
	hint(events: readonly StoredEvent[]): void;
	/** What the poll does every second. */
	poll(): Promise<void>;
	connect(connection: Connection): void;
	/** Answers a `subscribe`: the ack goes down the connection. */
	subscribe(connection: Connection, message: unknown): Promise<void>;
	disconnect(connection: Connection): void;
	pulse(): void;
	/** Asks those who were skipped to subscribe again, as `slow-readers.ts` does every second. */
	askSkipped(): void;
	/** Everything that is folded has been handed out. */
	idle(): Promise<void>;
	stop(): Promise<void>;
}

export async function startNode(parts: {
	record: OpenRecord;
	metrics: Metrics;
	log: Logger;
	/** Events kept in memory: who missed more is caught up from the record. */
	ringSize: number;
}): Promise<Node> {
	const { record, metrics, log, ringSize } = parts;
	const model = createModel({ record, log, metrics, ringSize });
	const tail: Tail = await startTail({ record, model, metrics, log, onNewHistory: () => undefined });
	const states = createStateReader({ record, model, metrics, nudge: tail.nudge });
	const catchUp: CatchUp = createCatchUp({ record, model, reader: states, tail, metrics });
	const rooms: Rooms = createRooms();
	const cursorOf = (position: number) => formatCursor({ epoch: model.epoch, position });
	const askAgain = createFrame({ name: "resubscribe", json: resubscribeText("slow", 0), last: 0, cursor: null });
	/** Skipped readers that were asked to subscribe again. */
	const asked = new WeakSet<Reader>();
	const broadcaster: Broadcaster = createBroadcaster({
		rooms,
		metrics,
		log,
		cursorOf,
		onSkip: (reader) => void asked.delete(reader),
	});
	broadcaster.reset(model.position);
	const unobserve = model.observe(({ channels, position, text }) =>
		broadcaster.event({ channels, position, text: () => model.ring.at(position)?.text ?? text }),
	);
	return {
		model,
		states,
		hint(events) {
			for (const event of events) tail.hint(event);
		},
		poll: () => tail.catchUp(),
		connect: (connection) => rooms.add(connection),
		subscribe: (connection, message) =>
			subscribe({ model, catchUp, rooms, metrics, log, isDraining: () => false }, connection, message, (json) =>
				connection.answer(json),
			),
		disconnect: (connection) => rooms.remove(connection),
		pulse() {
			broadcaster.everybody(() => {
				const { position } = broadcaster;
				const json = pulseText({ epoch: model.epoch, position, build: "test", readers: rooms.all.size });
				return createFrame({ name: "pulse", json, last: position, cursor: cursorOf(position) });
			});
		},
		askSkipped() {
			for (const reader of rooms.behind) {
				if (!asked.has(reader)) reader.askAgain(askAgain);
				asked.add(reader);
			}
		},
		idle: () => broadcaster.idle(),
		async stop() {
			unobserve();
			await tail.stop();
		},
	};
}

/** Every channel of a node as it would hand it out. */
export async function statesOf(node: Node, channels: readonly string[]): Promise<Map<string, ChannelState>> {
	return (await node.states.read(channels)).states;
}
