import type { Event } from "@dateline/shared/model";
import {
	type Cursor,
	pulseTimeout as longestSilence,
	type Pulse,
	protocolVersion,
	type SubscribeError,
} from "@dateline/shared/protocol";
import { drawSample } from "./draw-sample.ts";
import { type LiveSocket, openSocket, type Way } from "./open-socket.ts";
import { parseAck, parseEvents, parsePulse, parseResubscribe } from "./parse-message.ts";
import { retryDelay } from "./retry-delay.ts";
import type { Signal } from "./signal.ts";
import type { Store } from "./store.ts";

/** Milliseconds that a connection gets to open, and that a `subscribe` gets to be answered. */
const connectTimeout = 6_000;
const answerTimeout = 12_000;
/** From this many failures in a row the reader is told "offline" instead of "reconnecting". */
const offlineAfter = 3;

export interface LiveOptions {
	/** The origin of the server, such as `https://news.example`. */
	url: string;
	/** Whose channels are followed; whatever comes is applied to it. */
	store: Store;
	/** It is a console that looks at what readers have: it is not counted as one of them. */
	desk?: boolean;
	/** The partner key, on a partner's page. */
	partner?: string;
	onSignal?(signal: Signal): void;
	/** Every pulse: whoever shows a page compares `build` with its own. */
	onPulse?(pulse: Pulse): void;
	/** The server does not take what we ask: only a later version of this software will be answered. */
	onTooOld?(): void;
	/** A channel that the server refuses was dropped from the store. */
	onDropped?(channel: string, error: SubscribeError): void;
	/** The class of WebSockets, where the platform has none of its own; null where it may not be used. */
	webSocket?: typeof WebSocket | null;
	/** Between 0 and 1; tests give their own. */
	random?: () => number;
	/** Milliseconds without a pulse after which a connection is closed. */
	pulseTimeout?: number;
}

/** A connection that keeps a store up to date: see {@link connectLive}. */
export interface Live {
	/** Close until {@link Live.resume}: the page is hidden or frozen. */
	pause(): void;
	/** Connect at once: the page is visible again, or the device online, or the reader asks for it. */
	resume(): void;
	/** The device says that it has no network: so say we, until the next success. */
	lostNetwork(): void;
	/** Ask again, since the store follows other channels now. */
	resubscribe(): void;
	/** What an event changed is on the screen: answers `seen` when this reader was drawn for it. */
	markShown(event: Pick<Event, "position" | "at">): void;
	close(): void;
}

const noPrefix: { channels: ReadonlySet<string>; position: number } = { channels: new Set(), position: -1 };

/**
 * Keeps the channels of a store up to date over Socket.IO (DESIGN.md section 3, "The client"): one `subscribe` in flight
 * at a time, what arrives meanwhile is held; a gap asks again after the smallest head; a connection without a pulse is
 * closed; a lost one is tried again after a random time. Uses neither DOM nor Node: tests and partners run it as it is.
 */
export function connectLive(options: LiveOptions): Live {
	const { store, random = Math.random, pulseTimeout = longestSilence } = options;
	const sample = drawSample(random);
	let socket: LiveSocket | null = null;
	/** A way in that swallows WebSockets without a word is found only if the other one goes first. */
	let first: Way = "websocket";
	let wanted = true;
	/** Connections that failed or broke since the last answer that was applied. */
	let failures = 0;
	/** Answers that could not be applied since the last that could: a server that is wrong is not asked in a loop. */
	let fruitless = 0;
	/** Of the subscribe in flight; the answer to any other comes too late. */
	let asking: symbol | null = null;
	/** Something happened during the subscribe in flight that asks for another. */
	let askOnceMore = false;
	/** What we hold is of a history that the server does not go on with. */
	let fromNothing = false;
	/** What has come makes these channels whole up to here: a connection is a prefix. */
	let prefix: { channels: ReadonlySet<string>; position: number } = noPrefix;
	/** Whether that goes on: from an answer that was applied to a gap, a refusal, a `resubscribe` or the end. */
	let intact = false;
	let held: (readonly Event[] | Pulse)[] = [];
	let lastPulse = 0;
	let retryTimer: ReturnType<typeof setTimeout> | undefined;
	let askTimer: ReturnType<typeof setTimeout> | undefined;
	let answerTimer: ReturnType<typeof setTimeout> | undefined;
	let pulseTimer: ReturnType<typeof setInterval> | undefined;

	function open() {
		clearTimeout(retryTimer);
		if (!wanted || socket) return;
		const { url, webSocket, partner, desk } = options;
		const auth = desk ? { desk } : partner === undefined ? undefined : { partner };
		const onOpen = () => {
			takeLife();
			ask();
		};
		socket = openSocket({
			url,
			auth,
			first,
			timeout: connectTimeout,
			webSocket,
			onOpen,
			onEvent: take,
			onEnd: takeEnd,
		});
	}

	/** Ends the connection. */
	function end() {
		for (const timer of [retryTimer, askTimer, answerTimer]) clearTimeout(timer);
		clearInterval(pulseTimer);
		askTimer = undefined;
		asking = null;
		askOnceMore = false;
		intact = false;
		held = [];
		socket?.close();
		socket = null;
	}

	function takeEnd(reason: "lost" | "timeout") {
		if (reason === "timeout") first = first === "websocket" ? "polling" : "websocket";
		lose();
	}

	/** Ends the connection and tries again later; not before `seconds` when the server has said so. */
	function lose(seconds = 0) {
		end();
		if (!wanted) return;
		options.onSignal?.(failures >= offlineAfter ? "offline" : "reconnecting");
		retryTimer = setTimeout(open, seconds * 1000 * random() + retryDelay(failures, random));
		failures += 1;
	}

	function takeLife() {
		lastPulse = Date.now();
		clearInterval(pulseTimer);
		// By the clock, not by one long timer: timers stand still while a device sleeps, and then it may be an hour late.
		pulseTimer = setInterval(() => Date.now() - lastPulse > pulseTimeout && lose(), pulseTimeout / 8);
	}

	/** Asks after a time; one that is set already stands. */
	function askIn(milliseconds: number) {
		askTimer ??= setTimeout(() => {
			askTimer = undefined;
			ask();
		}, milliseconds);
	}

	/** Asks now, unless a later time is set. */
	function askSoon() {
		if (askTimer === undefined) ask();
	}

	function ask() {
		if (!socket?.isOpen()) return;
		if (asking) {
			askOnceMore = true;
			return;
		}
		const channels = store.channels();
		const mine = Symbol("subscribe");
		asking = mine;
		answerTimer = setTimeout(lose, answerTimeout);
		const message = { v: protocolVersion, channels, after: fromNothing ? null : afterWhat(channels) } as const;
		socket.send("subscribe", message, (answer) => {
			if (asking !== mine) return;
			asking = null;
			clearTimeout(answerTimer);
			const once = askOnceMore;
			askOnceMore = false;
			takeAnswer(answer, channels);
			if (once) askSoon();
		});
	}

	/**
	 * After what to ask. The head of a channel that is quiet stays where it was; by it alone, all that the others have
	 * would be asked for again.
	 */
	function afterWhat(channels: readonly string[]): Cursor | null {
		const after = store.after();
		const upTo = channels.map((name) => Math.max(store.head(name), prefix.channels.has(name) ? prefix.position : -1));
		return after && { epoch: after.epoch, position: Math.min(...upTo) };
	}

	function takeAnswer(message: unknown, channels: readonly string[]) {
		const messages = held;
		held = [];
		intact = false;
		const answer = parseAck(message);
		if (answer?.ok === false) return takeError(answer.error);
		const outcome = answer ? store.applyAck(answer, channels) : "gap";
		fromNothing = outcome === "foreign";
		if (!answer || outcome !== "applied") {
			prefix = noPrefix;
			return askAgain();
		}
		failures = 0;
		if (answer.at !== undefined) sample.draw({ at: answer.at, sample: answer.sample });
		prefix = { channels: new Set(channels), position: answer.position };
		intact = true;
		for (const item of messages) {
			if ("epoch" in item) takePulse(item);
			else if (!takeEvents(item)) return askAgain();
		}
		fruitless = 0;
		options.onSignal?.("live");
	}

	/** What was wrong may be over with the next answer: at once the first time, then ever later. */
	function askAgain() {
		askIn(fruitless === 0 ? 0 : retryDelay(fruitless - 1, random));
		fruitless += 1;
	}

	function takeError(error: SubscribeError) {
		const { code, channel } = error;
		if (channel !== undefined && (code === "unknown_channel" || code === "forbidden")) {
			store.drop(channel);
			options.onDropped?.(channel, error);
			return ask();
		}
		options.onSignal?.("reconnecting");
		if (code === "bad_request") options.onTooOld?.();
		// Anything else than `busy` is a fault of one of the two sides, which only a later version will mend.
		askIn(random() * 1000 * (error.retryAfter ?? (code === "busy" ? 5 : 60)));
	}

	/** False when something is missing before them. */
	function takeEvents(events: readonly Event[]): boolean {
		if (store.applyEvents(events) === "gap") {
			prefix = noPrefix;
			intact = false;
			return false;
		}
		extendPrefix(events.at(-1)?.position ?? -1);
		return true;
	}

	function extendPrefix(position: number) {
		if (intact && position > prefix.position) prefix = { ...prefix, position };
	}

	function takePulse(pulse: Pulse) {
		sample.draw(pulse);
		options.onPulse?.(pulse);
		if (store.notePulse(pulse)) extendPrefix(pulse.position);
		else askSoon();
	}

	function take(name: string, message: unknown) {
		if (name === "update") {
			const events = parseEvents(message);
			if (events && asking) held.push(events);
			else if (!events || !takeEvents(events)) {
				prefix = noPrefix;
				askSoon();
			}
		} else if (name === "pulse") {
			takeLife();
			const pulse = parsePulse(message);
			if (pulse && asking) held.push(pulse);
			else if (pulse) takePulse(pulse);
		} else if (name === "resubscribe") {
			const { reason, retryAfter } = parseResubscribe(message);
			intact = false;
			// A server that is draining lets its connections go: the next one leads to another server.
			if (reason === "draining") lose(retryAfter);
			else askIn(random() * 1000 * retryAfter);
		}
	}
	open();

	return {
		pause() {
			wanted = false;
			end();
		},
		resume() {
			wanted = true;
			failures = 0;
			first = "websocket";
			// Timers stand still while a device sleeps: a connection that should have been closed is closed now.
			if (socket?.isOpen() && Date.now() - lastPulse > pulseTimeout) end();
			open();
		},
		lostNetwork() {
			failures = Math.max(failures, offlineAfter);
			lose();
		},
		resubscribe: askSoon,
		markShown(event) {
			const seen = socket?.isOpen() ? sample.receipt(event) : null;
			if (seen) socket?.send("seen", seen);
		},
		close() {
			wanted = false;
			end();
		},
	};
}
