import type { Event } from "@dateline/shared/model";
import type { Pulse } from "@dateline/shared/protocol";
import { connectLive, type Live } from "../live/connect-live.ts";
import { followByPolling, type Polling } from "../live/follow-by-polling.ts";
import type { Signal } from "../live/signal.ts";
import type { Store } from "../live/store.ts";

/** How long a page may be hidden before its connection is closed, in milliseconds: a glance elsewhere costs nothing. */
const hiddenFor = 10_000;

export interface FollowOptions {
	store: Store;
	/** How the page is to be followed now; asked again at each {@link Following.renew}. */
	way(): "socket" | "polling" | "nothing";
	onSignal(signal: Signal | null): void;
	onPulse(pulse: Pulse): void;
	/** This version of the software is no longer answered. */
	onTooOld(): void;
}

/** What keeps a page's store up to date, by the way that suits it and only while that makes sense. */
export interface Following {
	/** The store follows other channels now, or the page asks for another way. */
	renew(): void;
	/** The reader asks for it. */
	retry(): void;
	markShown(event: Pick<Event, "position" | "at">): void;
	close(): void;
}

/**
 * Follows the page's channels: a socket while the page is visible; else questions from time to time, also where no socket
 * gets through, and while a page with a socket is hidden, so that its title goes on counting.
 */
export function follow({ store, way, ...told }: FollowOptions): Following {
	const stop = new AbortController();
	const url = location.origin;
	let live: Live | null = null;
	/** The channels that were last subscribed to. */
	let subscribed = "";
	let polling: Polling | null = null;
	let hiding: ReturnType<typeof setTimeout> | undefined;

	const isVisible = () => document.visibilityState === "visible";

	function renew() {
		const by = way();
		if (by === "socket" && isVisible()) {
			stopPolling();
			const channels = store.channels().join();
			if (live && channels !== subscribed) live.resubscribe();
			subscribed = channels;
			if (!live) openSocket();
			return;
		}
		if (by !== "socket" && live) {
			live.close();
			live = null;
			told.onSignal(null);
		}
		if (by !== "nothing") poll();
	}

	/** Asks from time to time. */
	function poll() {
		polling ??= followByPolling({ url, store });
	}

	function stopPolling() {
		polling?.close();
		polling = null;
	}

	function openSocket() {
		live = connectLive({
			url,
			store,
			...told,
			onSignal(signal) {
				// Where no socket gets through, questions may.
				if (signal === "offline") poll();
				else if (signal === "live") stopPolling();
				told.onSignal(signal);
			},
		});
		if (!navigator.onLine) live.lostNetwork();
		if (!isVisible()) hide();
	}

	function hide() {
		clearTimeout(hiding);
		hiding = setTimeout(rest, hiddenFor);
	}

	function rest() {
		live?.pause();
		if (live) poll();
	}

	function show() {
		clearTimeout(hiding);
		live?.resume();
		if (live || way() === "socket") renew();
		else void polling?.ask();
	}

	const options = { signal: stop.signal };
	document.addEventListener("visibilitychange", () => (isVisible() ? show() : hide()), options);
	// A page that was frozen in the background, or in the browser's memory.
	document.addEventListener("resume", () => isVisible() && show(), options);
	window.addEventListener("pagehide", () => live?.pause(), options);
	window.addEventListener("pageshow", (event) => event.persisted && show(), options);
	window.addEventListener("online", () => show(), options);
	window.addEventListener("offline", () => live?.lostNetwork(), options);
	renew();

	return {
		renew,
		retry: show,
		markShown: (event) => live?.markShown(event),
		close() {
			stop.abort();
			clearTimeout(hiding);
			live?.close();
			polling?.close();
		},
	};
}
