import type { SiteContent } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html } from "lit";
import { field, readForm, saidOf, sendShared } from "../parts/admin-form.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { moveItem, startDrag, stepOf } from "../parts/drag-order.ts";
import { icon } from "../parts/icon.ts";
import type { Choice } from "../parts/name-chooser.ts";
import "../parts/name-chooser.ts";
import "../parts/picture-field.ts";

type Logo = { light: string | null; dark: string | null };
const noLogo: Logo = { light: null, dark: null };
type Filters = NonNullable<SiteContent["filters"]>;
/** What readers are offered where nobody has chosen. */
const noFilters: Filters = { sections: [], topics: [], keyDevelopments: true };
/** All zones that this browser knows; the server says which ones the record knows too. */
const zones: readonly string[] = Intl.supportedValuesOf?.("timeZone") ?? [];

/** What every page says of the site. */
export class SitePanel extends DeskElement {
	static override properties = {
		navigation: { state: true },
		logo: { state: true },
		filters: { state: true },
		deliveryId: { state: true },
	};
	/** Section ids in their order; null while nobody has touched it. */
	declare navigation: readonly string[] | null;
	declare logo: Logo | null;
	declare filters: Filters | null;
	declare deliveryId: string | null;

	constructor() {
		super();
		this.navigation = null;
		this.logo = null;
		this.filters = null;
		this.deliveryId = null;
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			this.watch(this.desk.library.observe);
			this.watch(this.desk.outbox.observe);
		}
		super.connectedCallback();
	}

	private get order(): readonly string[] {
		return this.navigation ?? this.desk.library.site.navigation;
	}

	private submit(event: SubmitEvent) {
		event.preventDefault();
		const read = readForm(event.target as HTMLFormElement);
		const { site } = this.desk.library;
		const language = read("language");
		const languages = read("languages")
			.split(/[\s,]+/)
			.filter(Boolean);
		const given = {
			name: read("name"),
			description: read("description"),
			language,
			languages: [...new Set([language, ...languages])],
			timeZone: read("timeZone"),
			navigation: this.order,
			logo: this.logo ?? site.logo ?? noLogo,
			filters: { ...(this.filters ?? site.filters ?? noFilters), keyDevelopments: read("keyDevelopments") === "on" },
		};
		const kept: Record<string, unknown> = {
			...site,
			logo: site.logo ?? noLogo,
			filters: site.filters ?? noFilters,
			languages: site.languages ?? [site.language],
		};
		const body = Object.fromEntries(
			Object.entries(given).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(kept[key])),
		);
		if (Object.keys(body).length === 0) return;
		this.deliveryId = sendShared(this.desk, { type: "site.update", method: "PATCH", path: "/api/v1/site", body });
	}

	private move(id: string, to: number) {
		this.navigation = moveItem(this.order, this.order.indexOf(id), to);
	}

	private onKey(event: KeyboardEvent, id: string) {
		const step = stepOf(event);
		if (step === null) return;
		event.preventDefault();
		this.move(id, Math.max(0, this.order.indexOf(id) + step));
		void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[data-line="${id}"] .grip`)?.focus());
	}

	private grab(event: PointerEvent, id: string) {
		const before = this.order;
		startDrag(event, id, {
			rows: () => [...this.querySelectorAll<HTMLElement>("[data-line]")],
			move: (moved, to) => this.move(moved, to),
			end: (done) => {
				if (!done) this.navigation = before;
			},
		});
	}

	protected override render() {
		const { site } = this.desk.library;
		const logo = this.logo ?? site.logo ?? noLogo;
		const choose = (form: keyof Logo) => (event: CustomEvent<string | null>) => {
			this.logo = { ...logo, [form]: event.detail };
		};
		return html`<h2>${msg("Site")}</h2><p class="lede">${msg("What stands on every page. Readers have a change at once, on pages that are open too.")}</p>
			<form class="narrow" @submit=${this.submit}>
				${field("name", msg("Name"), site.name, { required: true, max: 80 })}
				${field("description", msg("Description"), site.description, { hint: msg("one line, for search engines") })}
				<picture-field .desk=${this.desk} .label=${msg("Logo on light paper")} .hint=${msg("in place of the name")} .chosen=${logo.light} @choice=${choose("light")}></picture-field>
				<picture-field .desk=${this.desk} .label=${msg("Logo on dark paper")} .hint=${msg("without one, the light one serves")} .chosen=${logo.dark} @choice=${choose("dark")}></picture-field>
				<div class="fields">${field("language", msg("Language"), site.language, { hint: "en, uk, ar", max: 20, required: true })}
					${field("timeZone", msg("Time zone"), site.timeZone, { hint: "Europe/Kyiv", max: 64, options: zones, required: true })}</div>
				${field("languages", msg("Languages of stories"), (site.languages ?? [site.language]).join(", "), { hint: msg("separated by commas") })}
				${this.renderNavigation()}
				${this.renderFilters()}
				<div class="acts"><button class="btn solid">${msg("Save")}</button>${saidOf(this.desk, this.deliveryId)}</div>
			</form>`;
	}

	/** What readers can narrow the feed to: chosen here, never by a machine. */
	private renderFilters() {
		const { sections, topics, site } = this.desk.library;
		const filters = this.filters ?? site.filters ?? noFilters;
		const chooser = (kind: "sections" | "topics", label: string, choices: readonly Choice[]) =>
			html`<div class="set-line"><name-chooser label=${label} .choices=${choices} .chosen=${filters[kind]} @choice=${(
				event: CustomEvent<string[]>,
			) => {
				this.filters = { ...filters, [kind]: event.detail };
			}}></name-chooser></div>`;
		return html`<div class="field" role="group" aria-labelledby="filters"><span id="filters">${msg("Filters of the News Feed")}<small>${msg("what readers can narrow it to")}</small></span>
			${chooser("sections", msg("section"), sections)}${chooser("topics", msg("topic"), topics)}
			${field("keyDevelopments", msg("Key developments only"), filters.keyDevelopments, { type: "check" })}</div>`;
	}

	private renderNavigation() {
		const { sections } = this.desk.library;
		const name = (id: string) => sections.find((section) => section.id === id)?.name ?? "…";
		return html`<div class="field" role="group" aria-labelledby="navigation"><span id="navigation">${msg("Navigation")}<small>${msg("drag, or Alt with an arrow")}</small></span>
			<ol class="nav-order" aria-labelledby="navigation">${this.order.map(
				(
					id,
					place,
				) => html`<li data-line=${id}><button type="button" class="icon grip" aria-label=${msg(str`Move ${name(id)}, place ${place + 1} of ${this.order.length}`)}
					@pointerdown=${(event: PointerEvent) => this.grab(event, id)} @keydown=${(event: KeyboardEvent) => this.onKey(event, id)}>${icon("grip")}</button>
					<span>${name(id)}</span>
					<button type="button" class="icon" aria-label=${msg(str`Take ${name(id)} out of the navigation`)} @click=${() => {
						this.navigation = this.order.filter((one) => one !== id);
					}}>${icon("x")}</button></li>`,
			)}</ol>
			<div class="set-line"><name-chooser label=${msg("section")} .choices=${sections.filter(({ id }) => !this.order.includes(id))} .chosen=${[]} @choice=${(
				event: CustomEvent<string[]>,
			) => {
				this.navigation = [...this.order, ...event.detail];
			}}></name-chooser></div></div>`;
	}
}

customElements.define("site-panel", SitePanel);
