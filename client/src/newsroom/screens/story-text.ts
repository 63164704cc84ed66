import type { EditorStory, SubmissionLine } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing, type PropertyValues } from "lit";
import { askForAltText, findPictureProblem } from "../editor/check-pictures.ts";
import type { RichText } from "../editor/rich-text.ts";
import type { TextTools } from "../editor/text-tools.ts";
import "../editor/rich-text.ts";
import "../editor/text-tools.ts";
import { life } from "../desk/life.ts";
import { sentenceOf } from "../desk/request.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { icon } from "../parts/icon.ts";
import "../parts/picture-picker.ts";
import { commandEnter, commandKey, letterOf } from "../parts/keys.ts";
import "../parts/name-chooser.ts";
import "../parts/text-together.ts";
import { compareContents } from "../../compare/compare-contents.ts";
import { isUpload } from "../editor/to-document.ts";
import { storyState } from "../parts/story-state.ts";
import { renderRuns } from "./revisions-stream.ts";
import { createSayer, fieldWord, type Sayer } from "./revisions-words.ts";
import { storyPress } from "./story-press.ts";
import { submitStory } from "./submit-story.ts";
import "./story-side.ts";
import {
	changesOf,
	emptyStoryWork,
	rebase,
	type StoryWork,
	storyWorkOf,
	storyWorkSchema,
	workOfTemplate,
} from "./story-work.ts";

/** When it goes out: at once, at a moment, or not before one whoever presses what. */
export interface Timing {
	mode: "now" | "at" | "embargo";
	/** Of `at` and `embargo`. */
	at: string | null;
	state: "live" | "upcoming";
	/** Its date, where it is another than the moment it goes out. */
	publishedAt: string | null;
}

/**
 * A story's own text while it is written: new, a draft, or with readers. The line at the left says part by part what
 * readers have; the bar below says what its button will do.
 */
export class StoryText extends DeskElement {
	static override properties = {
		story: { attribute: false },
		kind: {},
		newId: {},
		template: { attribute: false },
		work: { state: true },
		base: { state: true },
		significant: { state: true },
		timing: { state: true },
		problem: { state: true },
		deliveryId: { state: true },
		pane: { state: true },
		both: { state: true },
	};
	/** Null while it is new. */
	declare story: EditorStory | null;
	declare kind: "article" | "live";
	/** Of a new one: what its autosave is kept under. */
	declare newId: string;
	/** Of a new one: the template that it begins with. */
	declare template: string | null;
	declare work: StoryWork | null;
	/** What the record has of it. */
	declare base: StoryWork;
	declare significant: boolean;
	declare timing: Timing;
	declare problem: string;
	/** Of what was handed in last. */
	declare deliveryId: string | null;
	declare pane: "text" | "side";
	/** Parts that somebody else has changed too since this was begun. */
	declare both: string[];
	private sayer: Sayer | null = null;
	/** A first press of Publish has asked for an alt text. */
	private asked = false;

	constructor() {
		super();
		this.story = null;
		this.kind = "article";
		this.newId = "";
		this.template = null;
		this.work = null;
		this.base = emptyStoryWork("en");
		this.significant = false;
		this.timing = { mode: "now", at: null, state: "live", publishedAt: null };
		this.problem = "";
		this.deliveryId = null;
		this.pane = "text";
		this.both = [];
	}

	get subject(): string {
		return this.story ? `story:${this.story.id}` : `new-story:${this.newId}`;
	}

	get published(): boolean {
		return this.story !== null && this.story.revision > 0;
	}

	/** A publication of it that is handed in and has not gone out: it waits for an editor or for its time. */
	get due(): SubmissionLine | null {
		const { story, desk } = this;
		if (story === null || this.published) return null;
		const is = ({ storyId, type }: SubmissionLine) => storyId === story.id && type === "story.publish";
		return desk.pending.waiting.find(is) ?? desk.pending.scheduled.find(is) ?? null;
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			this.watch(this.desk.pending.observe);
			// The right column's fields belong to the same story.
			this.addEventListener("keydown", (event) => this.onKey(event));
			this.watch(this.desk.outbox.observe);
			this.watch(this.desk.library.observe);
			this.watch((listener) => this.desk.keeper.observe(listener));
		}
		super.connectedCallback();
	}

	protected override willUpdate(changed: PropertyValues<this>) {
		if (!changed.has("story") && this.work !== null) return;
		const before = this.base;
		this.base = this.story ? storyWorkOf(this.story) : emptyStoryWork(this.desk.library.site.language);
		if (!this.hasUpdated) {
			if (this.kind === "live" && this.base.startsAt !== null) this.timing = { ...this.timing, state: "upcoming" };
			if (this.story?.embargo && !this.published)
				this.timing = { ...this.timing, mode: "embargo", at: this.story.embargo };
			void this.readKept();
		} else if (this.work !== null && JSON.stringify(before) !== JSON.stringify(this.base)) {
			const { work, both } = rebase(before, this.base, this.work);
			this.both = both;
			this.take(work);
		}
	}

	/** What was typed before, here or on another device, comes back. */
	private async readKept() {
		const kept = storyWorkSchema.safeParse(await this.desk.keeper.read(this.subject)).data;
		if (kept === undefined && this.template !== null) return this.begin(this.template);
		// A picture that had not arrived when the page was left can't arrive any more.
		const lost = isUpload(kept?.lead) && this.desk.uploads.find(kept?.lead ?? "") === null;
		this.take(kept ? { ...kept, lead: lost ? this.base.lead : kept.lead } : this.base);
		await this.updateComplete;
		if (this.work?.headline === "") this.querySelector<HTMLTextAreaElement>(".a-head")?.focus();
	}

	/** Begins with what a template gives. */
	private async begin(id: string) {
		try {
			const { items } = await life.templates();
			const template = items.find((one) => one.id === id);
			this.take(template ? workOfTemplate(template, this.desk.library.site.language) : this.base);
			if (template === undefined) this.template = null;
		} catch (error) {
			this.problem = sentenceOf(error);
			this.take(this.base);
		}
		await this.updateComplete;
		const headline = this.querySelector<HTMLTextAreaElement>(".a-head");
		headline?.focus();
		headline?.select();
	}

	private take(work: StoryWork) {
		const text = JSON.stringify(this.work?.body) === JSON.stringify(work.body) ? null : work.body;
		this.work = work;
		if (text === null) return;
		void this.updateComplete.then(() => {
			const editor = this.text;
			if (editor) editor.document = text;
		});
	}

	get text(): RichText | null {
		return this.querySelector<RichText>("rich-text");
	}

	/** Something was written. */
	write(part: Partial<StoryWork>) {
		if (this.work === null) return;
		this.work = { ...this.work, ...part };
		this.problem = "";
		this.desk.keeper.keep(this.subject, this.story === null ? { ...this.work, kind: this.kind } : this.work);
	}

	/** Hands in what was written; asks first for what readers would miss. */
	submit(as: "draft" | "published") {
		const { work } = this;
		if (work === null) return;
		if (work.headline.trim() === "") {
			this.problem = msg("A story needs a headline.");
			this.querySelector<HTMLTextAreaElement>(".a-head")?.focus();
			return;
		}
		const picture = findPictureProblem(this);
		if (picture !== null) {
			this.problem = picture;
			return;
		}
		if (as === "published" && !this.asked) {
			this.asked = true;
			if (askForAltText(this)) return;
		}
		this.asked = false;
		this.both = [];
		this.deliveryId = submitStory(this, work, as);
	}

	private onKey(event: KeyboardEvent) {
		// A form that stands in the right column is handed in by itself.
		if ((event.target as HTMLElement).closest("aside form")) return;
		if (letterOf(event) === "h" && this.published && this.story) {
			event.preventDefault();
			this.desk.go(`/newsroom/story/${this.story.id}/history`);
			return;
		}
		if (!(event.ctrlKey || event.metaKey)) return;
		const keep = event.key.toLowerCase() === "s" && !event.shiftKey;
		if (event.key === "Enter") this.submit("published");
		// What readers have already has no draft: what is typed is kept by itself.
		else if (keep && !this.published) this.submit("draft");
		else if (!keep) return;
		event.preventDefault();
	}

	protected override render() {
		const { work, story, desk, kind } = this;
		if (work === null) return html`<main id="main" class="page"></main>`;
		const changed = this.published ? changesOf(this.base, work) : {};
		const row = (parts: (keyof StoryWork)[], content: unknown, word = "") => {
			const differs = parts.some((part) => part in changed);
			const [mark, state] = this.wireOf(differs);
			return html`<div class="post ${state}"><div class="gutter"><span class="mark">${mark}</span><span>${word}</span></div><div class="text">${content}</div></div>`;
		};
		return html`<main id="main" class="page no-views wired article" @submit-text=${() => this.submit("published")}>
				<header class="story-head">
					<a class="back" href=${kind === "live" && story ? `/newsroom/story/${story.id}` : "/newsroom"} aria-label=${msg("Back")}>${icon("back")}</a>
					${storyState(story ?? { status: "draft", state: null, kind })}
					<h1 dir="auto">${work.headline || (kind === "live" ? msg("New live story") : msg("New article"))}</h1>
					<span class="right">${
						this.published && story
							? html`<a class="btn quiet small" href="/newsroom/story/${story.id}/history">${msg("Revisions")} <span class="dim">${story.revision}</span></a>`
							: nothing
					}${
						story?.url && story.status === "published"
							? html`<a class="btn quiet small" href=${story.url} target="_blank" rel="noopener">${msg("View as reader")}</a>`
							: nothing
					}<button type="button" class="btn quiet small phone-only" @click=${() => {
						this.pane = this.pane === "text" ? "side" : "text";
					}}>${this.pane === "text" ? msg("Desk") : msg("Text")}</button></span>
				</header>
				<div class="stream">
					${story ? html`<text-together .desk=${desk} .storyId=${story.id}></text-together>` : nothing}
					${row(
						["headline", "section", "topics"],
						html`<div class="set-line">
								<name-chooser .label=${msg("section")} single .choices=${desk.library.sections} .chosen=${work.section ? [work.section] : []}
									@choice=${(event: CustomEvent<string[]>) => this.write({ section: event.detail[0] ?? null })}></name-chooser>
								<name-chooser .label=${msg("topic")} .choices=${desk.library.topics} .chosen=${work.topics}
									@choice=${(event: CustomEvent<string[]>) => this.write({ topics: event.detail })}></name-chooser>
							</div>
							<textarea class="a-head" rows="1" aria-label=${msg("Headline")} placeholder=${msg("Headline")} maxlength="300" .value=${work.headline}
								@keydown=${this.stayOneLine} @input=${(event: InputEvent) => this.write({ headline: oneLine(event) })}></textarea>`,
						msg("headline"),
					)}
					${row(
						["standfirst", "authors"],
						html`<textarea class="prose standfirst" rows="1" aria-label=${msg("Standfirst")} placeholder=${msg("Standfirst: what it comes to, in a sentence or two")}
								maxlength="2000" .value=${work.standfirst}
								@input=${(event: InputEvent) => this.write({ standfirst: (event.target as HTMLTextAreaElement).value })}></textarea>
							<div class="set-line by"><span>${msg("By")}</span><name-chooser .label=${msg("author")} .choices=${desk.library.authors} .chosen=${work.authors}
								@choice=${(event: CustomEvent<string[]>) => this.write({ authors: event.detail })}></name-chooser></div>`,
						msg("standfirst"),
					)}
					${row(["lead"], this.renderLead(work), msg("lead picture"))}
					${row(
						["body"],
						html`<rich-text .desk=${desk} label=${msg("Text")} placeholder=${kind === "live" ? msg("What is this coverage about?") : msg("The text")}
								@written=${() => this.write({ body: this.text?.document ?? work.body })} @selected=${() => this.requestUpdate()}
								@asked=${(event: CustomEvent<string>) => this.querySelector<TextTools>("text-tools")?.answer(event.detail)}></rich-text>
							<text-tools .desk=${desk} .editor=${this.text?.editor ?? null}></text-tools>`,
						"body" in changed ? this.countBlocks(work) : msg("text"),
					)}
					${Object.keys(changed).length > 0 ? this.renderChanges(work) : nothing}
					${(story?.corrections ?? []).map(({ text, at, postId, reason, reasonShown }) =>
						postId === null
							? row(
									[],
									html`<p class="correction"><b>${msg(html`Correction, <time datetime=${at}>${desk.times.moment(at)}</time>.`)}</b> ${text}</p>${reason ? html`<p class="note">${reasonShown ? msg(str`Reason, for readers too: ${reason}`) : msg(str`For the newsroom: ${reason}`)}</p>` : nothing}`,
									msg("correction"),
								)
							: nothing,
					)}
				</div>
				${storyPress(this, changed)}
				<div class="keys" aria-hidden="true"><span><kbd>${commandEnter}</kbd> ${this.published ? msg("update") : msg("publish")}</span>
					<span><kbd>${commandKey("S")}</kbd> ${msg("keep as draft")}</span><span><kbd>/</kbd> ${msg("insert")}</span><span><kbd>H</kbd> ${msg("revisions")}</span><span class="end"><kbd>?</kbd> ${msg("every key")}</span></div>
			</main>
			<story-side class=${this.pane === "side" ? "on-top" : ""} .desk=${desk} .screen=${this} .story=${story} .work=${work} .timing=${this.timing}></story-side>`;
	}

	/** What the line beside a part says of it, and its look. */
	private wireOf(differs: boolean): [mark: string, state: string] {
		if (!this.published) return ["", "is-draft"];
		if (this.story?.status === "withdrawn") return [msg("withdrawn"), "is-withdrawn"];
		return differs ? [msg("changed"), "is-draft"] : [msg("live"), "is-live"];
	}

	/** How many parts of the text readers have otherwise, or not at all. */
	private countBlocks(work: StoryWork): string {
		const parts = compareContents({ body: this.base.body }, { body: work.body }, () => "");
		const fresh = parts.filter(({ before, kind }) => kind === "changed" && before === null).length;
		const other = parts.filter(({ before, kind }) => kind !== "same" && before !== null).length;
		if (other === 0) return msg(str`${fresh} new`);
		return fresh === 0 ? msg(str`${other} changed`) : msg(str`${other} changed, ${fresh} new`);
	}

	/** Word by word, what readers don't have yet. */
	private renderChanges(work: StoryWork) {
		this.sayer ??= createSayer(this.desk, () => this.requestUpdate());
		const parts = compareContents(this.base, work, this.sayer).filter(({ kind }) => kind !== "same");
		return html`<div class="post is-draft"><div class="gutter"><span class="mark">${msg("not live")}</span></div><div class="text"><details class="form not-live"><summary>${msg("What readers don’t have yet, word by word")}</summary>
			${parts.map(({ field, runs }) => html`<p class="shows"><b>${fieldWord(field)}</b> ${renderRuns(runs)}</p>`)}</details></div></div>`;
	}

	private stayOneLine(event: KeyboardEvent) {
		if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) event.preventDefault();
	}

	private renderLead(work: StoryWork) {
		if (work.lead === null && this.choosing)
			return html`<media-picker kind="image" .desk=${this.desk} @leave=${() => this.openLibrary(false)}
				@choose=${(event: CustomEvent<{ id: string }>) => this.takeLead(event.detail.id)}
				@upload=${(event: CustomEvent<string>) => this.takeLead(event.detail)}></media-picker>`;
		if (work.lead === null)
			return html`<button type="button" class="btn quiet add-lead" @click=${this.chooseLead}>${icon("image")}${msg("Add a lead picture")}</button>
				<button type="button" class="btn quiet add-lead" @click=${() => this.openLibrary(true)}>${icon("library")}${msg("From the library")}</button>`;
		return html`<media-figure class="lead" .desk=${this.desk} .attrs=${{ mediaId: work.lead }}
			.setAttrs=${(attrs: Record<string, unknown>) => this.write({ lead: String(attrs["mediaId"]) })}
			.takeOut=${() => this.write({ lead: null })}></media-figure>`;
	}

	/** Whether the library stands where the lead picture goes. */
	private choosing = false;

	private openLibrary(open: boolean) {
		this.choosing = open;
		this.requestUpdate();
	}

	private takeLead(lead: string) {
		this.choosing = false;
		this.write({ lead });
	}

	private chooseLead() {
		const chooser = document.createElement("input");
		chooser.type = "file";
		chooser.accept = "image/*";
		chooser.addEventListener("change", () => {
			const file = chooser.files?.[0];
			if (file) this.write({ lead: this.desk.uploads.start(file).id });
		});
		chooser.click();
	}
}

const oneLine = (event: InputEvent): string => (event.target as HTMLTextAreaElement).value.replace(/\s*\n\s*/g, " ");

customElements.define("story-text", StoryText);
