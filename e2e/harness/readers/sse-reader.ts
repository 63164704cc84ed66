import { setTimeout as sleep } from "node:timers/promises";
import type { ChannelState, Event } from "@dateline/shared/model";
import { formatCursor, parseCursor } from "@dateline/shared/protocol";
import { createFollower } from "./follower.ts";
import { parseEventStream } from "./parse-event-stream.ts";
import type { Reader, ReaderOptions } from "./reader.ts";

/** A connection that said nothing for so long is given up. */
const silenceMs = 35_000;

/** A reader by Server-Sent Events that comes back with `Last-Event-ID`, as a browser's EventSource does. */
export function startSseReader(options: ReaderOptions): Reader {
	const follower = createFollower(options.channels);
	const troubles: string[] = [];
	const lifetime = new AbortController();
	let request = new AbortController();
	let awayUntil = 0;
	let lastId: string | null = null;

	async function follow(): Promise<void> {
		request = new AbortController();
		let silence = setTimeout(() => request.abort(), silenceMs);
		try {
			const response = await fetch(`${options.pickServer()}/api/v1/events?channels=${options.channels.join(",")}`, {
				signal: AbortSignal.any([request.signal, lifetime.signal]),
				headers: { Accept: "text/event-stream", ...(lastId && { "Last-Event-ID": lastId }) },
			});
			if (!response.ok || !response.body) throw new Error(`${response.status} ${await response.text()}`);
			for await (const { event, data, id } of parseEventStream(response.body)) {
				clearTimeout(silence);
				silence = setTimeout(() => request.abort(), silenceMs);
				take(event, JSON.parse(data));
				const cursor = parseCursor(id);
				if (cursor && event !== "resubscribe") follower.raise(cursor.epoch, cursor.position);
				if (cursor) lastId = id;
				if (event === "resubscribe") return;
			}
		} finally {
			clearTimeout(silence);
			request.abort();
		}
	}

	function take(event: string, data: unknown): void {
		if (event === "snapshot") {
			const { epoch, position, snapshot } = data as {
				epoch: string;
				position: number;
				snapshot: Record<string, ChannelState>;
			};
			if (!follower.takeSnapshot(epoch, position, snapshot)) throw new Error("an old snapshot");
		} else if (event === "update" && !follower.takeEvents(data as Event[], false)) {
			const safe = follower.safeCursor();
			lastId = safe && formatCursor(safe);
			throw new Error("a gap in the stream");
		}
	}

	const loop = (async () => {
		while (!lifetime.signal.aborted) {
			const pause = Math.max(awayUntil - Date.now(), 0);
			try {
				if (pause > 0) await sleep(pause, undefined, { signal: lifetime.signal });
				else await follow();
			} catch (error) {
				if (lifetime.signal.aborted) return;
				troubles.push(error instanceof Error ? error.message : String(error));
			}
			if (!lifetime.signal.aborted) await sleep(200);
		}
	})();

	return {
		name: options.name,
		way: "sse",
		channels: follower.channels,
		position: () => follower.cursor()?.position ?? 0,
		hasAll: (position) => (follower.cursor()?.position ?? 0) >= position,
		drop(ms) {
			awayUntil = Date.now() + ms;
			request.abort();
		},
		troubles,
		async stop() {
			lifetime.abort();
			await loop;
		},
	};
}
