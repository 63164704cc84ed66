import { html, LitElement, nothing } from "lit";
import { accounts } from "../desk/api.ts";
import { sentenceOf } from "../desk/request.ts";
import { door } from "../parts/door.ts";

/** Something that was written and not handed in when somebody was signed out. */
export interface KeptLine {
	at: string;
	text: string;
}

/**
 * Sign in by e-mail address and password.
 *
 * @fires signed-in
 */
export class SignIn extends LitElement {
	static override properties = {
		kept: { attribute: false },
		site: {},
		ended: { type: Boolean },
		problem: { state: true },
		busy: { state: true },
	};
	declare kept: readonly KeptLine[];
	declare site: string;
	/** Whether a session has just ended. */
	declare ended: boolean;
	declare problem: string;
	declare busy: boolean;

	constructor() {
		super();
		this.kept = [];
		this.site = "Dateline";
		this.ended = false;
		this.problem = "";
		this.busy = false;
	}

	protected override createRenderRoot() {
		return this;
	}

	protected override firstUpdated() {
		this.querySelector<HTMLInputElement>("input")?.focus();
	}

	private async submit(event: SubmitEvent) {
		event.preventDefault();
		const form = new FormData(event.target as HTMLFormElement);
		this.busy = true;
		this.problem = "";
		try {
			await accounts.signIn(String(form.get("email")), String(form.get("password")));
			this.dispatchEvent(new Event("signed-in", { bubbles: true }));
		} catch (error) {
			this.problem = sentenceOf(error);
		}
		this.busy = false;
	}

	protected override render() {
		return door(
			this.site,
			html`<h1>${this.ended ? "You were signed out" : "Sign in"}</h1>
				<p>${this.kept.length > 0 ? "Nothing you wrote is lost. This is on this device and goes on where you left it." : "With the account of your newsroom."}</p>
				${
					this.kept.length === 0
						? nothing
						: html`<ul class="kept">${this.kept.map(({ at, text }) => html`<li><small>${at}</small>${text}</li>`)}</ul>`
				}
				<form aria-label="Sign in" @submit=${this.submit}>
					<div class="field"><label for="s-mail">E-mail</label>
						<input id="s-mail" class="input" name="email" type="email" required autocomplete="username" /></div>
					<div class="field"><label for="s-pw">Password</label>
						<input id="s-pw" class="input" name="password" type="password" required autocomplete="current-password" /></div>
					<p class="bad" role="alert">${this.problem}</p>
					<button class="btn solid" ?disabled=${this.busy}>${this.busy ? "Signing in" : "Sign in"}</button>
				</form>
				<p class="ways">No account, or no password any more? An administrator makes a one-time link for you; on the server,
					<code>dateline admin link</code> does.</p>`,
			"This device is remembered for 14 days.",
		);
	}
}

customElements.define("sign-in", SignIn);
