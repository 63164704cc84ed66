import type { StationReport } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import type { Times } from "../desk/times.ts";
import { sayCount, sayMeasured } from "../parts/durations.ts";
import { plural } from "../parts/plural.ts";

/** One stop on the way of an update. `how`: `polled` when the record is asked instead, `gone` when it does not answer. */
interface Station {
	name: string;
	/** Milliseconds since it came in; null: not measured. */
	at: number | null;
	word?: string;
	small: string;
	how?: "polled" | "gone" | "end";
}

/** The way of an update laid on its side, with the time at each station; what was not measured has no number. */
export function stateWay(report: StationReport, times: Times): TemplateResult {
	const isUp = report.redis === "up";
	return html`<h2 class="sr">${msg("The way of an update")}</h2>
		<ol class="way">${stations(report, times).map(
			({ name, at, word, small, how }) =>
				html`<li class=${how ?? ""}><b>${name}</b><span class="ms num ${isUp || how === "end" ? "" : how ? "warn" : ""}">${word ?? (at === null ? "–" : sayMeasured(at))}</span><small>${small}</small></li>`,
		)}</ol>`;
}

function stations(report: StationReport, times: Times): Station[] {
	const { redis, machines, waiting, workers, updates } = report;
	const position = Math.max(0, ...machines.map((machine) => machine.position));
	const level = machines.every((machine) => machine.position === position);
	const readers = machines.reduce((sum, machine) => sum + machine.readers, 0);
	const waits = waiting === 0 ? msg("nothing waits") : plural(waiting, msg(str`${waiting} [waits|wait]`));
	const isPolled = redis !== "up";
	const queue: Station = {
		name: msg("Queue", { id: "state-queue" }),
		at: report.queued ?? null,
		...(isPolled ? { how: "polled" } : {}),
		small: isPolled ? msg(str`no bell: asked once a second, ${waits}`) : msg(str`${waits}, the bell rings at once`),
	};
	const relay: Station = isPolled
		? {
				name: msg("Handed on"),
				at: null,
				how: "gone",
				word: redis === "none" ? msg("none") : msg("gone"),
				small:
					redis === "none"
						? msg("there is no Redis: servers read the record")
						: msg(str`no answer since ${times.second(report.redisSince)}`),
			}
		: {
				name: msg("Handed on"),
				at: report.relayed ?? null,
				small:
					workers === null
						? msg("by the Redis stream, about 10,000 kept")
						: msg("by the Redis stream; this process knows sooner"),
			};
	return [
		{
			name: msg("Sent"),
			at: 0,
			small: plural(updates, msg(str`${sayCount(updates)} [update|updates] in the last hour`)),
		},
		{ name: msg("Accepted"), at: report.accepted, small: msg("a row in the record, durable from here") },
		queue,
		{
			name: msg("Applied"),
			at: report.applied,
			small:
				workers === null
					? msg(str`position ${sayCount(position)}`)
					: msg(str`a worker in this process, position ${sayCount(position)}`),
		},
		relay,
		{
			name: plural(machines.length, msg(str`${machines.length} [server|servers]`)),
			at: report.servers,
			...(isPolled ? { how: "polled" } : {}),
			small: level ? msg(str`all at ${sayCount(position)}`) : msg("not all at the same position"),
		},
		{
			name: plural(readers, msg(str`${sayCount(readers)} [screen|screens]`)),
			at: report.half,
			how: "end",
			small:
				report.most === null || report.slowest === null
					? msg("nobody has said yet when they saw it")
					: msg(str`half; 95% in ${sayMeasured(report.most)}, last ${sayMeasured(report.slowest)}`),
		},
	];
}
