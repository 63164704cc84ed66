import type { EditorStory } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { sayRefusal } from "../desk/server-words.ts";
import { DeskElement } from "../parts/desk-element.ts";

/** Makes a template of a story: its kind, section, topics, authors, standfirst, language and drafts, for the next of its sort. */
export class TemplateMaker extends DeskElement {
	static override properties = { story: { attribute: false }, said: { state: true }, bad: { state: true } };
	declare story: EditorStory;
	declare said: string;
	declare bad: boolean;

	constructor() {
		super();
		this.said = "";
		this.bad = false;
	}

	private async make(event: SubmitEvent) {
		event.preventDefault();
		const form = event.target as HTMLFormElement;
		const data = new FormData(form);
		const name = String(data.get("name")).trim();
		if (name === "") return;
		const { settled } = this.desk.outbox.send({
			...{ lane: "templates", type: "template.make", method: "POST", path: "/api/v1/templates" },
			body: { name, description: String(data.get("description")).trim(), storyId: this.story.id },
			about: { text: name },
		});
		const { delivery } = await settled;
		this.bad = delivery.state === "refused";
		this.said = this.bad ? (sayRefusal(delivery.refusal) ?? "") : msg(str`“${name}” is among the templates.`);
		if (this.bad) this.desk.outbox.dismiss(delivery.id);
		else {
			form.reset();
			form.closest("details")?.removeAttribute("open");
		}
	}

	protected override render() {
		return html`<section aria-labelledby="a-tp"><h2 id="a-tp">${msg("Template")}</h2>
			${this.said ? html`<p class=${this.bad ? "bad" : "ok"} role="status">${this.said}</p>` : nothing}
			<details class="form"><summary>${msg("Make a template of this story")}</summary><form @submit=${this.make}>
				<div class="field"><label for="tp-name">${msg("Name")}</label><input id="tp-name" name="name" class="input" maxlength="120" required /></div>
				<div class="field"><label for="tp-what">${msg("What it is for")}</label><input id="tp-what" name="description" class="input" maxlength="300" /></div>
				<p class="hint">${msg("It takes over the section, topics, authors, standfirst, language and the drafts of posts.")}</p>
				<div class="acts"><button class="btn">${msg("Make the template")}</button></div></form></details></section>`;
	}
}

customElements.define("template-maker", TemplateMaker);
