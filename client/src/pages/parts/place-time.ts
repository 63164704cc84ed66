import { html, nothing, type TemplateResult } from "lit";
import type { Context } from "../context.ts";
import { formatClock, formatFull } from "../format-time.ts";

/** The time where it happens, beside the site's: "17:05 Kyiv". Nothing where both clocks show the same. */
export function placeTime(context: Context, timeZone: string | undefined, at: string): TemplateResult | typeof nothing {
	if (timeZone === undefined) return nothing;
	const there = { ...context.time, timeZone };
	const clock = formatClock(there, at);
	if (clock === formatClock(context.time, at)) return nothing;
	return html`<span class="place-time"><time datetime=${at} title=${formatFull(there, at)}>${clock}</time> ${cityOf(timeZone)}</span>`;
}

/** What a zone is called after: "Europe/Kyiv" is Kyiv. */
const cityOf = (timeZone: string): string => (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ");
