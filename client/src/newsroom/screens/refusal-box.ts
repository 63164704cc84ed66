import { msg, str } from "@lit/localize";
import { html } from "lit";
import { sayRefusal } from "../desk/server-words.ts";
import type { RowActions } from "./post-actions.ts";
import type { StreamRow } from "./stream-rows.ts";

/** Why something was not taken, what is kept, and the one button that mends it. */
export function refusalBox(row: StreamRow, actions: RowActions) {
	const { delivery } = row;
	const reason = sayRefusal(delivery?.refusal) ?? msg("no reason was given");
	if (delivery?.type === "post.update")
		return html`<div class="why" role="alert"><p><strong>${msg(str`Your last change was not taken: ${reason}`)}</strong> ${msg("Readers see this version.")}</p>
			<button type="button" class="btn small" @click=${() => actions.edit(row)}>${msg("Edit again")}</button>
			<button type="button" class="btn quiet small" @click=${() => actions.dismiss(row)}>${msg("Leave it")}</button></div>`;
	if (delivery?.type !== "post.add")
		return html`<div class="why" role="alert"><p><strong>${msg(str`It was not done: ${reason}`)}</strong> ${msg("Readers see this version.")}</p>
			<button type="button" class="btn quiet small" @click=${() => actions.dismiss(row)}>${msg("Leave it")}</button></div>`;
	const again = delivery.refusal?.code === "not_live" || delivery.refusal?.code === "not_published";
	return html`<div class="why" role="alert"><p><strong>${msg(str`Not published: ${reason}`)}</strong> ${msg("Your text is kept here.")}</p>
		${
			again
				? html`<button type="button" class="btn small" @click=${() => actions.sendAgain(row)}>${msg("Send it again")}</button>`
				: html`<button type="button" class="btn small" @click=${() => actions.editQueued(row)}>${msg("Mend it and send")}</button>`
		}
		<button type="button" class="btn quiet small" @click=${() => actions.keepAsDraft(row)}>${msg("Keep as draft")}</button>
		<button type="button" class="btn quiet small" @click=${() => actions.dismiss(row)}>${msg("Throw it away")}</button></div>`;
}
