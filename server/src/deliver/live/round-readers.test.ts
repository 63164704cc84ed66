import { expect, it } from "vitest";
import { roundedStories, roundReaders } from "./round-readers.ts";

it("tells two figures of a number of readers, and nothing of a few", () => {
	expect([0, 19, 20, 47, 104, 996, 1_187, 24_800].map(roundReaders)).toEqual([
		...[null, null, 20, 50, 100, 1_000, 1_200, 25_000],
	]);
	expect(roundedStories({ a: 3, b: 1_187, c: 61 })).toEqual({ b: 1_200, c: 60 });
	const many = Object.fromEntries(Array.from({ length: 80 }, (_none, index) => [`s${index}`, 100 + index * 10]));
	expect(Object.keys(roundedStories(many))).toHaveLength(50);
});
