import type { SectionView } from "@dateline/shared/model";
import { html, nothing, type PropertyValues } from "lit";
import { field, readForm, saidOf, sendShared } from "../parts/admin-form.ts";
import { DeskElement } from "../parts/desk-element.ts";

const words = {
	sections: {
		one: "section",
		title: "Sections",
		lede: "Where a story stands in the paper: one each, in the navigation.",
	},
	topics: { one: "topic", title: "Topics", lede: "What a story is about: several each, every one with its own page." },
} as const;

/** Sections or topics: the list, and one of them at a time to change. */
export class SectionsPanel extends DeskElement {
	static override properties = { which: {}, editing: { state: true }, deliveryId: { state: true } };
	declare which: keyof typeof words;
	/** An id; null makes a new one. */
	declare editing: string | null;
	declare deliveryId: string | null;

	constructor() {
		super();
		this.which = "sections";
		this.editing = null;
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
		if (changed.has("which")) this.editing = null;
	}

	private begin(id: string) {
		this.editing = id;
		void this.updateComplete.then(() => this.querySelector<HTMLInputElement>("[name='name']")?.focus());
	}

	private submit(event: SubmitEvent, one: SectionView | null) {
		event.preventDefault();
		const form = event.target as HTMLFormElement;
		const read = readForm(form);
		const slug = read("slug");
		const body = { name: read("name"), description: read("description"), ...(slug ? { slug } : {}) };
		this.deliveryId = sendShared(this.desk, {
			type: `${words[this.which].one}.put`,
			method: one ? "PATCH" : "POST",
			path: `/api/v1/${this.which}${one ? `/${one.id}` : ""}`,
			body,
		});
		this.editing = null;
		form.reset();
	}

	protected override render() {
		const { one, title, lede } = words[this.which];
		const list = this.desk.library[this.which];
		const chosen = list.find(({ id }) => id === this.editing) ?? null;
		return html`<h2>${title}</h2><p class="lede">${lede}</p>
			<div class="grid-wrap"><table class="grid-t"><thead><tr><th>Name</th><th>Address</th><th>Description</th><th></th></tr></thead>
				<tbody>${list.map(
					(
						line,
					) => html`<tr class=${line.id === this.editing ? "is-sel" : ""}><td>${line.name}</td><td><code>/${one}/${line.slug}</code></td><td>${line.description}</td>
						<td class="r"><button class="link" @click=${() => this.begin(line.id)}>Change<span class="sr"> ${line.name}</span></button></td></tr>`,
				)}</tbody></table></div>
			<form class="narrow" @submit=${(event: SubmitEvent) => this.submit(event, chosen)}>
				<h3>${chosen ? `Change ${chosen.name}` : `New ${one}`}</h3>
				${field("name", "Name", chosen?.name ?? "", { required: true, max: 80 })}
				${field("slug", "Address", chosen?.slug ?? "", { hint: "the name makes one", max: 120 })}
				${field("description", "Description", chosen?.description ?? "", { max: 500 })}
				<div class="acts"><button class="btn solid">${chosen ? "Save" : `Add the ${one}`}</button>
					${
						chosen
							? html`<button type="button" class="btn quiet" @click=${() => {
									this.editing = null;
								}}>Leave it</button>`
							: nothing
					} ${saidOf(this.desk, this.deliveryId)}</div>
			</form>`;
	}
}

customElements.define("sections-panel", SectionsPanel);
