import type { EditorStory } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { askForAltText } from "../editor/check-pictures.ts";
import type { RichText } from "../editor/rich-text.ts";
import "../editor/rich-text.ts";
import type { TextTools } from "../editor/text-tools.ts";
import { hasRefusedPicture, sendWordsOfUploads } from "../editor/words-of-uploads.ts";
import "../editor/text-tools.ts";
import { sayKept } from "../parts/delivery-words.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { commandEnter } from "../parts/keys.ts";
import { keepByline, readByline } from "./last-byline.ts";
import { type NewPostSlot, takeNewPostSlot } from "./new-post-slot.ts";
import { answerSlash, postByline, postToggles, readHeadline, sayBy, slashContext } from "./post-fields.ts";
import { emptyPostWork, isEmptyPost, type PostWork } from "./post-work.ts";

/**
 * The next post: the top of the stream's own line, always open, empty again the moment it is handed in.
 *
 * @fires handed-in - it has gone, and stands in the stream
 */
export class PostComposer extends DeskElement {
	static override properties = {
		story: { attribute: false },
		work: { state: true },
		problem: { state: true },
		said: { state: true },
		more: { state: true },
		publishAt: { state: true },
	};
	declare story: EditorStory;
	declare work: PostWork;
	declare problem: string;
	/** What became of the last one when it did not go out. */
	declare said: string;
	/** Whether the editorial time, the authors and the time of publication are open. */
	declare more: boolean;
	/** When it is to go out; null is at once. */
	declare publishAt: string | null;
	private asked = false;
	private place: NewPostSlot | null = null;

	constructor() {
		super();
		this.work = emptyPostWork();
		this.problem = "";
		this.said = "";
		this.more = false;
		this.publishAt = null;
	}

	private get text(): RichText | null {
		return this.querySelector<RichText>("rich-text");
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			this.watch((listener) => this.desk.keeper.observe(listener));
			this.watch(this.desk.library.observe);
			this.watch(this.desk.outbox.observe);
			this.work = emptyPostWork(readByline(this.desk, this.story.id));
		}
		super.connectedCallback();
		void this.begin();
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		this.place?.release();
		this.place = null;
	}

	/** Takes up what was typed here before, and puts the caret behind it. */
	private async begin() {
		const slot = await takeNewPostSlot(this.desk, this.story.id);
		if (!this.isConnected) return slot.release();
		this.place = slot;
		if (!isEmptyPost(this.work)) this.keep();
		else if (slot.kept) {
			await this.updateComplete;
			this.show(slot.kept);
		}
		const free =
			document.activeElement === null ||
			document.activeElement === document.body ||
			document.activeElement.id === "main";
		// On a phone the keyboard would cover the stream before anybody has asked for it.
		if (free && matchMedia("(min-width: 761px)").matches) this.focus();
	}

	private show(work: PostWork) {
		this.work = work;
		if (this.text) this.text.document = work.body;
	}

	private keep() {
		if (this.place === null) return;
		const own = this.place.subject === `new-post:${this.story.id}`;
		this.desk.keeper.keep(this.place.subject, own ? this.work : { ...this.work, storyId: this.story.id });
	}

	/** Puts words in to go on with; what stands there already is kept where it is. False when it is not empty. */
	put(work: PostWork): boolean {
		if (!isEmptyPost(this.work)) return false;
		this.show(work);
		this.keep();
		return true;
	}

	/** What is being written, in a few words; nothing when it is empty. */
	get begun(): string {
		const text = this.text?.editor?.getText().trim() ?? "";
		return (this.work.headline.trim() || text).slice(0, 60);
	}

	override focus() {
		this.text?.focus();
	}

	private readonly write = (part: Partial<PostWork>) => {
		this.work = { ...this.work, ...part };
		this.problem = "";
		this.said = "";
		this.desk.together.doing({ kind: "writing", subject: null, typing: true });
		if (part.authors) keepByline(this.desk, this.story.id, part.authors);
		this.keep();
	};

	/** Whether it can go; else says why not. */
	private check(as: "draft" | "published"): boolean {
		this.problem = "";
		if (isEmptyPost(this.work)) this.problem = msg("There is nothing to publish yet.");
		else this.problem = hasRefusedPicture(this) ? msg("A picture was refused. Take it out, or try it again.") : "";
		if (this.problem !== "") return false;
		if (as === "draft" || this.asked) return true;
		this.asked = true;
		return !askForAltText(this);
	}

	private submit(as: "draft" | "published") {
		if (!this.check(as)) return;
		performance.mark("dateline-press");
		const { work, story } = this;
		sendWordsOfUploads(this.desk, this);
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
			stampLate: as === "published" && this.publishAt === null,
		});
		this.asked = false;
		this.more = false;
		this.publishAt = null;
		this.said = as === "draft" ? msg(str`Put aside as a draft at ${this.desk.times.second(Date.now())}`) : "";
		// Who writes goes on writing.
		this.show(emptyPostWork(work.authors));
		if (this.place) void this.desk.keeper.forget(this.place.subject);
		this.desk.together.doing({ kind: "reading", subject: null, typing: false });
		this.text?.focus();
		this.dispatchEvent(new Event("handed-in", { bubbles: true }));
	}

	/** What the slash asked for: a part of the text, or what the post is. */
	private answer({ detail }: CustomEvent<string>) {
		if (answerSlash(detail, this.work, this.write)) return;
		if (detail !== "time" && detail !== "by") return this.querySelector<TextTools>("text-tools")?.answer(detail);
		this.more = true;
		const field = detail === "time" ? "#time-new" : "name-chooser select";
		void this.updateComplete.then(() => this.querySelector<HTMLElement>(field)?.focus());
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

	protected override render() {
		const { work, desk } = this;
		const kept = this.place ? sayKept(desk.keeper.state(this.place.subject), desk.times) : "";
		const now = work.publishedAt ? desk.times.minute(work.publishedAt) : msg("now");
		return html`<form class="composer ${work.breaking ? "is-breaking" : ""} ${isEmptyPost(work) ? "is-empty" : ""}" aria-label=${msg("New post")} @keydown=${this.onKey}
			@submit-text=${() => this.submit("published")}
			@submit=${(event: SubmitEvent) => {
				event.preventDefault();
				this.submit("published");
			}}>
			<div class="gutter"><span class="at">${now}</span>
				<button type="button" class="set-time" aria-expanded=${String(this.more)} @click=${() => {
					this.more = !this.more;
				}}>${this.more ? msg("done") : msg("set time, by")}</button>
				${work.authors.length > 0 && !this.more ? html`<span class="by-line">${sayBy(desk, work)}</span>` : nothing}</div>
			<div class="text">
				<textarea class="headline" rows="1" maxlength="300" dir="auto" aria-label=${msg("Headline, optional")} placeholder=${msg("Headline, if it needs one")}
					.value=${work.headline} @keydown=${this.onHeadlineKey} @input=${(event: Event) => this.write({ headline: readHeadline(event) })}></textarea>
				<rich-text .desk=${desk} .post=${slashContext(desk)} label=${msg("Post")} placeholder=${msg("What has happened? Type / to insert")} @asked=${this.answer}
					@written=${() => this.write({ body: this.text?.keptDocument ?? work.body })} @selected=${() => this.requestUpdate()}></rich-text>
				${this.more ? this.renderMore() : nothing}
				<div class="tools">
					<text-tools short .desk=${desk} .editor=${this.text?.editor ?? null}></text-tools>
					<span class="sep"></span>
					${postToggles(work, this.write)}
					<span class="right"><span class="saved ${this.problem ? "bad" : ""}" role="status">${this.problem || this.said || kept}</span>
						<button class="btn solid publish ${this.isOffline ? "is-queue" : ""}">${this.buttonWord()}<kbd aria-hidden="true">${commandEnter}</kbd></button></span>
				</div>
			</div>
		</form>`;
	}

	private renderMore() {
		const { desk, publishAt } = this;
		return html`${postByline(desk, this.work, this.write, "new")}
			<div class="set-line"><label for="out-new">${msg("Goes out")}</label>
				<input id="out-new" type="datetime-local" class="slim" .value=${publishAt ? desk.times.toField(publishAt) : ""} @change=${(
					event: Event,
				) => {
					this.publishAt = desk.times.fromField((event.target as HTMLInputElement).value);
				}} /><span class="dim">${publishAt ? desk.times.zone : msg("at once")}</span>
				<button type="button" @click=${() => this.submit("draft")}>${msg("Put aside as draft")}</button></div>`;
	}

	private get isOffline(): boolean {
		return this.desk.outbox.trouble()?.kind === "silence";
	}

	private buttonWord(): string {
		if (this.isOffline) return msg("Queue");
		if (!this.desk.publishes) return msg("Send to the desk");
		if (this.publishAt !== null) return msg(str`Publish at ${this.desk.times.moment(this.publishAt)}`);
		return this.work.breaking ? msg("Publish as breaking") : msg("Publish");
	}
}

customElements.define("post-composer", PostComposer);
