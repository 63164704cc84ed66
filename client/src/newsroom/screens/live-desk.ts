import type { StoryChannelState } from "@dateline/shared/model";
import type { EditorStory } from "@dateline/shared/protocol";
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { sayTrouble } from "../parts/delivery-words.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { icon } from "../parts/icon.ts";
import type { KeyDevelopments } from "../parts/key-developments.ts";
import { letterOf } from "../parts/keys.ts";
import { storyState } from "../parts/story-state.ts";
import "./live-side.ts";
import type { PostComposer } from "./post-composer.ts";
import "./post-composer.ts";
import "./post-editor.ts";
import "./post-lists.ts";
import { type OlderPosts, readOlder } from "./older-posts.ts";
import { plain, postRow, type RowActions } from "./post-row.ts";
import { emptyPostWork, postWorkSchema, sumUp } from "./post-work.ts";
import { type StreamRow, streamRows } from "./stream-rows.ts";

type View = "stream" | "waiting" | "draft" | "scheduled" | "withdrawn";

/** A live story's desk: the composer on top, and under it the stream as readers have it. */
export class LiveDesk extends DeskElement {
	static override properties = {
		story: { attribute: false },
		view: { state: true },
		chosen: { state: true },
		editing: { state: true },
		older: { state: true },
		unseen: { state: true },
		pane: { state: true },
	};
	declare story: EditorStory;
	declare view: View;
	/** The key of the row that letters act on. */
	declare chosen: string | null;
	/** The post that is being edited in its place. */
	declare editing: string | null;
	/** Posts below what readers hold, that were asked for; null: there are no further ones. */
	declare older: OlderPosts;
	/** Posts that came in above while the stream was scrolled. */
	declare unseen: number;
	declare pane: "stream" | "side";
	private readonly withdrawn = new Map<string, StreamRow>();
	private newest: string | null = null;

	constructor() {
		super();
		this.view = "stream";
		this.chosen = null;
		this.editing = null;
		this.older = { rows: [], next: "" };
		this.unseen = 0;
		this.pane = "stream";
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			const { outbox, pending, readers, library, health } = this.desk;
			const sources = [outbox.observe, pending.observe, library.observe, readers.observeSignal, health.observe];
			for (const source of sources) this.watch(source);
			this.watch((listener) => readers.observe(listener));
		}
		super.connectedCallback();
		document.addEventListener("keydown", this.onKey);
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		document.removeEventListener("keydown", this.onKey);
	}

	private get channel(): StoryChannelState | null {
		const state = this.desk.readers.state(`story:${this.story.id}`);
		return state?.kind === "story" ? state : null;
	}

	private rows(): StreamRow[] {
		const deliveries = this.desk.outbox.list(this.story.id);
		return streamRows({ state: this.channel, deliveries, withdrawn: this.withdrawn, older: this.older.rows });
	}

	private get composer(): PostComposer | null {
		return this.querySelector("post-composer");
	}

	private send(type: string, method: "POST" | "PATCH" | "DELETE", path: string, row: StreamRow | null, body?: unknown) {
		this.desk.outbox.send({
			...{ lane: this.story.id, type, method, path: `/api/v1/stories/${this.story.id}${path}`, body },
			about: row === null ? {} : { postId: row.postId, headline: row.headline, text: plain(row.html).slice(0, 120) },
		});
	}

	private readonly actions: RowActions = {
		edit: (row) => {
			// Words that were not taken are what one goes on with.
			const work = row.delivery?.state === "refused" ? postWorkSchema.safeParse(row.delivery.about).data : undefined;
			if (work && row.delivery) {
				this.desk.keeper.keep(`post:${row.postId}`, work);
				this.desk.outbox.dismiss(row.delivery.id);
			}
			this.editing = row.postId;
			this.chosen = row.key;
		},
		toggleKey: (row) =>
			this.send("post.update", "PATCH", `/posts/${row.postId}`, row, { key: !row.post?.key, significant: false }),
		togglePin: (row) => {
			const pinned = row.post?.pinned === null || row.post?.pinned === undefined ? true : null;
			this.send("post.update", "PATCH", `/posts/${row.postId}`, row, { pinned, significant: false });
		},
		develop: (row) => {
			const lines = this.querySelector<KeyDevelopments>("key-developments");
			if (row.headline !== "") lines?.add(row.headline, row.postId);
			else lines?.begin(sumUp("", plain(row.html)), row.postId);
		},
		withdraw: (row) => {
			if (row.postId === null) return;
			this.withdrawn.set(row.key, { ...row, state: "withdrawn", delivery: null });
			this.send("post.withdraw", "DELETE", `/posts/${row.postId}`, row);
		},
		restore: (row) => {
			this.send("post.restore", "POST", `/posts/${row.postId}/restore`, row);
			this.withdrawn.delete(row.key);
		},
		writeAgain: (row) => {
			const work = postWorkSchema.safeParse(row.delivery?.about).data ?? emptyPostWork();
			if (!this.composer?.put(work)) return;
			if (row.delivery) this.desk.outbox.dismiss(row.delivery.id);
			this.composer.focus();
		},
		dismiss: (row) => row.delivery && this.desk.outbox.dismiss(row.delivery.id),
	};

	private readonly onKey = (event: KeyboardEvent) => {
		if (event.key === "Escape" && this.composer?.contains(event.target as Node)) {
			this.querySelector<HTMLElement>(".stream")?.focus();
			return;
		}
		const letter = letterOf(event);
		if (letter === null || this.view !== "stream") return;
		const rows = this.rows();
		const row = rows.find(({ key }) => key === this.chosen);
		const acts: Record<string, ((row: StreamRow) => void) | undefined> = {
			...{ e: this.actions.edit, m: this.actions.toggleKey, d: this.actions.develop },
			...{ p: this.actions.togglePin, w: this.actions.withdraw },
		};
		if (letter === "c") this.composer?.focus();
		else if (letter === "j" || letter === "k") this.move(rows, letter === "j" ? 1 : -1);
		else if (letter === "u") this.undo();
		else if (row?.state === "live" && acts[letter]) acts[letter](row);
		else return;
		event.preventDefault();
	};

	/** Takes back the last withdrawal that was made here. */
	private undo() {
		const last = [...this.withdrawn.values()].at(-1);
		if (last) this.actions.restore(last);
	}

	private move(rows: StreamRow[], step: number) {
		const at = rows.findIndex(({ key }) => key === this.chosen);
		this.chosen = rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.key ?? null;
		void this.updateComplete.then(() =>
			this.querySelector<HTMLElement>(".is-focus")?.scrollIntoView({ block: "nearest" }),
		);
	}

	private async loadOlder() {
		this.older = await readOlder(this.desk, this.story.id, this.older);
	}

	/** What others publish above a stream that is scrolled is counted, and moves nothing. */
	protected override willUpdate() {
		for (const [key, row] of this.withdrawn) {
			const sent = this.desk.outbox
				.list(this.story.id)
				.findLast(({ about, type }) => type === "post.withdraw" && about["postId"] === key);
			if (sent?.state === "refused") this.withdrawn.delete(key);
			else if (sent) row.delivery = sent;
		}
		const posts = this.channel?.posts ?? [];
		const top = posts[0]?.id ?? null;
		const stream = this.querySelector(".stream");
		if (stream && stream.scrollTop > 40 && this.newest !== null && top !== this.newest) {
			const before = posts.findIndex(({ id }) => id === this.newest);
			this.unseen += Math.max(0, before);
		}
		this.newest = top;
	}

	private toTop() {
		this.unseen = 0;
		this.querySelector(".stream")?.scrollTo({ top: 0 });
	}

	protected override render() {
		const { desk, story } = this;
		return html`<main id="main" class="story ${this.pane === "side" ? "show-side" : ""}">
				<header class="story-head">
					<a class="back" href="/newsroom" aria-label="All stories">${icon("back")}</a>
					${storyState(story)}
					<h1>${(story.content ?? story.draft)?.headline}</h1>
					<span class="right"><a class="btn quiet small" href="/newsroom/story/${story.id}/text">Headline and text</a>
					${story.url && story.status === "published" ? html`<a class="btn quiet small desk-only" href=${story.url} target="_blank" rel="noopener">View as reader</a>` : nothing}</span>
				</header>
				${story.revision > 0 && story.status === "published" ? html`<post-composer .desk=${desk} .story=${story}></post-composer>` : this.renderNotOut()}
				${this.renderTrouble()} ${this.renderViews()}
				<div class="stream" tabindex="0" role="region" aria-label="Posts" @scroll=${this.onScroll} @click=${this.choose}
					@done=${() => {
						this.editing = null;
					}}>${this.view === "stream" ? this.renderStream() : html`<post-lists .desk=${desk} .story=${story} .view=${this.view}></post-lists>`}</div>
				<div class="keys" aria-hidden="true"><span><kbd>C</kbd> write</span><span><kbd>J</kbd><kbd>K</kbd> move</span><span><kbd>E</kbd> edit</span><span><kbd>M</kbd> key event</span>
					<span><kbd>D</kbd> development</span><span><kbd>P</kbd> pin</span><span><kbd>W</kbd> withdraw</span><span><kbd>U</kbd> undo</span><span class="end"><kbd>?</kbd> every key</span></div>
			</main>
			<live-side class=${this.pane === "side" ? "on-top" : ""} .desk=${desk} .story=${story} .state=${this.channel}></live-side>`;
	}

	/** The post that was clicked is the one that letters act on; on a phone, its actions open. */
	private choose(event: Event) {
		const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-row]") : null;
		if (row?.dataset["row"]) this.chosen = row.dataset["row"];
	}

	private onScroll(event: Event) {
		if (this.unseen > 0 && (event.target as HTMLElement).scrollTop <= 40) this.unseen = 0;
	}

	private renderNotOut() {
		const { story } = this;
		return html`<div class="offline not-out">${
			story.status === "withdrawn"
				? html`<b>Withdrawn.</b> Readers don’t see this story. Restore it under <a class="link" href="/newsroom/story/${story.id}/text">Headline and text</a>.`
				: html`<b>Not out yet.</b> Publish it under <a class="link" href="/newsroom/story/${story.id}/text">Headline and text</a>; then posts can follow.`
		}</div>`;
	}

	private renderTrouble() {
		const trouble = sayTrouble(this.desk.outbox, this.desk.times);
		if (trouble) return html`<p class="offline" role="status"><b>${trouble.head}</b> ${trouble.rest}</p>`;
		const slow = this.desk.health.slow;
		return slow === null
			? nothing
			: html`<p class="offline" role="status"><b>Goes out up to a second later than usual.</b> ${slow}</p>`;
	}

	private renderViews() {
		const { pending, outbox } = this.desk;
		const mine = (lines: readonly { storyId: string | null; type: string }[]) =>
			lines.filter(({ storyId, type }) => storyId === this.story.id && type.startsWith("post.")).length;
		const view = (id: View, label: string, count: number | null, fresh = false) =>
			html`<button type="button" aria-current=${this.view === id && this.pane === "stream" ? "true" : nothing} @click=${() => {
				this.view = id;
				this.pane = "stream";
			}}>${label}${count === null ? nothing : html` <span class="n ${fresh && count > 0 ? "new" : ""}">${count}</span>`}</button>`;
		return html`<div class="views" role="group" aria-label="Posts of this story">
			${view("stream", "Stream", this.story.postCount)}
			<button type="button" class="phone-only" aria-current=${this.pane === "side" ? "true" : nothing} @click=${() => {
				this.pane = "side";
			}}>Desk</button>
			${view("waiting", "Waiting", mine(pending.waiting), true)} ${view("draft", "Drafts", null)}
			${view("scheduled", "Scheduled", mine(pending.scheduled))} ${view("withdrawn", "Withdrawn", null)}
			<span class="right dim">${
				this.unseen > 0
					? html`<button type="button" class="link" @click=${this.toTop}>${this.unseen} newer</button>`
					: outbox.trouble()
						? nothing
						: "Newest first"
			}</span>
		</div>`;
	}

	private renderStream() {
		const rows = this.rows();
		const more = this.channel?.floor !== null && this.channel !== null && this.older.next !== null;
		if (rows.length === 0)
			return html`<div class="empty"><p>Nothing here yet.</p><p>Readers see the headline. The first post you publish starts the stream.</p></div>`;
		return html`<h2 class="sr">Stream, newest first</h2>
			${repeat(
				rows,
				({ key }) => key,
				(row) =>
					postRow(
						this.desk,
						row,
						row.key === this.chosen,
						this.actions,
						row.postId !== null && row.postId === this.editing
							? html`<post-editor .desk=${this.desk} .storyId=${this.story.id} .postId=${row.postId}></post-editor>`
							: null,
					),
			)}
			${more ? html`<p class="further"><button class="btn" @click=${() => this.loadOlder()}>Older posts</button></p>` : nothing}`;
	}
}

customElements.define("live-desk", LiveDesk);
