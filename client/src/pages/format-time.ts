/**
 * Times as text. Whoever calls says which zone and which instant counts as the page's own: the server passes the newest
 * instant that the page shows, so that a page never depends on the clock; the browser passes now.
 */

import { numberTag } from "./words/forms.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

function formatWith(language: string, timeZone: string, options: Intl.DateTimeFormatOptions, at: string): string {
	const key = `${language}|${timeZone}|${JSON.stringify(options)}`;
	let format = formats.get(key);
	if (!format) {
		format = new Intl.DateTimeFormat(numberTag(language), { timeZone, ...options });
		formats.set(key, format);
	}
	return format.format(new Date(at));
}

const clock: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

/** The language and the zone that a page's times are written in. */
export interface TimeStyle {
	language: string;
	timeZone: string;
}

/** What stands between two things that are told one after the other; those who write in Arabic letters turn it round. */
export const comma = (language: string): string => (/^(ar|ckb|fa|ps|sd|ug|ur)\b/.test(language) ? "، " : ", ");

/** Whether the clocks of two zones show something else at an instant. */
export const differs = (one: TimeStyle, other: TimeStyle, at: string): boolean =>
	one.timeZone !== other.timeZone &&
	(formatClock(one, at) !== formatClock(other, at) || formatDate(one, at) !== formatDate(other, at));

/** `14:05`. */
export const formatClock = (style: TimeStyle, at: string): string =>
	formatWith(style.language, style.timeZone, clock, at);

/** `2026-05-02`, the day in the zone. */
export const formatDate = (style: TimeStyle, at: string): string =>
	formatWith("en-CA", style.timeZone, { year: "numeric", month: "2-digit", day: "2-digit" }, at);

/** `May 2`, with the year when it is not the one of `now`. */
export function formatDay(style: TimeStyle, at: string, now: string): string {
	const year = (instant: string) => formatDate(style, instant).slice(0, 4);
	const options: Intl.DateTimeFormatOptions = { month: "long", day: "numeric" };
	if (year(at) !== year(now)) options.year = "numeric";
	return formatWith(style.language, style.timeZone, options, at);
}

/** `Saturday, May 2, 2026`. */
export const formatLongDay = (style: TimeStyle, at: string): string =>
	formatWith(style.language, style.timeZone, { weekday: "long", month: "long", day: "numeric", year: "numeric" }, at);

/** `Saturday, May 2, 2026, 14:05 (GMT+2)`: what stands in `title`, one hover away. */
export function formatFull(style: TimeStyle, at: string): string {
	return `${formatLongDay(style, at)}${comma(style.language)}${formatClock(style, at)} (${formatZone(style, at)})`;
}

const zones = new Map<string, Intl.DateTimeFormat>();

/** `GMT+2`. */
export function formatZone(style: TimeStyle, at: string): string {
	// A formatter is dear to make, and a page has some hundred times: one for each zone.
	let format = zones.get(style.timeZone);
	if (!format) {
		format = new Intl.DateTimeFormat("en", { timeZone: style.timeZone, timeZoneName: "shortOffset" });
		zones.set(style.timeZone, format);
	}
	return format.formatToParts(new Date(at)).find((part) => part.type === "timeZoneName")?.value ?? style.timeZone;
}

/** `14:05` on the day of `now`, else `May 1, 14:05`. */
export function formatStamp(style: TimeStyle, at: string, now: string): string {
	if (formatDate(style, at) === formatDate(style, now)) return formatClock(style, at);
	return `${formatDay(style, at, now)}${comma(style.language)}${formatClock(style, at)}`;
}

/** `14:05` on the day of `now`, else `May 1`: for a narrow column. */
export function formatShort(style: TimeStyle, at: string, now: string): string {
	if (formatDate(style, at) === formatDate(style, now)) return formatClock(style, at);
	const sameYear = formatDate(style, at).slice(0, 4) === formatDate(style, now).slice(0, 4);
	const options: Intl.DateTimeFormatOptions = sameYear
		? { month: "short", day: "numeric" }
		: { month: "short", year: "numeric" };
	return formatWith(style.language, style.timeZone, options, at);
}

/** Days up to which a time is told relative to now. */
const relativeDays = 7;

/** `4 min ago`, or null when it is more than seven days away; what lies a little ahead counts as now. */
export function formatRelative(language: string, at: string, now: string): string | null {
	const minutes = Math.floor((Date.parse(now) - Date.parse(at)) / 60_000);
	if (minutes < 0 && minutes > -2) return relative(language, 0, "minute");
	const distance = Math.abs(minutes);
	const sign = minutes < 0 ? 1 : -1;
	if (distance < 60) return relative(language, sign * distance, "minute");
	if (distance < 24 * 60) return relative(language, sign * Math.floor(distance / 60), "hour");
	if (distance < relativeDays * 24 * 60) return relative(language, sign * Math.floor(distance / (24 * 60)), "day");
	return null;
}

const relatives = new Map<string, Intl.RelativeTimeFormat>();

function relative(language: string, value: number, unit: "minute" | "hour" | "day"): string {
	const isDay = unit === "day";
	const key = `${language}${isDay ? " days" : ""}`;
	let format = relatives.get(key);
	if (!format) {
		format = new Intl.RelativeTimeFormat(
			numberTag(language),
			isDay ? { style: "long" } : { style: "short", numeric: "auto" },
		);
		relatives.set(key, format);
	}
	const text = format.format(value, unit);
	return isDay ? text : text.replace(/\.(?=\s)/, "");
}
