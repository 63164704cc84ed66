import { expect, it } from "vitest";
import { differs, formatFull, formatRelative, formatStamp } from "./format-time.ts";

const at = "2026-05-02T13:05:00.000Z";
const style = (language: string, timeZone = "Europe/Kyiv") => ({ language, timeZone });

it("writes a whole time with its zone in each language", () => {
	expect(formatFull(style("en"), at)).toBe("Saturday, May 2, 2026, 16:05 (GMT+3)");
	expect(formatFull(style("uk"), at)).toMatch(/^субота, 2 травня 2026.*, 16:05 \(GMT\+3\)$/);
	expect(formatFull(style("ar"), at)).toMatch(/^السبت، 2 مايو 2026، 16:05 \(GMT\+3\)$/);
});

it("uses the digits of the country", () => {
	expect(formatStamp(style("ar"), at, at)).toBe("16:05");
	expect(formatStamp(style("ar-EG"), at, at)).toBe("١٦:٠٥");
});

it("tells a relative time in each language, up to seven days", () => {
	const ago = (language: string, minutes: number) =>
		formatRelative(language, at, new Date(Date.parse(at) + minutes * 60_000).toISOString());
	expect([ago("en", 4), ago("uk", 4), ago("ar", 4)]).toEqual(["4 min ago", "4 хв тому", "قبل 4 دقائق"]);
	expect(ago("uk", 3 * 24 * 60)).toBe("3 дні тому");
	expect(ago("en", 7 * 24 * 60)).toBeNull();
});

it("tells zones apart by what their clocks show", () => {
	expect(differs(style("en"), style("en", "Europe/London"), at)).toBe(true);
	expect(differs(style("en"), style("en", "Europe/Helsinki"), at)).toBe(false);
	// The same hour of another day.
	expect(differs(style("en", "Pacific/Kiritimati"), style("en", "Pacific/Honolulu"), at)).toBe(true);
});
