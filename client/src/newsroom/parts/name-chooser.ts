import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { DeskElement } from "./desk-element.ts";

/** What can be chosen. */
export interface Choice {
	id: string;
	name: string;
	/** No longer offered; one that was chosen before keeps its name. */
	retired?: boolean;
}

/**
 * One or several names out of a list: what is chosen stands as text, a click takes it out, and the rest is a plain
 * select that every keyboard and phone knows.
 *
 * @fires choice - `detail` has the ids
 */
export class NameChooser extends DeskElement {
	static override properties = {
		label: {},
		choices: { attribute: false },
		chosen: { attribute: false },
		single: { type: Boolean },
	};
	/** Such as `topic`, in the console's language; the select says "Add: topic". */
	declare label: string;
	declare choices: readonly Choice[];
	declare chosen: readonly string[];
	/** Whether a new choice takes the place of the one before. */
	declare single: boolean;

	constructor() {
		super();
		this.label = "name";
		this.choices = [];
		this.chosen = [];
		this.single = false;
	}

	private tell(ids: string[]) {
		this.dispatchEvent(new CustomEvent<string[]>("choice", { detail: ids }));
	}

	private add(event: Event) {
		const select = event.target as HTMLSelectElement;
		const { value } = select;
		select.value = "";
		if (value !== "") this.tell(this.single ? [value] : [...this.chosen, value]);
	}

	protected override render() {
		const rest = this.choices.filter(({ id, retired }) => retired !== true && !this.chosen.includes(id));
		const ask = this.single && this.chosen.length > 0 ? msg(str`Change: ${this.label}`) : msg(str`Add: ${this.label}`);
		return html`${this.chosen.map((id) => {
			const name = this.choices.find((one) => one.id === id)?.name ?? "…";
			return html`<button type="button" title=${msg("Take out")} @click=${() => this.tell(this.chosen.filter((one) => one !== id))}>
				${name}<span class="sr">, ${msg("take out")}</span></button>`;
		})}
		${
			rest.length === 0
				? nothing
				: html`<select class="add" aria-label=${ask} @change=${this.add}>
			<option value="">${ask}</option>
			${rest.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
		</select>`
		}`;
	}
}

customElements.define("name-chooser", NameChooser);
