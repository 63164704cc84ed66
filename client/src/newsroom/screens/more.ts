import { msg } from "@lit/localize";
import { html } from "lit";
import { partsFor, sayPart } from "../parts/administration-parts.ts";
import { DeskElement } from "../parts/desk-element.ts";

/** On a phone: every screen that has no place in the bar. */
export class MoreScreen extends DeskElement {
	protected override render() {
		const { pending, user } = this.desk;
		const link = (path: string, label: string, count?: number) =>
			html`<li><a href=${path}><span>${label}</span>${count === undefined ? "" : html`<span class="n">${count}</span>`}</a></li>`;
		return html`<main id="main" class="page no-views"><header class="page-head"><h1>${msg("More")}</h1></header>
			<div class="admin more" tabindex="0" role="region" aria-label=${msg("Every screen")}>
				<ul>${link("/newsroom/digest", msg("Digest"))} ${link("/newsroom/schedule", msg("Schedule"), pending.scheduled.length)} ${link("/newsroom/refused", msg("Refused"))}</ul>
				<h2>${msg("Administration")}</h2>
				<ul>${partsFor(user.role).map((part) => link(`/newsroom/administration/${part}`, sayPart(part)))}</ul>
			</div></main>`;
	}
}

customElements.define("more-screen", MoreScreen);
