import { documentSchema } from "@dateline/shared/model";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import type { RichText } from "../editor/rich-text.ts";
import type { TextTools } from "../editor/text-tools.ts";
import "../editor/rich-text.ts";
import "../editor/text-tools.ts";
import { type Content, compareContents } from "../../compare/compare-contents.ts";
import { sayKept } from "../parts/delivery-words.ts";
import { initials } from "../parts/initials.ts";
import { segment } from "../parts/segment.ts";
import { postByline, postToggles } from "./post-fields.ts";
import { renderRuns } from "./revisions-stream.ts";
import { createSayer, fieldWord } from "./revisions-words.ts";
import { preview } from "./stream-rows.ts";
import { submissionWord } from "./submission-row.ts";
import type { WaitingScreen } from "./waiting.ts";
import type { Piece } from "./waiting-piece.ts";

/** The open contribution, on the amber line, as the post that it will be. */
export function waitingOpen(screen: WaitingScreen) {
	const { piece, desk, show } = screen;
	if (piece === null) return nothing;
	const { line } = piece;
	const { times } = desk;
	const waits = line.state === "waiting";
	const also = screen.alsoHere;
	const note = line.refusal?.code === ("sent_back" as string) ? line.refusal?.message : null;
	return html`${
		piece.hasText
			? html`<div class="bar-line">${segment(
					"waiting-show",
					msg("Show"),
					[
						{ value: "filed", label: msg("As filed") },
						...(waits
							? [{ value: "changed" as const, label: screen.decides ? msg("Your changes") : msg("Write on") }]
							: []),
						{ value: "readers", label: msg("As readers get it") },
					],
					show,
					(value) => screen.choose(value),
				)}<span class="dim small">${also.length > 0 ? html`<b class="warn">${msg(str`${also.join(", ")} has it open too.`)}</b> ` : nothing}${sayKept(desk.keeper.state(screen.subject), times)}</span></div>`
			: nothing
	}
	${screen.newer === null ? nothing : renderNewer(screen, screen.newer)}
	${note === null || note === undefined ? nothing : html`<div class="why queue sent-back"><p><strong>${msg("Sent back:")}</strong> ${note}</p>${piece.story ? html`<a class="btn small" href="/newsroom/story/${piece.story.id}">${msg("Go on writing")}</a>` : nothing}</div>`}
	<article class="post ${waits ? "is-waiting" : "is-draft"}" aria-label=${line.actorName ?? msg("Contribution")}>
		<div class="gutter"><time datetime=${line.createdAt} title=${times.full(line.createdAt)}>${times.minute(line.createdAt)}</time><span>${stateWordOf(line.state)}</span></div>
		<div class="text">
			<p class="filed"><span class="who away" aria-hidden="true">${initials(line.actorName ?? "?")}</span><span><b>${line.actorName ?? msg("Somebody whose account is gone")}</b>
				<small>${msg(str`filed ${times.second(line.createdAt)}`)}, ${submissionWord(line.type).toLowerCase()}${piece.story && line.type !== "story.publish" ? html`, <a class="src" href="/newsroom/story/${piece.story.id}">${(piece.story.content ?? piece.story.draft)?.headline}</a>` : nothing}</small></span></p>
			${!piece.hasText ? renderPlain(screen, piece) : show === "filed" ? renderFiled(screen, piece) : show === "readers" || !waits ? renderReaders(screen, piece) : renderWriting(screen, piece)}
		</div></article>
	${waits && screen.decides ? renderSendBack(screen, line.actorName) : nothing}`;
}

/** What became of it, beside its time. */
function stateWordOf(state: Piece["line"]["state"]): string {
	if (state === "waiting") return msg("waits");
	if (state === "refused") return msg("sent back");
	if (state === "cancelled") return msg("taken back");
	return state === "done" ? msg("live") : msg("let through");
}

function renderNewer(screen: WaitingScreen, newer: Piece) {
	const name = newer.line.actorName ?? msg("Its author");
	return html`<div class="why queue newer" role="alert"><p><strong>${msg(str`${name} has changed it while you had it open.`)}</strong> ${msg("Nothing goes out that you have not read.")}</p>
		<button type="button" class="btn small" @click=${() => screen.take(newer)}>${msg("Read theirs")}</button>
		<button type="button" class="btn quiet small" @click=${() => screen.take(newer, screen.work)}>${msg("Put mine upon it")}</button></div>`;
}

/** What has no text of its own to write on: a correction, a line, a change of what is set. */
function renderPlain(screen: WaitingScreen, { filed, live }: Piece) {
	const say = createSayer(screen.desk, () => screen.requestUpdate());
	const parts = compareContents(live ?? emptied(filed), filed, say).filter(({ kind }) => kind !== "same");
	return parts.map(({ field, runs }) => html`<p class="shows"><b>${fieldWord(field)}</b> ${renderRuns(runs)}</p>`);
}

const emptied = (content: Content): Content => Object.fromEntries(Object.keys(content).map((key) => [key, null]));

/** As it came; a change to what is live with its words marked. */
function renderFiled(screen: WaitingScreen, { filed, live }: Piece) {
	if (live === null) return renderText(screen, filed);
	return renderMarked(screen, live, filed);
}

function renderText(screen: WaitingScreen, content: Content) {
	const body = documentSchema.safeParse(content["body"]).data;
	const lead = typeof content["lead"] === "string" ? screen.pictures.get(content["lead"]) : undefined;
	return html`${content["headline"] ? html`<h2 class="ph">${String(content["headline"])}</h2>` : nothing}
		${content["standfirst"] ? html`<div class="prose standfirst"><p>${String(content["standfirst"])}</p></div>` : nothing}
		${lead ? html`<figure class="lead"><img src=${lead.renditions[0]?.url ?? lead.url} alt=${lead.alt} /></figure>` : nothing}
		<div class="prose">${body ? unsafeHTML(preview(body, screen.pictures)) : nothing}</div>`;
}

function renderMarked(screen: WaitingScreen, before: Content, after: Content) {
	const say = createSayer(screen.desk, () => screen.requestUpdate());
	return html`<div class="marked">${compareContents(before, after, say)
		.filter(({ kind, field }) => kind !== "same" || field === "headline" || field === "body")
		.map(({ field, runs }) =>
			field === "headline"
				? html`<h2 class="ph">${renderRuns(runs)}</h2>`
				: field === "body" || field === "standfirst"
					? html`<div class="prose"><p>${renderRuns(runs)}</p></div>`
					: html`<p class="shows"><b>${fieldWord(field)}</b> ${renderRuns(runs)}</p>`,
		)}</div>`;
}

function renderReaders(screen: WaitingScreen, piece: Piece) {
	const { work } = screen;
	const content: Content = work === null ? piece.filed : { ...piece.filed, ...work };
	return html`${renderText(screen, content)}${content["breaking"] === true ? html`<p class="note"><span class="breaking-word">${msg("Breaking")}</span></p>` : nothing}`;
}

/** The text to write on, with what was changed marked under it. */
function renderWriting(screen: WaitingScreen, piece: Piece) {
	const { work, desk } = screen;
	if (work === null) return nothing;
	const text = screen.querySelector<RichText>("rich-text");
	const changed = Object.keys(screen.changes).length > 0;
	return html`<textarea class="headline ph" rows="1" maxlength="300" aria-label=${msg("Headline")} placeholder=${msg("Headline, if it needs one")} .value=${work.headline}
			@input=${(event: InputEvent) => screen.write({ headline: (event.target as HTMLTextAreaElement).value.replace(/\s*\n\s*/g, " ") })}></textarea>
		${work.standfirst === null ? nothing : html`<textarea class="prose standfirst" rows="1" maxlength="2000" aria-label=${msg("Standfirst")} .value=${work.standfirst} @input=${(event: InputEvent) => screen.write({ standfirst: (event.target as HTMLTextAreaElement).value })}></textarea>`}
		<rich-text .desk=${desk} label=${msg("Text")} @written=${() => screen.write({ body: text?.document ?? screen.querySelector<RichText>("rich-text")?.document ?? work.body })}
			@selected=${() => screen.requestUpdate()} @submit-text=${() => void screen.publish()}
			@asked=${(event: CustomEvent<string>) => screen.querySelector<TextTools>("text-tools")?.answer(event.detail)}></rich-text>
		${piece.line.type.startsWith("post.") ? postByline(desk, work, (part) => screen.write(part as Partial<typeof work>), piece.line.id) : nothing}
		<div class="tools"><text-tools short .desk=${desk} .editor=${text?.editor ?? null}></text-tools>${piece.line.type.startsWith("post.") ? html`<span class="sep"></span>${postToggles(work, (part) => screen.write(part as Partial<typeof work>))}` : nothing}</div>
		${changed || piece.live !== null ? html`<details class="form marks-of" open><summary>${piece.live === null ? msg("What you changed") : msg("What readers have, and what it would be")}</summary>${renderMarked(screen, piece.live ?? piece.filed, { ...piece.filed, ...screen.changes })}</details>` : nothing}`;
}

function renderSendBack(screen: WaitingScreen, name: string | null) {
	const chips = [msg("Who says so?"), msg("When was it?"), msg("We have it already.")];
	return html`<article class="post is-draft send-back" aria-label=${msg("Send back")}>
		<div class="gutter"><span class="mark">${msg("send back")}</span><span>${msg("with a note")}</span></div>
		<div class="text"><details class="form" .open=${screen.asking} @toggle=${(event: Event) => {
			screen.asking = (event.target as HTMLDetailsElement).open;
		}}><summary>${name ? msg(str`What should ${name} do?`) : msg("What should be done?")}</summary>
			<form @submit=${(event: SubmitEvent) => {
				event.preventDefault();
				void screen.sendBack(String(new FormData(event.target as HTMLFormElement).get("note") ?? ""));
			}}>
				<div class="field"><label class="sr" for="sb">${msg("Note")}</label><textarea id="sb" name="note" class="input" rows="2" maxlength="2000" required></textarea></div>
				<div class="acts"><button class="btn" ?disabled=${screen.busy}>${msg("Send back")}</button><span class="chips">${chips.map(
					(chip) =>
						html`<button type="button" class="btn small quiet" @click=${() => {
							const field = screen.querySelector<HTMLTextAreaElement>("#sb");
							if (field) field.value = `${field.value} ${chip}`.trim();
							field?.focus();
						}}>${chip}</button>`,
				)}</span></div>
				<p class="dim small">${msg("It is a draft again, with your changes in it, and comes back to this list when it is filed again.")}</p></form></details></div>
	</article>`;
}
