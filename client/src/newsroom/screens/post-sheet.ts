import type { StoryChannelState } from "@dateline/shared/model";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { DeskElement } from "../parts/desk-element.ts";
import { icon } from "../parts/icon.ts";
import { plural } from "../parts/plural.ts";
import type { RowActions } from "./post-actions.ts";
import type { StreamRow } from "./stream-rows.ts";

/**
 * What can be done with a post, on a phone, in the composer's place: the post stays in sight, what was being written is
 * kept, and to withdraw takes two taps.
 *
 * @fires done - back to writing
 */
export class PostSheet extends DeskElement {
	static override properties = {
		row: { attribute: false },
		actions: { attribute: false },
		channel: { attribute: false },
		begun: {},
		selected: { type: Boolean },
	};
	declare row: StreamRow;
	declare actions: RowActions;
	declare channel: StoryChannelState | null;
	/** What the composer holds, in a few words. */
	declare begun: string;
	declare selected: boolean;

	constructor() {
		super();
		this.channel = null;
		this.begun = "";
		this.selected = false;
	}

	protected override firstUpdated() {
		this.querySelector<HTMLElement>("header .icon")?.focus({ preventScroll: true });
	}

	private done() {
		this.dispatchEvent(new Event("done"));
	}

	/** Does it, and goes back to the composer. */
	private readonly act = (act: (row: StreamRow) => void) => () => {
		act(this.row);
		this.done();
	};

	protected override render() {
		const { row, actions, desk, channel } = this;
		const { times } = desk;
		const { post } = row;
		const time = times.minute(row.at);
		const lines = channel?.keyDevelopments.filter(({ postId }) => postId === row.postId) ?? [];
		const pinned = channel?.pinned.find(({ id }) => id !== row.postId);
		const screens = desk.together.readers(post?.storyId ?? null);
		const big = (label: string, name: Parameters<typeof icon>[0], act: (row: StreamRow) => void) =>
			html`<button type="button" @click=${this.act(act)}>${icon(name)}${label}</button>`;
		const line = (label: string, name: Parameters<typeof icon>[0], said: string, act: (row: StreamRow) => void) =>
			html`<li><button type="button" @click=${this.act(act)}>${icon(name)}${label}</button><small>${said}</small></li>`;
		const toggle = (label: string, on: boolean, said: string, act: (row: StreamRow) => void) =>
			html`<li><button type="button" class="toggle" aria-pressed=${String(on)} @click=${() => act(row)}>${label}</button><small>${said}</small></li>`;
		return html`<section class="acts-sheet" aria-labelledby="sheet-head" @keydown=${(event: KeyboardEvent) => {
			if (event.key !== "Escape") return;
			event.stopPropagation();
			this.done();
		}}>
			<header><h2 id="sheet-head">${msg(str`Post of ${time}`)}</h2><button type="button" class="icon" aria-label=${msg("Back to writing")} @click=${() => this.done()}>${icon("x")}</button></header>
			${this.begun ? html`<p class="dim">${msg(str`What you were writing is kept: “${this.begun}”`)}</p>` : nothing}
			<div class="first">${big(msg("Edit"), "pen", actions.edit)}${big(msg("Correct"), "remark", actions.correct)}${big(msg("Picture"), "image", actions.edit)}${big(msg("Copy link"), "link", actions.copyLink)}</div>
			<ul>
				${toggle(msg("Key event"), post?.key ?? false, post?.key ? msg(str`in the timeline since ${time}`) : "", actions.toggleKey)}
				${line(msg("Key development"), "key", lines[0]?.text ?? "", actions.develop)}
				${toggle(msg("Pin on top"), post !== null && post.pinned !== null, pinned ? msg(str`now: ${pinned.headline}`) : "", actions.togglePin)}
				${line(msg("Set its time"), "clock", time, actions.askTime)}
				${line(msg("Revisions"), "past", String(post?.revision ?? 1), actions.history)}
				${line(msg("Make it its own story"), "branch", msg("linked both ways"), actions.breakOut)}
				${desk.publishes ? line(this.selected ? msg("Take out of the selection") : msg("Select, to merge or move"), "plus", "", actions.select) : nothing}
				${
					desk.publishes
						? html`<li class="risky"><details><summary>${icon("x")}${msg("Withdraw")}</summary><div>
					<p>${screens === null ? msg("Gone from every screen within a second. Undo stays on the post.") : plural(screens, msg(str`Gone from ${screens} [screen|screens] within a second. Undo stays on the post.`))}</p>
					<label class="field">${msg("Why, for the desk (optional)")}<input class="input" name="reason" maxlength="300" autocomplete="off" /></label>
					<label class="check"><input type="checkbox" name="reasonShown" />${msg("Readers see it too, in its place")}</label>
					<button type="button" class="btn risk" @click=${() => {
						const reason = this.querySelector<HTMLInputElement>("input[name='reason']")?.value.trim();
						const shown = this.querySelector<HTMLInputElement>("input[name='reasonShown']")?.checked ?? false;
						actions.withdraw(row, reason || undefined, shown);
						this.done();
					}}>${msg("Withdraw it now")}</button></div></details></li>`
						: nothing
				}
			</ul>
		</section>`;
	}
}

customElements.define("post-sheet", PostSheet);
