import { type ChannelState, type Event, fold } from "@dateline/shared/model";
import type { Cursor } from "@dateline/shared/protocol";

/** What was done to one channel, in the order it was done: the evidence that the verifier judges. */
export interface Step {
	kind: "snapshot" | "event";
	epoch: string;
	position: number;
	/** When, milliseconds since 1970. */
	at: number;
	/** Whether it came in the answer to a question, and not by itself. */
	asked: boolean;
}

/** A channel as somebody followed it. `head` is the position up to which it is whole. */
export interface Followed {
	head: number;
	state: ChannelState | null;
	steps: Step[];
}

/**
 * The client's rules of DESIGN.md section 3, written a second time from the page and sharing nothing with the browser's
 * store but `fold`, so that an error in the one is not an error in both. It knows no connection.
 */
export interface Follower {
	readonly channels: ReadonlyMap<string, Followed>;
	/** Up to where everything is here; null before the first answer. */
	cursor(): Cursor | null;
	/** Where to ask again after a gap: the smallest head. */
	safeCursor(): Cursor | null;
	/** Takes a snapshot; false when it is older than what is here, and was not taken. */
	takeSnapshot(epoch: string, position: number, snapshot: Readonly<Record<string, ChannelState>>): boolean;
	/**
	 * Takes events in order; false when there is a gap: then nothing after it was taken. `asked` says that they answer a
	 * question and did not come by themselves.
	 */
	takeEvents(events: readonly Event[], asked: boolean): boolean;
	/** Everything of all channels up to `position` is here. */
	raise(epoch: string, position: number): void;
}

export function createFollower(names: readonly string[]): Follower {
	const channels = new Map<string, Followed>(names.map((name) => [name, { head: 0, state: null, steps: [] }]));
	let epoch: string | null = null;
	let position = 0;
	return {
		channels,
		cursor: () => (epoch === null ? null : { epoch, position }),
		safeCursor: () =>
			epoch === null ? null : { epoch, position: Math.min(...[...channels.values()].map(({ head }) => head)) },
		takeSnapshot(itsEpoch, at, snapshot) {
			if (itsEpoch === epoch && at < position) return false;
			const missing = names.filter((name) => !(name in snapshot));
			if (missing.length > 0) throw new Error(`a snapshot without ${missing.join(", ")}`);
			for (const [name, channel] of channels) {
				channel.state = snapshot[name] ?? null;
				channel.head = at;
				channel.steps.push({ kind: "snapshot", epoch: itsEpoch, position: at, at: Date.now(), asked: true });
			}
			epoch = itsEpoch;
			position = at;
			return true;
		},
		takeEvents(events, asked) {
			for (const event of events) {
				const behind = Object.entries(event.previous).flatMap(([name, previous]) => {
					const channel = channels.get(name);
					return channel && channel.head < event.position ? [{ name, previous, channel }] : [];
				});
				if (behind.some(({ previous, channel }) => previous > channel.head)) return false;
				for (const { name, channel } of behind) {
					channel.state = fold(channel.state, name, event);
					channel.head = event.position;
					channel.steps.push({ kind: "event", epoch: epoch ?? "", position: event.position, at: Date.now(), asked });
				}
				position = Math.max(position, event.position);
			}
			return true;
		},
		raise(itsEpoch, to) {
			if (itsEpoch !== epoch) throw new Error(`told of ${to} in epoch ${itsEpoch} while following ${epoch}`);
			for (const channel of channels.values()) channel.head = Math.max(channel.head, to);
			position = Math.max(position, to);
		},
	};
}
