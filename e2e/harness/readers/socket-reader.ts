import type { Event } from "@dateline/shared/model";
import type { Cursor, Pulse, Resubscribe, Subscribe, SubscribeAck } from "@dateline/shared/protocol";
import { io, type Socket } from "socket.io-client";
import { createFollower } from "./follower.ts";
import type { Reader, ReaderOptions } from "./reader.ts";

/** How long it waits before it tries another server, milliseconds; a browser waits longer (DESIGN.md section 3). */
const retryMs = 200;
/** Without an answer for so long, the connection is given up. */
const answerMs = 8_000;
/** A connection that had no pulse for so long is given up, as the protocol says. */
const silenceMs = 35_000;

/** A reader by Socket.IO that knows nothing but what the protocol's page says. */
export function startSocketReader(
	options: ReaderOptions & { transports: readonly ("websocket" | "polling")[] },
): Reader {
	const follower = createFollower(options.channels);
	const troubles: string[] = [];
	let socket: Socket | null = null;
	let stopped = false;
	let retry: NodeJS.Timeout | undefined;

	function connect(): void {
		if (stopped) return;
		const mine = io(options.pickServer(), {
			transports: [...options.transports],
			forceNew: true,
			reconnection: false,
			timeout: answerMs,
		});
		socket = mine;
		/** What came while a `subscribe` was under way; null when none is. */
		let held: (() => void)[] | null = null;
		let silence = setTimeout(() => leave("no pulse"), silenceMs);

		function leave(why: string, ms = retryMs): void {
			if (socket !== mine) return;
			socket = null;
			clearTimeout(silence);
			troubles.push(why);
			mine.removeAllListeners();
			mine.disconnect();
			retry = setTimeout(connect, ms);
		}
		function subscribe(after: Cursor | null): void {
			if (held) return;
			held = [];
			const message: Subscribe = { v: 1, channels: [...options.channels], after };
			const giveUp = setTimeout(() => leave("subscribe was not answered"), answerMs);
			mine.emit("subscribe", message, (answer: SubscribeAck) => {
				clearTimeout(giveUp);
				if (socket === mine) take(answer);
			});
		}
		function take(answer: SubscribeAck): void {
			const waiting = held ?? [];
			held = null;
			if (!answer.ok) {
				leave(`refused: ${answer.error.code}`, (answer.error.retryAfter ?? 0) * 1_000 + retryMs);
				return;
			}
			if ("snapshot" in answer) {
				if (!follower.takeSnapshot(answer.epoch, answer.position, answer.snapshot)) {
					troubles.push("a snapshot older than what is here");
					leave("old snapshot");
					return;
				}
			} else {
				if (!follower.takeEvents(answer.events, true)) {
					troubles.push("a gap within an answer");
					subscribe(follower.safeCursor());
					return;
				}
				follower.raise(answer.epoch, answer.position);
			}
			for (const doIt of waiting) if (!held) doIt();
		}
		const soon = (doIt: () => void) => (held ? void held.push(doIt) : doIt());

		mine.on("connect", () => subscribe(follower.cursor()));
		mine.on("update", (events: Event[]) =>
			soon(() => {
				if (!follower.takeEvents(events, false)) subscribe(follower.safeCursor());
			}),
		);
		mine.on("pulse", (pulse: Pulse) => {
			clearTimeout(silence);
			silence = setTimeout(() => leave("no pulse"), silenceMs);
			soon(() => {
				if (pulse.epoch === follower.cursor()?.epoch) follower.raise(pulse.epoch, pulse.position);
				else subscribe(follower.cursor());
			});
		});
		mine.on("resubscribe", (message: Resubscribe) => {
			troubles.push(`resubscribe: ${message.reason}`);
			if (message.reason === "draining") leave("the server leaves");
			else
				setTimeout(() => socket === mine && subscribe(follower.cursor()), Math.random() * message.retryAfter * 1_000);
		});
		mine.on("disconnect", (reason) => leave(`disconnected: ${reason}`));
		mine.on("connect_error", (error) => leave(`not connected: ${error.message}`));
	}

	connect();
	return {
		name: options.name,
		way: options.transports[0] === "polling" ? "polling-socket" : "socket",
		channels: follower.channels,
		position: () => follower.cursor()?.position ?? 0,
		hasAll: (position) => (follower.cursor()?.position ?? 0) >= position,
		drop(ms) {
			const mine = socket;
			socket = null;
			mine?.removeAllListeners();
			// The transport goes without a word, as when a phone loses its network.
			mine?.io.engine?.close();
			mine?.disconnect();
			clearTimeout(retry);
			retry = setTimeout(connect, ms);
		},
		troubles,
		async stop() {
			stopped = true;
			clearTimeout(retry);
			const mine = socket;
			socket = null;
			mine?.removeAllListeners();
			mine?.disconnect();
		},
	};
}
