import { html } from "lit";
import { accounts } from "../desk/api.ts";
import { sentenceOf } from "../desk/request.ts";
import { field } from "../parts/admin-form.ts";
import { DeskElement } from "../parts/desk-element.ts";

/**
 * One's own account.
 *
 * @fires sign-out
 */
export class AccountPanel extends DeskElement {
	static override properties = { said: { state: true }, wrong: { state: true } };
	declare said: string;
	declare wrong: boolean;

	constructor() {
		super();
		this.said = "";
		this.wrong = false;
	}

	private async submit(event: SubmitEvent) {
		event.preventDefault();
		const form = event.target as HTMLFormElement;
		const read = new FormData(form);
		try {
			await accounts.changePassword(String(read.get("current")), String(read.get("password")));
			form.reset();
			this.said = "Changed. Other devices are signed out.";
			this.wrong = false;
		} catch (error) {
			this.said = sentenceOf(error);
			this.wrong = true;
		}
	}

	private signOut() {
		this.dispatchEvent(new Event("sign-out", { bubbles: true }));
	}

	protected override render() {
		const { user } = this.desk;
		return html`<h2>${user.name}</h2><p class="lede">${user.email}, ${user.role}.</p>
			<div class="acts"><button class="btn" @click=${this.signOut}>Sign out</button></div>
			<form class="narrow" @submit=${this.submit}><h3>Change your password</h3>
				${field("current", "The one you have", "", { type: "password", required: true, autocomplete: "current-password" })}
				${field("password", "The new one", "", { type: "password", required: true, autocomplete: "new-password", hint: "at least 12 characters" })}
				<div class="acts"><button class="btn solid">Change it</button><span class="saved ${this.wrong ? "bad" : ""}" role="status">${this.said}</span></div>
			</form>`;
	}
}

customElements.define("account-panel", AccountPanel);
