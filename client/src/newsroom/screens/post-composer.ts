import type { EditorStory } from "@dateline/shared/protocol";
import { html, nothing } from "lit";
import { askForAltText, findPictureProblem } from "../editor/check-pictures.ts";
import type { RichText } from "../editor/rich-text.ts";
import type { TextTools } from "../editor/text-tools.ts";
import { sayKept } from "../parts/delivery-words.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { commandEnter } from "../parts/keys.ts";
import { postByline, postToggles } from "./post-fields.ts";
import { emptyPostWork, isEmptyPost, type PostWork, postWorkSchema } from "./post-work.ts";

/** The next post: the top of the stream's own line, always open, empty again the moment it is handed in. */
export class PostComposer extends DeskElement {
	static override properties = {
		story: { attribute: false },
		work: { state: true },
		problem: { state: true },
		more: { state: true },
		publishAt: { state: true },
	};
	declare story: EditorStory;
	declare work: PostWork;
	declare problem: string;
	/** Whether the editorial time, the authors and the time of publication are open. */
	declare more: boolean;
	/** When it is to go out; null is at once. */
	declare publishAt: string | null;
	private asked = false;

	constructor() {
		super();
		this.work = emptyPostWork();
		this.problem = "";
		this.more = false;
		this.publishAt = null;
	}

	private get subject(): string {
		return `new-post:${this.story.id}`;
	}

	private get text(): RichText | null {
		return this.querySelector<RichText>("rich-text");
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			this.watch((listener) => this.desk.keeper.observe(listener));
			this.watch(this.desk.library.observe);
			this.watch(this.desk.outbox.observe);
		}
		super.connectedCallback();
	}

	protected override firstUpdated() {
		void this.desk.keeper.read(this.subject).then((content) => {
			const kept = postWorkSchema.safeParse(content).data;
			if (kept && isEmptyPost(this.work)) this.put(kept);
		});
	}

	/** Puts words in to go on with; what stands there already is kept where it is. False when it is not empty. */
	put(work: PostWork): boolean {
		if (!isEmptyPost(this.work)) return false;
		this.work = work;
		if (this.text) this.text.document = work.body;
		this.desk.keeper.keep(this.subject, work);
		return true;
	}

	override focus() {
		this.text?.focus();
	}

	private readonly write = (part: Partial<PostWork>) => {
		this.work = { ...this.work, ...part };
		this.problem = "";
		this.desk.keeper.keep(this.subject, this.work);
	};

	/** Whether it can go; else says why not. */
	private check(as: "draft" | "published"): boolean {
		this.problem = "";
		if (isEmptyPost(this.work) && !this.text?.uploading) this.problem = "There is nothing to publish yet.";
		else this.problem = findPictureProblem(this) ?? "";
		if (this.problem !== "") return false;
		if (as === "draft" || this.asked) return true;
		this.asked = true;
		return !askForAltText(this);
	}

	private submit(as: "draft" | "published") {
		if (!this.check(as)) return;
		const { work, story } = this;
		this.desk.outbox.send({
			lane: story.id,
			type: as === "draft" ? "post.keep" : "post.add",
			method: "POST",
			path: `/api/v1/stories/${story.id}/posts`,
			body: {
				...work,
				headline: work.headline.trim(),
				...(as === "draft" ? { status: "draft" } : {}),
				...(this.publishAt === null ? {} : { publishAt: this.publishAt }),
			},
			about: { ...work },
		});
		this.asked = false;
		this.more = false;
		this.publishAt = null;
		// Who writes goes on writing.
		this.work = emptyPostWork(work.authors);
		if (this.text) this.text.document = this.work.body;
		void this.desk.keeper.forget(this.subject);
		this.text?.focus();
	}

	/** What the slash asked for: a part of the text, or what the post is. */
	private answer(event: CustomEvent<string>) {
		const { work } = this;
		switch (event.detail) {
			case "key":
				return this.write({ key: !work.key });
			case "pin":
				return this.write({ pinned: work.pinned === null ? true : null });
			case "breaking":
				return this.write({ breaking: !work.breaking });
			case "time":
				this.more = true;
				return void this.updateComplete.then(() => this.querySelector<HTMLInputElement>("#time-new")?.focus());
			default:
				return this.querySelector<TextTools>("text-tools")?.answer(event.detail);
		}
	}

	private onKey(event: KeyboardEvent) {
		if (!(event.ctrlKey || event.metaKey)) return;
		if (event.key === "Enter") this.submit("published");
		else if (event.key.toLowerCase() === "s" && !event.shiftKey) this.submit("draft");
		else return;
		event.preventDefault();
	}

	private onHeadlineKey(event: KeyboardEvent) {
		if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
		event.preventDefault();
		this.text?.focus();
	}

	private headlineWritten(event: InputEvent) {
		this.write({ headline: (event.target as HTMLTextAreaElement).value.replace(/\s*\n\s*/g, " ") });
	}

	protected override render() {
		const { work, desk } = this;
		const kept = sayKept(desk.keeper.state(this.subject), desk.times);
		const now = work.publishedAt ? desk.times.minute(work.publishedAt) : "now";
		return html`<form class="composer ${work.breaking ? "is-breaking" : ""}" aria-label="New post" @keydown=${this.onKey}
			@submit-text=${() => this.submit("published")}
			@submit=${(event: SubmitEvent) => {
				event.preventDefault();
				this.submit("published");
			}}>
			<div class="gutter"><span class="at">${now}</span>
				<button type="button" class="set-time" aria-expanded=${String(this.more)} @click=${() => {
					this.more = !this.more;
				}}>${this.more ? "done" : "set time, by"}</button></div>
			<div class="text">
				<textarea class="headline" rows="1" maxlength="300" aria-label="Headline, optional" placeholder="Headline, if it needs one"
					.value=${work.headline} @keydown=${this.onHeadlineKey} @input=${this.headlineWritten}></textarea>
				<rich-text .desk=${desk} inPost label="Post" placeholder="What has happened? Type / to insert" @asked=${this.answer}
					@written=${() => this.write({ body: this.text?.document ?? work.body })} @selected=${() => this.requestUpdate()}></rich-text>
				${this.more ? this.renderMore() : nothing}
				<div class="tools">
					<text-tools short .desk=${desk} .editor=${this.text?.editor ?? null}></text-tools>
					<span class="sep"></span>
					${postToggles(work, this.write)}
					<span class="right"><span class="saved ${this.problem ? "bad" : ""}" role="status">${this.problem || kept}</span>
						<button class="btn solid publish">${this.buttonWord()}<kbd aria-hidden="true">${commandEnter}</kbd></button></span>
				</div>
			</div>
		</form>`;
	}

	private renderMore() {
		const { desk, publishAt } = this;
		return html`${postByline(desk, this.work, this.write, "new")}
			<div class="set-line"><label for="out-new">Goes out</label>
				<input id="out-new" type="datetime-local" class="slim" .value=${publishAt ? desk.times.toField(publishAt) : ""} @change=${(
					event: Event,
				) => {
					this.publishAt = desk.times.fromField((event.target as HTMLInputElement).value);
				}} /><span class="dim">${publishAt ? desk.times.zone : "at once"}</span>
				<button type="button" @click=${() => this.submit("draft")}>Put aside as draft</button></div>`;
	}

	private buttonWord(): string {
		if (!this.desk.publishes) return "Send to the desk";
		if (this.desk.outbox.trouble()?.kind === "silence") return "Queue";
		if (this.publishAt !== null) return `Publish at ${this.desk.times.moment(this.publishAt)}`;
		return this.work.breaking ? "Publish as breaking" : "Publish";
	}
}

customElements.define("post-composer", PostComposer);
