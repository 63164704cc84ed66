import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { firstWords } from "../desk/kept-lines.ts";
import { sayDelivery } from "../parts/delivery-words.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { submissionRow } from "./submission-row.ts";

const titles = { waiting: "Contributions", scheduled: "Scheduled", refused: "Refused" } as const;

/** What was handed in and is not with readers: over all stories. */
export class SubmissionsScreen extends DeskElement {
	static override properties = { which: {} };
	declare which: keyof typeof titles;

	override connectedCallback() {
		if (!this.hasUpdated) {
			this.watch(this.desk.pending.observe);
			this.watch(this.desk.outbox.observe);
		}
		super.connectedCallback();
		void this.desk.pending.refresh();
	}

	protected override render() {
		return html`<main id="main" class="page no-views">
			<header class="page-head"><h1>${titles[this.which]}</h1></header>
			<div class="rows" tabindex="0" role="region" aria-label=${titles[this.which]}>${this.which === "refused" ? this.renderRefused() : this.renderLines(this.which)}</div>
		</main>`;
	}

	private renderLines(which: "waiting" | "scheduled") {
		// The one that has waited longest, or is due next, first.
		const lines = [...this.desk.pending[which]].sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
		if (lines.length > 0)
			return html`<ul>${repeat(
				lines,
				({ id }) => id,
				(line) => submissionRow(this.desk, line, true),
			)}</ul>`;
		return which === "waiting"
			? html`<div class="empty"><p>No contributions wait.</p><p>They come here the second they are filed.</p></div>`
			: html`<div class="empty"><p>Nothing is scheduled.</p><p>A story or post gets its time where it is written.</p></div>`;
	}

	private renderRefused() {
		const { outbox, times } = this.desk;
		const refused = outbox.list().filter(({ state }) => state === "refused");
		if (refused.length === 0)
			return html`<div class="empty"><p>Nothing was refused.</p><p>What a rule forbids comes here with its reason.</p></div>`;
		return html`<ul>${refused.map(
			(delivery) => html`<li class="row contrib">
				<time class="when">${times.second(delivery.at)}</time>
				<span class="head">${firstWords(delivery.about) || delivery.type}<small class="bad">${sayDelivery(delivery, times)}</small></span>
				<span class="acts"><button class="btn quiet small" @click=${() => outbox.dismiss(delivery.id)}>Take it away</button></span>
			</li>`,
		)}</ul>`;
	}
}

customElements.define("submissions-screen", SubmissionsScreen);
