import type { StationReport } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing, svg, type TemplateResult } from "lit";
import type { Times } from "../desk/times.ts";
import { sayCount, sayMeasured, saySpan } from "../parts/durations.ts";
import { plural } from "../parts/plural.ts";

/** From commit to screen in each of the last 60 minutes: the median dark, the slowest behind it. */
export function stateMinutes(report: StationReport, times: Times): TemplateResult {
	const end = Math.floor(Date.parse(report.at) / 60_000);
	const byMinute = new Map(report.minutes.map((minute) => [Math.floor(Date.parse(minute.at) / 60_000), minute]));
	const greatest = Math.max(1, ...report.minutes.map(({ slowest, half }) => slowest ?? half ?? 0));
	const height = (value: number | null | undefined) => (value ? Math.max(1, (value / greatest) * 118) : 0);
	const bars = Array.from({ length: 60 }, (_, index) => {
		const minute = byMinute.get(end - 59 + index);
		const [top, low] = [height(minute?.slowest), height(minute?.half)];
		return svg`<rect class="top" x=${index * 10} y=${(120 - top).toFixed(1)} width="7" height=${top.toFixed(1)}/><rect x=${index * 10} y=${(120 - low).toFixed(1)} width="7" height=${low.toFixed(1)}/>`;
	});
	const label =
		report.half === null || report.slowest === null
			? msg("Nothing was measured in the last hour")
			: msg(
					str`The last hour, a column a minute: half of the screens in ${sayMeasured(report.half)}, the slowest ${sayMeasured(report.slowest)}`,
				);
	return html`<div><h2 class="sub-h">${msg("To the screen, last hour")} <span class="dim">${msg("one column a minute")}</span></h2>
		<svg class="hist" viewBox="0 0 600 120" preserveAspectRatio="none" role="img" aria-label=${label}>${bars}</svg>
		<p class="hist-scale" aria-hidden="true"><span>${times.minute(new Date((end - 59) * 60_000))}</span><span>${report.minutes.length === 0 ? msg("nothing measured yet") : msg(str`highest ${sayMeasured(greatest)}`)}</span><span>${times.minute(report.at)}</span></p></div>`;
}

/** What waits, and what stands in the way. */
export function stateWaiting(report: StationReport): TemplateResult {
	const { waiting, oldest, refused } = report;
	return html`<div><h2 class="sub-h">${msg("What waits")}</h2><dl class="facts">
		<dt>${msg("Due and not applied")}</dt><dd class=${oldest > 5_000 ? "warn" : "ok"}>${waiting === 0 ? msg("nothing") : msg(str`${waiting}, the oldest for ${saySpan(oldest)}`)}</dd>
		<dt>${msg("Refused in the last hour")}</dt><dd class=${refused > 0 ? "warn" : "ok"}>${refused === 0 ? msg("none") : html`<a class="link" href="/newsroom/refused">${sayCount(refused)}</a>`}</dd>
		<dt>${msg("Slow readers now")}</dt><dd class=${report.slow.now > 0 ? "warn" : "ok"}>${sayCount(report.slow.now)}</dd>${stateFollowers(report)}</dl></div>`;
}

/** Who is told of what is published, beside those who look at it. */
function stateFollowers({ followers }: StationReport) {
	if (!followers) return nothing;
	return html`<dt>${msg("Devices that take notices")}</dt><dd>${sayCount(followers.devices)}</dd>
		<dt>${msg("Readers of the digest by e-mail")}</dt><dd>${sayCount(followers.digestReaders)}</dd>`;
}

/** What is different while there is no Redis. */
export function stateWithoutRedis(report: StationReport): TemplateResult {
	const isNone = report.redis === "none";
	return html`<div><h2 class="sub-h">${isNone ? msg("What is so without Redis") : msg("What is different now")}</h2><dl class="facts">
		<dt>${msg("Publishing")}</dt><dd>${msg("goes on, up to a second or two later")}</dd>
		<dt>${msg("Order, nothing twice, nothing lost")}</dt><dd class="ok">${msg("as ever: the record has it")}</dd>
		<dt>${msg("Who is here, readers now")}</dt><dd class=${isNone ? "" : "warn"}>${isNone ? msg("of this server alone, which is the only one") : msg("of this server alone, until it is back")}</dd>
		<dt>${msg("Leases")}</dt><dd class="ok">${msg("held, they are in the record")}</dd>
		<dt>${msg("Anything to do")}</dt><dd>${msg("in the console, nothing")}</dd></dl></div>`;
}

/** Each server as it says of itself. */
export function stateServers(report: StationReport): TemplateResult {
	const row = (
		machine: StationReport["machines"][number],
	) => html`<tr><td>${machine.name}</td><td class="r num">${sayCount(machine.position)}</td>
		<td class="r num">${sayCount(machine.readers)}</td><td class="r num ${machine.slow > 0 ? "warn" : ""}">${sayCount(machine.slow)}</td>
		<td class="r num ${machine.heldUp > 200 ? "warn" : ""}">${sayMeasured(machine.heldUp)}</td><td class="r num">${msg(str`${Math.round(machine.memory / 1024 / 1024)} MB`)}</td>
		<td class=${machine.repaired > 0 ? "warn" : "ok"}>${machine.repaired === 0 ? msg("same") : msg(str`${machine.repaired} repaired`)}</td></tr>`;
	return html`<h2 class="sub-h">${msg("Servers")} <span class="dim">${msg("each keeps the whole in memory; any may go")}</span></h2>
		<div class="grid-wrap" tabindex="0" role="region" aria-label=${msg("Servers, table")}><table class="grid-t"><caption class="sr">${msg("Servers")}</caption>
		<thead><tr><th scope="col">${msg("Server")}</th><th scope="col" class="r">${msg("At position")}</th><th scope="col" class="r">${msg("Screens")}</th>
		<th scope="col" class="r">${msg("Slow, told to ask again")}</th><th scope="col" class="r">${msg("Held up for")}</th><th scope="col" class="r">${msg("Memory")}</th>
		<th scope="col">${msg("Model against record")}</th></tr></thead><tbody>${report.machines.map(row)}</tbody></table></div>
		${stateSlow(report)}`;
}

function stateSlow({ slow }: StationReport) {
	if (slow.now === 0 && slow.back === 0) return nothing;
	return html`<p class="ask-line"><b>${plural(slow.now, msg(str`${sayCount(slow.now)} [slow reader|slow readers] at this server now; back again: ${sayCount(slow.back)}.`))}</b>
		${msg("Over 256 KB waited for them, so they get nothing more until they ask again: never a part of a story.")}
		${slow.longest > 0 ? msg(str`The longest took ${sayMeasured(slow.longest)}.`) : nothing}</p>`;
}
