import { setTimeout as sleep } from "node:timers/promises";
import { formatCursor, updatesSchema } from "@dateline/shared/protocol";
import { createFollower } from "./follower.ts";
import type { Reader, ReaderOptions } from "./reader.ts";

/** How often it asks, milliseconds. */
const intervalMs = 1_000;

/** A reader that asks for JSON again and again, as a CDN's customer would, with the ETag of the last answer. */
export function startJsonReader(options: ReaderOptions): Reader {
	const channels = [...options.channels].sort();
	const follower = createFollower(channels);
	const troubles: string[] = [];
	const lifetime = new AbortController();
	let request = new AbortController();
	let awayUntil = 0;
	let after: string | null = null;
	/** When the newest question was asked whose answer was that there is nothing new; milliseconds since 1970. */
	let nothingNewAt = 0;
	let etag: { for: string; value: string } | null = null;

	/** One page; true when there is more to fetch at once. */
	async function ask(): Promise<boolean> {
		const query = new URLSearchParams({ channels: channels.join(",") });
		if (after) query.set("after", after);
		const address = `/api/v1/updates?${query}`;
		request = new AbortController();
		const askedAt = Date.now();
		const response = await fetch(options.pickServer() + address, {
			signal: AbortSignal.any([request.signal, lifetime.signal, AbortSignal.timeout(10_000)]),
			headers: etag?.for === address ? { "If-None-Match": etag.value } : {},
		});
		if (response.status === 304) {
			nothingNewAt = askedAt;
			return false;
		}
		if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
		const page = updatesSchema.parse(await response.json());
		const value = response.headers.get("etag");
		etag = value ? { for: address, value } : null;
		const [epoch = "", position = ""] = page.next.split(":");
		if (page.snapshot) {
			if (!follower.takeSnapshot(page.epoch, page.position, page.snapshot)) throw new Error("an old snapshot");
		} else if (!follower.takeEvents(page.events, true)) {
			const safe = follower.safeCursor();
			after = safe && formatCursor(safe);
			throw new Error("a gap in a page of updates");
		}
		follower.raise(epoch, Number(position));
		const more = page.next !== after && page.events.length > 0;
		after = page.next;
		if (!more) nothingNewAt = askedAt;
		return more;
	}

	const loop = (async () => {
		while (!lifetime.signal.aborted) {
			const pause = Math.max(awayUntil - Date.now(), 0);
			try {
				if (pause > 0) await sleep(pause, undefined, { signal: lifetime.signal });
				else if (await ask()) continue;
				else await sleep(intervalMs, undefined, { signal: lifetime.signal });
			} catch (error) {
				if (lifetime.signal.aborted) return;
				troubles.push(error instanceof Error ? error.message : String(error));
				await sleep(200);
			}
		}
	})();

	return {
		name: options.name,
		way: "json",
		channels: follower.channels,
		position: () => follower.cursor()?.position ?? 0,
		// The positions of `/updates` are those of the channels asked for and not of the log.
		hasAll: (_position, since) => nothingNewAt > since,
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
