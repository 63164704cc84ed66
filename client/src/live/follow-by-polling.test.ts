import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { followByPolling, type Polling } from "./follow-by-polling.ts";
import { createStore, type Store } from "./store.ts";
import { createTestLog } from "./test-log.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

describe("followByPolling", () => {
	let server: TestServer;
	let store: Store;
	let polling: Polling | undefined;

	beforeEach(async () => {
		const log = createTestLog();
		for (let pick = 0; pick < 3; pick += 1) log.append({ kind: "publish", pick });
		server = await openTestServer(log);
		store = createStore();
	});
	afterEach(async () => {
		polling?.close();
		await server.close();
	});
	const hold = (position: number) => {
		const { log } = server;
		for (const channel of log.channels()) {
			store.hold(channel, log.stateAt(channel, position), { epoch: log.epoch, position });
		}
	};
	function expectWhole() {
		for (const channel of server.log.channels()) expect(store.state(channel)).toEqual(server.log.stateAt(channel));
	}

	it("asks at once, when it is told to, and from time to time", async () => {
		hold(2);
		polling = followByPolling({ url: server.url, store, interval: 50 });
		await polling.ask();
		expectWhole();
		server.log.append({ kind: "post", pick: 0 });
		await vi.waitFor(expectWhole);
		expect(store.counts()).toMatchObject({ snapshots: 0 });
	});

	it("reads page after page of a long absence, also of channels rendered at different positions", async () => {
		hold(6);
		store.drop("feed");
		store.hold("feed", server.log.stateAt("feed", 3), { epoch: "e1", position: 3 });
		for (let pick = 0; pick < 120; pick += 1) server.log.append({ kind: "edit", pick });
		polling = followByPolling({ url: server.url, store });
		await polling.ask();
		expectWhole();
	});

	it("drops what the server refuses and reports whether it was answered", async () => {
		hold(2);
		store.hold("author:00000000000000", null, { epoch: "e1", position: 2 });
		const reached: boolean[] = [];
		const dropped: string[] = [];
		const onAnswer = (whether: boolean) => reached.push(whether);
		polling = followByPolling({ url: server.url, store, onAnswer, onDropped: (channel) => dropped.push(channel) });
		await polling.ask();
		expectWhole();
		await server.close();
		await polling.ask();
		expect(reached).toEqual([true, false]);
		expect(dropped).toEqual(["author:00000000000000"]);
	});

	it("takes a snapshot when what it has is of another epoch", async () => {
		hold(2);
		const other = createStore();
		other.hold("feed", { kind: "list", subject: null, cards: [], floor: null }, { epoch: "e0", position: 900 });
		polling = followByPolling({ url: server.url, store: other });
		await polling.ask();
		expect(other.state("feed")).toEqual(server.log.stateAt("feed"));
		expect(other.cursor()).toEqual({ epoch: "e1", position: 6 });
	});
});
