import type { StoryLine } from "@dateline/shared/protocol";
import { msg } from "@lit/localize";
import { html } from "lit";
import { people } from "../desk/accounts.ts";
import { api } from "../desk/api.ts";
import { sentenceOf } from "../desk/request.ts";
import { field, readForm } from "../parts/admin-form.ts";
import { DeskElement } from "../parts/desk-element.ts";

/**
 * The form of an invitation: for whom, as what, in which stories.
 *
 * @fires link-made with the new link
 */
export class PeopleInvite extends DeskElement {
	static override properties = { mail: { attribute: false }, stories: { state: true }, problem: { state: true } };
	/** Whether letters can be sent. */
	declare mail: boolean;
	declare stories: readonly StoryLine[];
	declare problem: string;

	constructor() {
		super();
		this.mail = false;
		this.stories = [];
		this.problem = "";
	}

	protected override firstUpdated() {
		this.querySelector<HTMLInputElement>("input")?.focus();
		api.stories({ limit: 50 }).then(
			({ items }) => {
				this.stories = items.filter(({ status }) => status !== "withdrawn");
			},
			() => undefined,
		);
	}

	private async submit(event: SubmitEvent) {
		event.preventDefault();
		const form = event.target as HTMLFormElement;
		const given = readForm(form);
		const chosen = new FormData(form).getAll("story").map(String);
		const memberRole = given("role") === "contributor" ? given("story-role") : "editor";
		try {
			const made = await people.invite({
				name: given("name"),
				email: given("email") || null,
				role: given("role") as "editor",
				stories: chosen.map((storyId) => ({ storyId, role: memberRole === "editor" ? "editor" : "contributor" })),
			});
			this.dispatchEvent(new CustomEvent("link-made", { detail: made, bubbles: true }));
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	protected override render() {
		return html`<form class="narrow" aria-label=${msg("Invite somebody")} @submit=${this.submit}><h3>${msg("Invite somebody")}</h3>
			<p>${this.mail ? msg("The link goes by mail to the address that you give. Without an address it is shown to you, to hand over.") : msg("Mail is not set up: the link is shown to you, to hand over.")}</p>
			${field("name", msg("Name"), "", { max: 120, hint: msg("they can change it") })}
			${field("email", msg("E-mail"), "", { type: "email", hint: msg("the address of the account") })}
			<div class="field"><label for="f-role">${msg("As")}</label><select id="f-role" name="role" class="input">
				<option value="editor">${msg("Editor: writes and publishes")}</option>
				<option value="contributor">${msg("Contributor: files, an editor publishes")}</option>
				<option value="administrator">${msg("Administrator: that, and this page")}</option></select></div>
			<details class="field"><summary>${msg("In particular stories")}</summary>
				<fieldset class="field"><legend>${msg("Member of")}</legend>${this.stories.map(
					({ id, headline }) =>
						html`<div class="field check"><label><input type="checkbox" name="story" value=${id} />${headline || msg("No headline")}</label></div>`,
				)}</fieldset>
				<div class="field"><label for="f-story-role">${msg("A contributor is there")}</label><select id="f-story-role" name="story-role" class="input">
					<option value="contributor">${msg("Contributor: files")}</option>
					<option value="editor">${msg("Editor: publishes in these stories")}</option></select></div></details>
			<div class="acts"><button class="btn solid">${msg("Make the invitation")}</button></div>
			<p class="bad" role="alert">${this.problem}</p></form>`;
	}
}

customElements.define("people-invite", PeopleInvite);
