import type { DigestView } from "@dateline/shared/model";
import { describe, expect, it } from "vitest";
import { followedBy } from "./page-facts.ts";

const digest: DigestView = {
	date: "2026-05-01",
	lines: [],
	publishedAt: "2026-05-01T18:00:00.000Z",
	updatedAt: null,
	revision: 1,
};

describe("followedBy", () => {
	it("follows the newest digest by a socket and an earlier one by asking", () => {
		const page = { kind: "digest" as const, digest, earlier: null };
		expect(followedBy({ page: { ...page, later: null }, states: {} })).toBe("socket");
		expect(followedBy({ page: { ...page, later: "2026-05-02" }, states: {} })).toBe("polling");
	});
});
