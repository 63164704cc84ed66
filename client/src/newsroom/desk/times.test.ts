import { expect, it } from "vitest";
import { createTimes } from "./times.ts";

const kyiv = createTimes("Europe/Kyiv");

it("writes an instant in the site's zone, with seconds where it must be proved", () => {
	expect(kyiv.second("2026-05-01T11:05:07.123Z")).toBe("14:05:07");
	expect(kyiv.dateOf(new Date("2026-05-01T21:30:00Z"))).toBe("2026-05-02");
	expect(kyiv.day("2026-05-01")).toBe("May 1");
});

it("reads a field back to the same instant, also around a change of the clocks", () => {
	for (const at of ["2026-01-15T09:00:00.000Z", "2026-07-15T09:00:00.000Z", "2026-03-29T02:30:00.000Z"]) {
		expect(kyiv.fromField(kyiv.toField(at))).toBe(at);
	}
	expect(kyiv.fromField("")).toBeNull();
});

it("writes in the language of the console, with 24 hours", () => {
	const times = createTimes("Europe/Kyiv", "uk");
	expect(times.day("2026-05-01")).toBe("1 травня");
	expect(times.second("2026-05-01T11:05:07.123Z")).toBe("14:05:07");
});
