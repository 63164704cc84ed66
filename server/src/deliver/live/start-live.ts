import type { Server as HttpServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { formatCursor, pulseInterval } from "@dateline/shared/protocol";
import type { Logger } from "pino";
import type { Metrics } from "../../http/create-metrics.ts";
import type { Model } from "../model/model.ts";
import type { Partners } from "../partners/partners.ts";
import type { Admission } from "./admission.ts";
import { createBroadcaster } from "./broadcaster.ts";
import type { CatchUp } from "./catch-up.ts";
import { createFrame, type Frame } from "./frame.ts";
import { pulseText, resubscribeText } from "./pulse.ts";
import type { Reader } from "./reader.ts";
import { createRooms, type Rooms } from "./rooms.ts";
import { roundedStories } from "./round-readers.ts";
import { type Sockets, serveSockets } from "./serve-sockets.ts";
import { watchSlowReaders } from "./slow-readers.ts";
import { createTally, type Tally } from "./tally.ts";

/** The readers' connections: who they are, what they get, and how they are let go. */
export interface Live {
	readonly rooms: Rooms;
	readonly sockets: Sockets;
	/** How the newest publications went out. */
	readonly tally: Tally;
	/** Readers that were too slow: now, and since the start. */
	slowReaders(): { now: number; back: number; longest: number };
	/** Says how many readers there are on all servers, this one included, also of each story; null: not known. */
	noteReaders(everywhere: number | null, stories: Readonly<Record<string, number>>): void;
	/** The pulse as it would be sent now: what a stream's answer ends with. */
	pulse(position: number): string;
	/** The record has another history: everybody is asked to subscribe again, and gets nothing before that. */
	beginNewHistory(): void;
	/** Resolves when everything that was folded has been handed out. */
	idle(): Promise<void>;
	/** Asks everybody to go elsewhere, then ends the connections in slices, within `ms` milliseconds or so. */
	drain(ms: number): Promise<void>;
}

/** Readers whose connections are ended at once when draining. */
const slice = 200;
/** How long a connection may take to end after it was told so, in milliseconds. */
const goodbye = 250;

export function startLive(parts: {
	server: HttpServer;
	model: Model;
	catchUp: CatchUp;
	admission: Admission;
	partners: Partners;
	metrics: Metrics;
	log: Logger;
	/** The build of the software, for open pages to know when it has changed. */
	build: string;
	direct: boolean;
}): Live {
	const { model, metrics, log, build } = parts;
	const rooms = createRooms();
	const tally = createTally();
	let everywhere: number | null = null;
	let stories: Readonly<Record<string, number>> = {};
	const slow = watchSlowReaders({ rooms, askAgain: askAgainFrame("slow", 0) });
	const broadcaster = createBroadcaster({
		rooms,
		metrics,
		log,
		cursorOf: (position) => formatCursor({ epoch: model.epoch, position }),
		onSkip: (reader) => slow.note(reader),
		onHandedOut(positions, counts) {
			tally.handedOut(positions, counts);
			if (counts.partners.length > 0) parts.partners.noteDeliveries(counts.partners, positions.length);
		},
	});
	broadcaster.reset(model.position);
	const sockets = serveSockets({ ...parts, rooms, tally });

	// When its turn has come an event may have been withheld, so its text is looked up then.
	const unobserve = model.observe((logged) => {
		const { channels, position, text } = logged;
		tally.begin(logged);
		broadcaster.event({ channels, position, text: () => model.ring.at(position)?.text ?? text });
	});

	const pulse = (position: number) =>
		pulseText({ epoch: model.epoch, position, build, readers: rooms.all.size, everywhere, stories });
	const pulses = setInterval(() => {
		broadcaster.everybody(() => {
			const { position } = broadcaster;
			const cursor = formatCursor({ epoch: model.epoch, position });
			return createFrame({ name: "pulse", json: pulse(position), last: position, cursor });
		});
	}, pulseInterval);

	return {
		rooms,
		sockets,
		tally,
		slowReaders: () => ({ now: rooms.behind.size, ...slow.figures() }),
		noteReaders(now, ofStories) {
			everywhere = now;
			stories = roundedStories(ofStories);
		},
		pulse,
		beginNewHistory() {
			broadcaster.reset(model.position);
			const readers = [...rooms.all];
			const frame = askAgainFrame("restarted", readers.length);
			for (const reader of readers) {
				rooms.skip(reader);
				slow.note(reader, true);
				reader.askAgain(frame);
			}
		},
		idle: broadcaster.idle,
		async drain(ms) {
			clearInterval(pulses);
			unobserve();
			await broadcaster.idle();
			await closeInSlices([...rooms.all, ...rooms.behind], ms);
			slow.stop();
			sockets.io.engine.close();
		},
	};
}

async function closeInSlices(readers: readonly Reader[], ms: number): Promise<void> {
	const frame = askAgainFrame("draining", readers.length);
	for (const reader of readers) reader.askAgain(frame);
	const slices = Math.ceil(readers.length / slice);
	for (let index = 0; index < slices; index++) {
		await sleep(Math.min(100, ms / slices));
		for (const reader of readers.slice(index * slice, (index + 1) * slice)) reader.close();
	}
	// Who has not said goodbye by now does not listen.
	if (readers.length > 0) await sleep(goodbye);
	for (const reader of readers) reader.cut();
}

const askAgainFrame = (reason: "slow" | "draining" | "restarted", readers: number): Frame =>
	createFrame({ name: "resubscribe", json: resubscribeText(reason, readers), last: 0, cursor: null });
