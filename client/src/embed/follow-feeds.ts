import type { ChannelState, Event } from "@dateline/shared/model";
import { connectLive, type Live } from "../live/connect-live.ts";
import type { Signal } from "../live/signal.ts";
import { createStore, type Store } from "../live/store.ts";
import type { FeedData } from "./feed-data.ts";

/** What an embed hears of its channel. */
export interface FeedListener {
	/** The channel's state now, with the events that made it so; none where a snapshot did. */
	onState(state: ChannelState | null, events: readonly Event[]): void;
	onSignal(signal: Signal): void;
	/** The server does not let this page follow the channel. */
	onRefused(): void;
}

/** Of an embed that is followed. */
export interface Followed {
	/** What an event changed is on the screen. */
	markShown(event: Event): void;
	leave(): void;
}

/** One connection for all embeds of a page that have the same server and key. */
interface Hub {
	join(data: FeedData, listener: FeedListener): Followed;
}

const hubs = new Map<string, Hub>();
/** How long a page may be hidden before its connection is closed, milliseconds. */
const hiddenFor = 10_000;

/** Follows an embed's channel on the one connection of its server and key, however many embeds stand on the page. */
export function followFeed(
	{ url, partner }: { url: string; partner: string | null },
	data: FeedData,
	listener: FeedListener,
): Followed {
	const name = `${url} ${partner ?? ""}`;
	const hub = hubs.get(name) ?? createHub(url, partner);
	hubs.set(name, hub);
	return hub.join(data, listener);
}

function createHub(url: string, partner: string | null): Hub {
	const listeners = new Map<FeedListener, string>();
	let store: Store = createStore();
	let live: Live | null = null;
	let hiding: ReturnType<typeof setTimeout> | undefined;

	const of = (channel: string) => [...listeners].flatMap(([listener, one]) => (one === channel ? [listener] : []));

	function open(): Live {
		const own = store;
		own.observe((changes) => {
			for (const channel of new Set(changes.map((change) => change.channel))) {
				const events = changes.flatMap((change) => (change.channel === channel && change.event ? [change.event] : []));
				for (const listener of of(channel)) listener.onState(own.state(channel), events);
			}
		});
		return connectLive({
			url,
			store: own,
			...(partner !== null && { partner }),
			onSignal(signal) {
				for (const listener of [...listeners.keys()]) listener.onSignal(signal);
			},
			onDropped(channel) {
				for (const listener of of(channel)) listener.onRefused();
			},
		});
	}

	const show = () => {
		clearTimeout(hiding);
		live?.resume();
	};
	const hide = () => {
		clearTimeout(hiding);
		hiding = setTimeout(() => live?.pause(), hiddenFor);
	};
	document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? show() : hide()));
	addEventListener("pagehide", () => live?.pause());
	addEventListener("pageshow", (event) => event.persisted && show());
	addEventListener("online", show);
	addEventListener("offline", () => live?.lostNetwork());

	return {
		join({ channel, epoch, position, state }, listener) {
			const isNew = of(channel).length === 0;
			listeners.set(listener, channel);
			if (isNew) {
				store.hold(channel, state, { epoch, position });
				if (live) live.resubscribe();
				else {
					live = open();
					if (document.visibilityState !== "visible") hide();
				}
			} else listener.onState(store.state(channel), []);
			return {
				markShown: (event) => live?.markShown(event),
				leave() {
					if (!listeners.delete(listener)) return;
					if (of(channel).length === 0) store.drop(channel);
					if (listeners.size > 0) live?.resubscribe();
					else {
						live?.close();
						live = null;
						store = createStore();
					}
				},
			};
		},
	};
}
