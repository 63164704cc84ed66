import { msg, str } from "@lit/localize";
import { currentLocale } from "../locale.ts";

/** A short time as a clock has it, `0:42`, from an hour on in words. @param milliseconds below 0 counts as 0 */
export function sayClock(milliseconds: number): string {
	const seconds = Math.max(0, Math.floor(milliseconds / 1000));
	if (seconds >= 3600) return saySpan(milliseconds);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** A time in words: `34 s`, `4 min`, `2 h`. */
export function saySpan(milliseconds: number): string {
	const seconds = Math.max(0, Math.round(milliseconds / 1000));
	if (seconds < 60) return msg(str`${seconds} s`);
	if (seconds < 3600) return msg(str`${Math.floor(seconds / 60)} min`);
	return msg(str`${Math.floor(seconds / 3600)} h`);
}

/** A measurement: `184 ms`, from a second on `1.4 s`. */
export function sayMeasured(milliseconds: number): string {
	if (milliseconds < 1000) return msg(str`${Math.round(milliseconds)} ms`);
	const tenths = new Intl.NumberFormat(currentLocale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 });
	return msg(str`${tenths.format(milliseconds / 1000)} s`);
}

/** A count with its thousands set apart, as the page's language has it. */
export const sayCount = (count: number): string => new Intl.NumberFormat(currentLocale()).format(count);
