import type { Event } from "@dateline/shared/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStore } from "./store.ts";
import { createTestLog, type Step } from "./test-log.ts";

const stepArbitrary: fc.Arbitrary<Step> = fc.record({
	kind: fc.constantFrom(
		"publish",
		"edit",
		"significant",
		"post",
		"editPost",
		"withdrawPost",
		"section",
		"unknown",
	) as fc.Arbitrary<Step["kind"]>,
	pick: fc.nat(30),
});

/** What may befall a reader, the server or the wire between them. */
type Turn =
	| { do: "commit"; step: Step }
	| { do: "deliver" | "lose" | "repeat"; pick: number }
	| { do: "reorder" }
	| { do: "ask"; behind: number; most: number }
	| { do: "pulse"; behind: number };

const turnArbitrary: fc.Arbitrary<Turn> = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ do: fc.constant("commit" as const), step: stepArbitrary }) },
	{
		weight: 8,
		arbitrary: fc.record({
			do: fc.constantFrom("deliver" as const, "lose" as const, "repeat" as const),
			pick: fc.nat(),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ do: fc.constant("reorder" as const) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant("ask" as const), behind: fc.nat(4), most: fc.nat(20) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant("pulse" as const), behind: fc.nat(4) }) },
);

describe("createStore", () => {
	it("holds, at every moment, the plain fold of the log up to each head, whatever is lost, repeated or reordered", () => {
		fc.assert(
			fc.property(
				fc.array(stepArbitrary, { maxLength: 12 }),
				fc.array(turnArbitrary, { maxLength: 120 }),
				fc.subarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
				(before, turns, chosen) => {
					const log = createTestLog();
					for (const step of before) log.append(step);
					const channels = chosen.map((index) => log.channels()[index] as string);
					const store = createStore();
					// A page whose channels were rendered at different positions.
					for (const [index, channel] of channels.entries()) {
						const position = Math.max(0, log.events.length - index * 2);
						store.hold(channel, log.stateAt(channel, position), { epoch: log.epoch, position });
					}
					const applied = new Map<string, number>(channels.map((channel) => [channel, store.head(channel)]));
					store.observe((changes) => {
						for (const { channel, event } of changes) {
							if (!event) continue;
							expect(event.position).toBeGreaterThan(applied.get(channel) ?? -1);
							applied.set(channel, event.position);
						}
					});
					const wire: Event[] = [];
					let needsAnswer = false;
					const take = (index: number, keep: boolean) => {
						const event = keep ? wire[index] : wire.splice(index, 1)[0];
						if (event && store.applyEvents([event]) === "gap") needsAnswer = true;
					};
					const check = () => {
						for (const channel of channels) {
							expect(store.state(channel)).toEqual(log.stateAt(channel, store.head(channel)));
						}
					};
					const ask = (at: number, most: number) => {
						const asked = store.channels();
						const ack = log.answer(asked, store.after(), { at, most });
						if (!ack.ok) throw new Error("The test log refuses nothing.");
						if (store.applyAck(ack, asked) === "applied") needsAnswer = false;
					};
					for (const turn of turns) {
						if (turn.do === "commit") wire.push(...log.append(turn.step));
						else if (turn.do === "reorder") wire.reverse();
						else if (turn.do === "ask") ask(log.events.length - turn.behind, turn.most);
						else if (turn.do === "pulse") {
							store.notePulse({ epoch: log.epoch, position: Math.max(0, log.events.length - turn.behind) });
						} else if (wire.length > 0) {
							if (turn.do === "lose") wire.splice(turn.pick % wire.length, 1);
							else take(turn.pick % wire.length, turn.do === "repeat");
						}
						check();
					}
					while (wire.length > 0) take(0, false);
					check();
					// A loss at the very end shows at the next answer at the latest.
					ask(log.events.length, 500);
					expect(needsAnswer).toBe(false);
					for (const channel of channels) expect(store.state(channel)).toEqual(log.stateAt(channel));
				},
			),
			{ numRuns: 400 },
		);
	});

	it("asks for a snapshot when a channel has no state, and keeps what the others have", () => {
		const log = createTestLog();
		for (let pick = 0; pick < 3; pick += 1) log.append({ kind: "publish", pick });
		const store = createStore();
		store.hold("feed", log.stateAt("feed"), { epoch: log.epoch, position: 6 });
		expect(store.after()).toEqual({ epoch: "e1", position: 6 });
		store.hold(log.channels()[2] as string);
		expect(store.after()).toBeNull();
		const ack = log.answer(store.channels(), store.after());
		if (!ack.ok) throw new Error("refused");
		expect(store.applyAck(ack, store.channels())).toBe("applied");
		expect(store.counts()).toMatchObject({ snapshots: 1 });
		expect(store.after()).toEqual({ epoch: "e1", position: 6 });
	});

	it("takes no snapshot older than what it knows to exist, and any snapshot of another epoch", () => {
		const log = createTestLog();
		for (let pick = 0; pick < 3; pick += 1) log.append({ kind: "publish", pick });
		const store = createStore();
		store.hold("feed", log.stateAt("feed"), { epoch: log.epoch, position: 6 });
		store.notePulse({ epoch: log.epoch, position: 9 });
		const snapshot = { feed: { kind: "list" as const, subject: null, cards: [], floor: null } };
		expect(store.applyAck({ ok: true, epoch: "e1", position: 8, snapshot }, ["feed"])).toBe("stale");
		expect(store.state("feed")).toEqual(log.stateAt("feed"));
		expect(store.applyAck({ ok: true, epoch: "e2", position: 3, events: [] }, ["feed"])).toBe("foreign");
		expect(store.applyAck({ ok: true, epoch: "e2", position: 3, snapshot }, ["feed"])).toBe("applied");
		expect(store.state("feed")).toEqual(snapshot.feed);
		expect(store.cursor()).toEqual({ epoch: "e2", position: 3 });
		expect(store.notePulse({ epoch: "e1", position: 12 })).toBe(false);
	});

	it("tells its observers of a batch once, with the event that caused each change", () => {
		const log = createTestLog();
		const [story, card] = log.append({ kind: "publish", pick: 0 });
		const store = createStore();
		store.hold("feed", null, { epoch: log.epoch, position: 0 });
		const batches: (string | undefined)[][] = [];
		const end = store.observe((changes) => batches.push(changes.map((change) => change.event?.type)));
		store.applyEvents([story, card] as Event[]);
		store.applyEvents([card] as Event[]);
		end();
		store.applyEvents(log.append({ kind: "edit", pick: 0 }));
		expect(batches).toEqual([["card.added"]]);
		expect(store.counts()).toMatchObject({ applied: 2, repeated: 1, gaps: 0 });
	});
});
