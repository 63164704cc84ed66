import type { DigestProposal, EditorDigest } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { api } from "../desk/api.ts";
import { life } from "../desk/life.ts";
import { sentenceOf } from "../desk/request.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { moveItem, startDrag, stepOf } from "../parts/drag-order.ts";
import { icon } from "../parts/icon.ts";
import { isWriting, letterOf } from "../parts/keys.ts";
import { type DigestLine, digestLine, withdrawnLine } from "./digest-line.ts";
import { digestPress } from "./digest-press.ts";

/** Whether what is marked comes in by itself; of this device. */
const autoKey = "dateline-digest-auto";

/** A day's digest: its lines build themselves, an editor picks and orders them, publishes, and goes on through the day. */
export class DigestScreen extends DeskElement {
	static override properties = {
		date: {},
		proposal: { state: true },
		earlier: { state: true },
		order: { state: true },
		touched: { state: true },
		auto: { state: true },
		chosen: { state: true },
		editing: { state: true },
		right: { state: true },
		deliveryId: { state: true },
		problem: { state: true },
		pane: { state: true },
	};
	/** `YYYY-MM-DD` in the site's time zone. */
	declare date: string;
	declare proposal: DigestProposal | null;
	/** Other days that have one, newest first. */
	declare earlier: readonly EditorDigest[];
	/** Ids in the editor's order; null while nothing was loaded. */
	declare order: readonly string[] | null;
	/** Whether somebody has ordered here what is not published yet. */
	declare touched: boolean;
	/** Whether what is newly marked comes in on top. */
	declare auto: boolean;
	/** Id of the line that keys act on. */
	declare chosen: string | null;
	/** Id of the line that is being written. */
	declare editing: string | null;
	/** Lines that were found right although their post was edited. */
	declare right: ReadonlySet<string>;
	declare deliveryId: string | null;
	declare problem: string;
	declare pane: "lines" | "side";
	private timer: ReturnType<typeof setTimeout> | undefined;

	constructor() {
		super();
		this.proposal = null;
		this.earlier = [];
		this.order = null;
		this.touched = false;
		this.auto = localStorage.getItem(autoKey) !== "no";
		this.chosen = null;
		this.editing = null;
		this.right = new Set();
		this.deliveryId = null;
		this.problem = "";
		this.pane = "lines";
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			this.watch(() => this.desk.outbox.observe(() => this.requestUpdate()));
			this.watch(() => this.desk.readers.observe(() => this.loadSoon()));
		}
		super.connectedCallback();
		document.addEventListener("keydown", this.onKey);
		void this.load();
		void api.digests().then(
			({ items }) => {
				this.earlier = items;
			},
			() => undefined,
		);
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		document.removeEventListener("keydown", this.onKey);
		clearTimeout(this.timer);
	}

	private loadSoon() {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => void this.load(), 400);
	}

	private async load() {
		try {
			const before = this.proposal;
			const proposal = await life.proposal(this.date);
			this.proposal = proposal;
			// What was found right is written by now, and may be behind another edit.
			this.right = new Set();
			const is = (id: string) => proposal.lines.some((line) => line.id === id && line.status === "published");
			const live = proposal.digest?.lines.map(({ id }) => id) ?? null;
			const begin = (this.auto || live === null ? proposal.proposed : live).filter(is);
			if (!this.touched || this.order === null) this.order = begin;
			else {
				// What was ordered here stays; what is gone leaves, and what is new comes in on top when it may.
				const known = new Set(before?.lines.map(({ id }) => id));
				const fresh = this.auto ? proposal.proposed.filter((id) => !known.has(id) && is(id)) : [];
				this.order = [...fresh.filter((id) => !this.order?.includes(id)), ...this.order.filter(is)];
			}
			if (!this.chosen || !this.order.includes(this.chosen)) this.chosen = this.order[0] ?? null;
			this.problem = "";
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	/** What the published one has and readers see. */
	get live(): readonly string[] {
		const gone = new Set(this.proposal?.lines.filter(({ status }) => status === "withdrawn").map(({ id }) => id));
		return this.proposal?.digest?.lines.map(({ id }) => id).filter((id) => !gone.has(id)) ?? [];
	}

	get changed(): boolean {
		return JSON.stringify(this.order ?? []) !== JSON.stringify(this.live);
	}

	line(id: string): DigestLine | null {
		return this.proposal?.lines.find((one) => one.id === id) ?? null;
	}

	private setOrder(order: readonly string[]) {
		this.order = order;
		this.touched = true;
	}

	move(id: string, step: -1 | 1) {
		const order = this.order ?? [];
		const from = order.indexOf(id);
		if (from < 0) return;
		this.setOrder(moveItem(order, from, from + step));
		this.focusLine(id);
	}

	private focusLine(id: string | null) {
		this.chosen = id;
		void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[data-line="${id}"]`)?.focus());
	}

	leaveOut(id: string) {
		const order = this.order ?? [];
		const at = order.indexOf(id);
		const next = order[at + 1] ?? order[at - 1] ?? null;
		this.setOrder(order.filter((one) => one !== id));
		this.focusLine(next);
	}

	takeIn(id: string) {
		this.setOrder([id, ...(this.order ?? [])]);
		this.chosen = id;
	}

	drag(event: PointerEvent, id: string) {
		const before = this.order ?? [];
		this.chosen = id;
		startDrag(event, id, {
			rows: () => [...this.querySelectorAll<HTMLElement>(".lines > [data-line]")],
			move: (line, to) => {
				const order = this.order ?? [];
				this.order = moveItem(order, order.indexOf(line), to);
			},
			end: (done) => {
				if (done) this.setOrder(this.order ?? []);
				else this.order = before;
			},
		});
	}

	/** Other words in a line: they go to its story and, where it is published, to readers at once. */
	rewrite(line: DigestLine, text: string) {
		this.editing = null;
		const words = text.replace(/\s+/g, " ").trim();
		if (words === "" || words === line.text) return;
		this.put(line, words);
	}

	/** The line holds, whatever its post says now: written once more with the same words, it is behind no longer. */
	findRight(line: DigestLine) {
		this.right = new Set([...this.right, line.id]);
		this.put(line, line.text);
	}

	private put(line: DigestLine, text: string) {
		const { settled } = this.desk.outbox.send({
			...{ lane: line.storyId, type: "key_development.update", method: "PATCH" },
			...{ path: `/api/v1/stories/${line.storyId}/key-developments/${line.id}`, body: { text } },
			about: { text, lineId: line.id },
		});
		void settled.then(() => this.load());
	}

	publish() {
		if (this.order === null || this.order.length === 0 || !this.changed) return;
		const { digest } = this.proposal ?? {};
		const sent = this.desk.outbox.send({
			...{ lane: "site", type: "digest.put", method: "PUT", path: `/api/v1/digests/${this.date}` },
			...{ body: { lines: this.order }, about: { text: `digest ${this.date}` } },
			...(digest ? { basis: digest } : {}),
		});
		this.deliveryId = sent.delivery.id;
		void sent.settled.then(async ({ delivery }) => {
			if (delivery.state !== "refused") this.touched = false;
			await this.load();
		});
	}

	setAuto(auto: boolean) {
		this.auto = auto;
		localStorage.setItem(autoKey, auto ? "yes" : "no");
		if (!this.touched) void this.load();
	}

	private readonly onKey = (event: KeyboardEvent) => {
		if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
			event.preventDefault();
			this.publish();
			return;
		}
		const { chosen } = this;
		const step = stepOf(event);
		if (step !== null && chosen !== null && !isWriting(event)) this.move(chosen, step);
		else {
			const letter = letterOf(event);
			const order = this.order ?? [];
			const first = this.left()[0];
			if (letter === "x" && chosen !== null) this.leaveOut(chosen);
			else if (letter === "a" && first) {
				const at = (event.target as HTMLElement).closest<HTMLElement>("[data-marked]")?.dataset["marked"];
				this.takeIn(at ?? first.id);
			} else if (letter === "e" && chosen !== null) this.edit(chosen);
			else if (letter === "j" || letter === "k") {
				const at = chosen === null ? -1 : order.indexOf(chosen);
				this.focusLine(order[Math.max(0, Math.min(order.length - 1, at + (letter === "j" ? 1 : -1)))] ?? null);
			} else return;
		}
		event.preventDefault();
	};

	edit(id: string) {
		this.editing = id;
		this.chosen = id;
		void this.updateComplete.then(() => this.querySelector<HTMLTextAreaElement>(".line-edit")?.focus());
	}

	/** What was marked that day and is not in it. */
	left(): DigestLine[] {
		return (this.proposal?.lines ?? []).filter(({ id, status }) => status === "published" && !this.order?.includes(id));
	}

	private other(days: number): string {
		const day = new Date(`${this.date}T12:00:00Z`);
		day.setUTCDate(day.getUTCDate() + days);
		return day.toISOString().slice(0, 10);
	}

	protected override render() {
		const { desk, order, proposal } = this;
		const { times } = desk;
		const digest = proposal?.digest ?? null;
		const gone = (proposal?.lines ?? []).filter(({ status, place }) => status === "withdrawn" && place !== null);
		return html`<main id="main" class="page wired digest" tabindex="-1">
				<header class="page-head">
					<a class="icon" href="/newsroom/digest/${this.other(-1)}" aria-label=${msg(str`Digest of ${times.day(this.other(-1))}`)}>${icon("back")}</a>
					<h1>${msg(html`<span class="desk-only">Key developments on </span>${times.day(this.date)}`)}</h1>
					${digest ? html`<span class="state live-now">${msg(str`With readers, ${times.moment(digest.updatedAt ?? digest.publishedAt)}`)}</span>` : html`<span class="state draft">${msg("Not out yet")}</span>`}
					<span class="right">${digest ? html`<a class="btn quiet small desk-only" href="/digest/${this.date}" target="_blank" rel="noopener">${msg("View as reader")}</a>` : nothing}
						<a class="btn quiet small" href="/newsroom/digest/${this.other(1)}">${msg("Next day")}</a></span>
				</header>
				<div class="views" role="group" aria-label=${msg("Digest")}>
					<button type="button" aria-current=${this.pane === "lines" ? "true" : nothing} @click=${() => {
						this.pane = "lines";
					}}>${msg("The digest")} <span class="n">${order?.length ?? ""}</span></button>
					<button type="button" class="phone-only" aria-current=${this.pane === "side" ? "true" : nothing} @click=${() => {
						this.pane = "side";
					}}>${msg("Marked that day")} <span class="n ${this.left().length > 0 ? "new" : ""}">${this.left().length}</span></button>
					<span class="right dim desk-only">${msg("In the order that readers get")}</span></div>
				<div class="stream" tabindex="0" role="region" aria-label=${msg("The digest, in the order that readers get")}>
					${this.problem ? html`<p class="offline" role="status">${this.problem}</p>` : nothing}
					${order !== null && order.length === 0 && gone.length === 0 ? html`<div class="empty"><p>${msg("No line is in it.")}</p><p>${msg("Mark key developments in a story, with D on a post; they come in here by themselves.")}</p></div>` : nothing}
					<ol class="lines">${repeat(
						order ?? [],
						(id) => id,
						(id, index) => digestLine(this, id, index),
					)}${gone.map((line) => withdrawnLine(this, line))}</ol>
				</div>
				${digestPress(this)}
				<div class="keys" aria-hidden="true"><span><kbd>J</kbd><kbd>K</kbd> ${msg("move")}</span><span><kbd>E</kbd> ${msg("edit the line")}</span><span><kbd>Alt ↑</kbd><kbd>Alt ↓</kbd> ${msg("order")}</span>
					<span><kbd>X</kbd> ${msg("leave out")}</span><span><kbd>A</kbd> ${msg("take in")}</span><span class="end"><kbd>?</kbd> ${msg("every key")}</span></div>
			</main>
			${this.renderSide()}`;
	}

	private renderSide() {
		const left = this.left();
		const { times } = this.desk;
		const { proposal } = this;
		const marked = (proposal?.lines ?? []).filter(({ status }) => status === "published").length;
		const digest = proposal?.digest ?? null;
		const others = this.earlier.filter(({ date }) => date !== this.date);
		return html`<aside class="side ${this.pane === "side" ? "on-top" : ""}" aria-label=${msg("Marked that day")} tabindex="0"><section aria-labelledby="d-new">
				<h2 id="d-new">${msg("Marked that day, not in it")} <span class="more">${msg(str`${left.length} of ${marked}`)}</span></h2>
				${left.length === 0 ? html`<p class="dim">${marked === 0 ? msg("Nothing was marked.") : msg("All of them are in.")}</p>` : nothing}
				<ol class="kd take">${left.map(
					(
						line,
						index,
					) => html`<li data-marked=${line.id}><button type="button" class="btn small" @click=${() => this.takeIn(line.id)}>${msg("Take in")}<span class="sr">: ${line.text}</span>${index === 0 ? html` <kbd aria-hidden="true">A</kbd>` : nothing}</button>
						<span>${line.text}<small>${line.storyHeadline}, ${times.minute(line.at)}</small></span></li>`,
				)}</ol></section>
			<section aria-labelledby="d-wh"><h2 id="d-wh">${msg("Where it stands")}</h2><dl class="facts tight">
				<dt>${msg("First published")}</dt><dd>${digest ? times.moment(digest.publishedAt) : msg("not yet")}</dd>
				${digest?.updatedAt ? html`<dt>${msg("Updated")}</dt><dd>${times.moment(digest.updatedAt)}</dd>` : nothing}
				<dt>${msg("Lines with readers")}</dt><dd>${this.live.length}</dd>
				${digest ? html`<dt>${msg("Revision")}</dt><dd>${digest.revision}</dd>` : nothing}</dl></section>
			${
				others.length === 0
					? nothing
					: html`<section aria-labelledby="d-ot"><h2 id="d-ot">${msg("Other days")}</h2><ul class="days">${others.map(
							({ date, lines }) =>
								html`<li><a href="/newsroom/digest/${date}"><span>${times.day(date)}</span><span class="n">${lines.length}</span></a></li>`,
						)}</ul></section>`
			}</aside>`;
	}
}

customElements.define("digest-screen", DigestScreen);
