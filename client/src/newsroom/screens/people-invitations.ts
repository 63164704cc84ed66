import type { Invitation } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { people } from "../desk/accounts.ts";
import { sentenceOf } from "../desk/request.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { sayRole } from "./people-words.ts";

/**
 * The links of the last 30 days, and what became of them.
 *
 * @fires link-made, people-changed
 */
export class PeopleInvitations extends DeskElement {
	static override properties = { items: { attribute: false }, problem: { state: true } };
	declare items: readonly Invitation[];
	declare problem: string;

	constructor() {
		super();
		this.items = [];
		this.problem = "";
	}

	private async run(work: () => Promise<Event>) {
		try {
			this.dispatchEvent(await work());
			this.problem = "";
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	private renew(id: string) {
		return this.run(async () => new CustomEvent("link-made", { detail: await people.renew(id), bubbles: true }));
	}

	private takeBack(id: string) {
		return this.run(async () => {
			await people.takeBack(id);
			return new Event("people-changed", { bubbles: true });
		});
	}

	protected override render() {
		if (this.items.length === 0)
			return html`<p class="lede">${msg("Nobody is invited. An invitation is a link that makes one account, once, within 24 hours.")}</p>`;
		return html`<p class="bad" role="alert">${this.problem}</p>
			<div class="grid-wrap"><table class="grid-t stacked"><caption class="sr">${msg("Invitations")}</caption><thead><tr>
				<th scope="col">${msg("For")}</th><th scope="col">${msg("As")}</th><th scope="col">${msg("In")}</th>
				<th scope="col">${msg("By")}</th><th scope="col">${msg("Ends")}</th><th scope="col"><span class="sr">${msg("Do")}</span></th></tr></thead>
				<tbody>${this.items.map((one) => this.renderRow(one))}</tbody></table></div>`;
	}

	private renderRow(one: Invitation) {
		const { times } = this.desk;
		const { id, purpose, name, email, role, stories, createdByName, createdAt, state } = one;
		const who = name || email || msg("whoever has the link");
		const made = times.moment(createdAt);
		return html`<tr class=${state === "open" ? "" : "is-out"}><td>${who}</td>
			<td>${purpose === "reset" ? msg("new password") : sayRole(role)}</td>
			<td>${stories.map(({ headline }) => headline).join(", ")}</td>
			<td>${createdByName === "" ? made : msg(str`${createdByName}, ${made}`)}</td>
			<td>${this.sayState(one)}</td>
			<td class="r">${
				state === "open" || state === "expired"
					? html`<button class="link" aria-label=${msg(str`New link for ${who}`)} @click=${() => this.renew(id)}>${msg("New link")}</button>
						${state === "open" ? html`<button class="link" aria-label=${msg(str`Take back the link for ${who}`)} @click=${() => this.takeBack(id)}>${msg("Take back")}</button>` : nothing}`
					: nothing
			}</td></tr>`;
	}

	private sayState({ state, expiresAt, openedAt, mailedAt }: Invitation): string {
		const until = this.desk.times.moment(expiresAt);
		switch (state) {
			case "used":
				return msg("used");
			case "revoked":
				return msg("taken back");
			case "expired":
				return msg("ended without being used");
			case "open":
				if (openedAt !== null) return msg(str`${until}, opened, not used yet`);
				return mailedAt === null ? msg(str`${until}, not opened`) : msg(str`${until}, sent by mail, not opened`);
		}
	}
}

customElements.define("people-invitations", PeopleInvitations);
