import { msg, str } from "@lit/localize";
import { html } from "lit";
import { sayDelivery } from "../parts/delivery-words.ts";
import { segment } from "../parts/segment.ts";
import type { RevisionsScreen } from "./revisions.ts";

/** The bar under the comparison: what restoring will do, and what became of it. */
export function revisionsPress(screen: RevisionsScreen) {
	const { desk, obstacle, from, current } = screen;
	const delivery = desk.outbox.list(screen.storyId).find(({ id }) => id === screen.deliveryId);
	const refused = delivery?.state === "refused";
	return html`<form class="press" aria-label=${msg("Restore")} @submit=${(event: Event) => {
		event.preventDefault();
		screen.restore();
	}}>
		<p class="says" role="status">${
			refused && delivery
				? html`<b class="bad">${sayDelivery(delivery, desk.times)}</b>`
				: delivery?.state === "live"
					? html`<b>${msg(str`Revision ${current} is with readers.`)}</b>${sayDelivery(delivery, desk.times)}`
					: delivery && delivery.state !== "saved"
						? html`<b>${sayDelivery(delivery, desk.times)}</b>`
						: obstacle
							? html`<b>${obstacle}</b>`
							: html`<b>${(screen.story?.mayPublish ?? desk.publishes) ? msg(str`Restoring makes revision ${current + 1}.`) : msg("An editor lets it through.")}</b>${msg("Nothing is ever taken out of this list.")}`
		}</p>
		${segment(
			"restore-kind",
			msg("Kind of update"),
			[
				{ value: "minor", label: msg("Minor") },
				{ value: "significant", label: msg("Significant") },
			],
			screen.significant ? "significant" : "minor",
			(value) => {
				screen.significant = value === "significant";
			},
		)}
		<button class="btn solid publish" ?disabled=${obstacle !== ""}>${msg(str`Restore revision ${from}`)}<kbd aria-hidden="true">R</kbd></button>
	</form>`;
}
