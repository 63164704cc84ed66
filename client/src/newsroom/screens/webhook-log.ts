import type { WebhookLetter, WebhookTry, WebhookView } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { sentenceOf } from "../desk/request.ts";
import { webhooks } from "../desk/ways.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { plural } from "../parts/plural.ts";
import { sayAnswer } from "../parts/webhook-words.ts";

/** Milliseconds between two looks at the log of a webhook that somebody has open. */
const every = 3_000;

/** What was sent to one webhook, each try, newest first; what was given up; and what one message holds. */
export class WebhookLog extends DeskElement {
	static override properties = {
		webhook: { attribute: false },
		tries: { state: true },
		letters: { state: true },
		next: { state: true },
		open: { state: true },
		problem: { state: true },
	};
	declare webhook: WebhookView;
	declare tries: readonly WebhookTry[] | null;
	declare letters: readonly WebhookLetter[];
	declare next: string | null;
	/** The try whose message and answer are shown. */
	declare open: { id: number; message: string } | null;
	declare problem: string;
	private timer: ReturnType<typeof setInterval> | undefined;
	/** Whether older pages are shown, which a new look would close. */
	private older = false;

	constructor() {
		super();
		this.tries = null;
		this.letters = [];
		this.next = null;
		this.open = null;
		this.problem = "";
	}

	override connectedCallback() {
		super.connectedCallback();
		this.timer = setInterval(() => {
			if (!this.older && document.visibilityState === "visible") void this.load();
		}, every);
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		clearInterval(this.timer);
	}

	protected override willUpdate(changed: Map<string, unknown>) {
		const before = changed.get("webhook") as WebhookView | undefined;
		if (!changed.has("webhook") || before?.id === this.webhook.id) return;
		this.older = false;
		this.open = null;
		void this.load();
	}

	/** Reads the log anew. */
	async load(after: string | null = null) {
		const { id } = this.webhook;
		try {
			const [{ items, next }, letters] = await Promise.all([webhooks.tries(id, after), webhooks.letters(id)]);
			if (this.webhook.id !== id) return;
			this.tries = after === null ? items : [...(this.tries ?? []), ...items];
			this.letters = letters.items;
			this.next = next;
			this.older = after !== null;
			this.problem = "";
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	private async replay(positions: "dead" | number[]) {
		try {
			await webhooks.replay(this.webhook.id, positions);
			this.older = false;
			await this.load();
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	private async look({ id, position }: WebhookTry) {
		if (this.open?.id === id) {
			this.open = null;
			return;
		}
		this.open = { id, message: "" };
		if (position === 0) return;
		try {
			const message = JSON.stringify(await webhooks.event(this.webhook.id, position), null, 2);
			if (this.open?.id === id) this.open = { id, message };
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	protected override render() {
		const { tries, letters, webhook } = this;
		const dead = letters.filter(({ state }) => state === "dead").length;
		const again = letters.length - dead;
		return html`<h2 class="sub-h">${msg(str`Sent to ${webhook.name}`)} <span class="dim">${msg("each try, newest first")}</span></h2>
			${
				dead > 0
					? html`<p class="ask-line warn">${plural(dead, msg(str`${dead} [dead letter|dead letters]: given up after long.`))} <button type="button" class="btn small" @click=${() => this.replay("dead")}>${msg("Send them again")}</button></p>`
					: nothing
			}
			${again > 0 ? html`<p class="dim">${plural(again, msg(str`${again} [event is|events are] being sent again.`))}</p>` : nothing}
			<p class="bad" role="alert">${this.problem}</p>
			${
				tries === null
					? nothing
					: tries.length === 0
						? html`<p class="dim">${msg("Nothing was sent yet. Send a test to see whether it arrives.")}</p>`
						: html`<div class="grid-wrap" tabindex="0" role="region" aria-label=${msg("Delivery log")}><table class="grid-t stacked"><caption class="sr">${msg("Delivery log")}</caption>
						<thead><tr><th scope="col">${msg("Time")}</th><th scope="col" class="r">${msg("Position")}</th><th scope="col">${msg("Event")}</th><th scope="col" class="r">${msg("Try")}</th>
							<th scope="col">${msg("Answer")}</th><th scope="col" class="r">${msg("Took")}</th><th scope="col"><span class="sr">${msg("Act")}</span></th></tr></thead>
						<tbody>${tries.map((one) => this.renderTry(one))}</tbody></table></div>`
			}
			${this.next === null ? nothing : html`<p class="acts"><button type="button" class="btn" @click=${() => this.load(this.next)}>${msg("Older tries")}</button></p>`}`;
	}

	private renderTry(one: WebhookTry) {
		const { times } = this.desk;
		const isOpen = this.open?.id === one.id;
		const kind = one.kind === "replay" ? html` <span class="dim">${msg("sent again")}</span>` : nothing;
		return html`<tr><td class="num">${times.moment(one.at)}</td><td class="r num">${one.position || ""}</td><td><code>${one.type}</code>${kind}</td><td class="r num">${one.attempt}</td>
			<td>${sayAnswer(one)}</td><td class="r num">${one.milliseconds < 1_000 ? msg(str`${one.milliseconds} ms`) : msg(str`${(one.milliseconds / 1_000).toFixed(1)} s`)}</td>
			<td class="r"><button type="button" class="link" aria-expanded=${isOpen} @click=${() => this.look(one)}>${isOpen ? msg("Close") : msg("Look")}<span class="sr"> ${one.type} ${one.position}</span></button>
			${one.position > 0 ? html`<button type="button" class="link" @click=${() => this.replay([one.position])}>${msg("Send again")}<span class="sr"> ${one.type} ${one.position}</span></button>` : nothing}</td></tr>
			${
				isOpen
					? html`<tr class="opened"><td colspan="7">${one.answer ? html`<p class="dim">${msg("The answer began with")}</p><pre class="payload" tabindex="0"><code>${one.answer}</code></pre>` : html`<p class="dim">${msg("There was no text in the answer.")}</p>`}
						${this.open?.message ? html`<p class="dim">${msg("What is sent of it now")}</p><pre class="payload" tabindex="0"><code>${this.open.message}</code></pre>` : nothing}</td></tr>`
					: nothing
			}`;
	}
}

customElements.define("webhook-log", WebhookLog);
