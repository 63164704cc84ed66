import type { AccountRules, Invitation, NewLink, Person } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { people } from "../desk/accounts.ts";
import { sentenceOf } from "../desk/request.ts";
import { DeskElement } from "../parts/desk-element.ts";
import "./people-invitations.ts";
import "./people-invite.ts";
import "./people-person.ts";
import { renderRoles } from "./people-roles.ts";
import { hasOneFactor, initialsOf, sayRole, sayWays } from "./people-words.ts";

type View = "everybody" | "invitations" | "roles";

/** Who has an account, how they sign in and what they are in; invitations; who may do what. */
export class PeoplePanel extends DeskElement {
	static override properties = {
		view: { state: true },
		list: { state: true },
		invitations: { state: true },
		rules: { state: true },
		selected: { state: true },
		role: { state: true },
		oneFactor: { state: true },
		inviting: { state: true },
		made: { state: true },
		problem: { state: true },
	};
	declare view: View;
	declare list: readonly Person[];
	declare invitations: readonly Invitation[];
	declare rules: AccountRules;
	declare selected: string | null;
	declare role: Person["role"] | "any";
	declare oneFactor: boolean;
	declare inviting: boolean;
	/** The link that was made last, and when it did not go by mail. */
	declare made: NewLink | null;
	declare problem: string;

	constructor() {
		super();
		this.view = "everybody";
		this.list = [];
		this.invitations = [];
		this.rules = { secondFactorRoles: [], mail: false, company: false };
		this.selected = null;
		this.role = "any";
		this.oneFactor = false;
		this.inviting = false;
		this.made = null;
		this.problem = "";
		this.addEventListener("people-changed", () => void this.load());
		this.addEventListener("link-made", (event) => this.showLink((event as CustomEvent<NewLink>).detail));
	}

	override connectedCallback() {
		super.connectedCallback();
		void this.load();
	}

	private async load() {
		try {
			[this.list, this.invitations, this.rules] = await Promise.all([
				people.list(),
				people.invitations(),
				people.rules(),
			]);
			this.problem = "";
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	private showLink(made: NewLink) {
		this.made = made;
		this.inviting = false;
		// The form that had the keyboard is gone; a link that went by mail is only told of.
		void this.updateComplete.then(() => this.querySelector<HTMLElement>(".link-text, .people-head button")?.focus());
		void this.load();
	}

	private async copy(event: Event) {
		const button = event.currentTarget as HTMLButtonElement;
		await navigator.clipboard
			.writeText(this.made?.link ?? "")
			.then(() => {
				button.textContent = msg("Copied");
			})
			.catch(() => this.querySelector<HTMLInputElement>(".link-text")?.select());
	}

	/** Arrows and the letters of lists move through the table; see the keys of lists. */
	private move(event: KeyboardEvent) {
		const step =
			event.key === "ArrowDown" || event.key === "j" ? 1 : event.key === "ArrowUp" || event.key === "k" ? -1 : 0;
		if (step === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
		const buttons = [...this.querySelectorAll<HTMLButtonElement>(".people .pick")];
		const next = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + step];
		if (!next) return;
		event.preventDefault();
		next.focus();
	}

	protected override render() {
		const open = this.list.filter(({ disabled, removedAt }) => !disabled && !removedAt);
		const waiting = this.invitations.filter(({ state }) => state === "open").length;
		const views: [View, string, number | null][] = [
			["everybody", msg("Everybody"), this.list.filter(({ removedAt }) => !removedAt).length],
			["invitations", msg("Invitations"), waiting],
			["roles", msg("Who may do what"), null],
		];
		return html`<div class="people-head"><h2>${msg("People")}</h2>
				<span class="dim">${msg(str`${open.length} may sign in`)}</span>
				<button class="btn solid" aria-expanded=${String(this.inviting)} @click=${() => {
					this.inviting = !this.inviting;
				}}>${msg("Invite")}</button></div>
			<p class="bad" role="alert">${this.problem}</p>
			${this.inviting ? html`<people-invite .desk=${this.desk} .mail=${this.rules.mail}></people-invite>` : nothing}
			${this.renderLink()}
			<div class="tabs people-views" role="group" aria-label=${msg("People")}>${views.map(
				([view, label, count]) =>
					html`<button aria-pressed=${String(this.view === view)} @click=${() => {
						this.view = view;
					}}>${label}${count === null ? nothing : html` <span class="n">${count}</span>`}</button>`,
			)}</div>
			${this.renderView()}`;
	}

	private renderView() {
		if (this.view === "roles") return renderRoles(this.rules, (rules) => this.setRules(rules));
		if (this.view === "invitations")
			return html`<people-invitations .desk=${this.desk} .items=${this.invitations} .mail=${this.rules.mail}></people-invitations>`;
		return this.renderEverybody();
	}

	private async setRules(roles: string[]) {
		try {
			this.rules = await people.setRules(roles);
			await this.load();
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	private renderLink() {
		if (this.made === null) return nothing;
		const { link, invitation } = this.made;
		const until = this.desk.times.moment(invitation.expiresAt);
		if (link === null)
			return html`<p class="secret" role="status">${msg(str`The link went by mail to ${invitation.email ?? ""}. It works once, until ${until}.`)}</p>`;
		return html`<div class="secret" role="status"><span>${
			invitation.email !== null && this.rules.mail
				? msg(
						str`The letter could not be sent, so the link is yours to hand over. It works once, until ${until}. It is not shown again.`,
					)
				: msg(
						str`The link is yours to hand over, by whatever way you trust. It works once, until ${until}. It is not shown again.`,
					)
		}</span>
			<input class="input link-text" readonly aria-label=${msg("The link")} .value=${link} />
			<button type="button" class="btn" @click=${this.copy}>${msg("Copy")}</button></div>`;
	}

	private renderEverybody() {
		const shown = this.list.filter(
			(person) => (this.role === "any" || person.role === this.role) && (!this.oneFactor || hasOneFactor(person)),
		);
		const alone = this.list.filter((person) => !person.disabled && hasOneFactor(person)).length;
		return html`<div class="people-split ${this.selected === null ? "" : "has-side"}"><div>
			<p class="filters"><label><span class="sr">${msg("Role")}</span><select class="input" @change=${(
				event: Event,
			) => {
				this.role = (event.target as HTMLSelectElement).value as Person["role"] | "any";
			}}><option value="any">${msg("Any role")}</option>${(["administrator", "editor", "contributor"] as const).map(
				(role) => html`<option value=${role}>${sayRole(role)}</option>`,
			)}</select></label>
				<button class="btn" aria-pressed=${String(this.oneFactor)} @click=${() => {
					this.oneFactor = !this.oneFactor;
				}}>${msg("Password only")}</button></p>
			<div class="grid-wrap"><table class="grid-t people" @keydown=${this.move}><caption class="sr">${msg("Everybody")}</caption>
				<thead><tr><th scope="col">${msg("Person")}</th><th scope="col">${msg("Role")}</th><th scope="col">${msg("In")}</th>
					<th scope="col">${msg("Signs in with")}</th><th scope="col" class="r">${msg("Sessions")}</th><th scope="col">${msg("Last here")}</th></tr></thead>
				<tbody>${shown.map((person) => this.renderRow(person))}</tbody></table></div>
			${shown.length === 0 && this.list.length > 0 ? html`<p class="dim">${msg("Nobody is like that.")}</p>` : nothing}
			${
				alone > 0
					? html`<p class="ask-line">${alone === 1 ? msg("One person has no second factor: a password alone lets them in.") : msg(str`${alone} people have no second factor: a password alone lets them in.`)}
						<button class="link" @click=${() => {
							this.view = "roles";
						}}>${msg("Ask for one")}</button></p>`
					: nothing
			}</div>
			${this.selected === null ? nothing : html`<person-side .desk=${this.desk} .personId=${this.selected} .mail=${this.rules.mail} @side-closed=${() => this.close()}></person-side>`}</div>`;
	}

	private close() {
		const id = this.selected;
		this.selected = null;
		void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[data-person="${id}"]`)?.focus());
	}

	private renderRow(person: Person) {
		const { times, user } = this.desk;
		const { id, name, role, disabled, removedAt, stories, sessions, lastUsedAt, resetAskedAt } = person;
		const where = role === "contributor" ? msg("own work") : msg("everything");
		const first = stories[0]?.headline || msg("No headline");
		const more = stories.length - 1;
		return html`<tr class=${this.selected === id ? "is-sel" : removedAt || disabled ? "is-out" : ""}>
			<td><button class="pick" data-person=${id} aria-expanded=${String(this.selected === id)} @click=${() => {
				this.selected = this.selected === id ? null : id;
			}}><span class="who ${sessions === 0 ? "away" : ""}" aria-hidden="true">${initialsOf(name)}</span>${id === user.id ? msg(str`${name}, you`) : name}</button></td>
			<td>${removedAt ? msg("closed") : disabled ? msg("switched off") : sayRole(role)}</td>
			<td>${stories.length === 0 ? where : more === 0 ? first : msg(str`${first}, ${more} more`)}</td>
			<td class=${hasOneFactor(person) ? "warn" : ""}>${removedAt ? "" : sayWays(person)}</td>
			<td class="r num">${sessions}</td>
			<td class=${resetAskedAt ? "warn" : ""}>${resetAskedAt ? msg(str`asked for a new password ${times.moment(resetAskedAt)}`) : lastUsedAt ? times.moment(lastUsedAt) : msg("not yet")}</td></tr>`;
	}
}

customElements.define("people-panel", PeoplePanel);
