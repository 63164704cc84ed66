import type { EditorPost } from "@dateline/shared/protocol";
import { html, nothing } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { api } from "../desk/api.ts";
import { sentenceOf } from "../desk/request.ts";
import { findPictureProblem } from "../editor/check-pictures.ts";
import type { RichText } from "../editor/rich-text.ts";
import type { TextTools } from "../editor/text-tools.ts";
import { sayKept } from "../parts/delivery-words.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { commandEnter } from "../parts/keys.ts";
import { segment } from "../parts/segment.ts";
import { postByline, postToggles } from "./post-fields.ts";
import { isEmptyPost, type PostWork, postChanges, postWorkOf, postWorkSchema } from "./post-work.ts";
import { preview } from "./stream-rows.ts";

/**
 * A post while it is edited, in its place. Readers keep the old text until Update.
 *
 * @fires done - it was handed in, or left as it was
 */
export class PostEditor extends DeskElement {
	static override properties = {
		storyId: {},
		postId: {},
		post: { state: true },
		work: { state: true },
		significant: { state: true },
		problem: { state: true },
		resumed: { state: true },
	};
	declare storyId: string;
	declare postId: string;
	declare post: EditorPost | null;
	declare work: PostWork | null;
	declare significant: boolean;
	declare problem: string;
	/** Whether this began with what was typed here before. */
	declare resumed: boolean;

	constructor() {
		super();
		this.storyId = "";
		this.postId = "";
		this.post = null;
		this.work = null;
		this.significant = false;
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
		}
		super.connectedCallback();
		void this.load();
	}

	private async load() {
		try {
			const [post, content] = await Promise.all([
				api.post(this.storyId, this.postId),
				this.desk.keeper.read(this.subject),
			]);
			const kept = postWorkSchema.safeParse(content).data;
			this.post = post;
			this.resumed = kept !== undefined;
			this.work = kept ?? postWorkOf(post);
		} catch (error) {
			this.problem = sentenceOf(error);
			return;
		}
		await this.updateComplete;
		if (this.text && this.work) this.text.document = this.work.body;
		await this.text?.updateComplete;
		this.text?.focus();
	}

	private readonly write = (part: Partial<PostWork>) => {
		if (this.work === null) return;
		this.work = { ...this.work, ...part };
		this.problem = "";
		this.desk.keeper.keep(this.subject, this.work);
	};

	private leave() {
		void this.desk.keeper.forget(this.subject);
		this.dispatchEvent(new Event("done", { bubbles: true }));
	}

	private submit(as: "update" | "publish") {
		const { post, work } = this;
		if (post === null || work === null) return;
		this.problem = findPictureProblem(this) ?? "";
		if (isEmptyPost(work)) this.problem = "Nothing is left of it. To take it from readers, withdraw it.";
		if (this.problem !== "") return;
		const patch = postChanges(postWorkOf(post), work);
		const common = { lane: this.storyId, about: { ...work, postId: post.id } };
		const path = `/api/v1/stories/${this.storyId}/posts/${post.id}`;
		const { outbox } = this.desk;
		if (Object.keys(patch).length > 0) {
			const body = post.status === "published" ? { ...patch, significant: this.significant } : patch;
			outbox.send({ ...common, type: "post.update", method: "PATCH", path, body, basis: post });
		}
		if (as === "publish") outbox.send({ ...common, type: "post.publish", method: "POST", path: `${path}/publish` });
		this.leave();
	}

	private onKey(event: KeyboardEvent) {
		if (event.key === "Escape") this.leave();
		else if (event.key === "Enter" && (event.ctrlKey || event.metaKey))
			this.submit(this.post?.status === "draft" ? "publish" : "update");
		else return;
		event.preventDefault();
		event.stopPropagation();
	}

	protected override render() {
		const { post, work, desk } = this;
		if (post === null || work === null) return html`<p class="dim" role="status">${this.problem || "Opening"}</p>`;
		const draft = post.status === "draft";
		const kept = sayKept(desk.keeper.state(this.subject), desk.times);
		const said =
			this.problem ||
			(kept
				? `${kept}. ${draft ? "" : "Readers see the old text."}`
				: this.resumed
					? "Goes on where you left it."
					: "");
		return html`<form class="in-place" aria-label="Edit this post" @keydown=${this.onKey} @submit-text=${() => this.submit(draft ? "publish" : "update")}
			@submit=${(event: SubmitEvent) => {
				event.preventDefault();
				this.submit(draft ? "publish" : "update");
			}}>
			<textarea class="headline" rows="1" maxlength="300" aria-label="Headline, optional" placeholder="Headline, if it needs one" .value=${work.headline}
				@input=${(event: InputEvent) => this.write({ headline: (event.target as HTMLTextAreaElement).value.replace(/\s*\n\s*/g, " ") })}></textarea>
			<rich-text .desk=${desk} label="Post" @written=${() => this.write({ body: this.text?.document ?? work.body })} @selected=${() => this.requestUpdate()}
				@asked=${(event: CustomEvent<string>) => this.querySelector<TextTools>("text-tools")?.answer(event.detail)}></rich-text>
			${postByline(desk, work, this.write, post.id)}
			<div class="tools"><text-tools short .desk=${desk} .editor=${this.text?.editor ?? null}></text-tools><span class="sep"></span>${postToggles(work, this.write)}</div>
			<div class="edit-tools">
				${
					draft
						? html`<button type="button" class="btn" @click=${() => this.submit("update")}>Keep as draft</button>`
						: segment(
								`kind-${post.id}`,
								"Kind of update",
								[
									{ value: "minor", label: "Minor" },
									{ value: "significant", label: "Significant" },
								],
								this.significant ? "significant" : "minor",
								(value) => {
									this.significant = value === "significant";
								},
							)
				}
				<button type="button" class="btn quiet" @click=${() => this.leave()}>Leave it <kbd aria-hidden="true">Esc</kbd></button>
				<span class="saved ${this.problem ? "bad" : ""}" role="status">${said}</span>
				<button class="btn solid">${draft ? "Publish" : "Update"} <kbd aria-hidden="true">${commandEnter}</kbd></button>
			</div>
			${this.resumed && post.content ? this.renderTheirs(post.content) : nothing} ${this.renderCorrection(draft)}
		</form>`;
	}

	/** What was typed before may stand upon an older text: this is the present one, to compare. */
	private renderTheirs(content: NonNullable<EditorPost["content"]>) {
		return html`<details class="form"><summary>What readers have now</summary>
			<div class="versions"><div>${content.headline ? html`<h3>${content.headline}</h3>` : nothing}<div class="prose">${unsafeHTML(preview(content.body))}</div></div></div></details>`;
	}

	private renderCorrection(draft: boolean) {
		if (draft) return nothing;
		return html`<details class="form"><summary>Add a correction</summary>
			<div class="field"><label for="c-${this.postId}">What was wrong, and what is right? <small>readers see it, dated</small></label>
				<textarea id="c-${this.postId}" class="input" rows="2" maxlength="2000" @keydown=${(event: Event) => event.stopPropagation()}></textarea></div>
			<div class="acts"><button type="button" class="btn" @click=${this.correct}>Publish the correction</button></div></details>`;
	}

	private correct() {
		const field = this.querySelector<HTMLTextAreaElement>(`#c-${this.postId}`);
		const text = field?.value.trim() ?? "";
		if (field === null || text === "") return;
		this.desk.outbox.send({
			...{
				lane: this.storyId,
				type: "story.correct",
				method: "POST",
				path: `/api/v1/stories/${this.storyId}/corrections`,
			},
			...{ body: { text, postId: this.postId }, about: { text, postId: this.postId } },
		});
		field.value = "";
		field.closest("details")?.removeAttribute("open");
	}
}

customElements.define("post-editor", PostEditor);
