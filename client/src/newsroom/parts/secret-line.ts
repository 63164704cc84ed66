import { msg } from "@lit/localize";
import { html } from "lit";
import { DeskElement } from "./desk-element.ts";

/** A line to be copied: a secret, an address, a command. Where copying is not allowed, it is selected. */
export class SecretLine extends DeskElement {
	static override properties = { label: {}, text: {}, copied: { state: true } };
	declare label: string;
	declare text: string;
	declare copied: boolean;

	constructor() {
		super();
		this.copied = false;
	}

	protected override willUpdate(changed: Map<string, unknown>) {
		if (changed.has("text")) this.copied = false;
	}

	private async copy() {
		const { text } = this;
		await navigator.clipboard.writeText(text).then(
			() => {
				this.copied = true;
			},
			() => this.querySelector("input")?.select(),
		);
	}

	protected override render() {
		return html`<input class="input" readonly aria-label=${this.label} .value=${this.text} />
			<button type="button" class="btn" @click=${this.copy}>${this.copied ? msg("Copied") : msg("Copy")}<span class="sr"> ${this.label}</span></button>`;
	}
}

customElements.define("secret-line", SecretLine);
