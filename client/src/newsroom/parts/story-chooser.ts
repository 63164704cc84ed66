import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { until } from "lit/directives/until.js";
import { api } from "../desk/api.ts";
import { DeskElement } from "./desk-element.ts";
import { icon } from "./icon.ts";

/** As many as a story may name. */
const most = 10;

/**
 * Other stories by the words of their headlines, in an order.
 *
 * @fires choice - `detail` has the ids
 */
export class StoryChooser extends DeskElement {
	static override properties = { chosen: { attribute: false }, without: {}, found: { state: true } };
	declare chosen: readonly string[];
	/** The story that can't be chosen: itself. */
	declare without: string;
	declare found: readonly { id: string; headline: string }[];

	constructor() {
		super();
		this.chosen = [];
		this.without = "";
		this.found = [];
	}

	private tell(ids: string[]) {
		this.found = [];
		this.dispatchEvent(new CustomEvent<string[]>("choice", { detail: ids }));
	}

	private async search(event: InputEvent) {
		const field = event.target as HTMLInputElement;
		const q = field.value.trim();
		const items =
			q === ""
				? []
				: await api.stories({ q, status: "published", limit: 6 }).then(
						(page) => page.items,
						() => [],
					);
		if (field.value.trim() !== q) return;
		this.found = items.filter(({ id }) => id !== this.without && !this.chosen.includes(id));
	}

	private take(id: string) {
		const field = this.querySelector("input");
		if (field) field.value = "";
		this.tell([...this.chosen, id]);
	}

	protected override render() {
		return html`<ol class="kd">${this.chosen.map(
			(id) =>
				html`<li><span>${until(
					this.desk.library.headline(id).catch(() => msg("A story that can’t be read here")),
					"…",
				)}</span><button type="button" class="icon" aria-label=${msg("Take it out")} @click=${() => this.tell(this.chosen.filter((one) => one !== id))}>${icon("x")}</button></li>`,
		)}</ol>
			${
				this.chosen.length >= most
					? nothing
					: html`<input class="input" type="search" aria-label=${msg("Add a related story")} placeholder=${msg("Words of its headline")} autocomplete="off" @input=${this.search} />`
			}
			<ul class="found">${this.found.map(
				({ id, headline }) =>
					html`<li><button type="button" class="link" @click=${() => this.take(id)}>${headline}</button></li>`,
			)}</ul>`;
	}
}

customElements.define("story-chooser", StoryChooser);
