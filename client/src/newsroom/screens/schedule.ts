import type { Forecast } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { sentenceOf } from "../desk/request.ts";
import { sayRefusal } from "../desk/server-words.ts";
import { createTimes, type Times } from "../desk/times.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { stepOf } from "../parts/drag-order.ts";
import { letterOf } from "../parts/keys.ts";
import "./schedule-side.ts";
import { bySlot, createSlotReader, type Slot, type SlotReader } from "./schedule-slots.ts";
import { scheduleDay, scheduleWeek } from "./schedule-views.ts";

export type ScheduleView = "today" | "week" | "embargo";
const views: readonly ScheduleView[] = ["today", "week", "embargo"];

/** Alt with an arrow moves by this. */
const step = 5 * 60_000;
/** Several presses are one change. */
const settle = 700;
const readAgain = 60_000;

/** What goes out by itself and when: the day as a line with now on it, the week, and what is under embargo. */
export class ScheduleScreen extends DeskElement {
	static override properties = {
		view: { state: true },
		slots: { state: true },
		forecasts: { state: true },
		moved: { state: true },
		chosen: { state: true },
		problem: { state: true },
		said: { state: true },
		pane: { state: true },
		now: { state: true },
	};
	declare view: ScheduleView;
	declare slots: readonly Slot[] | null;
	/** By the submission. */
	declare forecasts: ReadonlyMap<string, Forecast>;
	/** Times that were set here and are on their way. */
	declare moved: ReadonlyMap<string, string>;
	/** Id of the slot that keys act on. */
	declare chosen: string | null;
	declare problem: string;
	/** Of the chosen one: what became of what was done with it. */
	declare said: { id: string; text: string; bad: boolean } | null;
	declare pane: "stream" | "side";
	/** Milliseconds. */
	declare now: number;
	private reader: SlotReader | null = null;
	private soon: ReturnType<typeof setTimeout> | undefined;
	private ticking: ReturnType<typeof setInterval> | undefined;
	private readonly sending = new Map<string, ReturnType<typeof setTimeout>>();
	private readonly zones = new Map<string, Times>();

	constructor() {
		super();
		this.view = "today";
		this.slots = null;
		this.forecasts = new Map();
		this.moved = new Map();
		this.chosen = null;
		this.problem = "";
		this.said = null;
		this.pane = "stream";
		this.now = Date.now();
	}

	override connectedCallback() {
		if (!this.hasUpdated) this.watch(() => this.desk.pending.observe(() => this.loadSoon()));
		super.connectedCallback();
		document.addEventListener("keydown", this.onKey);
		this.ticking = setInterval(() => {
			this.now = Date.now();
			if (document.visibilityState === "visible" && this.now % readAgain < 10_000) void this.load();
		}, 10_000);
		void this.load();
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		document.removeEventListener("keydown", this.onKey);
		clearTimeout(this.soon);
		clearInterval(this.ticking);
		for (const [id, timer] of this.sending) {
			clearTimeout(timer);
			this.send(id);
		}
	}

	private loadSoon() {
		clearTimeout(this.soon);
		this.soon = setTimeout(() => void this.load(), 400);
	}

	private async load() {
		try {
			this.reader ??= createSlotReader(this.desk);
			const { reader } = this;
			const slots = await reader.read();
			this.slots = slots;
			void reader.foresee().then(
				(forecasts) => {
					this.forecasts = forecasts;
				},
				() => undefined,
			);
			// What the record says by now needs no guess any more.
			const still = [...this.moved].filter(
				([id, at]) =>
					this.sending.has(id) || slots.some((one) => one.id === id && one.at !== at && this.isUnderWay(id)),
			);
			this.moved = new Map(still);
			const rows = this.rows();
			if (!rows.some(({ id }) => id === this.chosen))
				this.chosen =
					(rows.find(({ at, kind }) => kind === "scheduled" && Date.parse(at) > this.now) ?? rows[0])?.id ?? null;
			this.problem = "";
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	private isUnderWay(id: string): boolean {
		return this.desk.outbox.list(`submission:${id}`).some(({ state }) => state === "sending" || state === "queued");
	}

	/** Everything, with the times that were set here, soonest first. */
	all(): Slot[] {
		return (this.slots ?? [])
			.map((slot) => ({
				...slot,
				at: this.moved.get(slot.id) ?? slot.at,
				forecast: this.forecasts.get(slot.id) ?? null,
			}))
			.sort(bySlot);
	}

	/** What a view shows. */
	rows(view = this.view): Slot[] {
		const { times } = this.desk;
		const today = times.dateOf(new Date(this.now));
		const all = this.all();
		switch (view) {
			case "today":
				return all.filter(
					({ at, kind }) => times.dateOf(new Date(at)) === today || (kind === "scheduled" && Date.parse(at) < this.now),
				);
			case "week":
				return all.filter(({ at, kind }) => kind !== "went" && Date.parse(at) < this.now + 7 * 86_400_000);
			case "embargo":
				return all.filter(({ embargo }) => embargo);
		}
	}

	timesIn(zone: string | null): Times {
		const { times } = this.desk;
		if (zone === null || zone === times.zone) return times;
		const known = this.zones.get(zone) ?? createTimes(zone, times.language);
		this.zones.set(zone, known);
		return known;
	}

	get current(): Slot | null {
		return this.all().find(({ id }) => id === this.chosen) ?? null;
	}

	/** Another time, by hand or by steps; it is sent when the hand rests. */
	setTime(slot: Slot, at: string, atOnce = false) {
		if (slot.kind !== "scheduled") return;
		this.moved = new Map(this.moved).set(slot.id, at);
		clearTimeout(this.sending.get(slot.id));
		this.sending.set(
			slot.id,
			setTimeout(() => this.send(slot.id), atOnce ? 0 : settle),
		);
	}

	private send(id: string) {
		this.sending.delete(id);
		const at = this.moved.get(id);
		if (at === undefined) return;
		void this.act(id, "retime", "PATCH", "", { dueAt: at });
	}

	/** Sends it to readers now. */
	goNow(slot: Slot) {
		if (slot.kind === "scheduled") void this.act(slot.id, "now", "PATCH", "", { dueAt: null });
	}

	/** Takes it off the schedule; it stays a draft. */
	takeBack(slot: Slot) {
		if (slot.kind === "scheduled") void this.act(slot.id, "cancel", "POST", "/cancel", {});
	}

	private async act(id: string, what: string, method: "POST" | "PATCH", path: string, body: unknown) {
		const slot = this.all().find((one) => one.id === id);
		const { settled } = this.desk.outbox.send({
			...{ lane: `submission:${id}`, type: `submission.${what}`, method, path: `/api/v1/submissions/${id}${path}` },
			...{ body, about: { text: slot?.title ?? "" } },
		});
		const { delivery } = await settled;
		const bad = delivery.state === "refused";
		if (bad) {
			const moved = new Map(this.moved);
			moved.delete(id);
			this.moved = moved;
			this.desk.outbox.dismiss(delivery.id);
		}
		const times = this.timesIn(slot?.zone ?? null);
		const text = bad
			? (sayRefusal(delivery.refusal) ?? "")
			: what === "retime"
				? msg(str`Goes out ${times.moment(String((body as { dueAt: string }).dueAt))}.`)
				: what === "now"
					? msg("On its way to readers.")
					: msg("Taken back: it is a draft again.");
		this.said = { id, text, bad };
		void this.desk.pending.refresh();
		await this.load();
	}

	private readonly onKey = (event: KeyboardEvent) => {
		const slot = this.current;
		const by = stepOf(event);
		if (by !== null && slot !== null && !(event.target instanceof HTMLInputElement)) {
			this.setTime(slot, new Date(Date.parse(slot.at) + by * step).toISOString());
			event.preventDefault();
			return;
		}
		if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && slot) {
			this.goNow(slot);
			event.preventDefault();
			return;
		}
		const letter = letterOf(event);
		if (letter === "j" || letter === "k") this.move(letter === "j" ? 1 : -1);
		else if (letter === "t") this.editTime();
		else if (letter === "w" && slot) this.takeBack(slot);
		else if (letter === "1" || letter === "2" || letter === "3") this.show(views[Number(letter) - 1] ?? "today");
		else if (event.key === "Enter" && slot && isResting(event)) this.open(slot);
		else return;
		event.preventDefault();
	};

	private move(by: 1 | -1) {
		const rows = this.rows();
		const at = rows.findIndex(({ id }) => id === this.chosen);
		this.chosen = rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.id ?? null;
		void this.updateComplete.then(() => this.querySelector(".is-focus")?.scrollIntoView({ block: "nearest" }));
	}

	/** Puts the caret into the time of the chosen one. */
	editTime() {
		this.pane = "side";
		void this.updateComplete.then(() => this.querySelector<HTMLInputElement>("#s-at")?.focus());
	}

	open(slot: Slot) {
		if (slot.story) this.desk.go(`/newsroom/story/${slot.story.id}`);
	}

	private show(view: ScheduleView) {
		this.view = view;
		this.pane = "stream";
		if (!this.rows().some(({ id }) => id === this.chosen)) this.chosen = this.rows()[0]?.id ?? null;
	}

	protected override render() {
		const { times } = this.desk;
		const now = new Date(this.now);
		const words: Record<ScheduleView, string> = {
			today: msg("Today"),
			week: msg("Week"),
			embargo: msg("Under embargo"),
		};
		return html`<main id="main" class="page wired schedule">
				<header class="page-head"><h1>${msg("Scheduled")}</h1><span class="dim of">${times.day(now)}, <b class="num strong">${times.minute(now)}</b> ${times.zone.split("/").at(-1)?.replaceAll("_", " ")}</span></header>
				<div class="views" role="group" aria-label=${msg("Scheduled")}>
					${views.map(
						(view) =>
							html`<button type="button" aria-current=${this.view === view && this.pane === "stream" ? "true" : nothing} @click=${() => this.show(view)}>${words[view]} <span class="n">${this.slots === null ? "" : this.rows(view).length}</span></button>`,
					)}
					<button type="button" class="phone-only" aria-current=${this.pane === "side" ? "true" : nothing} @click=${() => {
						this.pane = "side";
					}}>${msg("Selected")}</button>
					<span class="right dim desk-only">${msg("Each time is the story’s own; the desk’s under it when it differs")}</span></div>
				<div class="stream" tabindex="0" role="region" aria-label=${msg("What goes out")}>
					${this.problem ? html`<p class="offline" role="status">${this.problem}</p>` : nothing}
					${this.slots === null ? html`<p class="sr" role="status">${msg("Reading the schedule")}</p>` : this.view === "week" ? scheduleWeek(this) : scheduleDay(this)}
				</div>
				<div class="keys" aria-hidden="true"><span><kbd>J</kbd><kbd>K</kbd> ${msg("move")}</span><span><kbd>↵</kbd> ${msg("open")}</span><span><kbd>T</kbd> ${msg("time")}</span>
					<span><kbd>Alt ↑</kbd><kbd>Alt ↓</kbd> ${msg("5 minutes")}</span><span><kbd>W</kbd> ${msg("take back")}</span><span class="end"><kbd>1</kbd>–<kbd>3</kbd> ${msg("views")}</span></div>
			</main>
			<schedule-side class=${this.pane === "side" ? "on-top" : ""} .desk=${this.desk} .screen=${this} .selected=${this.current} .now=${this.now} .said=${this.said}></schedule-side>`;
	}
}

/** Whether Enter means the list and not a button that has the focus. */
const isResting = (event: KeyboardEvent): boolean =>
	event.target === document.body ||
	(event.target instanceof HTMLElement && event.target.matches("main, .stream, .post"));

customElements.define("schedule-screen", ScheduleScreen);
