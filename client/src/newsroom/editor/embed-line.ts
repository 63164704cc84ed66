import { msg } from "@lit/localize";
import { html } from "lit";
import { DeskElement } from "../parts/desk-element.ts";
import { icon } from "../parts/icon.ts";

/** A third-party page in the text: readers see its title and provider, and load it with a click. */
export class EmbedLine extends DeskElement {
	static override properties = { attrs: { attribute: false } };
	declare attrs: Record<string, unknown>;
	setAttrs: (attrs: Record<string, unknown>) => void = () => undefined;
	takeOut: () => void = () => undefined;

	constructor() {
		super();
		this.attrs = {};
	}

	private rename(event: Event) {
		const title = (event.target as HTMLInputElement).value.trim();
		if (title !== "") this.setAttrs({ title });
	}

	protected override render() {
		const { url, provider, title } = this.attrs;
		return html`<div class="rel plain" role="group" aria-label=${msg("Embed")}>
			<div>
				<label><span class="sr">${msg("Title of the embed")}</span><input class="t" .value=${String(title)} @change=${this.rename} /></label>
				<p>${msg(html`${provider}, loads when a reader asks for it.`)} <span class="dim">${url}</span></p>
			</div>
			<button type="button" class="icon" aria-label=${msg("Take the embed out")} @click=${() => this.takeOut()}>${icon("x")}</button>
		</div>`;
	}
}

customElements.define("embed-line", EmbedLine);
