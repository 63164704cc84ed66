import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { sayAlert } from "../parts/alert-words.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { sayMeasured } from "../parts/durations.ts";
import "../parts/media-state.ts";
import { stateMinutes, stateServers, stateWaiting, stateWithoutRedis } from "./state-figures.ts";
import { stateWay } from "./state-way.ts";

/** How the way of an update does just now, what the software stands on, and what that promises. */
export class StatePanel extends DeskElement {
	private endWatch: (() => void) | null = null;

	override connectedCallback() {
		if (!this.hasUpdated) {
			this.watch(this.desk.health.observe);
			this.watch(this.desk.readers.observeSignal);
			this.watch(this.desk.together.observe);
		}
		super.connectedCallback();
		this.endWatch = this.desk.together.watchState();
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		this.endWatch?.();
	}

	protected override render() {
		const { together, health, times, user } = this.desk;
		const report = together.station;
		return html`<div class="state-head"><h2>${msg("State")}</h2><p class="strong" role="status">${this.renderVerdict()}</p>
				${user.role === "administrator" && health.status?.redis !== "none" ? html`<a class="btn quiet small" href="/newsroom/queue" target="_blank" rel="noopener">${msg("Jobs, in detail")}</a>` : nothing}
				${report ? html`<span class="dim">${msg(str`measured ${times.second(report.at)}, every second`)}</span>` : nothing}</div>
			${
				report
					? html`${stateWay(report, times)}
						<div class="duo">${report.redis === "up" ? stateWaiting(report) : stateWithoutRedis(report)}${stateMinutes(report, times)}</div>
						${stateServers(report)}`
					: html`<p class="dim" role="status">${together.connected ? msg("Measuring.") : msg("Without a connection nothing can be measured.")}</p>`
			}
			${this.renderGround()}`;
	}

	private renderVerdict() {
		const { together } = this.desk;
		const [first] = together.alerts;
		if (first) return html`<span class="warn">${sayAlert(first, this.desk.times)}</span>`;
		const report = together.station;
		if (!report) return nothing;
		if (report.half === null || report.slowest === null)
			return html`<span class="ok">${msg("Everything arrives.")}</span>`;
		return html`<span class="ok">${msg(str`Everything arrives. Half within ${sayMeasured(report.half)}, the slowest ${sayMeasured(report.slowest)}.`)}</span>`;
	}

	private renderGround() {
		const { status } = this.desk.health;
		const { signal } = this.desk.readers;
		if (status === null) return nothing;
		const embedded = status.record === "pglite";
		const redis = { up: msg("answers"), away: msg("does not answer"), none: msg("there is none") }[status.redis];
		const socket = {
			live: msg("open", { id: "socket-open" }),
			reconnecting: msg("connecting"),
			offline: msg("no connection"),
		}[signal];
		return html`<div class="narrow"><h2 class="sub-h">${msg("What it stands on")}</h2><dl class="facts">
				<dt>${msg("Record")}</dt><dd class="ok">${embedded ? msg("embedded, in the data folder") : msg("PostgreSQL")}</dd>
				<dt>${msg("Redis")}</dt><dd class=${status.redis === "away" ? "warn" : "ok"}>${redis}</dd>
				<dt>${msg("Readers’ socket, from here")}</dt><dd class=${signal === "live" ? "ok" : "warn"}>${socket}</dd>
				<dt>${msg("Newest position")}</dt><dd>${status.position}</dd><dt>${msg("Build")}</dt><dd>${status.build}</dd>
			</dl>
			<media-state .desk=${this.desk}></media-state>
			${
				embedded
					? html`<h2 class="sub-h">${msg("What the embedded record promises")}</h2>
						<p>${msg(html`What was accepted survives a crash or a kill of Dateline. A loss of power may damage the folder; for that there are verified snapshots, one every ten minutes and one at each stop, five of them kept, and <code>dateline restore</code> brings one back. What came after the snapshot is then lost. When that is too little, use PostgreSQL: set <code>DATABASE_URL</code>.`)}</p>`
					: nothing
			}</div>`;
	}
}

customElements.define("state-panel", StatePanel);
