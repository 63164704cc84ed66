import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { api } from "../desk/api.ts";
import { sentenceOf } from "../desk/request.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { plural } from "../parts/plural.ts";
import type { StreamRow } from "./stream-rows.ts";

/**
 * The posts that were selected, and the two things to do with them: merge them into one, or move them to another story.
 *
 * @fires done - it was handed in, or the selection was left
 */
export class SelectBar extends DeskElement {
	static override properties = {
		storyId: {},
		rows: { attribute: false },
		moving: { state: true },
		into: { state: true },
		found: { state: true },
		problem: { state: true },
	};
	declare storyId: string;
	/** The selected posts, newest first. */
	declare rows: readonly StreamRow[];
	/** Whether a story to move them to is looked for. */
	declare moving: boolean;
	/** The post that the others are merged into; empty: the newest. */
	declare into: string;
	declare found: readonly { id: string; headline: string }[];
	declare problem: string;

	constructor() {
		super();
		this.storyId = "";
		this.rows = [];
		this.moving = false;
		this.into = "";
		this.found = [];
		this.problem = "";
	}

	private done() {
		this.moving = false;
		this.into = "";
		this.dispatchEvent(new Event("done"));
	}

	private merge() {
		const into = this.rows.find(({ postId }) => postId === this.into) ?? this.rows[0];
		if (!into?.postId) return;
		const postIds = this.rows.flatMap(({ postId }) => (postId && postId !== into.postId ? [postId] : []));
		this.desk.outbox.send({
			...{ lane: this.storyId, type: "post.merge", method: "POST" },
			path: `/api/v1/stories/${this.storyId}/posts/merge`,
			body: { into: into.postId, postIds },
			...(into.post && { basis: into.post }),
			about: {
				...{ postId: into.postId, headline: into.headline, postIds, lines: this.linesOf(postIds) },
				...(into.post && { revision: into.post.revision }),
			},
		});
		this.done();
	}

	/** The key developments that sum these posts up, for the way back. */
	private linesOf(postIds: readonly string[]): { id: string; postId: string }[] {
		const state = this.desk.readers.state(`story:${this.storyId}`);
		if (state?.kind !== "story") return [];
		return state.keyDevelopments.flatMap(({ id, postId }) =>
			postId !== null && postIds.includes(postId) ? [{ id, postId }] : [],
		);
	}

	private async search(event?: InputEvent) {
		const q = ((event?.target as HTMLInputElement | undefined)?.value ?? "").trim();
		try {
			const { items } = await api.stories({ kind: "live", status: "published", limit: 20, ...(q && { q }) });
			this.found = items.filter(({ id }) => id !== this.storyId).slice(0, 6);
			this.problem = this.found.length === 0 ? msg("No other live story has these words.") : "";
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	private move(toStoryId: string, headline: string) {
		const postIds = this.rows.flatMap(({ postId }) => (postId ? [postId] : []));
		this.desk.outbox.send({
			...{ lane: this.storyId, type: "post.move", method: "POST" },
			path: `/api/v1/stories/${this.storyId}/posts/move`,
			body: { postIds, toStoryId },
			about: { headline, postIds, toStoryId },
		});
		this.done();
	}

	protected override render() {
		const { rows } = this;
		const count = rows.length;
		if (count === 0) return nothing;
		const { times } = this.desk;
		const name = (row: StreamRow) => `${times.minute(row.at)} ${row.headline}`.trim();
		return html`<section class="select-bar" aria-label=${msg("Selected posts")} @keydown=${(event: KeyboardEvent) => {
			if (event.key === "Escape") this.done();
		}}>
			<p role="status"><b>${plural(count, msg(str`${count} [post|posts] selected.`))}</b> ${count === 1 ? msg("Select more with X to merge them.") : nothing}</p>
			<div class="acts">
				${
					count < 2
						? nothing
						: html`<label>${msg("Merge into")} <select class="slim" @change=${(event: Event) => {
								this.into = (event.target as HTMLSelectElement).value;
							}}>${rows.map((row) => html`<option value=${row.postId ?? ""}>${name(row)}</option>`)}</select></label>
							<button type="button" class="btn small" @click=${() => this.merge()}>${msg("Merge")}</button>`
				}
				<button type="button" class="btn small" aria-expanded=${String(this.moving)} @click=${() => {
					this.moving = !this.moving;
					if (this.moving) void this.search();
				}}>${msg("Move to another story")}</button>
				<button type="button" class="btn quiet small" @click=${() => this.done()}>${msg("Leave it")}</button>
			</div>
			${
				this.moving
					? html`<label class="find">${msg("Find a live story")}<input class="input" type="search" autocomplete="off" @input=${(event: InputEvent) => this.search(event)} /></label>
						${this.problem ? html`<p class="dim" role="status">${this.problem}</p>` : nothing}
						<ul class="found">${this.found.map(
							({ id, headline }) =>
								html`<li><button type="button" class="link" @click=${() => this.move(id, headline)}>${headline}</button></li>`,
						)}</ul>`
					: nothing
			}
		</section>`;
	}
}

customElements.define("select-bar", SelectBar);
