import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { icon } from "../parts/icon.ts";
import type { StreamRow } from "./stream-rows.ts";

/** What one can do with a line of the stream. */
export interface RowActions {
	edit(row: StreamRow): void;
	/** Opens it for editing with the line for a correction in sight. */
	correct(row: StreamRow): void;
	toggleKey(row: StreamRow): void;
	togglePin(row: StreamRow): void;
	develop(row: StreamRow): void;
	/** Asks for its editorial time. */
	askTime(row: StreamRow): void;
	/** Gives it an editorial time; null leaves it as it is. */
	setTime(row: StreamRow, at: string | null): void;
	history(row: StreamRow): void;
	/** Takes it among those to merge or move, or out of them. */
	select(row: StreamRow): void;
	breakOut(row: StreamRow): void;
	copyLink(row: StreamRow): void;
	/** `shown`: readers are told the reason too. */
	withdraw(row: StreamRow, reason?: string, shown?: boolean): void;
	/** Asks for the reason of its withdrawal where it stands. */
	askReason(row: StreamRow): void;
	/** Withdraws it for a reason; null leaves it. */
	giveReason(row: StreamRow, reason: string | null, shown?: boolean): void;
	restore(row: StreamRow): void;
	/** Opens the words of one that has not gone out, in their place. */
	editQueued(row: StreamRow): void;
	/** Takes one that has not gone out from the queue, and keeps its words. */
	takeOut(row: StreamRow): void;
	/** Keeps the words of a refused one as a draft. */
	keepAsDraft(row: StreamRow): void;
	/** Hands a refused one in again as it is. */
	sendAgain(row: StreamRow): void;
	/** Forgets an edit that was begun. */
	forgetBegun(row: StreamRow): void;
	dismiss(row: StreamRow): void;
	/** Opens all that can be done, in the composer's place: on a phone. */
	openSheet(row: StreamRow): void;
}

/** What was chosen has been done: the list goes. */
function closeRest(event: Event) {
	(event.currentTarget as Element).closest("details")?.removeAttribute("open");
}

function leaveRest(event: FocusEvent) {
	const list = event.currentTarget as Element;
	if (event.relatedTarget instanceof Node && !list.contains(event.relatedTarget)) list.removeAttribute("open");
}

/** What the chosen post can do (what takes it from readers is an editor’s), in its margin, with the keys; behind the dots is the rest. */
export function marginActions(row: StreamRow, actions: RowActions, chosen: boolean, publishes: boolean) {
	const { post } = row;
	const button = (label: string, key: string, act: (row: StreamRow) => void, pressed?: boolean) =>
		html`<button type="button" aria-pressed=${pressed === undefined ? nothing : String(pressed)} @click=${() => act(row)}>${label} <kbd aria-hidden="true">${key}</kbd></button>`;
	return html`<div class="do" role="group" aria-label=${msg("Actions for this post")}>
		${button(msg("Edit"), "E", actions.edit)} ${button(msg("Key event"), "M", actions.toggleKey, post?.key ?? false)}
		${button(msg("Development"), "D", actions.develop)} ${publishes ? button(msg("Withdraw"), "W", (one) => actions.withdraw(one)) : nothing}
		<details class="rest" @focusout=${leaveRest}><summary aria-label=${msg("More actions for this post")}>${icon("more")}</summary><div @click=${closeRest}>
			${button(msg("Pin"), "P", actions.togglePin, post !== null && post.pinned !== null)} ${button(msg("Set its time"), "T", actions.askTime)}
			${button(msg("History"), "H", actions.history)} ${publishes ? button(msg("Select"), "X", actions.select, chosen) : nothing}
			${button(msg("Own story"), "", actions.breakOut)} ${button(msg("Copy link"), "", actions.copyLink)}
			${publishes ? button(msg("Withdraw, and say why"), "⇧W", actions.askReason) : nothing}
		</div></details>
	</div>
	<button type="button" class="icon phone-only sheet-opener" aria-label=${msg("What can be done with this post")} @click=${() => actions.openSheet(row)}>${icon("more")}</button>`;
}
