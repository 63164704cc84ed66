import type { WebhookInput, WebhookView } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { sentenceOf } from "../desk/request.ts";
import { webhooks } from "../desk/ways.ts";
import { DeskElement } from "../parts/desk-element.ts";
import "../parts/secret-line.ts";
import { sayAnswer, sayTypes, sayWebhookState } from "../parts/webhook-words.ts";
import "./webhook-form.ts";
import type { WebhookLog } from "./webhook-log.ts";
import "./webhook-log.ts";

/** Milliseconds between two looks while the panel is open. */
const every = 5_000;

/** Who is told of events, how each is doing, and what was sent. */
export class WebhooksPanel extends DeskElement {
	static override properties = {
		list: { state: true },
		selected: { state: true },
		form: { state: true },
		made: { state: true },
		problem: { state: true },
		said: { state: true },
		removing: { state: true },
	};
	declare list: readonly WebhookView[] | null;
	declare selected: string | null;
	/** What the form is about: a new one, the selected one, or it is closed. */
	declare form: "new" | "change" | null;
	declare made: { secret: string; webhook: WebhookView } | null;
	declare problem: string;
	declare said: unknown;
	declare removing: boolean;
	private timer: ReturnType<typeof setInterval> | undefined;

	constructor() {
		super();
		this.list = null;
		this.selected = null;
		this.form = null;
		this.made = null;
		this.problem = "";
		this.said = nothing;
		this.removing = false;
	}

	override connectedCallback() {
		super.connectedCallback();
		void this.load();
		this.timer = setInterval(() => {
			if (document.visibilityState === "visible") void this.load();
		}, every);
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		clearInterval(this.timer);
	}

	private async load() {
		try {
			this.list = (await webhooks.list()).items;
			if (!this.list.some(({ id }) => id === this.selected)) this.selected = this.list[0]?.id ?? null;
		} catch (error) {
			if (this.list === null) this.problem = sentenceOf(error);
		}
	}

	private select(id: string) {
		this.selected = id;
		this.form = null;
		this.said = nothing;
		this.removing = false;
	}

	/** Does it, reads the list again, and says what went wrong. */
	private async act(what: () => Promise<unknown>) {
		try {
			await what();
			this.problem = "";
		} catch (error) {
			this.problem = sentenceOf(error);
		}
		this.removing = false;
		await this.load();
	}

	private readonly take = ({ detail }: CustomEvent<WebhookInput>) =>
		this.act(async () => {
			const { selected, form } = this;
			if (form === "change" && selected !== null) await webhooks.change(selected, detail);
			else {
				const { secret, ...webhook } = await webhooks.add(detail);
				this.made = { secret, webhook };
				this.selected = webhook.id;
			}
			this.form = null;
		});

	private readonly test = (id: string) =>
		this.act(async () => {
			this.said = html`<span class="dim">${msg("Sending…")}</span>`;
			const answer = await webhooks.test(id);
			this.said = html`${msg("The test:")} ${sayAnswer({ ...answer, outcome: answer.outcome === "done" ? "done" : "again" })}`;
			await this.querySelector<WebhookLog>("webhook-log")?.load();
		});

	private readonly rotate = (id: string) =>
		this.act(async () => {
			const { secret, ...webhook } = await webhooks.rotate(id);
			this.made = { secret, webhook };
		});

	protected override render() {
		const { list, form } = this;
		const chosen = list?.find(({ id }) => id === this.selected) ?? null;
		return html`<h2>${msg("Webhooks")}</h2><p class="lede">${msg("Addresses that are told of events as they are published, signed, each in order and at least once. Nothing is lost while one is away: it is tried again for a day.")}</p>
			<div class="bar"><button type="button" class="btn" aria-expanded=${form === "new"} @click=${() => {
				this.form = form === "new" ? null : "new";
			}}>${msg("Add a webhook")}</button></div>
			${this.renderMade()}
			${form === "new" ? html`<webhook-form .desk=${this.desk} .webhook=${null} .problem=${this.problem} @given=${this.take} @left=${this.close}></webhook-form>` : nothing}
			${
				list === null
					? html`<p class="bad" role="alert">${this.problem}</p>`
					: list.length === 0
						? html`<p class="dim">${msg("There is none yet.")}</p>`
						: html`<div class="grid-wrap" tabindex="0" role="region" aria-label=${msg("Webhooks, table")}><table class="grid-t stacked"><caption class="sr">${msg("Webhooks")}</caption><thead><tr><th scope="col">${msg("To")}</th><th scope="col">${msg("Address")}</th><th scope="col">${msg("Told of")}</th>
							<th scope="col" class="r">${msg("Today")}</th><th scope="col" class="r">${msg("Half within")}</th><th scope="col">${msg("Now")}</th></tr></thead>
							<tbody>${list.map((webhook) => this.renderRow(webhook))}</tbody></table></div>`
			}
			${chosen === null ? nothing : this.renderChosen(chosen)}`;
	}

	private readonly close = () => {
		this.form = null;
		this.problem = "";
	};

	private renderMade() {
		const { made } = this;
		if (made === null) return nothing;
		return html`<div class="secret" role="status"><p>${msg(html`The secret of <strong>${made.webhook.name}</strong>. This is the only time it is shown.`)}</p>
			<secret-line .label=${msg("The secret")} .text=${made.secret}></secret-line>
			<button type="button" class="btn quiet" @click=${() => {
				this.made = null;
			}}>${msg("I have it")}</button></div>`;
	}

	private renderRow(webhook: WebhookView) {
		const isSelected = webhook.id === this.selected;
		const off = webhook.state === "gone" || webhook.state === "paused";
		return html`<tr class="${isSelected ? "is-sel" : ""} ${off ? "is-out" : ""}"><td><button type="button" class="link" aria-current=${isSelected ? "true" : nothing} @click=${() => this.select(webhook.id)}>${webhook.name}</button></td>
			<td><code>${webhook.address.replace(/^https?:\/\//, "").slice(0, 60)}</code></td><td>${sayTypes(webhook)}</td><td class="r num">${webhook.today}</td>
			<td class="r num">${webhook.half === null ? "" : msg(str`${webhook.half} ms`)}</td><td>${sayWebhookState(webhook, this.desk.times)}</td></tr>`;
	}

	private renderChosen(webhook: WebhookView) {
		const { id, state } = webhook;
		const { times } = this.desk;
		const act = (label: string, what: () => Promise<unknown>) =>
			html`<button type="button" class="btn small" @click=${() => this.act(what)}>${label}</button>`;
		return html`<h2 class="sub-h">${webhook.name} ${webhook.oldSecretUntil === null ? nothing : html`<span class="dim">${msg(str`two keys sign until ${times.moment(webhook.oldSecretUntil)}`)}</span>`}</h2>
			<div class="acts"><button type="button" class="btn small" @click=${() => this.test(id)}>${msg("Send a test")}</button>
				<button type="button" class="btn small" aria-expanded=${this.form === "change"} @click=${() => {
					this.form = this.form === "change" ? null : "change";
				}}>${msg("Change")}</button>
				<button type="button" class="btn small" @click=${() => this.rotate(id)}>${msg("New key")}</button>
				${state === "active" ? act(msg("Pause"), () => webhooks.change(id, { state: "paused" })) : html`${act(msg("Go on where it stopped"), () => webhooks.change(id, { state: "active" }))} ${act(msg("Go on from now"), () => webhooks.change(id, { state: "active", skip: true }))}`}
				${this.removing ? html`${act(msg("Yes, remove it and its log"), () => webhooks.remove(id))} ${act(msg("Keep it"), async () => undefined)}` : nothing}
				${
					this.removing
						? nothing
						: html`<button type="button" class="btn small quiet" @click=${() => {
								this.removing = true;
							}}>${msg("Remove")}</button>`
				}
				<span class="saved" role="status">${this.said}</span>${this.form === null ? html`<span class="saved bad" role="alert">${this.problem}</span>` : nothing}</div>
			${this.form === "change" ? html`<webhook-form .desk=${this.desk} .webhook=${webhook} .problem=${this.problem} @given=${this.take} @left=${this.close}></webhook-form>` : nothing}
			<webhook-log .desk=${this.desk} .webhook=${webhook}></webhook-log>`;
	}
}

customElements.define("webhooks-panel", WebhooksPanel);
