import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createAnnouncer } from "./announce.ts";

describe("createAnnouncer", () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	it("says the first at once and the rest together, ten seconds apart, and empties the region between", () => {
		const said: [number, string][] = [];
		const start = Date.now();
		const announcer = createAnnouncer(
			(text) => said.push([Date.now() - start, text]),
			(count) => `${count} new`,
		);
		announcer.add(1);
		vi.advanceTimersByTime(1_000);
		announcer.add(2);
		announcer.add(1);
		vi.advanceTimersByTime(40_000);
		announcer.add(1);
		expect(said).toEqual([
			[0, "1 new"],
			[8_000, ""],
			[10_000, "3 new"],
			[18_000, ""],
			[41_000, "1 new"],
		]);
		announcer.close();
		vi.advanceTimersByTime(60_000);
		expect(said).toHaveLength(5);
	});
});
