import type { EditorPost, EditorStory } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing, type PropertyValues } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { api } from "../desk/api.ts";
import { sentenceOf } from "../desk/request.ts";
import { DeskElement } from "../parts/desk-element.ts";
import "./post-editor.ts";
import { previewPictures } from "./preview-pictures.ts";
import { preview } from "./stream-rows.ts";
import { submissionRow } from "./submission-row.ts";

/** A live story's posts that readers don't have: drafts, what waits, what is scheduled, what was withdrawn. */
export class PostLists extends DeskElement {
	static override properties = {
		story: { attribute: false },
		view: {},
		posts: { state: true },
		editing: { state: true },
		problem: { state: true },
	};
	declare story: EditorStory;
	declare view: "waiting" | "draft" | "scheduled" | "withdrawn";
	declare posts: readonly EditorPost[] | null;
	declare editing: string | null;
	declare problem: string;
	private timer: ReturnType<typeof setTimeout> | undefined;
	private version = -1;
	private next: string | null = null;

	constructor() {
		super();
		this.view = "draft";
		this.posts = null;
		this.editing = null;
		this.problem = "";
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			this.watch(this.desk.pending.observe);
			this.watch(() => this.desk.outbox.observe(() => this.loadSoon()));
			this.watch(() => this.desk.readers.observe(() => this.loadSoon()));
			this.watch(() => this.desk.together.observe(() => this.noteVersion()));
		}
		super.connectedCallback();
	}

	protected override willUpdate(changed: PropertyValues<this>) {
		if (!changed.has("view")) return;
		this.posts = null;
		void this.load();
	}

	/** Drafts are nobody's news but the desk's: it says when something of this story has changed. */
	private noteVersion() {
		const version = this.desk.together.version(this.story.id);
		if (version === this.version) return;
		this.version = version;
		this.loadSoon();
	}

	private loadSoon() {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => void this.load(), 300);
	}

	private async load(after?: string) {
		const { view } = this;
		if (view !== "draft" && view !== "withdrawn") return;
		try {
			const { items, next } = await api.posts(this.story.id, { status: view, ...(after && { after }) });
			if (view !== this.view) return;
			this.posts = after ? [...(this.posts ?? []), ...items] : items;
			this.next = next;
			this.problem = "";
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	protected override render() {
		return this.view === "draft" || this.view === "withdrawn" ? this.renderPosts() : this.renderSubmissions(this.view);
	}

	private renderSubmissions(view: "waiting" | "scheduled") {
		const lines = this.desk.pending[view].filter(({ storyId }) => storyId === this.story.id);
		if (lines.length === 0)
			return view === "waiting"
				? html`<div class="empty"><p>${msg("No contributions wait.")}</p><p>${msg("They come here the second they are filed.")}</p></div>`
				: html`<div class="empty"><p>${msg("Nothing is scheduled.")}</p><p>${msg("Under “set time, by” a post gets the time at which it goes out.")}</p></div>`;
		return html`<ul>${repeat(
			lines,
			({ id }) => id,
			(line) => submissionRow(this.desk, line, false),
		)}</ul>`;
	}

	private renderPosts() {
		if (this.problem) return html`<p class="offline" role="status">${this.problem}</p>`;
		if (this.posts === null) return html`<p class="sr" role="status">${msg("Reading")}</p>`;
		if (this.posts.length === 0)
			return this.view === "draft"
				? html`<div class="empty"><p>${msg("No drafts.")}</p><p>${msg("Ctrl or ⌘ with S puts what the composer holds aside as one.")}</p></div>`
				: html`<div class="empty"><p>${msg("Nothing was withdrawn.")}</p><p>${msg("What is taken from readers can be given back from here.")}</p></div>`;
		return html`${repeat(
			this.posts,
			({ id }) => id,
			(post) => this.renderPost(post),
		)}
		${this.next ? html`<p class="further"><button type="button" class="btn" @click=${() => this.load(this.next ?? undefined)}>${msg("More")}</button></p>` : nothing}`;
	}

	private act(post: EditorPost, type: string, method: "POST" | "DELETE", path = "") {
		this.desk.outbox.send({
			...{ lane: this.story.id, type, method, path: `/api/v1/stories/${this.story.id}/posts/${post.id}${path}` },
			about: { ...(post.content ?? post.draft), postId: post.id },
		});
	}

	private renderPost(post: EditorPost) {
		const { times } = this.desk;
		const content = post.content ?? post.draft;
		const draft = this.view === "draft";
		const at = (draft ? post.createdAt : post.withdrawnAt) ?? post.createdAt;
		return html`<article class="post is-draft" data-post=${post.id} @done=${() => {
			this.editing = null;
		}}>
			<div class="gutter"><time datetime=${at} title=${times.full(at)}>${times.moment(at)}</time><span>${draft ? msg("draft") : msg("withdrawn")}</span></div>
			<div class="text">${
				this.editing === post.id
					? html`<post-editor .desk=${this.desk} .storyId=${this.story.id} .postId=${post.id}></post-editor>`
					: html`${content?.headline ? html`<h3 dir="auto">${content.headline}</h3>` : ""}<div class="prose" dir="auto">${content ? unsafeHTML(preview(content.body, previewPictures(this.desk, content.body))) : ""}</div>
						${post.mergedInto ? html`<p class="note">${msg("Its words were merged into another post, and still stand there.")}</p>` : ""}
						${post.withdrawnReason ? html`<p class="note">${msg(str`Withdrawn, and why: ${post.withdrawnReason}`)}</p>` : ""}
						<div class="acts">${
							draft
								? html`<button class="btn small" @click=${() => {
										this.editing = post.id;
									}}>${msg("Edit")}</button><button class="btn small" @click=${() => this.act(post, "post.publish", "POST", "/publish")}>${this.desk.publishes ? msg("Publish") : msg("Send to the desk")}</button>
									<button class="btn quiet small" @click=${() => this.act(post, "post.withdraw", "DELETE")}>${msg("Put away")}</button>`
								: this.desk.publishes || post.revision === 0
									? html`<button class="btn small" @click=${() => this.act(post, "post.restore", "POST", "/restore")}>${msg("Restore")}</button>`
									: nothing
						}</div>`
			}</div>
		</article>`;
	}
}

customElements.define("post-lists", PostLists);
