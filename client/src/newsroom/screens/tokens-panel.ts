import { type Scope, scopes, type TokenView } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { tokens } from "../desk/administration.ts";
import { sentenceOf } from "../desk/request.ts";
import { field, readForm } from "../parts/admin-form.ts";
import { DeskElement } from "../parts/desk-element.ts";

const sayScope = (scope: Scope): string =>
	({
		read: msg("Read everything that editors see"),
		contribute: msg("File contributions, which an editor publishes"),
		write: msg("Publish, correct and withdraw"),
		media: msg("Bring in pictures"),
		admin: msg("Everything, administration too"),
	})[scope];

/** One token for each program; made, shown once, and revoked here. */
export class TokensPanel extends DeskElement {
	static override properties = {
		list: { state: true },
		made: { state: true },
		problem: { state: true },
		copied: { state: true },
	};
	declare list: readonly TokenView[] | null;
	/** The one that was just made, with its secret. */
	declare made: { token: string; view: TokenView } | null;
	declare problem: string;
	declare copied: string;

	constructor() {
		super();
		this.list = null;
		this.made = null;
		this.problem = "";
		this.copied = "";
	}

	override connectedCallback() {
		super.connectedCallback();
		void this.load();
	}

	private async load() {
		try {
			this.list = (await tokens.list()).items;
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	private async submit(event: SubmitEvent) {
		event.preventDefault();
		const form = event.target as HTMLFormElement;
		const read = readForm(form);
		const chosen = scopes.filter((scope) => read(`scope-${scope}`) === "on");
		if (chosen.length === 0) {
			this.problem = msg("Choose what it may do.");
			return;
		}
		try {
			const expiresAt = this.desk.times.fromField(read("expires"));
			const { token, ...view } = await tokens.make({ name: read("name"), scopes: chosen, expiresAt });
			this.made = { token, view };
			this.copied = "";
			this.problem = "";
			form.reset();
			await this.load();
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	private async revoke(id: string) {
		try {
			await tokens.revoke(id);
			if (this.made?.view.id === id) this.made = null;
			this.problem = "";
		} catch (error) {
			this.problem = sentenceOf(error);
		}
		await this.load();
	}

	private async copy(what: string, text: string) {
		await navigator.clipboard.writeText(text).then(
			() => {
				this.copied = what;
			},
			() => this.querySelector<HTMLInputElement>(`[data-copy="${what}"]`)?.select(),
		);
	}

	protected override render() {
		const { list } = this;
		return html`<h2>${msg("Tokens")}</h2><p class="lede">${msg("One for each program. A token may do only what is listed, and stops the second it is revoked.")}</p>
			${this.made === null ? nothing : this.renderMade(this.made)}
			${
				list === null
					? nothing
					: list.length === 0
						? html`<p class="dim">${msg("There is none yet. The form below makes the first one.")}</p>`
						: html`<div class="grid-wrap"><table class="grid-t stacked"><caption class="sr">${msg("Tokens")}</caption><thead><tr><th scope="col">${msg("Token")}</th><th scope="col">${msg("Made by")}</th><th scope="col">${msg("May")}</th>
							<th scope="col">${msg("Last used")}</th><th scope="col">${msg("Ends")}</th><th scope="col"><span class="sr">${msg("Revoke")}</span></th></tr></thead>
							<tbody>${list.map((token) => this.renderRow(token))}</tbody></table></div>`
			}
			<form class="narrow" @submit=${this.submit}><h3>${msg("New token")}</h3>
				${field("name", msg("Name"), "", { required: true, max: 100, hint: msg("the program that holds it") })}
				<fieldset class="field"><legend>${msg("It may")}</legend>${scopes.map((scope) => field(`scope-${scope}`, sayScope(scope), false, { type: "check" }))}</fieldset>
				${field("expires", msg("Ends at"), "", { type: "datetime-local", hint: msg("left empty: when it is revoked") })}
				<div class="acts"><button class="btn solid">${msg("Make it")}</button><span class="saved bad" role="alert">${this.problem}</span></div>
			</form>`;
	}

	private renderMade({ token, view }: { token: string; view: TokenView }) {
		const curl = `curl -H "Authorization: Bearer ${token}" ${location.origin}/api/v1/me`;
		const line = (what: string, label: string, text: string) =>
			html`<input class="input" readonly data-copy=${what} aria-label=${label} .value=${text} />
				<button type="button" class="btn" @click=${() => this.copy(what, text)}>${this.copied === what ? msg("Copied") : msg("Copy")}</button>`;
		return html`<div class="secret" role="status"><p>${msg(html`<strong>${view.name}</strong> was made just now. This is the only time it is shown.`)}</p>
			${line("token", msg("The token"), token)} ${line("curl", msg("An example for the command line"), curl)}</div>`;
	}

	private renderRow(token: TokenView) {
		const { times } = this.desk;
		const ended = token.expiresAt !== null && Date.parse(token.expiresAt) <= Date.now();
		const ends =
			token.revokedAt !== null
				? msg(str`revoked ${times.moment(token.revokedAt)}`)
				: token.expiresAt === null
					? msg("never")
					: times.moment(token.expiresAt);
		const used =
			token.lastUsedAt === null
				? msg("never")
				: [times.moment(token.lastUsedAt), token.lastUsedFrom].filter(Boolean).join(", ");
		return html`<tr class=${token.revokedAt !== null || ended ? "is-out" : ""}><td>${token.name}</td><td>${token.createdBy ?? ""}</td><td>${token.scopes.map((scope) => html`<span title=${sayScope(scope)}>${scope}</span> `)}</td>
			<td class="num">${used}</td><td class="num">${ends}</td>
			<td class="r">${token.revokedAt === null ? html`<button class="link" @click=${() => this.revoke(token.id)}>${msg("Revoke")}<span class="sr"> ${token.name}</span></button>` : nothing}</td></tr>`;
	}
}

customElements.define("tokens-panel", TokensPanel);
