import type { EditorAuthor } from "@dateline/shared/protocol";
import { html, nothing } from "lit";
import { field, readForm, saidOf, sendShared } from "../parts/admin-form.ts";
import { DeskElement } from "../parts/desk-element.ts";

/** Who signs stories and posts: people and desks, as readers see them. */
export class AuthorsPanel extends DeskElement {
	static override properties = { editing: { state: true }, deliveryId: { state: true } };
	declare editing: string | null;
	declare deliveryId: string | null;

	constructor() {
		super();
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

	private begin(id: string) {
		this.editing = id;
		void this.updateComplete.then(() => this.querySelector<HTMLInputElement>("[name='name']")?.focus());
	}

	private submit(event: SubmitEvent, one: EditorAuthor | null) {
		event.preventDefault();
		const form = event.target as HTMLFormElement;
		const read = readForm(form);
		const slug = read("slug");
		const body = {
			...{
				name: read("name"),
				role: read("role"),
				bio: read("bio"),
				contact: read("contact"),
				desk: read("desk") === "on",
			},
			...(slug ? { slug } : {}),
		};
		this.deliveryId = sendShared(this.desk, {
			...{
				type: "author.put",
				method: one ? "PATCH" : "POST",
				path: `/api/v1/authors${one ? `/${one.id}` : ""}`,
				body,
			},
		});
		this.editing = null;
		form.reset();
	}

	protected override render() {
		const { authors } = this.desk.library;
		const chosen = authors.find(({ id }) => id === this.editing) ?? null;
		return html`<h2>Authors and desks</h2><p class="lede">Who signs what readers read. An author is not an account: a desk can sign, and a guest.</p>
			<div class="grid-wrap"><table class="grid-t"><thead><tr><th>Name</th><th>Role</th><th>Contact</th><th></th></tr></thead>
				<tbody>${authors.map(
					(
						line,
					) => html`<tr class=${line.id === this.editing ? "is-sel" : ""}><td>${line.name}</td><td>${line.desk ? "Desk" : line.role}</td><td>${line.contact}</td>
						<td class="r"><button class="link" @click=${() => this.begin(line.id)}>Change<span class="sr"> ${line.name}</span></button></td></tr>`,
				)}</tbody></table></div>
			<form class="narrow" @submit=${(event: SubmitEvent) => this.submit(event, chosen)}>
				<h3>${chosen ? `Change ${chosen.name}` : "New author or desk"}</h3>
				${field("name", "Name", chosen?.name ?? "", { required: true, max: 120 })} ${field("desk", "This is a desk", chosen?.desk ?? false, { type: "check" })}
				${field("role", "Role", chosen?.role ?? "", { hint: "Coast correspondent", max: 120 })} ${field("bio", "Bio", chosen?.bio ?? "", { type: "area", max: 2000 })}
				${field("contact", "Contact", chosen?.contact ?? "", { max: 200 })} ${field("slug", "Address", chosen?.slug ?? "", { hint: "the name makes one", max: 120 })}
				<div class="acts"><button class="btn solid">${chosen ? "Save" : "Add"}</button>
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

customElements.define("authors-panel", AuthorsPanel);
