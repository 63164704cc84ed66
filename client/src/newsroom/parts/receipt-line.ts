import type { Receipt } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import type { Delivery } from "../desk/delivery.ts";
import { sayDelivery } from "./delivery-words.ts";
import { DeskElement } from "./desk-element.ts";
import { sayCount, sayMeasured } from "./durations.ts";
import { plural } from "./plural.ts";
import { spreadBars } from "./spark-curve.ts";

/** Later than this is slow, and amber, milliseconds. */
const slow = 1_000;

/** How a publication reached its readers, in words: "live 14:05:07 · on 9,412 screens · slowest 184 ms". */
export function sayReceipt(receipt: Receipt, second: (at: string) => string) {
	const { screens, slowest, type, at } = receipt;
	const isGone = type.endsWith(".withdrawn");
	const when = second(at);
	return html`<span>${isGone ? msg(html`gone <b class="num">${when}</b>`) : msg(html`live <b class="num">${when}</b>`)}</span>${
		screens === 0
			? html` <span aria-hidden="true">·</span> <span>${msg("nobody had it open")}</span>`
			: html` <span aria-hidden="true">·</span> <span>${
					screens === 1
						? msg(html`on <b class="num">1</b> screen`)
						: msg(html`on <b class="num">${sayCount(screens)}</b> screens`)
				}</span>`
	}${
		slowest === null
			? nothing
			: html` <span aria-hidden="true">·</span> <span class=${slowest > slow ? "warn" : ""}>${msg(html`slowest <b class="num">${sayMeasured(slowest)}</b>`)}</span>`
	}`;
}

/** Which partners have it, each with its screens; nothing when none has. */
export function sayPartners({ partners = [] }: Receipt) {
	if (partners.length === 0) return nothing;
	return html`<p class="dim partners">${msg("On partners’ pages:")} ${partners.map(
		({ name, screens }, index) => html`${index > 0 ? ", " : ""}${name} <b class="num">${sayCount(screens)}</b>`,
	)}</p>`;
}

/** A post's newest receipt; without one, what became of the write that was made here. */
export class ReceiptLine extends DeskElement {
	static override properties = { postId: {}, delivery: { attribute: false }, spark: { type: Boolean } };
	declare postId: string;
	/** The last write about it that was made here; null when there was none. */
	declare delivery: Delivery | null;
	/** Whether the small chart stands beside it. */
	declare spark: boolean;

	constructor() {
		super();
		this.postId = "";
		this.delivery = null;
		this.spark = false;
	}

	override connectedCallback() {
		if (!this.hasUpdated) this.watch(this.desk.together.observe);
		super.connectedCallback();
	}

	protected override render() {
		const { desk, delivery } = this;
		const receipt = desk.together.receipt(this.postId);
		const isLater =
			delivery !== null &&
			delivery.state !== "sending" &&
			(receipt === null ||
				delivery.state !== "live" ||
				Date.parse(delivery.liveAt ?? "") > Date.parse(receipt.at) + 1_000);
		if (isLater) return html`<span role="status">${sayDelivery(delivery, desk.times)}</span>`;
		if (receipt === null) return nothing;
		return html`<span class="receipt" role="status" title=${receipt.partners?.length ? receipt.partners.map(({ name, screens }) => `${name}: ${sayCount(screens)}`).join(", ") : receipt.skipped > 0 ? plural(receipt.skipped, msg(str`${receipt.skipped} [was too slow and asks|were too slow and ask] again`)) : nothing}>${sayReceipt(receipt, desk.times.second)}</span>${this.spark ? spreadBars(receipt) : nothing}`;
	}
}

customElements.define("receipt-line", ReceiptLine);
