import { msg, str } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { diffWords } from "../../compare/word-diff.ts";
import type { Desk } from "../desk/desk.ts";
import { sayDelivery } from "../parts/delivery-words.ts";
import "../parts/lease-line.ts";
import { colourOf } from "../parts/person-colour.ts";
import "../parts/receipt-line.ts";
import { marginActions, type RowActions } from "./post-actions.ts";
import "./post-versions.ts";
import { refusalBox } from "./refusal-box.ts";
import type { BegunEdit } from "./stream-memory.ts";
import { isWithReaders, type StreamRow } from "./stream-rows.ts";

/** How a line is shown besides what it is. */
export interface RowView {
	/** The one that letters act on. */
	focused: boolean;
	/** Among those to merge or move. */
	selected: boolean;
	/** Its editorial time is asked for. */
	timing: boolean;
	/** Why it is to be withdrawn is asked for. */
	reasoning: boolean;
	/** What stands where its text was: an editor. */
	editor: TemplateResult | null;
	/** Its text with the words marked that changed a moment ago. */
	marks: { html: string | null; headline: string | null } | null;
	begun: BegunEdit | null;
}

const gutterWords: Record<StreamRow["state"], () => string> = {
	live: () => msg("live"),
	sending: () => msg("sending"),
	queued: () => msg("queued"),
	accepted: () => msg("accepted"),
	waiting: () => msg("waiting"),
	scheduled: () => msg("scheduled"),
	refused: () => msg("refused"),
	withdrawn: () => msg("withdrawn"),
};

const wires: Record<StreamRow["state"], string> = {
	live: "is-live",
	sending: "is-sending",
	queued: "is-queued",
	accepted: "is-sending",
	waiting: "is-waiting",
	scheduled: "is-draft",
	refused: "is-refused",
	withdrawn: "is-withdrawn",
};

/** A line of the stream. */
export function postRow(desk: Desk, row: StreamRow, view: RowView, actions: RowActions): TemplateResult {
	const { post, state, at } = row;
	const { times } = desk;
	const edited = state === "live" && post?.updatedAt ? times.minute(post.updatedAt) : null;
	const conflict = isConflict(row);
	const word = conflict ? msg("two versions") : edited === null ? gutterWords[state]() : msg(str`edited ${edited}`);
	const time = times.minute(at);
	const classes = [
		"post",
		conflict ? "is-conflict" : wires[state],
		view.focused ? "is-focus" : "",
		view.selected ? "is-chosen" : "",
		post?.key ? "is-key" : "",
		view.editor ? "is-editing" : "",
		heldBy(desk, row),
	].join(" ");
	const label = row.headline ? msg(str`${time}, ${word}: ${row.headline}`) : msg(str`${time}, ${word}`);
	return html`<article class=${classes} data-row=${row.key} data-post=${row.postId ?? nothing} tabindex="-1" aria-label=${label}>
		<div class="gutter"><time datetime=${at} title=${times.full(at)}>${time}</time><span>${word}</span></div>
		<div class="text">${view.editor ?? renderText(desk, row, view, actions)}</div>
		${view.editor || !isWithReaders(row) ? nothing : marginActions(row, actions, view.selected, desk.publishes)}
	</article>`;
}

/** Somebody else saved it first. */
const isConflict = ({ delivery, state }: StreamRow): boolean =>
	state === "live" &&
	delivery?.type === "post.update" &&
	delivery.refusal?.code === "revision_mismatch" &&
	"body" in delivery.about;

/** The colour of who edits it, in another window or at another desk. */
function heldBy(desk: Desk, { postId }: StreamRow): string {
	const lease = postId === null ? null : desk.together.lease(`post:${postId}`);
	return lease?.kind === "theirs" ? `is-held ${colourOf(lease.lease.holder.id)}` : "";
}

function renderText(desk: Desk, row: StreamRow, view: RowView, actions: RowActions) {
	if (row.state === "withdrawn")
		return html`<p dir="auto">${row.headline || plain(row.html)}</p>
			<div class="note"><span>${sayWithdrawn(desk, row)}</span>
				${desk.publishes ? html`<button type="button" class="link" @click=${() => actions.restore(row)}>${msg("Undo")} <kbd aria-hidden="true">U</kbd></button>` : nothing}</div>`;
	const { marks } = view;
	const headline =
		marks?.headline == null
			? row.headline
			: diffWords(marks.headline, row.headline).map(({ kind, text }) =>
					kind === "added" ? html`<ins>${text}</ins>` : kind === "removed" ? html`<del>${text}</del>` : text,
				);
	const breaking = row.post?.breaking ? html`<span class="breaking-word">${msg("Breaking")}</span> ` : nothing;
	return html`${row.headline || marks?.headline ? html`<h3 dir="auto">${breaking}${headline}</h3>` : nothing}
		<div class="prose" dir="auto">${row.html === null ? html`<p class="dim">${msg("A long text, on its way here.")}</p>` : unsafeHTML(marks?.html ?? row.html)}</div>
		${row.post?.corrections.map(
			({ text, at }) =>
				html`<p class="correction"><b>${msg(str`Correction, ${desk.times.moment(at)}.`)}</b> ${text}</p>`,
		)}
		${view.timing ? timeForm(desk, row, actions) : nothing} ${view.reasoning ? reasonForm(row, actions) : nothing} ${renderNote(desk, row, actions)} ${leaseLine(desk, row, actions)} ${renderBegun(desk, row, view, actions)}`;
}

function sayWithdrawn(desk: Desk, row: StreamRow): string {
	const { delivery } = row;
	if (delivery && delivery.state !== "live") return sayDelivery(delivery, desk.times);
	const at = delivery?.liveAt ?? row.withdrawnAt;
	const reason = typeof delivery?.about["reason"] === "string" ? delivery.about["reason"] : "";
	if (at === null) return msg("Readers don’t see it.");
	const time = desk.times.second(at);
	if (delivery === null)
		return row.withdrawnReason
			? msg(str`Withdrawn at ${time}: ${row.withdrawnReason}`)
			: msg(str`Withdrawn at ${time}. Readers don’t see it.`);
	return reason ? msg(str`You withdrew it at ${time}: ${reason}`) : msg(str`You withdrew it at ${time}.`);
}

function leaseLine(desk: Desk, row: StreamRow, actions: RowActions) {
	if (row.postId === null || row.post === null || row.state !== "live") return nothing;
	const open = () => actions.edit(row);
	return html`<lease-line .desk=${desk} .storyId=${row.post.storyId} .subject=${`post:${row.postId}`} @lease-won=${open} @lease-draft=${open}></lease-line>`;
}

function renderNote(desk: Desk, row: StreamRow, actions: RowActions) {
	const { delivery, post, state } = row;
	if (isConflict(row) && delivery)
		return html`<post-versions .desk=${desk} .storyId=${post?.storyId} .delivery=${delivery} @joined=${() => actions.edit({ ...row, delivery: null })}></post-versions>`;
	if (delivery?.state === "refused") return refusalBox(row, actions);
	if (state === "queued" || (state === "sending" && row.place > 0)) return queueNote(row, actions);
	const marks = [
		post?.key ? msg("Key event") : "",
		post && post.pinned !== null ? msg("Pinned") : "",
		post && !row.headline && post.breaking ? msg("Breaking") : "",
	].filter(Boolean);
	const by = post?.authors.map(({ name }) => name).join(", ");
	const receipt = row.postId !== null && state === "live";
	const said = delivery && delivery.state !== "sending" && !receipt ? sayDelivery(delivery, desk.times) : "";
	const revision = post && post.revision > 1 && state === "live" ? post.revision : null;
	if (marks.length === 0 && !by && !said && revision === null && !receipt) return nothing;
	return html`<div class="note">${marks.map((mark) => html`<span class="marks">${mark}</span>`)}${by ? html`<span>${msg(str`by ${by}`)}</span>` : nothing}${
		said ? html`<span role="status">${said}</span>` : nothing
	}${receipt ? html`<receipt-line spark .desk=${desk} .postId=${row.postId} .delivery=${delivery}></receipt-line>` : nothing}${
		revision === null
			? nothing
			: html`<a class="link" href="/newsroom/story/${post?.storyId}/history/${post?.id}">${msg(str`Revision ${revision}`)}</a>`
	}</div>`;
}

/** One that waits to go out: where in the queue it is, and what can still be done with it. */
function queueNote(row: StreamRow, actions: RowActions) {
	const { delivery, place } = row;
	const pictures = delivery?.awaits ?? 0;
	const where = place <= 0 ? msg("First in the queue.") : msg(str`Number ${place + 1} in the queue.`);
	const what =
		pictures > 0
			? msg("It goes out when its picture is up.")
			: delivery?.held
				? msg("It waits until you have changed it.")
				: delivery?.stampLate
					? msg("It keeps the time you wrote it.")
					: msg("It goes out by itself.");
	return html`<div class="note"><span role="status">${where} ${what}</span>
		<button type="button" class="link" @click=${() => actions.editQueued(row)}>${delivery?.held ? msg("Go on with it") : msg("Edit")}</button>
		<button type="button" class="link" @click=${() => actions.takeOut(row)}>${msg("Take out of the queue")}</button></div>`;
}

function renderBegun(desk: Desk, row: StreamRow, view: RowView, actions: RowActions) {
	// The line of a take-over says already that there is a draft.
	const taken = desk.together.taken(`post:${row.postId}`) !== null;
	if (view.begun === null || row.state !== "live" || taken) return nothing;
	return html`<div class="why queue begun"><p>${msg(str`You began to edit this at ${desk.times.moment(view.begun.at)}; your words are kept.`)}</p>
		<button type="button" class="btn small" @click=${() => actions.edit(row)}>${msg("Go on")}</button>
		<button type="button" class="btn quiet small" @click=${() => actions.forgetBegun(row)}>${msg("Throw it away")}</button></div>`;
}

/** The editorial time, asked for where it stands. */
function timeForm(desk: Desk, row: StreamRow, actions: RowActions) {
	const id = `at-${row.key}`;
	const read = (form: HTMLFormElement) => desk.times.fromField(form.querySelector("input")?.value ?? "");
	return html`<form class="set-line ask-form time-form" @submit=${(event: SubmitEvent) => {
		event.preventDefault();
		actions.setTime(row, read(event.target as HTMLFormElement));
	}} @keydown=${(event: KeyboardEvent) => {
		if (event.key !== "Escape") return;
		event.stopPropagation();
		actions.setTime(row, null);
	}}><label for=${id}>${msg("Editorial time")}</label>
		<input id=${id} type="datetime-local" step="1" class="slim" .value=${desk.times.toField(row.at)} required />
		<button class="btn small">${msg("Set it")}</button>
		<button type="button" class="btn quiet small" @click=${() => actions.setTime(row, null)}>${msg("Leave it")}</button></form>`;
}

/** Why it is withdrawn, asked for where it stands. */
function reasonForm(row: StreamRow, actions: RowActions) {
	const id = `why-${row.key}`;
	return html`<form class="set-line ask-form" @submit=${(event: SubmitEvent) => {
		event.preventDefault();
		const form = event.target as HTMLFormElement;
		const shown = form.querySelector<HTMLInputElement>("input[type='checkbox']")?.checked ?? false;
		actions.giveReason(row, form.querySelector("input")?.value.trim() ?? "", shown);
	}} @keydown=${(event: KeyboardEvent) => {
		if (event.key !== "Escape") return;
		event.stopPropagation();
		actions.giveReason(row, null);
	}}><label for=${id}>${msg("Why, for the desk (optional)")}</label>
		<input id=${id} class="slim" maxlength="300" autocomplete="off" />
		<label class="check"><input type="checkbox" />${msg("Readers see it too, in its place")}</label>
		<button class="btn small risk">${msg("Withdraw it now")}</button>
		<button type="button" class="btn quiet small" @click=${() => actions.giveReason(row, null)}>${msg("Leave it")}</button></form>`;
}

/** The words of HTML that we made ourselves. */
export const plain = (html: string | null): string =>
	new DOMParser()
		.parseFromString(html ?? "", "text/html")
		.body.textContent?.replace(/\s+/g, " ")
		.trim() ?? "";
