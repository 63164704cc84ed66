import type { Document, MediaView, StoryChannelState } from "@dateline/shared/model";
import type { EditorStory } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { isUnsettled } from "../desk/delivery.ts";
import { sayTrouble } from "../parts/delivery-words.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { icon } from "../parts/icon.ts";
import type { KeyDevelopments } from "../parts/key-developments.ts";
import { plural } from "../parts/plural.ts";
import "../parts/story-readers.ts";
import { storyState } from "../parts/story-state.ts";
import "./live-side.ts";
import { actOnLetter } from "./live-keys.ts";
import { movedLines } from "./moved-lines.ts";
import { type OlderPosts, readOlder } from "./older-posts.ts";
import type { PostComposer } from "./post-composer.ts";
import "./post-composer.ts";
import "./post-editor.ts";
import "./post-lists.ts";
import { postRow } from "./post-row.ts";
import "./post-sheet.ts";
import { previewPictures } from "./preview-pictures.ts";
import "./queued-editor.ts";
import "./select-bar.ts";
import { createStreamActions, type StreamHost } from "./stream-actions.ts";
import { StreamMemory } from "./stream-memory.ts";
import { type StreamRow, streamRows } from "./stream-rows.ts";

type View = "stream" | "waiting" | "draft" | "scheduled" | "withdrawn";

/** The stream counts as being at its top down to here. Pixels. */
const topEdge = 40;

/** A live story's desk: the composer on top, and under it the stream as readers have it. */
export class LiveDesk extends DeskElement implements StreamHost {
	static override properties = {
		story: { attribute: false },
		view: { state: true },
		chosen: { state: true },
		editing: { state: true },
		correcting: { state: true },
		timing: { state: true },
		reasoning: { state: true },
		selected: { state: true },
		sheet: { state: true },
		older: { state: true },
		pane: { state: true },
		said: { state: true },
	};
	declare story: EditorStory;
	declare view: View;
	/** The key of the row that letters act on. */
	declare chosen: string | null;
	/** The key of the row that is being edited in its place. */
	declare editing: string | null;
	declare correcting: boolean;
	/** The key of the row whose editorial time is asked for. */
	declare timing: string | null;
	/** The key of the row whose reason to be withdrawn is asked for. */
	declare reasoning: string | null;
	/** The keys of the rows to merge or move. */
	declare selected: ReadonlySet<string>;
	/** The key of the row whose actions lie over the composer, on a phone. */
	declare sheet: string | null;
	/** Posts below what readers hold, that were asked for; null: there are no further ones. */
	declare older: OlderPosts;
	declare pane: "stream" | "side";
	/** What was done where nothing else shows it. */
	declare said: string;
	/** Posts that came in above while the stream was scrolled: they wait, and move nothing. */
	private readonly held = new Set<string>();
	private known: ReadonlySet<string> | null = null;
	private inStream = false;
	/** Whether the list has the keyboard only because the post that had it went. */
	private astray = false;
	private saying: ReturnType<typeof setTimeout> | undefined;
	private swipe: { x: number; y: number } | null = null;
	private stops: (() => void)[] = [];
	private remembered: StreamMemory | null = null;
	readonly actions = createStreamActions(this);

	constructor() {
		super();
		this.view = "stream";
		this.chosen = null;
		this.editing = null;
		this.correcting = false;
		this.timing = null;
		this.reasoning = null;
		this.selected = new Set();
		this.sheet = null;
		this.older = { rows: [], next: "" };
		this.pane = "stream";
		this.said = "";
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			const { outbox, pending, readers, library, health, together } = this.desk;
			const sources = [
				outbox.observe,
				pending.observe,
				library.observe,
				readers.observeSignal,
				health.observe,
				together.observe,
			];
			for (const source of sources) this.watch(source);
			this.watch((listener) => readers.observe(listener));
			this.watch((listener) => this.desk.uploads.observe(listener));
		}
		super.connectedCallback();
		document.addEventListener("keydown", this.onKey);
		this.stops = [this.memory.start(), this.desk.together.enter(this.story.id)];
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		document.removeEventListener("keydown", this.onKey);
		for (const end of this.stops) end();
		this.stops = [];
	}

	get memory(): StreamMemory {
		this.remembered ??= new StreamMemory(this.desk, this.story.id, () => this.requestUpdate());
		return this.remembered;
	}

	private get channel(): StoryChannelState | null {
		const state = this.desk.readers.state(`story:${this.story.id}`);
		return state?.kind === "story" ? state : null;
	}

	get composer(): PostComposer | null {
		return this.querySelector("post-composer");
	}

	get lines(): KeyDevelopments | null {
		return this.querySelector("key-developments");
	}

	private get stream(): HTMLElement | null {
		return this.querySelector(".stream");
	}

	/** The lines as they are shown: without those that wait above. */
	rows(): StreamRow[] {
		const { desk, memory } = this;
		return streamRows({
			state: this.channel,
			deliveries: desk.outbox.list(this.story.id),
			withdrawn: memory.withdrawn,
			older: this.older.rows,
			textOf: memory.textOf,
			pictures: (body: Document): ReadonlyMap<string, MediaView> => previewPictures(desk, body),
			placeOf: desk.outbox.placeOf,
		}).filter(({ key }) => !this.held.has(key));
	}

	edit(key: string | null, correcting = false) {
		this.editing = key;
		this.correcting = correcting;
		this.sheet = null;
	}

	choose(key: string) {
		this.chosen = key;
		if (this.timing === null && this.reasoning === null && this.editing === null) this.focusRow();
	}

	ask(what: "time" | "reason", key: string | null) {
		this.timing = what === "time" ? key : null;
		this.reasoning = what === "reason" ? key : null;
		if (key === null) return;
		this.chosen = key;
		void this.updateComplete.then(() => this.querySelector<HTMLElement>(".ask-form input")?.focus());
	}

	select(key: string) {
		const selected = new Set(this.selected);
		if (!selected.delete(key)) selected.add(key);
		this.selected = selected;
	}

	openSheet(key: string) {
		this.chosen = key;
		this.sheet = key;
		void this.updateComplete.then(() => this.querySelector(".is-focus")?.scrollIntoView({ block: "nearest" }));
	}

	say(what: "copied" | "not-copied") {
		this.said = what === "copied" ? msg("The link is copied.") : msg("This browser does not let a page copy.");
		clearTimeout(this.saying);
		this.saying = setTimeout(() => {
			this.said = "";
		}, 4000);
	}

	private readonly onKey = (event: KeyboardEvent) => {
		const target = event.target as Node;
		if (event.key === "Escape" && this.composer?.contains(target)) {
			// The text marks every Esc as dealt with; what really deals with it lets it go no further.
			event.preventDefault();
			if (this.chosen) this.focusRow();
			else this.stream?.focus();
			return;
		}
		if (event.defaultPrevented) return;
		const here = this.stream?.contains(document.activeElement) ?? false;
		if (actOnLetter(event, this, { inStream: here && this.view === "stream" })) event.preventDefault();
	};

	/** Moves the choice, and the keyboard with it. */
	move(rows: readonly StreamRow[], step: number) {
		const at = rows.findIndex(({ key }) => key === this.chosen);
		const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
		if (!next) return;
		this.chosen = next.key;
		this.focusRow();
	}

	private focusRow() {
		void this.updateComplete.then(() => {
			const row = this.querySelector<HTMLElement>(".post.is-focus");
			row?.focus({ preventScroll: true });
			row?.scrollIntoView({ block: "nearest" });
		});
	}

	private async loadOlder() {
		this.older = await readOlder(this.desk, this.story.id, this.older);
	}

	protected override willUpdate() {
		this.followWithdrawals();
		this.holdBack();
	}

	/** What became of the withdrawals that were made here. */
	private followWithdrawals() {
		const { withdrawn } = this.memory;
		for (const [key, row] of withdrawn) {
			const sent = this.desk.outbox
				.list(this.story.id)
				.findLast(({ about, type }) => type === "post.withdraw" && about["postId"] === key);
			if (sent?.state === "refused" && row.withdrawnAt === null) withdrawn.delete(key);
			else if (sent && row.delivery !== sent) withdrawn.set(key, { ...row, delivery: sent });
		}
	}

	/** What others publish above a stream that is scrolled waits, and moves nothing. */
	private holdBack() {
		const posts = this.channel?.posts ?? [];
		const scrolled = (this.stream?.scrollTop ?? 0) > topEdge;
		if (!scrolled) this.held.clear();
		else if (this.known !== null) {
			const mine = new Set(this.desk.outbox.list(this.story.id).map(({ subjectId }) => subjectId));
			const oldest = posts.filter(({ id }) => this.known?.has(id)).at(-1)?.publishedAt ?? "";
			for (const { id, publishedAt } of posts)
				if (!this.known.has(id) && !mine.has(id) && publishedAt > oldest) this.held.add(id);
		}
		this.known = new Set(posts.map(({ id }) => id));
	}

	protected override updated() {
		// What was acted on may be gone: the keyboard stays with the list.
		const { activeElement } = document;
		const lost = activeElement === null || activeElement === document.body;
		if (this.inStream && lost && this.editing === null) {
			const row = this.querySelector<HTMLElement>(".post.is-focus");
			(row ?? this.stream)?.focus({ preventScroll: true });
			this.astray = row === null;
		} else if (this.astray) {
			// What was acted on is back, a withdrawn post that was given back for one.
			const row = activeElement === this.stream ? this.querySelector<HTMLElement>(".post.is-focus") : null;
			row?.focus({ preventScroll: true });
			this.astray = row === null && activeElement === this.stream;
		}
	}

	private toTop() {
		this.held.clear();
		this.stream?.scrollTo({ top: 0 });
		this.requestUpdate();
	}

	protected override render() {
		const { desk, story } = this;
		const sheet = this.sheet === null ? undefined : this.rows().find(({ key }) => key === this.sheet);
		const isOut = story.revision > 0 && story.status === "published";
		return html`<main id="main" class="story ${this.pane === "side" ? "show-side" : ""} ${this.editing === null ? "" : "is-busy"} ${sheet ? "has-sheet" : ""}" @handed-in=${() => this.handedIn()}
				@touchstart=${this.onTouchStart} @touchend=${this.onTouchEnd}>
				<header class="story-head">
					<a class="back" href="/newsroom" aria-label=${msg("All stories")}>${icon("back")}</a>
					${storyState(story)}
					<h1 dir="auto">${(story.content ?? story.draft)?.headline}</h1>
					<story-readers .desk=${desk} .storyId=${story.id}></story-readers>
					<span class="right"><a class="btn quiet small desk-only" href="/newsroom/story/${story.id}/text">${msg("Headline and text")}</a>
					${story.url && story.status === "published" ? html`<a class="btn quiet small desk-only" href=${story.url} target="_blank" rel="noopener">${msg("View as reader")}</a>` : nothing}</span>
				</header>
				${isOut ? html`<post-composer .desk=${desk} .story=${story}></post-composer>` : this.renderNotOut()}
				${
					sheet
						? html`<post-sheet .desk=${desk} .row=${sheet} .actions=${this.actions} .channel=${this.channel} .begun=${this.composer?.begun ?? ""}
							?selected=${this.selected.has(sheet.key)} @done=${() => {
								this.sheet = null;
							}}></post-sheet>`
						: nothing
				}
				${this.renderTrouble()} ${this.renderViews()}
				<div class="stream" tabindex="0" role="region" aria-label=${msg("Posts")} @scroll=${this.onScroll} @click=${this.onClick}
					@focusin=${() => {
						this.inStream = true;
					}} @focusout=${(event: FocusEvent) => {
						if (event.relatedTarget !== null)
							this.inStream = this.stream?.contains(event.relatedTarget as Node) ?? false;
					}}
					@done=${this.onDone}>${this.view === "stream" ? this.renderStream() : html`<post-lists .desk=${desk} .story=${story} .view=${this.view}></post-lists>`}</div>
				<div class="keys"><span aria-hidden="true"><kbd>C</kbd> ${msg("write")}</span><span aria-hidden="true"><kbd>J</kbd><kbd>K</kbd> ${msg("move")}</span><span aria-hidden="true"><kbd>E</kbd> ${msg("edit")}</span><span aria-hidden="true"><kbd>M</kbd> ${msg("key event")}</span>
					<span aria-hidden="true"><kbd>D</kbd> ${msg("development")}</span><span aria-hidden="true"><kbd>P</kbd> ${msg("pin")}</span><span aria-hidden="true"><kbd>W</kbd> ${msg("withdraw")}</span><span aria-hidden="true"><kbd>U</kbd> ${msg("undo")}</span>
					<button type="button" class="end" @click=${() => document.dispatchEvent(new Event("show-keys"))}><kbd aria-hidden="true">?</kbd> ${msg("every key")}</button></div>
			</main>
			<live-side class=${this.pane === "side" ? "on-top" : ""} .desk=${desk} .story=${story} .state=${this.channel}></live-side>`;
	}

	private handedIn() {
		this.view = "stream";
		this.toTop();
	}

	private onDone(event: Event) {
		if (event.target instanceof Element && event.target.matches("post-editor, queued-editor")) {
			this.edit(null);
			this.focusRow();
			void this.memory.readBegun();
		}
	}

	/** The post that was clicked is the one that letters act on. */
	private onClick(event: Event) {
		const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-row]") : null;
		if (row?.dataset["row"]) this.chosen = row.dataset["row"];
	}

	private onScroll(event: Event) {
		if (this.held.size > 0 && (event.target as HTMLElement).scrollTop <= topEdge) this.toTop();
	}

	/** On a phone a swipe along the stream leads to the desk, and back. */
	private onTouchStart(event: TouchEvent) {
		const touch = event.touches.length === 1 ? event.touches[0] : undefined;
		const free = !(event.target as Element).closest(
			"post-composer, post-editor, queued-editor, .views, .table, input, textarea",
		);
		this.swipe = touch && free ? { x: touch.clientX, y: touch.clientY } : null;
	}

	private onTouchEnd(event: TouchEvent) {
		const touch = event.changedTouches[0];
		const { swipe } = this;
		this.swipe = null;
		if (!swipe || !touch || !matchMedia("(max-width: 760px)").matches) return;
		const [x, y] = [touch.clientX - swipe.x, touch.clientY - swipe.y];
		if (Math.abs(x) < 80 || Math.abs(x) < Math.abs(y) * 2) return;
		this.pane = x < 0 === (getComputedStyle(this).direction === "ltr") ? "side" : "stream";
	}

	private renderNotOut() {
		const link = `/newsroom/story/${this.story.id}/text`;
		return html`<div class="offline not-out">${
			this.story.status === "withdrawn"
				? msg(
						html`<b>Withdrawn.</b> Readers don’t see this story. Restore it under <a class="link" href=${link}>Headline and text</a>.`,
					)
				: msg(
						html`<b>Not out yet.</b> Publish it under <a class="link" href=${link}>Headline and text</a>; then posts can follow.`,
					)
		}</div>`;
	}

	private renderTrouble() {
		const trouble = sayTrouble(this.desk.outbox, this.desk.times);
		if (trouble) return html`<p class="offline" role="status"><b>${trouble.head}</b> ${trouble.rest}</p>`;
		const slow = this.desk.health.slow;
		return slow === null
			? nothing
			: html`<p class="offline" role="status"><b>${msg("Goes out up to a second later than usual.")}</b> ${slow}</p>`;
	}

	private renderViews() {
		const { pending, outbox, together } = this.desk;
		const mine = (lines: readonly { storyId: string | null; type: string }[]) =>
			lines.filter(({ storyId, type }) => storyId === this.story.id && type.startsWith("post.")).length;
		const counts = together.counts(this.story.id);
		const view = (id: View, label: string, count: number | null, fresh = false) =>
			html`<button type="button" aria-current=${this.view === id && this.pane === "stream" ? "true" : nothing} @click=${() => {
				this.view = id;
				this.pane = "stream";
			}}>${label}${count === null ? nothing : html` <span class="n ${fresh && count > 0 ? "new" : ""}">${count}</span>`}</button>`;
		const newer = this.held.size;
		return html`<div class="views" role="group" aria-label=${msg("Posts of this story")}>
			${view("stream", msg("Stream"), counts?.published ?? this.story.postCount)}
			<button type="button" class="phone-only" aria-current=${this.pane === "side" ? "true" : nothing} @click=${() => {
				this.pane = "side";
			}}>${msg("Desk")}</button>
			${view("waiting", msg("Waiting"), counts?.waiting ?? mine(pending.waiting), true)} ${view("draft", msg("Drafts"), counts?.drafts ?? null)}
			${view("scheduled", msg("Scheduled"), counts?.scheduled ?? mine(pending.scheduled))} ${view("withdrawn", msg("Withdrawn"), counts?.withdrawn ?? null)}
			<a class="phone-only" href="/newsroom/story/${this.story.id}/text">${msg("Headline and text")}</a>
			<span class="right dim" role="status">${
				newer > 0
					? html`<button type="button" class="link newer" @click=${this.toTop}>${plural(newer, msg(str`${newer} [newer|newer]`))}</button>`
					: this.said || (outbox.trouble() ? nothing : msg("Newest first"))
			}</span>
		</div>`;
	}

	private editorOf(row: StreamRow): TemplateResult | null {
		if (row.key !== this.editing) return null;
		const { desk, story } = this;
		if (row.postId !== null && row.state !== "withdrawn")
			return html`<post-editor .desk=${desk} .storyId=${story.id} .postId=${row.postId} ?correcting=${this.correcting}></post-editor>`;
		return row.delivery ? html`<queued-editor .desk=${desk} .deliveryId=${row.delivery.id}></queued-editor>` : null;
	}

	private renderStream() {
		const rows = this.rows();
		const more = this.channel?.floor !== null && this.channel !== null && this.older.next !== null;
		if (rows.length === 0)
			return html`<div class="empty"><p>${msg("Nothing here yet.")}</p><p>${
				this.story.state === "upcoming"
					? msg("Readers see the headline and “Coverage begins soon”. The first post you publish starts the stream.")
					: msg("Readers see the headline. The first post you publish starts the stream.")
			}</p></div>`;
		const { memory } = this;
		const selected = rows.filter(({ key }) => this.selected.has(key));
		return html`<h2 class="sr">${msg("Stream, newest first")}</h2>
			${
				selected.length === 0
					? nothing
					: html`<select-bar .desk=${this.desk} .storyId=${this.story.id} .rows=${selected} @done=${() => {
							this.selected = new Set();
						}}></select-bar>`
			}
			${movedLines(this.desk, this.story.id)}
			${repeat(
				rows,
				({ key }) => key,
				(row) =>
					postRow(
						this.desk,
						row,
						{
							focused: row.key === this.chosen,
							selected: this.selected.has(row.key),
							timing: row.key === this.timing,
							reasoning: row.key === this.reasoning,
							editor: this.editorOf(row),
							marks: row.delivery && isUnsettled(row.delivery) ? null : (memory.marks.get(row.key) ?? null),
							begun: (row.postId && memory.begun.get(row.postId)) || null,
						},
						this.actions,
					),
			)}
			${more ? html`<p class="further"><button type="button" class="btn" @click=${() => this.loadOlder()}>${msg("Older posts")}</button></p>` : nothing}`;
	}
}

customElements.define("live-desk", LiveDesk);
