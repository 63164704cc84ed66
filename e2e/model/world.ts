import { type OpenRecord, readHeadPosition, readLog } from "@dateline/shared/database";
import type { ChannelState } from "@dateline/shared/model";
import type { Logger } from "pino";
import type { Metrics } from "../../server/src/http/create-metrics.ts";
import type { Newsdesk } from "./newsdesk.ts";
import { type Node, startNode, statesOf } from "./node.ts";
import { createSimReader, type SimReader } from "./sim-reader.ts";
import type { Step } from "./steps.ts";
import type { StreamBox } from "./stream-box.ts";

/** Everything that the steps act on. */
export interface World {
	readonly epoch: string;
	readonly readers: readonly SimReader[];
	take(step: Step): Promise<void>;
	/** Lets everybody come to rest: nodes poll, readers are connected and take all that is on its way. */
	settle(): Promise<void>;
	nodeStates(channels: readonly string[]): Promise<Map<string, Map<string, ChannelState>>>;
	wasChoked(reader: string): boolean;
	stop(): Promise<void>;
}

/** Events that each node keeps in memory: one answers most readers from there, the other must read the record. */
const ringSizes = [20, 4];

export async function createWorld(parts: {
	record: OpenRecord;
	stream: StreamBox;
	metrics: Metrics;
	log: Logger;
	newsdesk: Newsdesk;
}): Promise<World> {
	const { record, stream, newsdesk } = parts;
	const { epoch } = await readLog(record.kysely);
	const start = (number: number) => startNode({ ...parts, ringSize: ringSizes[number] ?? 1 });
	const nodes: Node[] = [await start(0), await start(1)];
	const [first = "", second = ""] = newsdesk.stories;
	const readers = [
		createSimReader("reader 1", ["feed", "site"], "store"),
		createSimReader("reader 2", [`story:${first}`, `card:${second}`, "feed"], "store"),
		createSimReader("reader 3", ["feed", `story:${second}`], "follower"),
		createSimReader("reader 4", ["site", `story:${first}`, `card:${first}`], "follower"),
	];
	const choked = new Set<string>();
	/** Answerings that were left under way. */
	const underWay: Promise<unknown>[] = [];

	const nodeOf = (number: number): Node => nodes[number] as Node;
	const readerOf = (number: number): SimReader => readers[number] as SimReader;
	/** A story's channels are known once it was published; before that a reader would only be refused. */
	const canFollow = (reader: SimReader, node: Node) =>
		[...reader.channels.keys()].every((channel) => node.model.isKnown(channel));

	async function readStream(node: Node, lossy: number): Promise<void> {
		const events = await stream.read(epoch, node.model.position);
		const kept = events.filter((event) => ((lossy >> (event.position % 7)) & 1) === 0 || lossy < 64);
		node.hint((lossy & 1) === 1 ? kept.reverse() : kept);
		const newest = Math.max(0, ...kept.map(({ position }) => position));
		await node.model.waitFor(newest, 5_000);
		await node.idle();
	}

	async function restart(number: number): Promise<void> {
		const dead = nodeOf(number);
		for (const reader of readers) if (reader.node() === dead) reader.drop();
		await dead.stop();
		nodes[number] = await start(number);
	}

	async function take(step: Step): Promise<void> {
		switch (step.do) {
			case "change":
				return void (await newsdesk.make(step.kind, step.pick));
			case "relay":
				return stream.relay(record, epoch, step.most);
			case "wipe the stream":
				return stream.wipe();
			case "copy the stream":
				return stream.copy(epoch);
			case "put the copy back":
				return stream.putBack(epoch);
			case "read the stream":
				return readStream(nodeOf(step.node), step.lossy);
			case "poll":
				await nodeOf(step.node).poll();
				return nodeOf(step.node).idle();
			case "kill the node":
				return restart(step.node);
			case "second":
				nodeOf(step.node).pulse();
				nodeOf(step.node).askSkipped();
				return nodeOf(step.node).idle();
			case "connect": {
				const node = nodeOf(step.node);
				if (!canFollow(readerOf(step.reader), node)) return;
				const answering = readerOf(step.reader).connect(node);
				if (step.wait) await answering;
				else underWay.push(answering);
				return;
			}
			case "drop":
				return readerOf(step.reader).drop();
			case "receive":
				return readerOf(step.reader).receive(step.count);
			case "choke":
				if (step.choked) choked.add(readerOf(step.reader).name);
				return readerOf(step.reader).setChoked(step.choked);
			case "connect while": {
				const node = nodeOf(step.node);
				const reader = readerOf(step.reader);
				if (!canFollow(reader, node)) return;
				for (const channel of reader.channels.keys()) if (step.forgetful) node.model.states.drop(channel);
				const committed = await newsdesk.make(step.kind, step.pick);
				const answering = reader.connect(node);
				if (step.slow) {
					choked.add(reader.name);
					reader.setChoked(true);
				}
				node.hint(committed);
				await node.model.waitFor(committed.at(-1)?.position ?? 0, 5_000);
				await node.idle();
				reader.setChoked(false);
				await answering;
				return;
			}
		}
	}

	async function settle(): Promise<void> {
		await Promise.all(underWay);
		const head = await readHeadPosition(record.kysely);
		for (const node of nodes) {
			await node.poll();
			await node.idle();
			if (node.model.position !== head) throw new Error(`a node is at ${node.model.position}, the record at ${head}`);
		}
		for (const [number, reader] of readers.entries()) {
			reader.setChoked(false);
			if (!reader.node()) await reader.connect(nodeOf(number % nodes.length));
			reader.node()?.pulse();
			reader.node()?.askSkipped();
			await reader.node()?.idle();
			// An answer may lead to another question; what was asked in vain so often is asked for ever.
			for (let rounds = 0; reader.waiting() > 0; rounds += 1) {
				if (rounds > 50) throw new Error(`${reader.name} does not come to rest`);
				await reader.receive(1_000);
			}
		}
	}

	return {
		epoch,
		readers,
		take,
		settle,
		async nodeStates(channels) {
			const known = (node: Node) => channels.filter((channel) => node.model.isKnown(channel));
			const states = await Promise.all(nodes.map((node) => statesOf(node, known(node))));
			return new Map(states.map((of, number) => [`node ${number + 1}`, of]));
		},
		wasChoked: (reader) => choked.has(reader),
		async stop() {
			for (const reader of readers) reader.drop();
			await Promise.all(underWay);
			await Promise.all(nodes.map((node) => node.stop()));
		},
	};
}
