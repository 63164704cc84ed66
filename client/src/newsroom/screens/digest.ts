import type { EditorDigest, EditorKeyDevelopment } from "@dateline/shared/protocol";
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { until } from "lit/directives/until.js";
import { api } from "../desk/api.ts";
import { sentenceOf } from "../desk/request.ts";
import { sayDelivery } from "../parts/delivery-words.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { icon } from "../parts/icon.ts";
import { commandEnter } from "../parts/keys.ts";

/** A day's digest: its lines in the order that readers get, and what was marked that day and is not in it. */
export class DigestScreen extends DeskElement {
	static override properties = {
		date: {},
		digest: { state: true },
		marked: { state: true },
		order: { state: true },
		deliveryId: { state: true },
		problem: { state: true },
		pane: { state: true },
	};
	/** `YYYY-MM-DD` in the site's time zone. */
	declare date: string;
	declare digest: EditorDigest | null;
	/** All key developments of the day. */
	declare marked: readonly EditorKeyDevelopment[];
	/** Ids in the editor's order; null while nothing was loaded. */
	declare order: readonly string[] | null;
	declare deliveryId: string | null;
	declare problem: string;
	declare pane: "lines" | "side";
	private timer: ReturnType<typeof setTimeout> | undefined;

	constructor() {
		super();
		this.digest = null;
		this.marked = [];
		this.order = null;
		this.deliveryId = null;
		this.problem = "";
		this.pane = "lines";
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			this.watch(this.desk.outbox.observe);
			this.watch(() => this.desk.readers.observe(() => this.loadSoon()));
		}
		super.connectedCallback();
		void this.load();
	}

	private get subject(): string {
		return `digest ${this.date}`;
	}

	private loadSoon() {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => void this.load(), 400);
	}

	private async load() {
		try {
			const [digest, marked] = await Promise.all([api.digest(this.date), api.keyDevelopmentsOn(this.date)]);
			const untouched = this.order === null || !this.changed;
			this.digest = digest;
			this.marked = marked.items.filter(({ status }) => status === "published");
			if (untouched) this.order = digest?.lines.map(({ id }) => id) ?? this.marked.map(({ id }) => id);
			this.problem = "";
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	private get changed(): boolean {
		return JSON.stringify(this.order) !== JSON.stringify(this.digest?.lines.map(({ id }) => id) ?? null);
	}

	private line(id: string) {
		return this.marked.find((one) => one.id === id) ?? this.digest?.lines.find((one) => one.id === id) ?? null;
	}

	private move(id: string, step: -1 | 1) {
		const order = [...(this.order ?? [])];
		const from = order.indexOf(id);
		const to = from + step;
		if (from < 0 || to < 0 || to >= order.length) return;
		order.splice(to, 0, ...order.splice(from, 1));
		this.order = order;
		void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[data-line="${id}"]`)?.focus());
	}

	private leaveOut(id: string) {
		this.order = (this.order ?? []).filter((one) => one !== id);
	}

	private takeIn(id: string) {
		this.order = [id, ...(this.order ?? [])];
	}

	private publish() {
		if (this.order === null || this.order.length === 0) return;
		const sent = this.desk.outbox.send({
			...{ lane: "site", type: "digest.put", method: "PUT", path: `/api/v1/digests/${this.date}` },
			...{ body: { lines: this.order }, about: { text: this.subject } },
		});
		this.deliveryId = sent.delivery.id;
		void sent.settled.then(() => this.load());
	}

	private onKey(event: KeyboardEvent, id: string) {
		const act = event.altKey && event.key === "ArrowUp" ? -1 : event.altKey && event.key === "ArrowDown" ? 1 : null;
		if (act !== null) this.move(id, act);
		else if (event.key.toLowerCase() === "x" && !event.ctrlKey && !event.metaKey) this.leaveOut(id);
		else return;
		event.preventDefault();
	}

	private onCommand(event: KeyboardEvent) {
		if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
			event.preventDefault();
			this.publish();
		}
	}

	private other(days: number): string {
		const day = new Date(`${this.date}T12:00:00Z`);
		day.setUTCDate(day.getUTCDate() + days);
		return day.toISOString().slice(0, 10);
	}

	protected override render() {
		const { desk, order } = this;
		const { times } = desk;
		const left = this.marked.filter(({ id }) => !order?.includes(id));
		return html`<main id="main" class="page no-views wired" tabindex="-1" @keydown=${this.onCommand}>
				<header class="page-head">
					<a class="icon" href="/newsroom/digest/${this.other(-1)}" aria-label="The day before">${icon("back")}</a>
					<h1><span class="desk-only">Key developments on </span>${times.day(this.date)}</h1>
					${this.digest ? html`<span class="state live-now">With readers, ${times.moment(this.digest.updatedAt ?? this.digest.publishedAt)}</span>` : html`<span class="state draft">Not out yet</span>`}
					<span class="right">${this.digest ? html`<a class="btn quiet small desk-only" href="/digest/${this.date}" target="_blank" rel="noopener">View as reader</a>` : nothing}
						<button type="button" class="btn quiet small phone-only" @click=${() => {
							this.pane = this.pane === "lines" ? "side" : "lines";
						}}>${this.pane === "lines" ? `Marked ${left.length}` : "Digest"}</button>
						<a class="btn quiet small" href="/newsroom/digest/${this.other(1)}">Next day</a></span>
				</header>
				<div class="stream" role="region" aria-label="The digest, in the order that readers get">
					${this.problem ? html`<p class="offline" role="status">${this.problem}</p>` : nothing}
					${order !== null && order.length === 0 ? html`<div class="empty"><p>No line is in it.</p><p>Mark key developments in a story, with D on a post; then take them in here.</p></div>` : nothing}
					<ol class="lines">${repeat(
						order ?? [],
						(id) => id,
						(id, index) => this.renderLine(id, index),
					)}</ol>
				</div>
				${this.renderPress()}
			</main>
			<aside class="side ${this.pane === "side" ? "on-top" : ""}" aria-label="Marked that day" tabindex="0"><section aria-labelledby="d-new">
				<h2 id="d-new">Marked that day, not in it <span class="more">${left.length} of ${this.marked.length}</span></h2>
				${left.length === 0 ? html`<p class="dim">${this.marked.length === 0 ? "Nothing was marked." : "All of them are in."}</p>` : nothing}
				<ol class="kd take">${left.map(
					({
						id,
						text,
						at,
						storyId,
					}) => html`<li><button class="btn small" @click=${() => this.takeIn(id)}>Take in<span class="sr">: ${text}</span></button>
						<span>${text}<small>${this.source(storyId, at)}</small></span></li>`,
				)}</ol></section></aside>`;
	}

	private source(storyId: string, at: string) {
		const { library, times } = this.desk;
		return html`${until(
			library.headline(storyId).catch(() => "a story"),
			"…",
		)}, ${times.minute(at)}`;
	}

	private renderLine(id: string, index: number) {
		const line = this.line(id);
		const inIt = this.digest?.lines.findIndex((one) => one.id === id) ?? -1;
		const word = inIt === index ? "live" : inIt >= 0 ? "moved" : "not live";
		return html`<li class="post ${word === "live" ? "is-live" : "is-draft"}" tabindex="0" data-line=${id} @keydown=${(event: KeyboardEvent) => this.onKey(event, id)}>
			<div class="gutter"><span class="pos">${index + 1}</span><span>${word}</span></div>
			<div class="text"><p class="line-t">${line?.text ?? "A line that was withdrawn"}</p>
				<div class="note">${line ? html`<a class="src" href="/newsroom/story/${line.storyId}">${this.source(line.storyId, line.at)}</a>` : nothing}</div></div>
			<div class="do" role="group" aria-label="Actions for line ${index + 1}">
				<button type="button" @click=${() => this.move(id, -1)}>Up <kbd aria-hidden="true">Alt ↑</kbd></button>
				<button type="button" @click=${() => this.move(id, 1)}>Down <kbd aria-hidden="true">Alt ↓</kbd></button>
				<button type="button" @click=${() => this.leaveOut(id)}>Leave out <kbd aria-hidden="true">X</kbd></button></div>
		</li>`;
	}

	private renderPress() {
		const { outbox, times } = this.desk;
		const delivery = outbox.list("site").find(({ id }) => id === this.deliveryId);
		const says = !this.changed
			? "Readers have it as it stands here."
			: this.digest
				? "Readers have another order or other lines."
				: "Readers don’t have it yet.";
		return html`<form class="press" aria-label="Publish the digest" @submit=${(event: Event) => {
			event.preventDefault();
			this.publish();
		}}>
			<p class="says" role="status"><b class=${delivery?.state === "refused" ? "bad" : ""}>${delivery?.state === "refused" ? sayDelivery(delivery, times) : says}</b>It is one page for the day, and stays open to change.</p>
			<span class="saved" role="status">${delivery && delivery.state !== "refused" ? sayDelivery(delivery, times) : ""}</span>
			<button class="btn solid publish">${this.digest ? "Update the digest" : "Publish the digest"}<kbd aria-hidden="true">${commandEnter}</kbd></button>
		</form>`;
	}
}

customElements.define("digest-screen", DigestScreen);
