import type { ChannelState } from "@dateline/shared/model";
import { connectLive, createStore, type Signal, type StoreChange } from "../../live/index.ts";

/** What readers have, followed through the same public socket as theirs. */
export interface ReadersView {
	/** Follows a channel until the answer is called. */
	follow(channel: string): () => void;
	state(channel: string): ChannelState | null;
	readonly signal: Signal;
	/** Every change, with its event; null for a snapshot. */
	observe(listener: (changes: readonly StoreChange[]) => void): () => void;
	observeSignal(listener: () => void): () => void;
	close(): void;
}

export function followReaders(url: string): ReadersView {
	const store = createStore();
	const followers = new Map<string, number>();
	const listeners = new Set<() => void>();
	let signal: Signal = "reconnecting";
	const live = connectLive({
		url,
		store,
		desk: true,
		onSignal(now) {
			signal = now;
			for (const listener of [...listeners]) listener();
		},
	});
	const onOnline = () => live.resume();
	const onOffline = () => live.lostNetwork();
	addEventListener("online", onOnline);
	addEventListener("offline", onOffline);
	return {
		follow(channel) {
			followers.set(channel, (followers.get(channel) ?? 0) + 1);
			if (followers.get(channel) === 1) {
				store.hold(channel);
				live.resubscribe();
			}
			return () => {
				const left = (followers.get(channel) ?? 1) - 1;
				followers.set(channel, left);
				if (left > 0) return;
				followers.delete(channel);
				store.drop(channel);
				live.resubscribe();
			};
		},
		state: (channel) => store.state(channel),
		get signal() {
			return signal;
		},
		observe: (listener) => store.observe(listener),
		observeSignal(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		close() {
			removeEventListener("online", onOnline);
			removeEventListener("offline", onOffline);
			live.close();
		},
	};
}
