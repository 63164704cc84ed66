import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { sayRefusal } from "../desk/server-words.ts";
import { plural } from "../parts/plural.ts";
import type { ScheduleScreen } from "./schedule.ts";
import { type Slot, spanOf } from "./schedule-slots.ts";
import { submissionWord } from "./submission-row.ts";

/** `in 1 h 54`, in words of the console's language. */
export function sayIn(at: string, now: number): string {
	const { days, hours, minutes } = spanOf(Date.parse(at) - now);
	if (days > 0) return msg(str`in ${days} d ${hours} h`);
	return hours > 0 ? msg(str`in ${hours} h ${String(minutes).padStart(2, "0")}`) : msg(str`in ${minutes} min`);
}

const isLate = (slot: Slot, now: number): boolean => slot.kind === "scheduled" && Date.parse(slot.at) < now - 5000;

/** Why a slot needs somebody; empty when it goes by itself. */
export function troubleOf({ forecast, story, kind }: Slot): string {
	if (kind !== "scheduled") return "";
	if (forecast?.outcome === "refused") return sayRefusal(forecast.refusal) ?? msg("It would be refused.");
	if (forecast?.outcome === "nothing") return msg("It would change nothing for readers.");
	if (story?.status === "withdrawn") return msg("Its story is withdrawn.");
	return "";
}

/** The day, or what is under embargo, as a line with now on it. */
export function scheduleDay(screen: ScheduleScreen) {
	const rows = screen.rows();
	if (rows.length === 0)
		return screen.view === "embargo"
			? html`<div class="empty"><p>${msg("Nothing is under embargo.")}</p><p>${msg("An embargo is set where a story or post is written; nothing of it leaves the newsroom before.")}</p></div>`
			: html`<div class="empty"><p>${msg("Nothing goes out by itself today.")}</p><p>${msg("A story or post gets its time where it is written.")}</p></div>`;
	const first = rows.findIndex(({ at, kind }) => kind !== "went" && Date.parse(at) > screen.now);
	const line = html`<div class="now-line"><time datetime=${new Date(screen.now).toISOString()}>${screen.desk.times.minute(new Date(screen.now))}</time><span>${msg("now")}</span></div>`;
	const withNow = screen.view === "today";
	return html`${repeat(
		rows,
		({ id, kind }) => `${kind} ${id}`,
		(slot, index) => html`${withNow && index === first ? line : nothing}${renderSlot(screen, slot, rows)}`,
	)}${withNow && first < 0 ? line : nothing}`;
}

function renderSlot(screen: ScheduleScreen, slot: Slot, rows: readonly Slot[]) {
	const { desk, now } = screen;
	const focus = slot.id === screen.chosen;
	const trouble = troubleOf(slot);
	const own = screen.timesIn(slot.zone);
	const here = own.zone === desk.times.zone ? "" : msg(str`${desk.times.moment(slot.at)} here`);
	const state =
		slot.kind === "went" ? "is-live past" : slot.embargo ? "is-embargo" : trouble ? "is-queued" : "is-draft";
	const when =
		slot.kind === "went"
			? msg("live")
			: isLate(slot, now)
				? msg("on its way")
				: slot.kind === "held" || slot.embargo
					? msg("embargo ends")
					: sayIn(slot.at, now);
	const twin = rows.filter((one) => one.kind === "scheduled" && one.at.slice(0, 16) === slot.at.slice(0, 16));
	const place = twin.findIndex(({ id }) => id === slot.id);
	const said = screen.said?.id === slot.id ? screen.said : null;
	return html`<article class="post ${state} ${focus ? "is-focus" : ""}" data-slot=${slot.id} aria-current=${focus ? "true" : nothing} aria-label=${slot.title || msg("Without words")} @click=${() => {
		screen.chosen = slot.id;
	}}>
		<div class="gutter"><time datetime=${slot.at} title=${own.full(slot.at)}>${screen.view === "embargo" ? own.moment(slot.at) : own.minute(slot.at)}</time><span>${here || when}</span>${here ? html`<span>${when}</span>` : nothing}</div>
		<div class="text">${focus ? html`<h2 class="ph">${slot.title || msg("Without words")}</h2>` : html`<p class="slot">${slot.title || msg("Without words")}</p>`}
			<div class="note"><span class="marks">${kindWord(slot)}</span>${slot.line?.storyHeadline && slot.line.type !== "story.publish" ? html`<a class="src" href="/newsroom/story/${slot.line.storyId}">${slot.line.storyHeadline}</a>` : nothing}
				${slot.line?.actorName ? html`<span>${slot.line.actorName}</span>` : nothing}
				${place > 0 ? html`<span class="warn">${plural(twin.length - 1, msg(str`Same minute as ${twin.length - 1} [other|others]: goes as number ${place + 1}.`))}</span>` : nothing}
				${slot.kind === "held" ? html`<span>${msg("Nobody has scheduled it yet.")}</span>` : nothing}</div>
			${trouble ? html`<div class="why"><p><strong>${msg("Will not go out as it is.")}</strong> ${trouble}</p>${slot.story ? html`<a class="btn small" href="/newsroom/story/${slot.story.id}">${msg("Open it")}</a>` : nothing}<button type="button" class="btn quiet small" @click=${() => screen.takeBack(slot)}>${msg("Take it back")}</button></div>` : nothing}
			${said ? html`<p class="note" role="status"><b class=${said.bad ? "bad" : "ok"}>${said.text}</b></p>` : nothing}</div>
		${
			slot.kind === "scheduled"
				? html`<div class="do" role="group" aria-label=${msg("Actions for this")}><button type="button" @click=${() => screen.open(slot)}>${msg("Open")} <kbd aria-hidden="true">↵</kbd></button>
					<button type="button" @click=${() => {
						screen.chosen = slot.id;
						screen.editTime();
					}}>${msg("Time")} <kbd aria-hidden="true">T</kbd></button>
					<button type="button" @click=${() => screen.goNow(slot)}>${msg("Now")}</button><button type="button" @click=${() => screen.takeBack(slot)}>${msg("Take back")} <kbd aria-hidden="true">W</kbd></button></div>`
				: nothing
		}</article>`;
}

/** What a slot is. */
export function kindWord(slot: Slot): string {
	if (slot.kind === "begins") return msg("Readers are told that coverage begins");
	if (slot.kind === "held") return slot.story?.kind === "live" ? msg("Live story") : msg("Article");
	if (slot.line?.type === "story.publish") return slot.story?.kind === "live" ? msg("Live story") : msg("Article");
	return submissionWord(slot.line?.type ?? "");
}

/** Seven days from today, a column each; on a phone a list. */
export function scheduleWeek(screen: ScheduleScreen) {
	const { times } = screen.desk;
	const rows = screen.rows();
	const days = Array.from({ length: 7 }, (_, index) => new Date(screen.now + index * 86_400_000));
	return html`<ol class="week">${days.map((date, index) => {
		const key = times.dateOf(date);
		const slots = rows.filter(({ at }) => times.dateOf(new Date(at)) === key);
		return html`<li class=${index === 0 ? "today" : ""}><h2>${times.day(date)} <small>${slots.length}</small></h2>${
			slots.length === 0
				? html`<p>${msg("Nothing yet.")}</p>`
				: html`<ul>${slots.map((slot) => renderInWeek(screen, slot))}</ul>`
		}</li>`;
	})}</ol>
	<p class="legend"><span class="k">${msg("scheduled")}</span><span class="k w-emb">${msg("under embargo")}</span><span class="k w-bad">${msg("would be refused")}</span></p>`;
}

function renderInWeek(screen: ScheduleScreen, slot: Slot) {
	const own = screen.timesIn(slot.zone);
	const { times } = screen.desk;
	const here = own.zone === times.zone ? nothing : html` <small>${msg(str`${times.minute(slot.at)} here`)}</small>`;
	const look = troubleOf(slot) ? "w-bad" : slot.embargo ? "w-emb" : "";
	return html`<li class="${look} ${slot.id === screen.chosen ? "is-sel" : ""}"><button type="button" @click=${() => {
		screen.chosen = slot.id;
		screen.pane = "side";
	}}><b>${own.minute(slot.at)}${here}</b>${slot.title || msg("Without words")}${troubleOf(slot) ? html`<span class="sr">, ${msg("would be refused")}</span>` : nothing}</button></li>`;
}
