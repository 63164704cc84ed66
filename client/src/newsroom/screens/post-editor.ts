import type { EditorPost } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { api } from "../desk/api.ts";
import { sentenceOf } from "../desk/request.ts";
import type { RichText } from "../editor/rich-text.ts";
import "../editor/rich-text.ts";
import type { TextTools } from "../editor/text-tools.ts";
import { hasRefusedPicture, sendWordsOfUploads } from "../editor/words-of-uploads.ts";
import "../editor/text-tools.ts";
import { sayKept } from "../parts/delivery-words.ts";
import { DeskElement } from "../parts/desk-element.ts";
import "../parts/lease-line.ts";
import { commandEnter } from "../parts/keys.ts";
import { segment } from "../parts/segment.ts";
import { answerSlash, postByline, postToggles, readHeadline, slashContext } from "./post-fields.ts";
import { type EditWork, editWorkSchema, isEmptyPost, postChanges, postWorkOf, postWorkSchema } from "./post-work.ts";
import { preview } from "./stream-rows.ts";

/**
 * A post while it is edited, in its place. Readers keep the old text until Update. Leaving keeps what was typed.
 *
 * @fires done - it was handed in, or left
 */
export class PostEditor extends DeskElement {
	static override properties = {
		storyId: {},
		postId: {},
		correcting: { type: Boolean },
		post: { state: true },
		work: { state: true },
		problem: { state: true },
		resumed: { state: true },
	};
	declare storyId: string;
	declare postId: string;
	/** Whether it was opened for a correction: its line is open and has the caret. */
	declare correcting: boolean;
	declare post: EditorPost | null;
	declare work: EditWork | null;
	declare problem: string;
	/** Whether this began with what was typed here before. */
	declare resumed: boolean;

	constructor() {
		super();
		this.storyId = "";
		this.postId = "";
		this.correcting = false;
		this.post = null;
		this.work = null;
		this.problem = "";
		this.resumed = false;
	}

	private get subject(): string {
		return `post:${this.postId}`;
	}

	private get text(): RichText | null {
		return this.querySelector<RichText>("rich-text");
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			this.watch((listener) => this.desk.keeper.observe(listener));
			this.watch(this.desk.library.observe);
			this.watch(this.desk.together.observe);
			// Somebody took it over: the words stay kept, and the line on the post says whose it is now.
			this.watch(() => this.desk.together.onTaken(({ subject }) => subject === this.subject && this.leave()));
		}
		super.connectedCallback();
		void this.desk.together.take(this.storyId, this.subject);
		this.desk.together.doing({ kind: "editing", subject: this.subject, typing: false });
		void this.load();
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		this.desk.together.release(this.subject);
		this.desk.together.doing({ kind: "reading", subject: null, typing: false });
	}

	private async load() {
		try {
			const [post, content] = await Promise.all([
				api.post(this.storyId, this.postId),
				this.desk.keeper.read(this.subject),
			]);
			const kept = editWorkSchema.safeParse(content).data;
			this.post = post;
			this.resumed = kept !== undefined;
			this.work = kept ?? editWorkSchema.parse(postWorkOf(post));
		} catch (error) {
			this.problem = sentenceOf(error);
			return;
		}
		await this.updateComplete;
		if (this.text && this.work) this.text.document = this.work.body;
		await this.text?.updateComplete;
		if (this.correcting) this.querySelector<HTMLElement>("details.correct textarea")?.focus();
		else this.text?.focus();
	}

	private readonly write = (part: Partial<EditWork>) => {
		if (this.work === null) return;
		this.work = { ...this.work, ...part };
		this.problem = "";
		this.desk.together.doing({ kind: "editing", subject: this.subject, typing: true });
		this.desk.keeper.keep(this.subject, this.work);
	};

	/** What would go out: the parts that differ from what readers have, or from the draft. */
	private get patch() {
		const { post, work } = this;
		return post === null || work === null ? {} : postChanges(postWorkOf(post), postWorkSchema.parse(work));
	}

	/** Why there is nothing to hand in, or nothing. */
	private get idle(): string {
		const { post, work } = this;
		if (post?.status === "draft" || Object.keys(this.patch).length > 0 || work?.correction.trim()) return "";
		return msg("Nothing is changed yet.");
	}

	/** Leaves the editor. What was typed stays kept, unless it is no change. */
	private leave() {
		if (this.idle !== "" || this.work === null) void this.desk.keeper.forget(this.subject);
		this.dispatchEvent(new Event("done", { bubbles: true }));
	}

	private finish() {
		void this.desk.keeper.forget(this.subject);
		this.dispatchEvent(new Event("done", { bubbles: true }));
	}

	private submit(as: "update" | "publish") {
		const { post, work, patch } = this;
		if (post === null || work === null) return;
		this.problem = hasRefusedPicture(this) ? msg("A picture was refused. Take it out, or try it again.") : "";
		if (isEmptyPost(work)) this.problem = msg("Nothing is left of it. To take it from readers, withdraw it.");
		else if (this.idle !== "") this.problem = this.idle;
		if (this.problem !== "") return;
		sendWordsOfUploads(this.desk, this);
		const common = { lane: this.storyId, about: { ...work, postId: post.id } };
		const path = `/api/v1/stories/${this.storyId}/posts/${post.id}`;
		const { outbox } = this.desk;
		if (Object.keys(patch).length > 0) {
			const body = post.status === "published" ? { ...patch, significant: work.significant } : patch;
			outbox.send({ ...common, type: "post.update", method: "PATCH", path, body, basis: post });
		}
		if (as === "publish") outbox.send({ ...common, type: "post.publish", method: "POST", path: `${path}/publish` });
		const text = work.correction.trim();
		if (text !== "")
			outbox.send({
				...{ lane: this.storyId, type: "story.correct", method: "POST" },
				...{ path: `/api/v1/stories/${this.storyId}/corrections`, body: { text, postId: post.id } },
				about: { text, postId: post.id },
			});
		this.finish();
	}

	private onKey(event: KeyboardEvent) {
		const command = event.ctrlKey || event.metaKey;
		if (event.key === "Escape") this.leave();
		else if (event.key === "Enter" && command) this.submit(this.post?.status === "draft" ? "publish" : "update");
		else if (event.key.toLowerCase() === "s" && command && !event.shiftKey) this.keepIt();
		else return;
		event.preventDefault();
		event.stopPropagation();
	}

	/** Keeps a draft in the record; of a published post, what is typed is kept as it is. */
	private keepIt() {
		if (this.post?.status === "draft" && Object.keys(this.patch).length > 0) this.submit("update");
		else this.leave();
	}

	protected override render() {
		const { post, work, desk } = this;
		if (post === null || work === null) return html`<p class="dim" role="status">${this.problem || msg("Opening")}</p>`;
		const draft = post.status === "draft";
		const kept = sayKept(desk.keeper.state(this.subject), desk.times);
		const readers = post.publishedAt ? desk.times.minute(post.updatedAt ?? post.publishedAt) : "";
		const said =
			this.problem ||
			(kept
				? draft
					? kept
					: msg(str`${kept}, readers see ${readers}`)
				: this.resumed
					? msg("Goes on where you left it.")
					: this.idle);
		return html`<form class="in-place" aria-label=${msg("Edit this post")} @keydown=${this.onKey} @submit-text=${() => this.submit(draft ? "publish" : "update")}
			@submit=${(event: SubmitEvent) => {
				event.preventDefault();
				this.submit(draft ? "publish" : "update");
			}}>
			<textarea class="headline" rows="1" maxlength="300" dir="auto" aria-label=${msg("Headline, optional")} placeholder=${msg("Headline, if it needs one")} .value=${work.headline}
				@input=${(event: Event) => this.write({ headline: readHeadline(event) })}></textarea>
			<rich-text .desk=${desk} .post=${slashContext(desk)} label=${msg("Post")} @written=${() => this.write({ body: this.text?.keptDocument ?? work.body })} @selected=${() => this.requestUpdate()}
				@asked=${({ detail }: CustomEvent<string>) =>
					answerSlash(detail, work, this.write) ||
					this.querySelector<TextTools>("text-tools")?.answer(detail)}></rich-text>
			${postByline(desk, work, this.write, post.id)}
			<div class="tools"><text-tools short .desk=${desk} .editor=${this.text?.editor ?? null}></text-tools><span class="sep"></span>${postToggles(work, this.write)}</div>
			${draft ? nothing : this.renderCorrection(work)}
			<lease-line .desk=${desk} .storyId=${this.storyId} .subject=${this.subject}></lease-line>
			<div class="edit-tools">
				${
					draft
						? html`<button type="button" class="btn" @click=${() => this.keepIt()}>${msg("Keep as draft")}</button>`
						: segment(
								`kind-${post.id}`,
								msg("Kind of update"),
								[
									{ value: "minor", label: msg("Minor") },
									{ value: "significant", label: msg("Significant") },
								],
								work.significant ? "significant" : "minor",
								(value) => this.write({ significant: value === "significant" }),
							)
				}
				<button type="button" class="btn quiet" @click=${() => this.leave()}>${msg("Leave it")} <kbd aria-hidden="true">Esc</kbd></button>
				<span class="saved ${this.problem ? "bad" : ""}" role="status" id="said-${post.id}">${said}</span>
				<button class="btn solid" aria-disabled=${String(this.idle !== "")} aria-describedby="said-${post.id}">${draft ? msg("Publish") : msg("Update")} <kbd aria-hidden="true">${commandEnter}</kbd></button>
			</div>
			${this.resumed && post.content ? this.renderTheirs(post.content) : nothing}
		</form>`;
	}

	/** What was typed before may stand upon an older text: this is the present one, to compare. */
	private renderTheirs(content: NonNullable<EditorPost["content"]>) {
		return html`<details class="form"><summary>${msg("What readers have now")}</summary>
			<div class="versions"><div>${content.headline ? html`<h3>${content.headline}</h3>` : nothing}<div class="prose">${unsafeHTML(preview(content.body))}</div></div></div></details>`;
	}

	/** It goes out with the same Update, also when the text stays as it is. */
	private renderCorrection(work: EditWork) {
		const open = this.correcting || work.correction !== "";
		return html`<details class="form correct" ?open=${open}><summary>${msg("Add a correction")}</summary>
			<div class="field"><label for="c-${this.postId}">${msg("What was wrong, and what is right?")} <small>${msg("readers see it, dated; it goes out with the update")}</small></label>
				<textarea id="c-${this.postId}" class="input" rows="2" maxlength="2000" dir="auto" .value=${work.correction}
					@input=${(event: Event) => this.write({ correction: (event.target as HTMLTextAreaElement).value })}></textarea></div></details>`;
	}
}

customElements.define("post-editor", PostEditor);
