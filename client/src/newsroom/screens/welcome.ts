import { msg, str, updateWhenLocaleChanges } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { accounts, type ReadLink } from "../desk/accounts.ts";
import { ApiError, sentenceOf } from "../desk/request.ts";
import { door } from "../parts/door.ts";

/** What an account of this role is for. */
function sayRole(role: ReadLink["role"]): string {
	switch (role) {
		case "administrator":
			return msg("You become an administrator: you publish, and you make accounts for others.");
		case "editor":
			return msg("You become an editor: you write and publish.");
		case "contributor":
			return msg("You become a contributor: you file, and an editor publishes.");
	}
}

/**
 * Where a one-time link leads: an invitation to a new account, or a new password for an old one.
 *
 * @fires signed-in
 */
export class WelcomeScreen extends LitElement {
	static override properties = {
		site: {},
		link: {},
		read: { state: true },
		spent: { state: true },
		problem: { state: true },
		where: { state: true },
		busy: { state: true },
	};
	declare site: string;
	/** The secret of the link. */
	declare link: string;
	declare read: ReadLink | null;
	declare spent: string;
	declare problem: string;
	/** The field that the problem is about. */
	declare where: string;
	declare busy: boolean;

	constructor() {
		super();
		updateWhenLocaleChanges(this);
		this.site = "Dateline";
		this.link = "";
		this.read = null;
		this.spent = "";
		this.problem = "";
		this.where = "";
		this.busy = false;
	}

	protected override createRenderRoot() {
		return this;
	}

	protected override async firstUpdated() {
		try {
			this.read = await accounts.readLink(this.link);
		} catch (error) {
			this.spent = sentenceOf(error);
		}
		await this.updateComplete;
		this.querySelector<HTMLInputElement>("input:not([readonly])")?.focus();
	}

	private async submit(event: SubmitEvent) {
		event.preventDefault();
		if (this.busy) return;
		const form = new FormData(event.target as HTMLFormElement);
		const given = (name: string) => String(form.get(name) ?? "");
		this.busy = true;
		this.problem = "";
		this.where = "";
		try {
			const password = given("password");
			if (this.read?.purpose === "reset") await accounts.reset(this.link, password);
			else
				await accounts.acceptLink({
					...{ link: this.link, password },
					...{ name: given("name").trim(), email: given("email").trim() },
				});
			// Where a code is asked for yet, the door asks for it.
			this.dispatchEvent(new Event("signed-in", { bubbles: true }));
		} catch (error) {
			this.problem = sentenceOf(error);
			this.where = error instanceof ApiError ? (error.problem.errors?.[0]?.pointer.slice(1) ?? "") : "";
			await this.updateComplete;
			this.querySelector<HTMLInputElement>(`[name="${this.where}"]`)?.focus();
		}
		this.busy = false;
	}

	private field(
		name: string,
		label: string,
		type: string,
		autocomplete: AutoFill,
		{ hint = "", value = "", fixed = false }: { hint?: string; value?: string; fixed?: boolean } = {},
	) {
		const wrong = this.where === name;
		return html`<div class="field">
			<label for="w-${name}">${label}</label>
			<input id="w-${name}" class="input ${wrong ? "ask" : ""}" name=${name} type=${type} required autocomplete=${autocomplete}
				value=${value} ?readonly=${fixed} aria-invalid=${String(wrong)} aria-describedby="w-${name}-hint" />
			<p class="hint ${wrong ? "bad" : ""}" id="w-${name}-hint">${wrong ? this.problem : hint}</p>
		</div>`;
	}

	protected override render() {
		if (this.spent !== "")
			return door(
				this.site,
				html`<h1>${msg("This link can’t be used")}</h1>
					<p>${this.spent}</p>
					<p class="ways"><a class="link" href="/newsroom">${msg("Sign in instead")}</a></p>`,
			);
		if (this.read === null) return door(this.site, html`<p role="status">${msg("One moment")}</p>`);
		return this.read.purpose === "reset" ? this.renderReset(this.read) : this.renderInvitation(this.read);
	}

	private renderInvitation({ role, name, email, stories }: ReadLink) {
		const where = stories.join(", ");
		return door(
			this.site,
			html`<h1>${msg("Welcome to the newsroom")}</h1>
				<p>${sayRole(role)}</p>
				${where === "" ? nothing : html`<p>${msg(str`You are in: ${where}.`)}</p>`}
				<form aria-label=${msg("Make your account")} @submit=${this.submit}>
					${this.field("name", msg("Your name"), "text", "name", { hint: msg("As your colleagues see it."), value: name })}
					${this.field("email", msg("E-mail"), "email", "username", { hint: email === null ? msg("You sign in with it.") : msg("The invitation is for this address. You sign in with it."), value: email ?? "", fixed: email !== null })}
					${this.renderPassword()}
					<button class="btn solid" ?disabled=${this.busy}>${this.busy ? msg("One moment") : msg("Open the newsroom")}</button>
				</form>`,
			msg("The link works once, within 24 hours of its making."),
		);
	}

	private renderReset({ name, email }: ReadLink) {
		return door(
			this.site,
			html`<h1>${msg("A new password")}</h1>
				<p>${msg(str`For ${name}, ${email ?? ""}. All devices that are signed in are signed out.`)}</p>
				<form aria-label=${msg("A new password")} @submit=${this.submit}>
					<input class="sr" name="username" type="text" autocomplete="username" readonly tabindex="-1" aria-hidden="true" value=${email ?? ""} />
					${this.renderPassword()}
					<button class="btn solid" ?disabled=${this.busy}>${this.busy ? msg("One moment") : msg("Set it and sign in")}</button>
				</form>`,
		);
	}

	private renderPassword() {
		const hint = msg("At least 12 characters. A few words in a row are easy to remember.");
		return html`${this.field("password", msg("Password"), "password", "new-password", { hint })}
			<p class="bad" role="alert">${this.where === "" ? this.problem : nothing}</p>`;
	}
}

customElements.define("welcome-screen", WelcomeScreen);
