import { describe, expect, it } from "vitest";
import type { Step } from "./readers/follower.ts";
import { judgeSteps } from "./verify-readers.ts";

const event = (position: number): Step => ({ kind: "event", epoch: "e", position, at: 0, asked: false });
const snapshot = (position: number): Step => ({ kind: "snapshot", epoch: "e", position, at: 0, asked: true });
const positions = [2, 5, 6, 9];
const judge = (...steps: Step[]) => judgeSteps("e", positions, steps);

describe("judgeSteps", () => {
	it("accepts all positions once and in order, and snapshots with all after them", () => {
		expect(judge(event(2), event(5), event(6), event(9))).toEqual([]);
		expect(judge(snapshot(4), event(5), event(6), event(9))).toEqual([]);
		expect(judge(snapshot(2), event(5), snapshot(8), event(9))).toEqual([]);
		expect(judge(snapshot(12))).toEqual([]);
	});

	it.each([
		["a position that is missing", [event(2), event(6), event(9)]],
		["the last position missing", [event(2), event(5), event(6)]],
		["a position that was applied twice", [event(2), event(5), event(5), event(6), event(9)]],
		["an order of its own", [event(2), event(6), event(5), event(9)]],
		["a position of no channel of its", [event(2), event(3), event(5), event(6), event(9)]],
		["a position that the snapshot held already", [snapshot(5), event(5), event(6), event(9)]],
		["a snapshot that goes back", [snapshot(6), snapshot(4), event(5), event(6), event(9)]],
		["an event of another epoch", [event(2), event(5), event(6), { ...event(9), epoch: "f" }]],
	])("refuses %s", (_what, steps) => {
		expect(judge(...steps)).not.toEqual([]);
	});
});
