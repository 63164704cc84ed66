import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { accounts, type OwnAccount } from "../desk/accounts.ts";
import { sentenceOf } from "../desk/request.ts";
import { field, readForm } from "../parts/admin-form.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { icon } from "../parts/icon.ts";
import "./people-codes.ts";
import { spareList } from "./people-codes.ts";
import { nameOfThisDevice, sayPasskeyTrouble } from "./people-passkeys.ts";
import { sayDevice, sayMethod, sayRole } from "./people-words.ts";

/**
 * One's own account: name, passkeys, codes, password, and where it is signed in.
 *
 * @fires sign-out
 */
export class AccountPanel extends DeskElement {
	static override properties = {
		account: { state: true },
		said: { state: true },
		spare: { state: true },
	};
	declare account: OwnAccount | null;
	/** What became of the last thing that was asked for: in which part, in words. */
	declare said: { part: string; text: string; wrong: boolean };
	declare spare: readonly string[];

	constructor() {
		super();
		this.account = null;
		this.said = { part: "", text: "", wrong: false };
		this.spare = [];
	}

	override connectedCallback() {
		super.connectedCallback();
		void this.run("account", "", async () => undefined);
	}

	/** Does something, reads the account again, and says in that part how it went. */
	private async run(part: string, done: string, work: () => Promise<unknown>, say = sentenceOf): Promise<boolean> {
		try {
			await work();
			this.account = await accounts.own();
			this.said = { part, text: done, wrong: false };
			return true;
		} catch (error) {
			this.said = { part, text: say(error), wrong: true };
			return false;
		}
	}

	private say(part: string) {
		const { text, wrong } = this.said.part === part ? this.said : { text: "", wrong: false };
		return html`<span class="saved ${wrong ? "bad" : ""}" role="status">${text}</span>`;
	}

	private async submit(
		event: SubmitEvent,
		part: string,
		done: string,
		work: (given: (name: string) => string) => Promise<unknown>,
	) {
		event.preventDefault();
		const form = event.target as HTMLFormElement;
		if (await this.run(part, done, () => work(readForm(form)))) form.reset();
	}

	private addPasskey(event: SubmitEvent) {
		event.preventDefault();
		const name = readForm(event.target as HTMLFormElement)("passkey") || nameOfThisDevice();
		void this.run("passkeys", msg("The passkey is made."), () => accounts.addPasskey(name), sayPasskeyTrouble);
	}

	private signOut() {
		this.dispatchEvent(new Event("sign-out", { bubbles: true }));
	}

	private async signOutEverywhere() {
		if (await this.run("sessions", "", async () => accounts.signOutEverywhere().then(() => undefined))) return;
		// The account can't be read any more: that is how it went well.
		this.signOut();
	}

	protected override render() {
		const { account } = this;
		if (account === null) return html`<p class="lede" role="status">${this.said.text || msg("One moment")}</p>`;
		return html`<h2>${account.name}</h2><p class="lede">${account.email}, ${sayRole(account.role)}</p>
			<div class="acts"><button class="btn" @click=${this.signOut}>${msg("Sign out")}</button></div>
			<div class="account-parts">
				${this.renderPasskeys(account)}${this.renderCodes(account)}${this.renderSessions(account)}
				${account.password ? this.renderPassword() : nothing}
				<form class="narrow" @submit=${(event: SubmitEvent) => this.submit(event, "name", msg("Changed."), (given) => accounts.rename(given("name")))}>
					<h3>${msg("Your name")}</h3>
					${field("name", msg("As your colleagues see it"), account.name, { required: true, max: 120, autocomplete: "name" })}
					<div class="acts"><button class="btn">${msg("Change it")}</button>${this.say("name")}</div>
				</form>
			</div>`;
	}

	private renderPasskeys({ passkeys }: OwnAccount) {
		const { times } = this.desk;
		return html`<section class="narrow"><h3>${msg("Passkeys")}</h3>
			<p>${msg("You sign in with your finger, face or PIN. Nothing can be read off, and nothing needs to be remembered.")}</p>
			<ul class="here">${passkeys.map(
				(key) => html`<li>${icon("key")}<span>${key.name}<small>${
					key.usedAt
						? msg(str`made ${times.moment(key.createdAt)}, last used ${times.moment(key.usedAt)}`)
						: msg(str`made ${times.moment(key.createdAt)}, not used yet`)
				}</small></span>
					<button class="link" aria-label=${msg(str`Remove the passkey ${key.name}`)} @click=${() => this.run("passkeys", msg("The passkey is removed."), () => accounts.removePasskey(key.id))}>${msg("Remove")}</button></li>`,
			)}</ul>
			<form @submit=${this.addPasskey}>
				${field("passkey", msg("A name for a new one"), nameOfThisDevice(), { max: 60, required: true })}
				<div class="acts"><button class="btn">${icon("key")}${msg("Make a passkey")}</button>${this.say("passkeys")}</div>
			</form></section>`;
	}

	private renderCodes({ codes, password, secondFactor }: OwnAccount) {
		if (!codes)
			return html`<section class="narrow"><h3>${msg("Codes from an app")}</h3>
				<codes-setup .hasPassword=${password} @codes-set-up=${() => this.run("codes", msg("Codes are on."), async () => undefined)}></codes-setup>${this.say("codes")}</section>`;
		return html`<section class="narrow"><h3>${msg("Codes from an app")}</h3>
			<p>${secondFactor === "free" ? msg("A code is asked for after your password.") : msg("A code is asked for after your password. Your account needs it, or a passkey.")}</p>
			${this.spare.length > 0 ? html`<p>${msg("Keep these. Each works once, and those that you had work no more.")}</p>${spareList(this.spare)}` : nothing}
			<form @submit=${(event: SubmitEvent) => this.changeCodes(event)}>
				${password ? field("codes-password", msg("Your password"), "", { type: "password", required: true, autocomplete: "current-password" }) : nothing}
				<div class="acts"><button class="btn" name="do" value="spare">${msg("New spare codes")}</button>
					<button class="btn" name="do" value="stop">${msg("Turn codes off")}</button>${this.say("codes")}</div>
			</form></section>`;
	}

	private changeCodes(event: SubmitEvent) {
		const stop = (event.submitter as HTMLButtonElement | null)?.value === "stop";
		void this.submit(event, "codes", stop ? msg("Codes are off.") : "", async (given) => {
			const password = given("codes-password");
			if (stop) await accounts.stopCodes(password);
			this.spare = stop ? [] : await accounts.newSpareCodes(password);
		});
	}

	private renderSessions({ sessions }: OwnAccount) {
		const { times } = this.desk;
		return html`<section class="narrow"><h3>${msg("Signed in on")}</h3>
			<ul class="here">${sessions.map(
				(
					one,
				) => html`<li>${icon("clock")}<span>${sayDevice(one.device)}${one.current ? msg(", this one") : ""}<small>${[
					times.moment(one.usedAt),
					one.from,
					sayMethod(one.method),
				]
					.filter(Boolean)
					.join(" · ")}</small></span>
					${one.current ? nothing : html`<button class="link" aria-label=${msg(str`Sign out ${sayDevice(one.device)}`)} @click=${() => this.run("sessions", msg("It is signed out."), () => accounts.endSession(one.id))}>${msg("Sign out")}</button>`}</li>`,
			)}</ul>
			<div class="acts"><button class="btn" @click=${this.signOutEverywhere}>${msg("Sign out everywhere")}</button>${this.say("sessions")}</div></section>`;
	}

	private renderPassword() {
		const done = msg("Changed. Other devices are signed out.");
		return html`<form class="narrow" @submit=${(event: SubmitEvent) => this.submit(event, "password", done, (given) => accounts.changePassword(given("current"), given("password")))}>
			<h3>${msg("Change your password")}</h3>
			${field("current", msg("The one you have"), "", { type: "password", required: true, autocomplete: "current-password" })}
			${field("password", msg("The new one"), "", { type: "password", required: true, autocomplete: "new-password", hint: msg("at least 12 characters") })}
			<div class="acts"><button class="btn">${msg("Change the password")}</button>${this.say("password")}</div>
		</form>`;
	}
}

customElements.define("account-panel", AccountPanel);
