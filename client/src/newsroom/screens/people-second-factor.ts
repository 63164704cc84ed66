import { msg, updateWhenLocaleChanges } from "@lit/localize";
import { html, LitElement } from "lit";
import { accounts } from "../desk/accounts.ts";
import { door } from "../parts/door.ts";
import { icon } from "../parts/icon.ts";
import "./people-codes.ts";
import { nameOfThisDevice, sayPasskeyTrouble } from "./people-passkeys.ts";

/**
 * Where an account stands that needs a second factor and has none: a passkey or codes, and one is in.
 *
 * @fires signed-in
 */
export class SecondFactorDoor extends LitElement {
	static override properties = {
		site: {},
		problem: { state: true },
		busy: { state: true },
		hasPassword: { state: true },
	};
	declare site: string;
	declare problem: string;
	declare busy: boolean;
	declare hasPassword: boolean;

	constructor() {
		super();
		updateWhenLocaleChanges(this);
		this.site = "Dateline";
		this.problem = "";
		this.busy = false;
		this.hasPassword = true;
	}

	protected override createRenderRoot() {
		return this;
	}

	protected override firstUpdated() {
		accounts.own().then(
			({ password }) => {
				this.hasPassword = password;
			},
			() => undefined,
		);
	}

	private async addPasskey() {
		this.busy = true;
		this.problem = "";
		try {
			await accounts.addPasskey(nameOfThisDevice());
			this.enter();
		} catch (error) {
			this.problem = sayPasskeyTrouble(error);
		}
		this.busy = false;
	}

	private enter() {
		this.dispatchEvent(new Event("signed-in", { bubbles: true }));
	}

	private leave() {
		this.dispatchEvent(new Event("sign-out", { bubbles: true }));
	}

	protected override render() {
		return door(
			this.site,
			html`<h1>${msg("Your account needs a second factor")}</h1>
				<p>${msg("A password alone is not enough here. A passkey is quickest: your device asks for your finger, face or PIN.")}</p>
				<div class="door-ways"><button class="btn solid" ?disabled=${this.busy} @click=${this.addPasskey}>${icon("key")}${msg("Make a passkey")}</button></div>
				<p class="bad" role="alert">${this.problem}</p>
				<p class="or">${msg("or")}</p>
				<codes-setup .hasPassword=${this.hasPassword} @codes-set-up=${this.enter}></codes-setup>
				<p class="ways"><button class="link" @click=${this.leave}>${msg("Sign out")}</button></p>`,
		);
	}
}

customElements.define("second-factor-door", SecondFactorDoor);
