import type { AccountRules, Person } from "@dateline/shared/protocol";
import { msg } from "@lit/localize";
import { html } from "lit";
import { sayRole } from "./people-words.ts";

/** Who may do what, and whose role needs a second factor. */
export function renderRoles(rules: AccountRules, onRules: (roles: string[]) => void) {
	const no = msg("no");
	const yes = msg("yes");
	const rows: [what: string, contributor: string, editor: string, administrator: string][] = [
		[msg("Read drafts and embargoed text"), msg("own"), yes, yes],
		[msg("File and change posts"), msg("an editor publishes"), yes, yes],
		[msg("Publish, correct, withdraw, restore"), no, yes, yes],
		[msg("Key developments"), msg("may propose"), yes, yes],
		[msg("The day’s digest"), no, yes, yes],
		[msg("Say who is in a story, and restrict it"), no, msg("where they are in"), yes],
		[msg("See a restricted story"), msg("as a member"), msg("as a member"), yes],
		[msg("Sections, site, people, tokens, audit log"), no, no, yes],
		[msg("Erase, by order of a court"), no, no, msg("with a reason")],
	];
	const change = (role: Person["role"], on: boolean) =>
		onRules(on ? [...rules.secondFactorRoles, role] : rules.secondFactorRoles.filter((one) => one !== role));
	return html`<div class="grid-wrap"><table class="grid-t may"><caption class="sr">${msg("Who may do what")}</caption><thead><tr>
			<th scope="col"><span class="sr">${msg("What")}</span></th><th scope="col">${sayRole("contributor")}</th><th scope="col">${sayRole("editor")}</th><th scope="col">${sayRole("administrator")}</th></tr></thead>
			<tbody>${rows.map(
				([what, ...who]) =>
					html`<tr><th scope="row">${what}</th>${who.map((one) => html`<td class=${one === no ? "dim" : ""}>${one}</td>`)}</tr>`,
			)}</tbody></table></div>
		<p class="ask-line">${msg("Somebody who is made editor of one story publishes there, whatever their role; a member who is a contributor sees that story as a draft and files to it. Membership takes nothing away. A restricted story is there for its members and administrators only; to everybody else it does not exist.")}</p>
		<fieldset class="field narrow"><legend>${msg("A second factor is asked of")}</legend>
			${(["administrator", "editor", "contributor"] as const).map(
				(
					role,
				) => html`<div class="field check"><label><input type="checkbox" .checked=${rules.secondFactorRoles.includes(role)}
					@change=${(event: Event) => change(role, (event.target as HTMLInputElement).checked)} />${sayRole(role)}</label></div>`,
			)}
			<p>${msg("Who has none makes a passkey or sets up codes before anything else. Company sign-in answers for itself.")}</p></fieldset>`;
}
