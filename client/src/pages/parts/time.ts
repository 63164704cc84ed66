import { html, type TemplateResult } from "lit";
import type { Context } from "../context.ts";
import { formatClock, formatDay, formatFull, formatShort, formatStamp } from "../format-time.ts";

/**
 * How the browser rewrites a time that the server wrote absolutely in the event's zone: into the reader's own, `ago` as
 * "4 min ago" up to seven days, `stamp` and `short` by today's date instead of the page's, `clock` as it is and `day`
 * not at all.
 */
export type TimeMode = "ago" | "clock" | "day" | "short" | "stamp";

const write = {
	ago: formatStamp,
	clock: formatClock,
	day: formatDay,
	short: formatShort,
	stamp: formatStamp,
} as const;

/** A time: absolute on the server, in the event's zone, the whole of it in `title`. */
export function time(context: Context, at: string, mode: TimeMode = "stamp"): TemplateResult {
	const text = write[mode](context.time, at, context.asOf);
	const whole = formatFull(context.time, at);
	if (mode === "day") return html`<time datetime=${at} title=${whole}>${text}</time>`;
	return html`<dateline-time mode=${mode} text=${text}><time datetime=${at} title=${whole}>${text}</time></dateline-time>`;
}

/** The age of something whose clock time stands beside it: the day on the server, "4 min ago" in the browser. */
export function age(context: Context, at: string): TemplateResult {
	const text = formatDay(context.time, at, context.asOf);
	return html`<dateline-time mode="age" text=${text}><time datetime=${at} title=${formatFull(context.time, at)}>${text}</time></dateline-time>`;
}

/**
 * Room beside a clock time for the event's own, "16:05 Kyiv": written by the browser where the reader's clock shows
 * another; it is there from the start, so that nothing moves.
 */
export const placeTime = (at: string): TemplateResult =>
	html`<bdi class="place-time"><dateline-time mode="place"><time datetime=${at}></time></dateline-time></bdi>`;
