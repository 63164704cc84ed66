import type { DigestProposal } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { icon } from "../parts/icon.ts";
import type { DigestScreen } from "./digest.ts";

export type DigestLine = DigestProposal["lines"][number];

/** What its line of wire says: as readers have it, at another place, not with them yet, or behind its post. */
function stateOf(screen: DigestScreen, id: string, index: number, behind: boolean) {
	const at = screen.live.indexOf(id);
	if (at < 0) return { mark: msg("not live"), look: "is-draft" };
	if (behind) return { mark: msg("behind"), look: "is-live is-stale" };
	return at === index ? { mark: msg("live"), look: "is-live" } : { mark: msg("moved"), look: "is-draft" };
}

/** A line of the digest, where it stands, with what can be done about it. */
export function digestLine(screen: DigestScreen, id: string, index: number) {
	const line = screen.line(id);
	if (line === null) return nothing;
	const behind = line.behind && !screen.right.has(id);
	const { mark, look } = stateOf(screen, id, index, behind);
	const focus = screen.chosen === id;
	return html`<li class="post ${look} ${focus ? "is-focus" : ""}" tabindex="0" data-line=${id} aria-label=${msg(str`Line ${index + 1}: ${line.text}`)} @focus=${() => {
		screen.chosen = id;
	}}>
		<div class="gutter"><span class="pos">${index + 1}</span><span class=${mark === msg("live") ? "" : "mark"}>${mark}</span></div>
		<div class="text">${screen.editing === id ? renderEditing(screen, line) : html`<p class="line-t">${line.text}</p>`}
			<div class="note held"><button type="button" class="grip icon" aria-label=${msg("Drag the line, or Alt with the arrow keys")} @pointerdown=${(event: PointerEvent) => screen.drag(event, id)}>${icon("grip")}</button>
				<span><a class="src" href="/newsroom/story/${line.storyId}">${line.storyHeadline}, ${screen.desk.times.minute(line.at)}</a> <span class="whole">${line.postId === null ? msg("from the story as a whole") : msg("from a post")}</span></span></div>
			${behind ? renderBehind(screen, line) : nothing}</div>
		<div class="do" role="group" aria-label=${msg(str`Actions for line ${index + 1}`)}>
			<button type="button" @click=${() => screen.edit(id)}>${msg("Edit")} <kbd aria-hidden="true">E</kbd></button>
			<button type="button" @click=${() => screen.move(id, -1)}>${msg("Up")} <kbd aria-hidden="true">Alt ↑</kbd></button>
			<button type="button" @click=${() => screen.move(id, 1)}>${msg("Down")} <kbd aria-hidden="true">Alt ↓</kbd></button>
			<button type="button" @click=${() => screen.leaveOut(id)}>${msg("Leave out")} <kbd aria-hidden="true">X</kbd></button></div>
	</li>`;
}

function renderEditing(screen: DigestScreen, line: DigestLine) {
	return html`<textarea class="line-t line-edit" rows="1" maxlength="300" aria-label=${msg("The line’s words")} .value=${line.text}
		@keydown=${(event: KeyboardEvent) => {
			event.stopPropagation();
			if (event.key === "Enter") {
				event.preventDefault();
				screen.rewrite(line, (event.target as HTMLTextAreaElement).value);
			} else if (event.key === "Escape") screen.editing = null;
		}} @blur=${(event: Event) => screen.editing === line.id && screen.rewrite(line, (event.target as HTMLTextAreaElement).value)}></textarea>`;
}

function renderBehind(screen: DigestScreen, line: DigestLine) {
	return html`<div class="why queue"><p><strong>${msg("Its post was edited since.")}</strong> ${msg("Does the line still say what the post says?")}</p>
		<button type="button" class="btn small" @click=${() => screen.edit(line.id)}>${msg("Edit the line")}</button>
		<button type="button" class="btn quiet small" @click=${() => screen.findRight(line)}>${msg("It is right as it is")}</button></div>`;
}

/** A line that left with its post. */
export function withdrawnLine(screen: DigestScreen, line: DigestLine) {
	return html`<li class="post is-withdrawn" data-gone=${line.id}><div class="gutter"><span class="pos" aria-hidden="true">–</span><span>${msg("withdrawn")}</span></div>
		<div class="text"><p class="gone">${line.text}</p><div class="note"><a class="src" href="/newsroom/story/${line.storyId}">${line.storyHeadline}, ${screen.desk.times.minute(line.at)}</a>
			<span>${line.sourceWithdrawn ? msg("It left with what it sums up, and comes back if that does.") : msg("It was withdrawn by itself.")}</span></div></div></li>`;
}
