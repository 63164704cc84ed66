import { setImmediate as nextTurn } from "node:timers/promises";
import type { PartnerScreens } from "@dateline/shared/protocol";
import type { Logger } from "pino";
import type { Metrics } from "../../http/create-metrics.ts";
import { createFrame, type Frame } from "./frame.ts";
import type { Reader } from "./reader.ts";
import type { Rooms } from "./rooms.ts";

/** An event that waits for its turn. `key` says whether another one goes to the very same channels. */
interface WaitingEvent {
	channels: readonly string[];
	key: string;
	position: number;
	text: () => string;
}
/** What waits to be handed out: an event for the readers of its channels, or a frame for everybody. */
type Waiting = WaitingEvent | { frame: () => Frame };

/** The one queue by which everything leaves: in the order it was put in, each to all its readers before the next. */
export interface Broadcaster {
	/** Puts an event in. `text` gives its JSON when its turn has come, by then withheld perhaps. */
	event(event: { channels: readonly string[]; position: number; text: () => string }): void;
	/** Puts in a frame for every reader, made when its turn has come. */
	everybody(frame: () => Frame): void;
	/** Up to where everything has been handed to everybody. */
	readonly position: number;
	/** A new history, at `position`: what waits is dropped, and nothing that was delivered before counts. */
	reset(position: number): void;
	/** Resolves when nothing waits any more. */
	idle(): Promise<void>;
}

/** To whom a frame went: readers' open pages, of them those on partners' sites, and readers that were too slow. */
export interface HandedOut {
	screens: number;
	skipped: number;
	partners: readonly PartnerScreens[];
}

/** Sockets after which other work gets its turn. */
const turn = 1_000;
/** Events and characters of JSON that one frame holds at most, when there is a backlog. */
const eventsPerFrame = 50;
const charactersPerFrame = 128 * 1024;

export function createBroadcaster(parts: {
	rooms: Rooms;
	metrics: Metrics;
	log: Logger;
	cursorOf: (position: number) => string;
	onSkip: (reader: Reader) => void;
	/** These events have been handed to everybody: to so many readers' pages, and so many were too slow. */
	onHandedOut?: (positions: readonly number[], counts: HandedOut) => void;
}): Broadcaster {
	const { rooms, metrics, log, cursorOf, onSkip, onHandedOut } = parts;
	let waiting: Waiting[] = [];
	let position = 0;
	let history = 0;
	let working: Promise<void> | null = null;
	/** Of the frame that is being handed out. */
	let screens = 0;
	let skipped = 0;
	let partners = new Map<string, PartnerScreens>();

	/** Takes the next event, and with it those right behind it that go to the very same channels. */
	function takeFrame(first: WaitingEvent): { frame: Frame; positions: number[] } {
		const texts = [first.text()];
		const positions = [first.position];
		let last = first.position;
		let size = texts[0]?.length ?? 0;
		for (let next = waiting[0]; next && "key" in next && next.key === first.key; next = waiting[0]) {
			const text = next.text();
			size += text.length;
			if (texts.length === eventsPerFrame || size > charactersPerFrame) break;
			waiting.shift();
			texts.push(text);
			last = next.position;
			positions.push(last);
		}
		const frame = createFrame({ name: "update", json: `[${texts.join()}]`, last, cursor: cursorOf(last) });
		return { frame, positions };
	}

	/** A reader whose connection throws counts as one that can't take the frame: the others still get it. */
	function send(reader: Reader, frame: Frame): boolean {
		try {
			return reader.send(frame);
		} catch (err) {
			log.warn({ err }, "a connection took no frame");
			return false;
		}
	}

	function countPartner({ id, name }: NonNullable<Reader["partner"]>): void {
		const counted = partners.get(id);
		if (counted) counted.screens += 1;
		else partners.set(id, { id, name, screens: 1 });
	}

	function hand(reader: Reader, frame: Frame): void {
		if (send(reader, frame)) {
			if (!reader.isDesk) screens += 1;
			if (reader.partner) countPartner(reader.partner);
			return;
		}
		skipped += 1;
		metrics.skipped.inc();
		rooms.skip(reader);
		onSkip(reader);
	}

	async function handTo(readers: Iterable<Reader>, frame: Frame, isUpdate: boolean): Promise<void> {
		const begunIn = history;
		let handed = 0;
		for (const reader of readers) {
			if (history !== begunIn) return;
			if (isUpdate) {
				// A reader in several of the rooms gets it once, one whose answer had it already not again.
				if (reader.delivered >= frame.last) continue;
				reader.delivered = frame.last;
			}
			hand(reader, frame);
			handed += 1;
			if (handed % turn === 0) await nextTurn();
		}
	}

	async function handOut(item: Waiting): Promise<void> {
		if ("frame" in item) return handTo(rooms.all, item.frame(), false);
		const begunIn = history;
		const { frame, positions } = takeFrame(item);
		screens = 0;
		skipped = 0;
		partners = new Map();
		for (const channel of item.channels) {
			const room = rooms.of(channel);
			if (room) await handTo(room, frame, true);
		}
		if (history !== begunIn) return;
		position = frame.last;
		onHandedOut?.(positions, { screens, skipped, partners: [...partners.values()] });
	}

	async function work(): Promise<void> {
		for (let item = waiting.shift(); item; item = waiting.shift()) {
			const done = metrics.broadcastTime.startTimer();
			try {
				await handOut(item);
			} catch (err) {
				log.error({ err }, "a frame could not be handed out");
			}
			done();
			metrics.queued.set(waiting.length);
		}
		working = null;
	}

	function put(item: Waiting): void {
		waiting.push(item);
		metrics.queued.set(waiting.length);
		working ??= Promise.resolve().then(work);
	}

	return {
		event: ({ channels, position: at, text }) => put({ channels, key: channels.join(), position: at, text }),
		everybody: (frame) => put({ frame }),
		get position() {
			return position;
		},
		reset(at) {
			history += 1;
			waiting = [];
			position = at;
			for (const readers of [rooms.all, rooms.behind]) for (const reader of readers) reader.delivered = 0;
		},
		idle: async () => {
			while (working) await working;
		},
	};
}
