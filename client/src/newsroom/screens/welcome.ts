import { html, LitElement, nothing } from "lit";
import { accounts } from "../desk/api.ts";
import { ApiError, sentenceOf } from "../desk/request.ts";
import { door } from "../parts/door.ts";

const roleWords: Record<string, string> = {
	administrator: "You become an administrator: you publish, and you make accounts for others.",
	editor: "You become an editor: you write and publish.",
	contributor: "You become a contributor: you file, and an editor publishes.",
};

/**
 * Where a one-time link leads: a name, an address, a password, and one is in.
 *
 * @fires signed-in
 */
export class WelcomeScreen extends LitElement {
	static override properties = {
		site: {},
		link: {},
		role: { state: true },
		spent: { state: true },
		problem: { state: true },
		where: { state: true },
		busy: { state: true },
	};
	declare site: string;
	/** The secret of the link. */
	declare link: string;
	declare role: string;
	declare spent: string;
	declare problem: string;
	/** The field that the problem is about. */
	declare where: string;
	declare busy: boolean;

	constructor() {
		super();
		this.site = "Dateline";
		this.link = "";
		this.role = "";
		this.spent = "";
		this.problem = "";
		this.where = "";
		this.busy = false;
	}

	protected override createRenderRoot() {
		return this;
	}

	protected override firstUpdated() {
		accounts
			.readLink(this.link)
			.then(({ role }) => {
				this.role = role;
			})
			.catch((error: unknown) => {
				this.spent = sentenceOf(error);
			});
		this.querySelector<HTMLInputElement>("input")?.focus();
	}

	private async submit(event: SubmitEvent) {
		event.preventDefault();
		const form = new FormData(event.target as HTMLFormElement);
		const given = (name: string) => String(form.get(name) ?? "");
		this.busy = true;
		this.problem = "";
		this.where = "";
		try {
			await accounts.acceptLink({
				link: this.link,
				name: given("name").trim(),
				email: given("email").trim(),
				password: given("password"),
			});
			this.dispatchEvent(new Event("signed-in", { bubbles: true }));
		} catch (error) {
			this.problem = sentenceOf(error);
			this.where = error instanceof ApiError ? (error.problem.errors?.[0]?.pointer.slice(1) ?? "") : "";
			await this.updateComplete;
			this.querySelector<HTMLInputElement>(`[name="${this.where}"]`)?.focus();
		}
		this.busy = false;
	}

	private field(name: string, label: string, type: string, autocomplete: string, hint = "") {
		const wrong = this.where === name;
		return html`<div class="field">
			<label for="w-${name}">${label}</label>
			<input id="w-${name}" class="input ${wrong ? "ask" : ""}" name=${name} type=${type} required autocomplete=${autocomplete}
				aria-invalid=${String(wrong)} aria-describedby="w-${name}-hint" />
			<p class="hint ${wrong ? "bad" : ""}" id="w-${name}-hint">${wrong ? this.problem : hint}</p>
		</div>`;
	}

	protected override render() {
		if (this.spent !== "")
			return door(
				this.site,
				html`<h1>This link can’t be used</h1>
					<p>${this.spent}</p>
					<p class="ways"><a class="link" href="/newsroom">Sign in instead</a></p>`,
			);
		return door(
			this.site,
			html`<h1>Welcome to the newsroom</h1>
				<p>${roleWords[this.role] ?? "Your account is made with this form."}</p>
				<form aria-label="Make your account" @submit=${this.submit}>
					${this.field("name", "Your name", "text", "name", "As your colleagues see it.")}
					${this.field("email", "E-mail", "email", "username", "You sign in with it.")}
					${this.field("password", "Password", "password", "new-password", "At least 12 characters. A few words in a row are easy to remember.")}
					<p class="bad" role="alert">${this.where === "" ? this.problem : nothing}</p>
					<button class="btn solid" ?disabled=${this.busy}>${this.busy ? "One moment" : "Open the newsroom"}</button>
				</form>`,
			"The link works once, within 24 hours of its making.",
		);
	}
}

customElements.define("welcome-screen", WelcomeScreen);
