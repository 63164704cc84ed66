import { msg } from "@lit/localize";
import { html } from "lit";
import { firstWords } from "../desk/kept-lines.ts";
import { sayDelivery } from "../parts/delivery-words.ts";
import { DeskElement } from "../parts/desk-element.ts";

/** What was handed in on this device and refused: the words are kept here until somebody has dealt with them. */
export class SubmissionsScreen extends DeskElement {
	override connectedCallback() {
		if (!this.hasUpdated) this.watch(this.desk.outbox.observe);
		super.connectedCallback();
	}

	protected override render() {
		return html`<main id="main" class="page no-views">
			<header class="page-head"><h1>${msg("Refused")}</h1></header>
			<div class="rows" tabindex="0" role="region" aria-label=${msg("Refused")}>${this.renderRefused()}</div>
		</main>`;
	}

	private renderRefused() {
		const { outbox, times } = this.desk;
		const refused = outbox.list().filter(({ state }) => state === "refused");
		if (refused.length === 0)
			return html`<div class="empty"><p>${msg("Nothing was refused.")}</p><p>${msg("What a rule forbids comes here with its reason, and its words are kept.")}</p></div>`;
		return html`<ul>${refused.map(
			(delivery) => html`<li class="row contrib">
				<time class="when" datetime=${new Date(delivery.at).toISOString()}>${times.second(delivery.at)}</time>
				<span class="head">${firstWords(delivery.about) || delivery.type}<small class="bad">${sayDelivery(delivery, times)}</small></span>
				<span class="acts">${/^[0-9b-df-hjkmnp-tv-z]{14}$/.test(delivery.lane) ? html`<a class="btn small" href="/newsroom/story/${delivery.lane}">${msg("Open the story")}</a>` : ""}
					<button class="btn quiet small" @click=${() => outbox.dismiss(delivery.id)}>${msg("Take it away")}</button></span>
			</li>`,
		)}</ul>`;
	}
}

customElements.define("submissions-screen", SubmissionsScreen);
