import { formatCursor, parseCursor, updatesPageSize } from "@dateline/shared/protocol";
import { parseUpdates } from "./parse-message.ts";
import type { Store } from "./store.ts";

/** How often an ended or archived page asks, in milliseconds, and how long one answer may take. */
export const pollInterval = 5 * 60_000;
const answerTimeout = 15_000;
/** Pages of answers in a row: far more than a cursor that is recent enough can need. */
const mostPages = 20;

export interface PollingOptions {
	/** The origin of the server; empty for a page's own. */
	url: string;
	store: Store;
	/** Milliseconds between questions; {@link pollInterval} unless a test says otherwise. */
	interval?: number;
	/** Whether the last question was answered. */
	onAnswer?(reached: boolean): void;
	/** A channel that the server refuses was dropped from the store. */
	onDropped?(channel: string): void;
	fetch?: typeof fetch;
}

/** A store that is kept up to date by asking from time to time: see {@link followByPolling}. */
export interface Polling {
	/** Ask now; resolves when the answer is applied or there was none. Questions never overlap. */
	ask(): Promise<void>;
	close(): void;
}

/**
 * Keeps the channels of a store up to date by `GET /api/v1/updates`, at once and then every five minutes: for pages
 * that hold no connection open (DESIGN.md section 3). Whoever has a page also asks when it becomes visible.
 */
export function followByPolling(options: PollingOptions): Polling {
	const { url, store, interval = pollInterval, fetch: get = fetch } = options;
	let current: Promise<void> | null = null;
	let fromNothing = false;

	async function readPage(channels: readonly string[]): Promise<"more" | "done" | "failed"> {
		const after = fromNothing ? null : store.after();
		// Written as the server writes it, sorted and not encoded: every reader of these channels shares one cached answer.
		const since = after ? `&after=${formatCursor(after)}` : "";
		const address = `${url}/api/v1/updates?channels=${[...channels].sort().join()}${since}`;
		// The browser's own cache would answer with what it has and ask only then: it is to ask first.
		const answer = await get(address, { cache: "no-cache", signal: AbortSignal.timeout(answerTimeout) });
		const body: unknown = await answer.json();
		if (!answer.ok) return dropRefused(body);
		const page = parseUpdates(body);
		const next = page && parseCursor(page.next);
		if (!page || !next) return "failed";
		const { epoch, events, snapshot } = page;
		const outcome = store.applyAck(
			snapshot
				? { ok: true, epoch, position: next.position, snapshot }
				: { ok: true, epoch, position: next.position, events },
			channels,
		);
		fromNothing = outcome === "foreign";
		if (outcome === "stale") return "failed";
		return outcome === "applied" && events.length < updatesPageSize ? "done" : "more";
	}

	function dropRefused(body: unknown): "more" | "failed" {
		const { code, channel } = body as { code?: unknown; channel?: unknown };
		if (typeof channel !== "string" || (code !== "unknown_channel" && code !== "forbidden")) return "failed";
		store.drop(channel);
		options.onDropped?.(channel);
		return "more";
	}

	async function read(): Promise<void> {
		let result: "more" | "done" | "failed" = "more";
		try {
			for (let page = 0; result === "more" && page < mostPages; page += 1) {
				const channels = store.channels();
				result = channels.length > 0 ? await readPage(channels) : "done";
			}
		} catch {
			result = "failed";
		}
		options.onAnswer?.(result === "done");
	}

	const ask = () => {
		current ??= read().finally(() => {
			current = null;
		});
		return current;
	};
	const timer = setInterval(() => void ask(), interval);
	void ask();
	return { ask, close: () => clearInterval(timer) };
}
