import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { sayDelivery } from "../parts/delivery-words.ts";
import { commandEnter } from "../parts/keys.ts";
import { plural } from "../parts/plural.ts";
import { segment } from "../parts/segment.ts";
import type { DigestScreen } from "./digest.ts";

/** The bar under the digest: what its button will do, or why it does nothing. */
export function digestPress(screen: DigestScreen) {
	const { outbox, times } = screen.desk;
	const delivery = outbox.list("site").find(({ id }) => id === screen.deliveryId);
	const refused = delivery?.state === "refused";
	const digest = screen.proposal?.digest ?? null;
	const order = screen.order ?? [];
	const fresh = order.filter((id) => !screen.live.includes(id)).length;
	const empty = order.length === 0;
	const reading = screen.order === null;
	const { publishes } = screen.desk;
	const says = reading
		? msg("Reading the day’s lines")
		: !publishes
			? msg("An editor orders it and publishes it.")
			: empty
				? msg("No line is in it: there is nothing to publish.")
				: !screen.changed
					? msg("Readers have it as it stands here.")
					: digest === null
						? msg("Readers don’t have it yet.")
						: fresh > 0
							? plural(fresh, msg(str`${fresh} of the lines [is|are] not live.`))
							: msg("Readers have another order or other lines.");
	return html`<form class="press" aria-label=${msg("Publish the digest")} @submit=${(event: Event) => {
		event.preventDefault();
		screen.publish();
	}}>
		${
			!publishes
				? nothing
				: segment(
						"digest-auto",
						msg("What is marked as a key development"),
						[
							{ value: "auto", label: msg("Comes in by itself") },
							{ value: "waits", label: msg("Waits for me") },
						],
						screen.auto ? "auto" : "waits",
						(value) => screen.setAuto(value === "auto"),
					)
		}
		<p class="says" role="status" id="digest-says"><b class=${refused ? "bad" : ""}>${refused && delivery ? sayDelivery(delivery, times) : says}</b>${msg("It is one page for the day, and stays open to change.")}</p>
		<span class="saved" role="status">${delivery && !refused ? sayDelivery(delivery, times) : ""}</span>
		${!publishes ? nothing : html`<button class="btn solid publish" ?disabled=${empty || !screen.changed} aria-describedby="digest-says">${digest ? msg("Update the digest") : msg("Publish the digest")}<kbd aria-hidden="true">${commandEnter}</kbd></button>`}
	</form>`;
}
