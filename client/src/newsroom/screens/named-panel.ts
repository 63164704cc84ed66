import { msg } from "@lit/localize";
import { html, nothing, type PropertyValues } from "lit";
import { field, readForm, saidOf, sendShared } from "../parts/admin-form.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { type Named, type NamedPart, namedKinds } from "./named-kinds.ts";
import "../parts/picture-field.ts";

/** Sections, topics, authors or desks: the list, and one of them at a time to change. */
export class NamedPanel extends DeskElement {
	static override properties = {
		which: {},
		editing: { state: true },
		portrait: { state: true },
		deliveryId: { state: true },
	};
	declare which: NamedPart;
	/** An id; null makes a new one. */
	declare editing: string | null;
	/** The portrait as chosen; undefined while nobody touched it. */
	declare portrait: string | null | undefined;
	declare deliveryId: string | null;

	constructor() {
		super();
		this.which = "sections";
		this.editing = null;
		this.portrait = undefined;
		this.deliveryId = null;
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			this.watch(this.desk.library.observe);
			this.watch(this.desk.outbox.observe);
		}
		super.connectedCallback();
	}

	protected override willUpdate(changed: PropertyValues<this>) {
		if (changed.has("which")) this.begin(null);
	}

	/** Sections are the site's order and an administrator's to change; the rest comes and goes with the news. */
	private get mayChange(): boolean {
		return this.which === "sections" ? this.desk.user.role === "administrator" : this.desk.publishes;
	}

	private begin(id: string | null) {
		this.editing = id;
		this.portrait = undefined;
		if (id === null) return;
		void this.updateComplete.then(() => this.querySelector<HTMLInputElement>("[name='name']")?.focus());
	}

	private submit(event: SubmitEvent, one: Named | null) {
		event.preventDefault();
		const form = event.target as HTMLFormElement;
		const read = readForm(form);
		const kind = namedKinds[this.which];
		const slug = read("slug");
		const body = {
			name: read("name"),
			...kind.read(read),
			...(slug && slug !== one?.slug ? { slug } : {}),
			...(this.portrait === undefined ? {} : { portrait: this.portrait }),
		};
		this.send(one, body);
		this.begin(null);
		form.reset();
	}

	private send(one: Named | null, body: object) {
		const { path, reader } = namedKinds[this.which];
		this.deliveryId = sendShared(this.desk, {
			type: `${reader}.put`,
			method: one ? "PATCH" : "POST",
			path: `/api/v1/${path}${one ? `/${one.id}` : ""}`,
			body,
		});
	}

	protected override render() {
		const kind = namedKinds[this.which];
		const list = kind.list(this.desk.library);
		const [first, second] = kind.columns();
		const chosen = list.find(({ id }) => id === this.editing) ?? null;
		const ordered = [...list.filter(({ retired }) => !retired), ...list.filter(({ retired }) => retired)];
		return html`<h2>${kind.title()}</h2><p class="lede">${kind.lede()} ${msg("What is in use can be retired, never deleted: what has it keeps it.")}</p>
			<div class="grid-wrap"><table class="grid-t stacked"><caption class="sr">${kind.title()}</caption><thead><tr><th scope="col">${msg("Name")}</th><th scope="col">${first}</th><th scope="col">${second}</th>
				<th scope="col" class="r">${msg("Stories")}</th><th scope="col"><span class="sr">${msg("Change")}</span></th></tr></thead>
				<tbody>${ordered.map((one) => this.renderRow(one))}</tbody></table></div>
			${list.length === 0 && this.mayChange ? html`<p class="dim">${msg("There is none yet. The form below makes the first one.")}</p>` : nothing}
			${this.mayChange ? this.renderForm(chosen) : html`<p class="dim">${this.which === "sections" ? msg("An administrator changes these.") : msg("An editor changes these.")}</p>`}`;
	}

	private renderForm(chosen: Named | null) {
		const kind = namedKinds[this.which];
		return html`<form class="narrow" @submit=${(event: SubmitEvent) => this.submit(event, chosen)}>
				<h3>${chosen ? kind.change(chosen.name) : kind.begin()}</h3>
				${field("name", msg("Name"), chosen?.name ?? "", { required: true, max: this.which === "authors" ? 120 : 80 })}
				${kind.fields(chosen)}
				${kind.portrait ? this.renderPortrait(chosen) : nothing}
				${field("slug", msg("Address"), chosen?.slug ?? "", { hint: msg("without one, the name makes it"), max: 120 })}
				<div class="acts"><button class="btn solid">${chosen ? msg("Save") : msg("Add")}</button>
					${chosen ? html`<button type="button" class="btn quiet" @click=${() => this.begin(null)}>${msg("Leave it")}</button>` : nothing}
					${saidOf(this.desk, this.deliveryId)}</div>
			</form>`;
	}

	private renderRow(one: Named) {
		const [first, second] = namedKinds[this.which].cells(one);
		return html`<tr class=${one.id === this.editing ? "is-sel" : one.retired ? "is-out" : ""}>
			<td>${one.name}${one.retired ? html` <small class="dim">${msg("retired")}</small>` : nothing}</td><td>${first}</td><td>${second}</td><td class="r num">${one.stories}</td>
			<td class="r">${this.mayChange ? this.renderActs(one) : nothing}</td></tr>`;
	}

	private renderActs(one: Named) {
		return html`<button class="link" @click=${() => this.begin(one.id)}>${msg("Change")}<span class="sr"> ${one.name}</span></button>
				<button class="link" @click=${() => this.send(one, { retired: !one.retired })}>${one.retired ? msg("Bring back") : msg("Retire")}<span class="sr"> ${one.name}</span></button>`;
	}

	private renderPortrait(chosen: Named | null) {
		const kept = chosen && "portrait" in chosen ? chosen.portrait : null;
		return html`<picture-field .desk=${this.desk} .label=${msg("Portrait")} .chosen=${this.portrait === undefined ? kept : this.portrait}
			@choice=${(event: CustomEvent<string | null>) => {
				this.portrait = event.detail;
			}}></picture-field>`;
	}
}

customElements.define("named-panel", NamedPanel);
