import { msg } from "@lit/localize";
import { html } from "lit";
import { until } from "lit/directives/until.js";
import { DeskElement } from "../parts/desk-element.ts";
import { icon } from "../parts/icon.ts";

/** A related story in the text; readers see its card, which follows its story. */
export class StoryLine extends DeskElement {
	static override properties = { attrs: { attribute: false } };
	declare attrs: Record<string, unknown>;
	takeOut: () => void = () => undefined;

	constructor() {
		super();
		this.attrs = {};
	}

	protected override render() {
		const headline = this.desk.library
			.headline(String(this.attrs["storyId"]))
			.catch(() => msg("A story that can’t be read here"));
		return html`<div class="rel plain" role="group" aria-label=${msg("Related story")}>
			<div>
				<p>${msg("Related story")}</p>
				<h2>${until(headline, "…")}</h2>
			</div>
			<button type="button" class="icon" aria-label=${msg("Take the card out")} @click=${() => this.takeOut()}>${icon("x")}</button>
		</div>`;
	}
}

customElements.define("story-line", StoryLine);
