import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { partsFor, sayPart } from "../parts/administration-parts.ts";
import { DeskElement } from "../parts/desk-element.ts";
import type { AdministrationPart } from "../route.ts";
import { panelLazily } from "./lazily.ts";
import "../parts/console-settings.ts";
import "./account-panel.ts";
import "./named-panel.ts";
import "./people-panel.ts";
import "./site-panel.ts";
import "./state-panel.ts";

/** What many stories share, who works here, what programs may do, what was done, and how the machine is. */
export class AdministrationScreen extends DeskElement {
	static override properties = { panel: {} };
	declare panel: AdministrationPart;

	protected override updated() {
		this.querySelector(".views [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
	}

	protected override render() {
		const parts = partsFor(this.desk.user.role);
		const part = parts.find((one) => one === this.panel) ?? (parts[0] as AdministrationPart);
		return html`<main id="main" class="page">
			<header class="page-head"><h1>${msg("Administration")}</h1><span class="right dim desk-only">${msg("Every change here is in the audit log")}</span></header>
			<nav class="views" aria-label=${msg("Administration")}>${parts.map(
				(one) =>
					html`<a href="/newsroom/administration/${one}" aria-current=${one === part ? "page" : nothing}>${sayPart(one)}</a>`,
			)}</nav>
			<div class="admin" tabindex="0" role="region" aria-label=${sayPart(part)}>${this.renderPanel(part)}</div>
		</main>`;
	}

	private renderPanel(part: AdministrationPart): unknown {
		const { desk } = this;
		switch (part) {
			case "site":
				return html`<site-panel .desk=${desk}></site-panel>`;
			case "pages":
				return panelLazily(
					"pages-panel",
					() => import("./pages-panel.ts"),
					html`<pages-panel .desk=${desk}></pages-panel>`,
				);
			case "sections":
			case "topics":
			case "authors":
			case "desks":
				return html`<named-panel .desk=${desk} .which=${part}></named-panel>`;
			case "people":
				return html`<people-panel .desk=${desk}></people-panel>`;
			case "partners":
				return panelLazily(
					"partners-panel",
					() => import("./partners-panel.ts"),
					html`<partners-panel .desk=${desk}></partners-panel>`,
				);
			case "tokens":
				return panelLazily(
					"tokens-panel",
					() => import("./tokens-panel.ts"),
					html`<tokens-panel .desk=${desk}></tokens-panel>`,
				);
			case "webhooks":
				return panelLazily(
					"webhooks-panel",
					() => import("./webhooks-panel.ts"),
					html`<webhooks-panel .desk=${desk}></webhooks-panel>`,
				);
			case "wires":
				return panelLazily(
					"wires-panel",
					() => import("./wires-panel.ts"),
					html`<wires-panel .desk=${desk}></wires-panel>`,
				);
			case "audit":
				return panelLazily(
					"audit-panel",
					() => import("./audit-panel.ts"),
					html`<audit-panel .desk=${desk}></audit-panel>`,
				);
			case "account":
				return html`<account-panel .desk=${desk}></account-panel><console-settings .desk=${desk}></console-settings>`;
			case "state":
				return html`<state-panel .desk=${desk}></state-panel>`;
		}
	}
}

customElements.define("administration-screen", AdministrationScreen);
