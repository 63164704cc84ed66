import type { DigestView } from "@dateline/shared/model";
import { describe, expect, it } from "vitest";
import type { PageState } from "../pages/page-state.ts";
import { followedBy } from "./page-facts.ts";

const digest: DigestView = {
	date: "2026-05-01",
	lines: [],
	publishedAt: "2026-05-01T18:00:00.000Z",
	updatedAt: null,
	revision: 1,
};

describe("followedBy", () => {
	it("follows all pages of live coverage by a socket, and those of coverage that has ended by asking", () => {
		const frozen = { boundary: "b0000000000001", before: { at: "2026-05-01T18:00:00.000Z", id: "p0000000000001" } };
		const page = { kind: "live" as const, id: "s0000000000001", addressed: null, order: "newest" as const, frozen };
		const states = (state: "live" | "ended") =>
			({ [`story:${page.id}`]: { kind: "story", story: { state } } }) as unknown as PageState["states"];
		const older = { ...page, newer: "newest", older: null };
		expect(followedBy({ page: older, states: states("live") })).toBe("socket");
		expect(followedBy({ page: older, states: states("ended") })).toBe("polling");
	});

	it("follows the newest digest by a socket and an earlier one by asking", () => {
		const page = { kind: "digest" as const, digest, earlier: null };
		expect(followedBy({ page: { ...page, later: null }, states: {} })).toBe("socket");
		expect(followedBy({ page: { ...page, later: "2026-05-02" }, states: {} })).toBe("polling");
	});
});
