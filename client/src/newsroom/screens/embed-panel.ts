import type { EditorStory } from "@dateline/shared/protocol";
import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { DeskElement } from "../parts/desk-element.ts";

/** A story's embed: opened when somebody wants its line, and asks for nothing before. */
export class EmbedPanel extends DeskElement {
	static override properties = { story: { attribute: false }, open: { state: true } };
	declare story: EditorStory;
	declare open: boolean;

	constructor() {
		super();
		this.open = false;
	}

	private async toggle(event: Event) {
		const { open } = event.target as HTMLDetailsElement;
		if (open) await import("../parts/embed-builder.ts");
		this.open = open;
	}

	protected override render() {
		const { id, content } = this.story;
		return html`<section aria-labelledby="s-em"><h2 id="s-em">${msg("On partners’ pages")}</h2>
			<details class="form" @toggle=${this.toggle}><summary>${msg("Embed")}</summary>
				${this.open ? html`<embed-builder .desk=${this.desk} .channel=${`story:${id}`} .headline=${content?.headline ?? ""}></embed-builder>` : nothing}
			</details></section>`;
	}
}

customElements.define("embed-panel", EmbedPanel);
