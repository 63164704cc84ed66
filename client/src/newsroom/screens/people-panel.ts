import { html, nothing } from "lit";
import { accounts, type Person } from "../desk/api.ts";
import { sentenceOf } from "../desk/request.ts";
import { DeskElement } from "../parts/desk-element.ts";

/** Who has an account, and the one-time link by which somebody gets one. */
export class PeoplePanel extends DeskElement {
	static override properties = {
		people: { state: true },
		link: { state: true },
		problem: { state: true },
		copied: { state: true },
	};
	declare people: readonly Person[];
	declare link: string;
	declare problem: string;
	declare copied: boolean;

	constructor() {
		super();
		this.people = [];
		this.link = "";
		this.problem = "";
		this.copied = false;
	}

	override connectedCallback() {
		super.connectedCallback();
		void this.load();
	}

	private async load() {
		try {
			this.people = (await accounts.people()).items;
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	private async invite(event: SubmitEvent) {
		event.preventDefault();
		const role = String(new FormData(event.target as HTMLFormElement).get("role"));
		try {
			this.link = await accounts.makeLink(role);
			this.copied = false;
			this.problem = "";
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	private async copy() {
		await navigator.clipboard
			.writeText(this.link)
			.catch(() => this.querySelector<HTMLInputElement>(".link-text")?.select());
		this.copied = true;
	}

	protected override render() {
		const { times } = this.desk;
		return html`<h2>People</h2><p class="lede">Nobody signs up. A link, handed over by whatever way you trust, makes one account with one role.</p>
			<div class="grid-wrap"><table class="grid-t"><thead><tr><th>Name</th><th>E-mail</th><th>Role</th><th>Since</th></tr></thead>
				<tbody>${this.people.map(
					({ name, email, role, disabled, createdAt }) =>
						html`<tr><td>${name}</td><td>${email}</td><td>${disabled ? "switched off" : role}</td><td>${times.moment(createdAt)}</td></tr>`,
				)}</tbody></table></div>
			<form class="narrow" @submit=${this.invite}><h3>Let somebody in</h3>
				<div class="field"><label for="f-role">As</label><select id="f-role" name="role" class="input">
					<option value="editor">Editor: writes and publishes</option><option value="contributor">Contributor: files, an editor publishes</option>
					<option value="administrator">Administrator: that, and this page</option></select></div>
				<div class="acts"><button class="btn solid">Make a link</button></div>
				<p class="bad" role="alert">${this.problem}</p>
				${
					this.link === ""
						? nothing
						: html`<div class="secret"><input class="input link-text" readonly aria-label="The link" .value=${this.link} />
							<button type="button" class="btn" @click=${this.copy}>${this.copied ? "Copied" : "Copy"}</button><p>Works once, for 24 hours. It is not shown again.</p></div>`
				}
			</form>`;
	}
}

customElements.define("people-panel", PeoplePanel);
