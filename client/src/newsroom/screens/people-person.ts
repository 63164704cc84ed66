import type { PersonDetail } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { members, people } from "../desk/accounts.ts";
import { sentenceOf } from "../desk/request.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { icon } from "../parts/icon.ts";
import { segment } from "../parts/segment.ts";
import { initialsOf, sayDevice, sayMethod, sayRole } from "./people-words.ts";

/**
 * One account at the side of the list: role, stories, ways to sign in, where it is signed in, and its end.
 *
 * @fires people-changed, link-made, side-closed
 */
export class PersonSide extends DeskElement {
	static override properties = {
		personId: {},
		mail: { attribute: false },
		person: { state: true },
		problem: { state: true },
		closing: { state: true },
	};
	declare personId: string;
	declare mail: boolean;
	declare person: PersonDetail | null;
	declare problem: string;
	/** Whether closing was asked for once. */
	declare closing: boolean;

	constructor() {
		super();
		this.personId = "";
		this.mail = false;
		this.person = null;
		this.problem = "";
		this.closing = false;
	}

	protected override updated(changed: Map<string, unknown>) {
		if (changed.has("personId")) void this.load();
	}

	private async load() {
		this.closing = false;
		try {
			const person = await people.get(this.personId);
			if (person.id === this.personId) this.person = person;
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	private async run(work: () => Promise<unknown>) {
		this.problem = "";
		try {
			await work();
			this.dispatchEvent(new Event("people-changed", { bubbles: true }));
		} catch (error) {
			this.problem = sentenceOf(error);
			// Drawn anew: what was chosen and refused must not look as if it had been taken.
			this.person = null;
			await this.updateComplete;
		}
		await this.load();
	}

	private resetPassword() {
		return this.run(async () => {
			const detail = await people.resetPassword(this.personId);
			this.dispatchEvent(new CustomEvent("link-made", { detail, bubbles: true }));
		});
	}

	protected override render() {
		const { person } = this;
		if (person === null || person.id !== this.personId)
			return html`<aside class="person-side"><p role="status">${this.problem || msg("One moment")}</p></aside>`;
		const { id, name, email, createdAt, removedAt } = person;
		return html`<aside class="person-side" aria-label=${name}>
			<section><p class="filed"><span class="who" aria-hidden="true">${initialsOf(name)}</span><span><b>${name}</b>
				<small>${removedAt ? msg(str`closed ${this.desk.times.moment(removedAt)}`) : msg(str`${email}, since ${this.desk.times.moment(createdAt)}`)}</small></span>
				<button class="icon-btn" aria-label=${msg("Close the side")} @click=${() => this.dispatchEvent(new Event("side-closed"))}>${icon("x")}</button></p>
				<p class="bad" role="alert">${this.problem}</p>
				${
					removedAt
						? nothing
						: segment(
								"person-role",
								msg("Role"),
								(["contributor", "editor", "administrator"] as const).map((role) => ({
									value: role,
									label: sayRole(role),
								})),
								person.role,
								(role) => void this.run(() => people.patch(id, { role })),
							)
				}</section>
			${removedAt ? nothing : html`${this.renderStories(person)}${this.renderWays(person)}${this.renderSessions(person)}${this.renderEnd(person)}`}
		</aside>`;
	}

	private renderStories({ id, stories, role }: PersonDetail) {
		return html`<section><h3>${msg("In these stories")}</h3>${
			stories.length === 0
				? html`<p class="dim small">${role === "contributor" ? msg("In no story in particular: they see their own work, and what readers see.") : msg("In every story that is not restricted.")}</p>`
				: html`<ul class="here">${stories.map(
						({ storyId, headline, role: storyRole, membersOnly }) =>
							html`<li>${icon("card")}<span><a href="/newsroom/story/${storyId}">${headline || msg("No headline")}</a><small>${storyRole === "editor" ? msg("editor") : msg("contributor")}${membersOnly ? msg(", restricted") : ""}</small></span>
							<button class="link" aria-label=${msg(str`Take out of ${headline}`)} @click=${() => this.run(() => members.remove(storyId, id))}>${msg("Take out")}</button></li>`,
					)}</ul>`
		}<p class="dim small">${msg("Members are added at the side of the story itself.")}</p></section>`;
	}

	private renderWays(person: PersonDetail) {
		const { id, password, codes, company, passkeyList, secondFactor } = person;
		const { times } = this.desk;
		return html`<section><h3>${msg("Ways to sign in")}</h3><ul class="here">
			${passkeyList.map(
				(key) =>
					html`<li>${icon("key")}<span>${msg(str`Passkey, “${key.name}”`)}<small>${
						key.usedAt
							? msg(str`made ${times.moment(key.createdAt)}, last used ${times.moment(key.usedAt)}`)
							: msg(str`made ${times.moment(key.createdAt)}, not used yet`)
					}</small></span><button class="link" aria-label=${msg(str`Remove the passkey ${key.name}`)} @click=${() => this.run(() => people.removePasskey(id, key.id))}>${msg("Remove")}</button></li>`,
			)}
			${codes ? html`<li>${icon("clock")}<span>${msg("Codes from an app")}</span><button class="link" aria-label=${msg("Reset the codes")} @click=${() => this.run(() => people.resetCodes(id))}>${msg("Reset")}</button></li>` : nothing}
			${company ? html`<li>${icon("link")}<span>${msg("Company sign-in")}</span></li>` : nothing}
			<li>${icon("key")}<span>${password ? msg("Password") : msg("No password")}</span><button class="link" @click=${this.resetPassword}>${this.mail ? msg("Send a link for a new one") : msg("Link for a new one")}</button></li></ul>
			<div class="field check"><label><input type="checkbox" .checked=${secondFactor !== "free"} ?disabled=${secondFactor === "role"}
				@change=${(event: Event) => this.run(() => people.patch(id, { secondFactorRequired: (event.target as HTMLInputElement).checked }))} />${
					secondFactor === "role" ? msg("Needs a second factor, by its role") : msg("Needs a second factor")
				}</label></div></section>`;
	}

	private renderSessions({ id, sessionList }: PersonDetail) {
		const { times } = this.desk;
		return html`<section><h3>${msg("Signed in on")}</h3><ul class="here">${sessionList.map(
			(
				one,
			) => html`<li>${icon("clock")}<span>${sayDevice(one.device)}<small>${[times.moment(one.usedAt), one.from, sayMethod(one.method)].filter(Boolean).join(" · ")}</small></span>
				<button class="link" aria-label=${msg(str`Sign out ${sayDevice(one.device)}`)} @click=${() => this.run(() => people.signOut(id, one.id))}>${msg("Sign out")}</button></li>`,
		)}</ul>
			${sessionList.length === 0 ? html`<p class="dim small">${msg("Nowhere.")}</p>` : html`<button class="btn wide" @click=${() => this.run(() => people.signOut(id))}>${msg("Sign out everywhere")}</button>`}
			<p class="dim small">${msg("Within a second or two. What was typed and not sent is kept, and is there when they are back.")}</p></section>`;
	}

	private renderEnd({ id, disabled, name }: PersonDetail) {
		return html`<section><h3>${msg("Leaves")}</h3>
			<div class="acts"><button class="btn" @click=${() => this.run(() => people.patch(id, { disabled: !disabled }))}>${disabled ? msg("Switch on again") : msg("Switch off")}</button>
			${
				this.closing
					? html`<button class="btn danger" @click=${() => this.run(() => people.close(id))}>${msg(str`Close the account of ${name} for good`)}</button>`
					: html`<button class="btn" @click=${() => {
							this.closing = true;
						}}>${msg("Close the account")}</button>`
			}</div>
			<p class="dim small">${msg("An account that is switched off may come back. One that is closed does not; its name stays on what it wrote.")}</p></section>`;
	}
}

customElements.define("person-side", PersonSide);
