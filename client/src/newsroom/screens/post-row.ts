import { html, nothing, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import type { Desk } from "../desk/desk.ts";
import { sayDelivery } from "../parts/delivery-words.ts";
import type { StreamRow } from "./stream-rows.ts";

/** What one can do with a line of the stream. */
export interface RowActions {
	edit(row: StreamRow): void;
	toggleKey(row: StreamRow): void;
	togglePin(row: StreamRow): void;
	develop(row: StreamRow): void;
	withdraw(row: StreamRow): void;
	restore(row: StreamRow): void;
	/** Gives the words of a refused one back to the composer. */
	writeAgain(row: StreamRow): void;
	dismiss(row: StreamRow): void;
}

const gutterWords: Record<StreamRow["state"], string> = {
	live: "live",
	sending: "sending",
	queued: "queued",
	accepted: "accepted",
	waiting: "waiting",
	scheduled: "scheduled",
	refused: "refused",
	withdrawn: "withdrawn",
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

/** A line of the stream; with `editor`, that stands where the text was. */
export function postRow(
	desk: Desk,
	row: StreamRow,
	chosen: boolean,
	actions: RowActions,
	editor: TemplateResult | null,
): TemplateResult {
	const { post, state, at } = row;
	const word = state === "live" && post?.updatedAt ? `edited ${desk.times.minute(post.updatedAt)}` : gutterWords[state];
	const classes = [
		"post",
		wires[state],
		chosen ? "is-focus" : "",
		post?.key ? "is-key" : "",
		editor ? "is-editing" : "",
	].join(" ");
	return html`<article class=${classes} data-row=${row.key} data-post=${row.postId ?? nothing} tabindex="-1"
		aria-label="${desk.times.minute(at)}, ${word}${row.headline ? `: ${row.headline}` : ""}">
		<div class="gutter"><time datetime=${at} title=${desk.times.full(at)}>${desk.times.minute(at)}</time><span>${word}</span></div>
		<div class="text">${editor ?? renderText(desk, row, actions)}</div>
		${editor || state !== "live" ? nothing : renderActions(row, actions)}
	</article>`;
}

function renderText(desk: Desk, row: StreamRow, actions: RowActions) {
	if (row.state === "withdrawn")
		return html`<p>${row.headline || plain(row.html)}</p>
			<div class="note"><span>${row.delivery ? sayDelivery(row.delivery, desk.times) : "Readers don’t see it."}</span>
				<button class="link" @click=${() => actions.restore(row)}>Undo <kbd aria-hidden="true">U</kbd></button></div>`;
	return html`${row.headline ? html`<h3>${row.post?.breaking ? html`<span class="breaking-word">Breaking</span> ` : nothing}${row.headline}</h3>` : nothing}
		<div class="prose">${unsafeHTML(row.html)}</div>
		${row.post?.corrections.map(({ text, at }) => html`<p class="correction"><b>Correction, ${desk.times.moment(at)}.</b> ${text}</p>`)}
		${renderNote(desk, row, actions)}`;
}

function renderNote(desk: Desk, row: StreamRow, actions: RowActions) {
	const { delivery, post, state } = row;
	if (state === "refused")
		return html`<div class="why" role="alert"><p><strong>Not published: ${delivery?.refusal?.message ?? "no reason was given"}</strong> Your text is kept here.</p>
			<button class="btn small" @click=${() => actions.writeAgain(row)}>Write it again</button>
			<button class="btn quiet small" @click=${() => actions.dismiss(row)}>Throw it away</button></div>`;
	const marks = [
		post?.key ? "Key event" : "",
		post && post.pinned !== null ? "Pinned" : "",
		post && !row.headline && post.breaking ? "Breaking" : "",
	].filter(Boolean);
	const by = post?.authors.map(({ name }) => name).join(", ");
	const said = delivery && delivery.state !== "sending" ? sayDelivery(delivery, desk.times) : "";
	const problem = delivery?.state === "refused" && state === "live";
	if (problem)
		return html`<div class="why" role="alert"><p><strong>Your last change was not taken: ${delivery.refusal?.message}</strong> Readers see this version.</p>
			<button class="btn small" @click=${() => actions.edit(row)}>Edit again</button><button class="btn quiet small" @click=${() => actions.dismiss(row)}>Leave it</button></div>`;
	if (marks.length === 0 && !by && !said) return nothing;
	return html`<div class="note">${marks.map((mark) => html`<span class="marks">${mark}</span>`)}${by ? html`<span>by ${by}</span>` : nothing}${
		said ? html`<span role="status">${said}</span>` : nothing
	}</div>`;
}

function renderActions(row: StreamRow, actions: RowActions) {
	const pinned = row.post !== null && row.post.pinned !== null;
	const button = (label: string, key: string, act: (row: StreamRow) => void, pressed?: boolean) =>
		html`<button type="button" aria-pressed=${pressed === undefined ? nothing : String(pressed)} @click=${() => act(row)}>${label} <kbd aria-hidden="true">${key}</kbd></button>`;
	return html`<div class="do" role="group" aria-label="Actions for this post">
		${button("Edit", "E", actions.edit)} ${button("Key event", "M", actions.toggleKey, row.post?.key ?? false)}
		${button("Development", "D", actions.develop)} ${button("Pin", "P", actions.togglePin, pinned)} ${button("Withdraw", "W", actions.withdraw)}
	</div>`;
}

/** The words of HTML that we made ourselves. */
export const plain = (html: string): string =>
	new DOMParser().parseFromString(html, "text/html").body.textContent?.replace(/\s+/g, " ").trim() ?? "";
