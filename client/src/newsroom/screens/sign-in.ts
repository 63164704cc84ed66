import { msg, str, updateWhenLocaleChanges } from "@lit/localize";
import { browserSupportsWebAuthn } from "@simplewebauthn/browser";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { accounts, type Ways } from "../desk/accounts.ts";
import { sentenceOf } from "../desk/request.ts";
import { door } from "../parts/door.ts";
import { icon } from "../parts/icon.ts";
import { sayPasskeyTrouble } from "./people-passkeys.ts";

/** Something that was written and not handed in when somebody was signed out. */
export interface KeptLine {
	at: string;
	text: string;
}

type Step = "enter" | "code" | "forgot" | "asked";

/**
 * The door: in by passkey, by the company's sign-in, or by password and, where it is set up, a code.
 *
 * @fires signed-in
 */
export class SignIn extends LitElement {
	static override properties = {
		kept: { attribute: false },
		site: {},
		ended: { type: Boolean },
		step: { state: true },
		ways: { state: true },
		problem: { state: true },
		busy: { state: true },
	};
	declare kept: readonly KeptLine[];
	declare site: string;
	/** Whether a session has just ended. */
	declare ended: boolean;
	declare step: Step;
	declare ways: Ways;
	declare problem: string;
	declare busy: boolean;
	private email = "";

	constructor() {
		super();
		updateWhenLocaleChanges(this);
		this.kept = [];
		this.site = "Dateline";
		this.ended = false;
		this.step = "enter";
		this.ways = { company: null, mail: false };
		this.busy = false;
		this.problem = new URLSearchParams(location.search).has("refused")
			? msg("The company’s sign-in did not let you in: no account here has your e-mail address, or it is switched off.")
			: "";
	}

	protected override createRenderRoot() {
		return this;
	}

	protected override firstUpdated() {
		void this.focusFirst();
		accounts.ways().then(
			(ways) => {
				this.ways = ways;
			},
			() => undefined,
		);
	}

	private async focusFirst() {
		await this.updateComplete;
		this.querySelector<HTMLInputElement>("input")?.focus();
	}

	private goTo(step: Step) {
		this.step = step;
		this.problem = "";
		void this.focusFirst();
	}

	/** Does what a form or button asks for, once at a time, and says what went wrong. */
	private async run(work: () => Promise<unknown>, say: (error: unknown) => string = sentenceOf) {
		if (this.busy) return;
		this.busy = true;
		this.problem = "";
		try {
			await work();
		} catch (error) {
			this.problem = say(error);
		}
		this.busy = false;
	}

	private enter() {
		this.dispatchEvent(new Event("signed-in", { bubbles: true }));
	}

	private submit(event: SubmitEvent) {
		event.preventDefault();
		const form = new FormData(event.target as HTMLFormElement);
		this.email = String(form.get("email"));
		void this.run(async () => {
			if (await accounts.signIn(this.email, String(form.get("password")))) this.goTo("code");
			else this.enter();
		});
	}

	private submitCode(event: SubmitEvent) {
		event.preventDefault();
		const form = new FormData(event.target as HTMLFormElement);
		void this.run(async () => {
			await accounts.enterCode(String(form.get("code")), form.get("trust") !== null);
			this.enter();
		});
	}

	private submitForgot(event: SubmitEvent) {
		event.preventDefault();
		const form = new FormData(event.target as HTMLFormElement);
		void this.run(async () => {
			await accounts.forgot(String(form.get("email")));
			this.goTo("asked");
		});
	}

	private byPasskey() {
		void this.run(async () => {
			await accounts.signInWithPasskey();
			this.enter();
		}, sayPasskeyTrouble);
	}

	private byCompany() {
		void this.run(async () => location.assign(await accounts.signInWithCompany()));
	}

	protected override render() {
		return door(
			this.site,
			this.renderStep(),
			this.step === "enter" ? msg("This device is remembered for 14 days.") : "",
		);
	}

	private renderStep(): TemplateResult {
		switch (this.step) {
			case "enter":
				return this.renderEnter();
			case "code":
				return html`<h1>${msg("One more thing: your code")}</h1>
					<p>${msg("Open the app with your codes and type the six digits that it shows for this newsroom. A spare code does as well.")}</p>
					<form aria-label=${msg("Your code")} @submit=${this.submitCode}>
						<div class="field"><label for="s-code">${msg("Code")}</label>
							<input id="s-code" class="input" name="code" required autocomplete="one-time-code" inputmode="numeric" maxlength="20" spellcheck="false" /></div>
						<div class="field check"><label><input type="checkbox" name="trust" />${msg("Ask for no code on this device for 30 days")}</label></div>
						${this.renderProblem()}
						<button class="btn solid" ?disabled=${this.busy}>${msg("Sign in")}</button>
					</form>
					<p class="ways"><button class="link" @click=${() => this.goTo("enter")}>${msg("Back")}</button></p>`;
			case "forgot":
				return html`<h1>${msg("A new password")}</h1>
					<p>${this.ways.mail ? msg("If there is an account with this address, a letter with a link is on its way to it in a moment. The link is good for one hour.") : msg("Mail is not set up here: an administrator sees your request, and hands you a link.")}</p>
					<form aria-label=${msg("A new password")} @submit=${this.submitForgot}>
						<div class="field"><label for="s-mail">${msg("E-mail")}</label>
							<input id="s-mail" class="input" name="email" type="email" required autocomplete="username" .value=${this.email} /></div>
						${this.renderProblem()}
						<button class="btn solid" ?disabled=${this.busy}>${this.ways.mail ? msg("Send me a link") : msg("Ask for a link")}</button>
					</form>
					<p class="ways"><button class="link" @click=${() => this.goTo("enter")}>${msg("Back")}</button></p>`;
			case "asked":
				return html`<h1>${msg("It is asked for")}</h1>
					<p role="status">${this.ways.mail ? msg("If there is an account with this address, the letter is on its way. Look among unwanted mail too.") : msg("If there is an account with this address, the administrators see your request now.")}</p>
					<p class="ways"><button class="link" @click=${() => this.goTo("enter")}>${msg("Back")}</button></p>`;
		}
	}

	private renderEnter(): TemplateResult {
		const keys = browserSupportsWebAuthn();
		const { company } = this.ways;
		return html`<h1>${this.ended ? msg("You were signed out") : msg("Sign in")}</h1>
			<p>${this.kept.length > 0 ? msg("Nothing you wrote is lost. This is on this device and goes on where you left it.") : msg("With the account of your newsroom.")}</p>
			${
				this.kept.length === 0
					? nothing
					: html`<ul class="kept">${this.kept.map(({ at, text }) => html`<li><small>${at}</small>${text}</li>`)}</ul>`
			}
			${
				keys || company
					? html`<div class="door-ways">
						${keys ? html`<button class="btn solid" ?disabled=${this.busy} @click=${this.byPasskey}>${icon("key")}${msg("Continue with your passkey")}</button>` : nothing}
						${company ? html`<button class="btn" ?disabled=${this.busy} @click=${this.byCompany}>${msg(str`Continue with ${company}`)}</button>` : nothing}
						</div><p class="or">${msg("or")}</p>`
					: nothing
			}
			<form aria-label=${msg("Sign in")} @submit=${this.submit}>
				<div class="field"><label for="s-mail">${msg("E-mail")}</label>
					<input id="s-mail" class="input" name="email" type="email" required autocomplete="username webauthn" .value=${this.email} /></div>
				<div class="field"><label for="s-pw">${msg("Password")}</label>
					<input id="s-pw" class="input" name="password" type="password" required autocomplete="current-password" /></div>
				${this.renderProblem()}
				<button class="btn ${keys ? "" : "solid"}" ?disabled=${this.busy}>${this.busy ? msg("Signing in") : msg("Sign in")}</button>
			</form>
			<p class="ways"><button class="link" @click=${() => this.goTo("forgot")}>${msg("I cannot sign in")}</button></p>
			<p class="hint">${msg(html`No account yet? An administrator invites you. On the server, <code>dateline admin link</code> makes one.`)}</p>`;
	}

	private renderProblem() {
		return html`<p class="bad" role="alert">${this.problem}</p>`;
	}
}

customElements.define("sign-in", SignIn);
