import { connectLive, createStore, type Live } from "@dateline/client/live";
import { WebSocket as NodeWebSocket } from "ws";
import type { Followed } from "./follower.ts";
import type { Reader, ReaderOptions } from "./reader.ts";

/** A reader with what runs in the browser: its store and its connection. After a drop it goes to another server. */
export function startStoreReader(options: ReaderOptions): Reader {
	const store = createStore();
	const troubles: string[] = [];
	const channels = new Map<string, Followed>();
	for (const name of options.channels) {
		channels.set(name, { head: 0, state: null, steps: [] });
		store.hold(name);
	}
	store.observe((changes) => {
		for (const { channel, after, event } of changes) {
			const followed = channels.get(channel);
			if (!followed) continue;
			followed.state = after;
			followed.head = event?.position ?? store.head(channel);
			followed.steps.push({
				kind: event ? "event" : "snapshot",
				epoch: store.cursor()?.epoch ?? "",
				position: followed.head,
				at: Date.now(),
				asked: event === null,
			});
		}
	});

	let stopped = false;
	let retry: NodeJS.Timeout | undefined;
	let live: Live | null = null;
	function connect(): void {
		if (stopped) return;
		live = connectLive({
			url: options.pickServer(),
			webSocket: NodeWebSocket as unknown as typeof WebSocket,
			store,
			onSignal: (signal) => signal !== "live" && troubles.push(signal),
			onDropped: (channel, error) => troubles.push(`${channel} was refused: ${error.code}`),
			// Waits of a tenth of what a browser waits, so that a run has more reconnections in it.
			random: () => Math.random() / 10,
		});
	}

	connect();
	return {
		name: options.name,
		way: "store",
		channels,
		position: () => store.cursor()?.position ?? 0,
		hasAll: (position) => (store.cursor()?.position ?? 0) >= position,
		drop(ms) {
			live?.close();
			live = null;
			clearTimeout(retry);
			retry = setTimeout(connect, ms);
		},
		troubles,
		async stop() {
			stopped = true;
			clearTimeout(retry);
			live?.close();
		},
	};
}
