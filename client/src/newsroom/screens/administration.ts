import { html, nothing, type TemplateResult } from "lit";
import { DeskElement } from "../parts/desk-element.ts";
import { type AdministrationPart, administrationParts } from "../route.ts";
import "./account-panel.ts";
import "./authors-panel.ts";
import "./people-panel.ts";
import "./sections-panel.ts";
import "./site-panel.ts";
import "./state-panel.ts";

const labels: Record<AdministrationPart, string> = {
	site: "Site",
	sections: "Sections",
	topics: "Topics",
	authors: "Authors and desks",
	people: "People",
	account: "Your account",
	state: "State",
};

/** What many stories share, who works here, and how the machine is. */
export class AdministrationScreen extends DeskElement {
	static override properties = { panel: {} };
	declare panel: AdministrationPart;

	protected override render() {
		return html`<main id="main" class="page">
			<header class="page-head"><h1>Administration</h1></header>
			<nav class="views" aria-label="Administration">${administrationParts
				.filter((part) => part !== "people" || this.desk.user.role === "administrator")
				.map(
					(part) =>
						html`<a href="/newsroom/administration/${part}" aria-current=${part === this.panel ? "page" : nothing}>${labels[part]}</a>`,
				)}</nav>
			<div class="admin" tabindex="0" role="region" aria-label=${labels[this.panel]}>${this.renderPanel()}</div>
		</main>`;
	}

	private renderPanel(): TemplateResult {
		const { desk, panel: part } = this;
		switch (part) {
			case "site":
				return html`<site-panel .desk=${desk}></site-panel>`;
			case "sections":
			case "topics":
				return html`<sections-panel .desk=${desk} .which=${part}></sections-panel>`;
			case "authors":
				return html`<authors-panel .desk=${desk}></authors-panel>`;
			case "people":
				return html`<people-panel .desk=${desk}></people-panel>`;
			case "account":
				return html`<account-panel .desk=${desk}></account-panel>`;
			case "state":
				return html`<state-panel .desk=${desk}></state-panel>`;
		}
	}
}

customElements.define("administration-screen", AdministrationScreen);
