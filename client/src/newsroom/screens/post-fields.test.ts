import { expect, it } from "vitest";
import { createTimes } from "../desk/times.ts";
import { answerSlash, readTimeOfDay } from "./post-fields.ts";
import { emptyPostWork } from "./post-work.ts";

const times = createTimes("Europe/Kyiv");
const now = new Date("2026-05-01T11:06:00Z");

it("reads a time of day in the site's zone, as the last moment that was so", () => {
	expect(readTimeOfDay("13:40", times, now)?.at).toBe("2026-05-01T10:40:00.000Z");
	expect(readTimeOfDay("1340", times, now)?.at).toBe("2026-05-01T10:40:00.000Z");
	expect(readTimeOfDay("23.50", times, now)?.at).toBe("2026-04-30T20:50:00.000Z");
	expect(readTimeOfDay("25:00", times, now)).toBeNull();
	expect(readTimeOfDay("soon", times, now)).toBeNull();
});

it("does what a slash asks of the post, and leaves the rest", () => {
	let work = emptyPostWork();
	const write = (part: Partial<typeof work>) => {
		work = { ...work, ...part };
	};
	for (const asked of ["key", "pin", "breaking", "time 2026-05-01T10:40:00.000Z", "by a1", "by a1"])
		expect(answerSlash(asked, work, write)).toBe(true);
	expect(work).toMatchObject({ key: true, pinned: true, breaking: true, authors: ["a1"] });
	expect(work.publishedAt).toBe("2026-05-01T10:40:00.000Z");
	expect(answerSlash("story", work, write)).toBe(false);
	expect(answerSlash("time", work, write)).toBe(false);
});
