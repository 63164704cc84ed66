import { createStore, type Store } from "@dateline/client/live";
import type { ChannelState, Event } from "@dateline/shared/model";
import type { Cursor, Pulse, SubscribeAck } from "@dateline/shared/protocol";
import { createFollower, type Followed } from "../harness/readers/follower.ts";
import { type Connection, createConnection, type Message } from "./connection.ts";
import type { Node } from "./node.ts";

/** What a reader does with what it is told: the browser's store, or the page of the protocol written a second time. */
interface Brain {
	readonly channels: ReadonlyMap<string, Followed>;
	/** After what to ask. */
	after(): Cursor | null;
	/** False when it has to ask again. */
	takeAnswer(answer: SubscribeAck & { ok: true }): boolean;
	takeEvents(events: readonly Event[]): boolean;
	takePulse(pulse: Pulse): boolean;
}

/** A reader of the model: it asks, holds what comes meanwhile, and asks again after a gap. */
export interface SimReader {
	readonly name: string;
	readonly channels: ReadonlyMap<string, Followed>;
	/** Connects to a node and asks; the promise is the node's answering, which may be left under way. */
	connect(node: Node): Promise<void>;
	/** Loses the connection with all that is on its way. */
	drop(): void;
	/** Takes up to `count` messages from the connection; gives the promise of what it asked for in return. */
	receive(count: number): Promise<void>;
	setChoked(choked: boolean): void;
	/** The node it is connected to, or null. */
	node(): Node | null;
	/** Messages that are on their way to it. */
	waiting(): number;
	/** Gaps it has met: only a server that is wrong, or a connection that was skipped, makes one. */
	gaps(): number;
}

export function createSimReader(name: string, channels: readonly string[], kind: "store" | "follower"): SimReader {
	const brain = kind === "store" ? storeBrain(channels) : followerBrain(channels);
	let at: { node: Node; connection: Connection; asking: boolean; held: Message[] } | null = null;
	let gaps = 0;

	function ask(): Promise<void> {
		if (!at || at.asking) return Promise.resolve();
		at.asking = true;
		return at.node.subscribe(at.connection, { v: 1, channels: [...channels], after: brain.after() });
	}

	function gap(): Promise<void> {
		gaps += 1;
		return ask();
	}

	async function take(message: Message): Promise<void> {
		if (!at) return;
		if (message.kind === "answer") return takeAnswer(JSON.parse(message.json) as SubscribeAck);
		if (message.name === "resubscribe") return ask();
		if (at.asking) return void at.held.push(message);
		if (message.name === "pulse") return brain.takePulse(JSON.parse(message.json) as Pulse) ? undefined : ask();
		return brain.takeEvents(JSON.parse(message.json) as Event[]) ? undefined : gap();
	}

	async function takeAnswer(answer: SubscribeAck): Promise<void> {
		if (!at) return;
		at.asking = false;
		const { held } = at;
		at.held = [];
		// A refusal (busy) or an answer that does not fit: asked again.
		if (!answer.ok || !brain.takeAnswer(answer)) return ask();
		for (const message of held) await take(message);
	}

	return {
		name,
		channels: brain.channels,
		async connect(node) {
			this.drop();
			const connection = createConnection();
			at = { node, connection, asking: false, held: [] };
			node.connect(connection);
			await ask();
		},
		drop() {
			if (at) at.node.disconnect(at.connection);
			at = null;
		},
		async receive(count) {
			for (let taken = 0; taken < count && at; taken += 1) {
				const message = at.connection.queue.shift();
				if (!message) return;
				await take(message);
			}
		},
		setChoked(choked) {
			if (at) at.connection.choked = choked;
		},
		node: () => at?.node ?? null,
		waiting: () => at?.connection.queue.length ?? 0,
		gaps: () => gaps,
	};
}

function followerBrain(channels: readonly string[]): Brain {
	const follower = createFollower(channels);
	return {
		channels: follower.channels,
		after: () => follower.safeCursor(),
		takeAnswer(answer) {
			if ("snapshot" in answer) return follower.takeSnapshot(answer.epoch, answer.position, answer.snapshot);
			if (!follower.takeEvents(answer.events, true)) return false;
			follower.raise(answer.epoch, answer.position);
			return true;
		},
		takeEvents: (events) => follower.takeEvents(events, false),
		takePulse(pulse) {
			if (pulse.epoch !== follower.cursor()?.epoch) return false;
			follower.raise(pulse.epoch, pulse.position);
			return true;
		},
	};
}

function storeBrain(names: readonly string[]): Brain {
	const store: Store = createStore();
	const channels = new Map<string, Followed>(names.map((name) => [name, { head: 0, state: null, steps: [] }]));
	for (const name of names) store.hold(name);
	store.observe((changes) => {
		for (const { channel, after, event } of changes) {
			const followed = channels.get(channel);
			if (followed) note(followed, after, event?.position ?? null, channel);
		}
	});
	function note(followed: Followed, state: ChannelState | null, position: number | null, channel: string): void {
		followed.state = state;
		followed.head = position ?? store.head(channel);
		const kind = position === null ? "snapshot" : "event";
		followed.steps.push({ kind, epoch: store.cursor()?.epoch ?? "", position: followed.head, at: 0, asked: false });
	}
	return {
		channels,
		after: () => store.after(),
		takeAnswer: (answer) => store.applyAck(answer, names) === "applied",
		takeEvents: (events) => store.applyEvents(events) === "applied",
		takePulse: (pulse) => store.notePulse(pulse),
	};
}
