import { html } from "lit";
import { field, readForm, saidOf, sendShared } from "../parts/admin-form.ts";
import { DeskElement } from "../parts/desk-element.ts";
import "../parts/name-chooser.ts";

/** What every page says of the site. */
export class SitePanel extends DeskElement {
	static override properties = { navigation: { state: true }, deliveryId: { state: true } };
	/** Section ids in their order; null while nobody has touched it. */
	declare navigation: readonly string[] | null;
	declare deliveryId: string | null;

	constructor() {
		super();
		this.navigation = null;
		this.deliveryId = null;
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			this.watch(this.desk.library.observe);
			this.watch(this.desk.outbox.observe);
		}
		super.connectedCallback();
	}

	private submit(event: SubmitEvent) {
		event.preventDefault();
		const read = readForm(event.target as HTMLFormElement);
		const { site } = this.desk.library;
		const given = {
			...{
				name: read("name"),
				description: read("description"),
				language: read("language"),
				timeZone: read("timeZone"),
			},
			...{ contact: read("contact"), about: read("about"), navigation: this.navigation ?? site.navigation },
		};
		const body = Object.fromEntries(
			Object.entries(given).filter(
				([key, value]) => JSON.stringify(value) !== JSON.stringify(site[key as keyof typeof given]),
			),
		);
		if (Object.keys(body).length === 0) return;
		this.deliveryId = sendShared(this.desk, { type: "site.update", method: "PATCH", path: "/api/v1/site", body });
	}

	protected override render() {
		const { site, sections } = this.desk.library;
		return html`<h2>Site</h2><p class="lede">What stands on every page. Readers have a change at once, on pages that are open too.</p>
			<form class="narrow" @submit=${this.submit}>
				${field("name", "Name", site.name, { required: true, max: 80 })} ${field("description", "Description", site.description)}
				<div class="fields">${field("language", "Language", site.language, { hint: "en, uk, ar", max: 20 })}
					${field("timeZone", "Time zone", site.timeZone, { hint: "Europe/Kyiv", max: 64 })}</div>
				${field("contact", "Contact", site.contact)} ${field("about", "About", site.about, { type: "area", max: 20000 })}
				<div class="field"><span>Navigation <small>sections in their order; a click takes one out</small></span><div class="set-line">
					<name-chooser label="section" .choices=${sections} .chosen=${this.navigation ?? site.navigation} @choice=${(
						event: CustomEvent<string[]>,
					) => {
						this.navigation = event.detail;
					}}></name-chooser></div></div>
				<div class="acts"><button class="btn solid">Save</button>${saidOf(this.desk, this.deliveryId)}</div>
			</form>`;
	}
}

customElements.define("site-panel", SitePanel);
