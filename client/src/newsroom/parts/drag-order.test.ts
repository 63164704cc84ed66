import { describe, expect, it } from "vitest";
import { moveItem, placeAt, stepOf } from "./drag-order.ts";

describe("moveItem", () => {
	it("moves to a place, and stays within the list", () => {
		expect(moveItem(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
		expect(moveItem(["a", "b", "c"], 2, -5)).toEqual(["c", "a", "b"]);
		expect(moveItem(["a", "b", "c"], 1, 9)).toEqual(["a", "c", "b"]);
		expect(moveItem(["a"], 4, 0)).toEqual(["a"]);
	});
});

describe("placeAt", () => {
	it("is above the first row whose middle lies below the pointer", () => {
		const rows = [
			{ top: 0, height: 40 },
			{ top: 40, height: 40 },
		];
		expect([5, 25, 70].map((y) => placeAt(y, rows))).toEqual([0, 1, 2]);
		expect(placeAt(10, [])).toBe(0);
	});
});

describe("stepOf", () => {
	it("knows Alt with an arrow, and nothing else", () => {
		expect(stepOf({ altKey: true, key: "ArrowUp" })).toBe(-1);
		expect(stepOf({ altKey: true, key: "ArrowDown" })).toBe(1);
		expect(stepOf({ altKey: false, key: "ArrowDown" })).toBe(null);
		expect(stepOf({ altKey: true, key: "x" })).toBe(null);
	});
});
