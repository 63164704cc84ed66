import { describe, expect, it } from "vitest";
import { listBegun } from "./list-begun.ts";

const at = new Date("2026-05-01T12:00:00.000Z");
const listOf = (...kept: [string, Record<string, unknown>][]) => ({
	listEverywhere: async () => kept.map(([subject, content]) => ({ subject, content, at })),
});

describe("listBegun", () => {
	it("finds new stories by their subject and says what they were begun as", async () => {
		const begun = await listBegun(
			listOf(
				["new-story:aaa", { headline: "Harbour lights", kind: "article" }],
				["new-story:bbb", { headline: "Vote night", kind: "live" }],
				["story:ccc", { headline: "With readers" }],
				["new-post:ddd", { headline: "A post" }],
			),
		);
		expect(begun).toEqual([
			{ id: "aaa", kind: "article", words: "Harbour lights", at },
			{ id: "bbb", kind: "live", words: "Vote night", at },
		]);
	});

	it("leaves out one whose words were taken away again", async () => {
		expect(await listBegun(listOf(["new-story:aaa", { headline: " ", kind: "article" }]))).toEqual([]);
	});
});
