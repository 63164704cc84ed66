import type { SubscribeAck } from "@dateline/shared/protocol";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocket as NodeWebSocket } from "ws";
import { connectLive, type Live, type LiveOptions } from "./connect-live.ts";
import type { Signal } from "./signal.ts";
import { createStore, type Store } from "./store.ts";
import { createTestLog, type Step } from "./test-log.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

const until = <T>(check: () => T) => vi.waitFor(check, { timeout: 15_000, interval: 10 });

describe("connectLive", () => {
	let server: TestServer;
	let store: Store;
	let live: Live | undefined;
	let signals: Signal[];

	beforeEach(async () => {
		const log = createTestLog();
		for (let pick = 0; pick < 3; pick += 1) log.append({ kind: "publish", pick });
		server = await openTestServer(log);
		store = createStore();
		signals = [];
	});
	afterEach(async () => {
		live?.close();
		await server.close();
	});

	/** Holds every channel as a page does that was rendered at `position`. */
	function holdAll(position = server.log.events.length) {
		const { log } = server;
		const at = { epoch: log.epoch, position };
		for (const channel of log.channels()) store.hold(channel, log.stateAt(channel, position), at);
	}
	function connect(more: Partial<LiveOptions> = {}) {
		live = connectLive({
			url: server.url,
			store,
			onSignal: (signal) => signals.push(signal),
			random: () => 0.001,
			webSocket: NodeWebSocket as unknown as typeof WebSocket,
			...more,
		});
		return live;
	}
	const commit = (kind: Step["kind"], pick = 0) => server.log.append({ kind, pick });
	function expectWhole() {
		for (const channel of server.log.channels()) expect(store.state(channel)).toEqual(server.log.stateAt(channel));
	}

	it("brings a page up to date and keeps it so", async () => {
		holdAll(2);
		connect();
		await until(() => expect(signals).toEqual(["live"]));
		expectWhole();
		server.send(commit("post"));
		server.send(commit("significant", 1));
		await until(expectWhole);
		expect(store.counts()).toMatchObject({ snapshots: 0, gaps: 0 });
		expect(server.asked).toHaveLength(1);
		expect(server.asked[0]?.after).toEqual({ epoch: "e1", position: 2 });
	});

	it("asks again after a gap, from the smallest head", async () => {
		holdAll();
		connect();
		await until(() => expect(signals).toEqual(["live"]));
		server.send(commit("post"), true);
		server.send(commit("post"));
		await until(expectWhole);
		expect(store.counts().gaps).toBe(1);
		expect(server.asked).toHaveLength(2);
		expect(server.asked[1]?.after).toEqual({ epoch: "e1", position: 6 });
	});

	it("holds what arrives while a subscribe is in flight, and has one in flight at a time", async () => {
		holdAll(2);
		let release: (ack: SubscribeAck) => void = () => {};
		server.intercept = () => new Promise<SubscribeAck>((done) => (release = done));
		connect();
		await until(() => expect(server.asked).toHaveLength(1));
		const answer = server.log.answer(store.channels(), store.after());
		server.send(commit("post"));
		server.pulse();
		live?.resubscribe();
		server.send(commit("post"));
		await new Promise((done) => setTimeout(done, 100));
		expect(store.head("feed")).toBe(2);
		expect(server.asked).toHaveLength(1);
		server.intercept = () => undefined;
		release(answer);
		await until(expectWhole);
		await until(() => expect(server.asked).toHaveLength(2));
		expect(store.counts()).toMatchObject({ gaps: 0, snapshots: 0 });
	});

	it("comes back after the connection is lost and misses nothing", async () => {
		holdAll();
		connect();
		await until(() => expect(signals).toEqual(["live"]));
		for (const connection of server.connections()) connection.conn.close();
		server.send(commit("post"));
		await until(() => expect(signals).toEqual(["live", "reconnecting", "live"]));
		expectWhole();
		expect(store.counts().snapshots).toBe(0);
	});

	it("asks after what has come to all its channels, whether or not they were in it, and after a gap not", async () => {
		holdAll();
		connect();
		await until(() => expect(signals).toEqual(["live"]));
		// Two of the three stories stay quiet.
		server.send(commit("post"));
		await until(expectWhole);
		for (const connection of server.connections()) connection.conn.close();
		await until(() => expect(server.asked).toHaveLength(2));
		expect(server.asked[1]?.after).toEqual({ epoch: "e1", position: server.log.events.length });

		await until(() => expect(signals).toEqual(["live", "reconnecting", "live"]));
		const heads = server.log.channels().map((channel) => store.head(channel));
		server.send(commit("post"), true);
		server.send(commit("post"));
		await until(expectWhole);
		expect(server.asked[2]?.after).toEqual({ epoch: "e1", position: Math.min(...heads) });
	});

	it("says offline when it fails again and again, and live again when the reader asks", async () => {
		holdAll();
		connect();
		await until(() => expect(signals).toEqual(["live"]));
		const { url } = server;
		await server.close();
		await until(() => expect(signals.at(-1)).toBe("offline"));
		const log = server.log;
		server = await openTestServer(log);
		live?.close();
		expect(url).not.toBe(server.url);
		connect();
		await until(() => expect(signals.at(-1)).toBe("live"));
	});

	it("takes the snapshot of another epoch in place of all it has", async () => {
		holdAll();
		connect();
		await until(() => expect(signals).toEqual(["live"]));
		const other = createTestLog("e2");
		for (let pick = 0; pick < 3; pick += 1) other.append({ kind: "publish", pick });
		const answer = other.answer(other.channels(), null);
		if (!answer.ok || !("snapshot" in answer)) throw new Error("no snapshot");
		const feed = answer.snapshot["feed"];
		server.intercept = () => ({ ok: true, epoch: "e2", position: 6, snapshot: { feed } }) as SubscribeAck;
		server.pulse({ epoch: "e2" });
		await until(() => expect(store.cursor()).toEqual({ epoch: "e2", position: 6 }));
		expect(store.state("feed")).toEqual(feed);
		expect(server.asked.at(-1)?.after).toEqual({ epoch: "e1", position: 6 });
	});

	it("drops a channel that is unknown and goes on with the others", async () => {
		holdAll();
		store.hold("topic:00000000000000", null, { epoch: "e1", position: 6 });
		const dropped: string[] = [];
		connect({ onDropped: (channel) => dropped.push(channel) });
		await until(() => expect(signals).toEqual(["live"]));
		expect(dropped).toEqual(["topic:00000000000000"]);
		expect(store.channels()).not.toContain("topic:00000000000000");
	});

	it("asks again when the server is busy, slow or draining", async () => {
		holdAll(3);
		let busy = 2;
		server.intercept = () =>
			busy-- > 0 ? { ok: false, error: { code: "busy", message: "Later.", retryAfter: 1 } } : undefined;
		connect();
		await until(() => expect(signals.at(-1)).toBe("live"));
		expect(server.asked).toHaveLength(3);
		server.send(commit("post"), true);
		server.askAll({ reason: "slow", retryAfter: 1 });
		await until(expectWhole);
		expect(server.asked).toHaveLength(4);
		const [before] = server.connections();
		server.askAll({ reason: "draining", retryAfter: 1 });
		await until(() => expect(server.asked).toHaveLength(5));
		expect(server.connections().map(({ id }) => id)).not.toContain(before?.id);
	});

	it("is not fooled by an answer older than what it knows, and does not ask in a loop", async () => {
		holdAll();
		connect();
		await until(() => expect(signals).toEqual(["live"]));
		server.send(commit("post"));
		await until(expectWhole);
		let lagging = 2;
		server.intercept = () => {
			if (lagging-- <= 0) return undefined;
			return server.log.answer(store.channels(), null, { at: 3 });
		};
		live?.resubscribe();
		await until(() => expect(server.asked).toHaveLength(4));
		await until(() => expect(signals.at(-1)).toBe("live"));
		expectWhole();
		expect(store.counts().snapshots).toBe(0);
	});

	it("closes while the page is hidden and catches up when it is visible", async () => {
		holdAll();
		const connection = connect();
		await until(() => expect(signals).toEqual(["live"]));
		connection.pause();
		await until(() => expect(server.connections()).toHaveLength(0));
		server.send(commit("post"));
		connection.resume();
		await until(expectWhole);
		expect(signals).toEqual(["live", "live"]);
	});

	it("answers seen while it is drawn, by the server's clock", async () => {
		holdAll();
		const connection = connect();
		await until(() => expect(signals).toEqual(["live"]));
		const builds: string[] = [];
		connection.close();
		const drawn = connect({ random: () => 0.4, onPulse: (pulse) => builds.push(pulse.build) });
		await until(() => expect(signals).toEqual(["live", "live"]));
		server.pulse({ sample: 0.3 });
		await until(() => expect(builds).toHaveLength(1));
		drawn.markShown({ position: 6, at: new Date().toISOString() });
		// The server's clock is an hour ahead of ours.
		const ahead = (milliseconds: number) => new Date(Date.now() + 3_600_000 + milliseconds).toISOString();
		server.pulse({ sample: 0.5, at: ahead(0) });
		await until(() => expect(builds).toHaveLength(2));
		drawn.markShown({ position: 7, at: ahead(-5_000) });
		for (let position = 8; position < 20; position += 1) drawn.markShown({ position, at: ahead(0) });
		await until(() => expect(server.seen).toHaveLength(8));
		expect(server.seen[0]).toMatchObject({ position: 7 });
		// Both clocks count whole milliseconds, so their distance is known to a few of them.
		expect((server.seen[0] as { ms: number }).ms).toBeGreaterThanOrEqual(4_990);
		expect((server.seen[0] as { ms: number }).ms).toBeLessThan(60_000);
	});

	it.each(["refuse", "swallow"] as const)("falls back to polling when the way in %ss WebSockets", async (how) => {
		server.block(how);
		holdAll(2);
		connect();
		await until(expectWhole);
		expect(server.connections()[0]?.conn.transport.name).toBe("polling");
		server.send(commit("post"));
		await until(expectWhole);
	});

	it("closes a connection that has no pulse, and none that has", async () => {
		holdAll();
		connect({ pulseTimeout: 400 });
		await until(() => expect(signals).toEqual(["live"]));
		const [first] = server.connections();
		for (let beat = 0; beat < 12; beat += 1) {
			server.pulse();
			await new Promise((done) => setTimeout(done, 50));
		}
		expect(server.connections()).toEqual([first]);
		await until(() => expect(signals.slice(0, 3)).toEqual(["live", "reconnecting", "live"]));
		expect(server.connections()).not.toContain(first);
	});
});
