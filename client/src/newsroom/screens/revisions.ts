import type { EditorPost, EditorStory, Revision } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { type Content, compareContents, type Part, takeBack } from "../../compare/compare-contents.ts";
import { api } from "../desk/api.ts";
import { life } from "../desk/life.ts";
import { sentenceOf } from "../desk/request.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { icon } from "../parts/icon.ts";
import { letterOf } from "../parts/keys.ts";
import { revisionsPress } from "./revisions-press.ts";
import "./revisions-side.ts";
import { revisionsStream } from "./revisions-stream.ts";
import { createSayer, type Sayer } from "./revisions-words.ts";

/** A version that can be compared: a revision, or what is typed and not live, which has no number. */
export interface Version {
	number: number | null;
	content: Content;
	revision: Revision | null;
}

export type RevisionsView = "words" | "sides" | "whose";

const views: readonly RevisionsView[] = ["words", "sides", "whose"];

/** Every version of a story or post that readers have had: two of them compared, the older one a key away from being back. */
export class RevisionsScreen extends DeskElement {
	static override properties = {
		storyId: {},
		postId: { attribute: false },
		story: { state: true },
		post: { state: true },
		revisions: { state: true },
		next: { state: true },
		kept: { state: true },
		from: { state: true },
		to: { state: true },
		view: { state: true },
		at: { state: true },
		unfolded: { state: true },
		significant: { state: true },
		deliveryId: { state: true },
		problem: { state: true },
		pane: { state: true },
	};
	declare storyId: string;
	/** Of a post; null: the story's own text. */
	declare postId: string | null;
	declare story: EditorStory | null;
	declare post: EditorPost | null;
	declare revisions: readonly Revision[] | null;
	/** Of the list's next page. */
	declare next: string | null;
	/** What this person has typed upon it and not handed in. */
	declare kept: Content | null;
	/** Numbers of the compared; `to` null is what is typed. */
	declare from: number;
	declare to: number | null;
	declare view: RevisionsView;
	/** Which of the changes the keys are at. */
	declare at: number;
	/** Folds that were opened, by the index of their first part. */
	declare unfolded: ReadonlySet<number>;
	declare significant: boolean;
	declare deliveryId: string | null;
	declare problem: string;
	declare pane: "stream" | "side";
	private sayer: Sayer | null = null;
	private timer: ReturnType<typeof setTimeout> | undefined;

	constructor() {
		super();
		this.storyId = "";
		this.postId = null;
		this.story = null;
		this.post = null;
		this.revisions = null;
		this.next = null;
		this.kept = null;
		this.from = 0;
		this.to = 0;
		this.view = "words";
		this.at = 0;
		this.unfolded = new Set();
		this.significant = false;
		this.deliveryId = null;
		this.problem = "";
		this.pane = "stream";
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			this.watch(this.desk.outbox.observe);
			this.watch(() => this.desk.readers.observe(() => this.loadSoon()));
		}
		super.connectedCallback();
		document.addEventListener("keydown", this.onKey);
		void this.load();
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		document.removeEventListener("keydown", this.onKey);
		clearTimeout(this.timer);
	}

	/** The revision that readers have now; 0 while they have none. */
	get current(): number {
		return (this.postId === null ? this.story : this.post)?.revision ?? 0;
	}

	/** Why nothing can be restored just now; empty when it can. */
	get obstacle(): string {
		const subject = this.postId === null ? this.story : this.post;
		if (subject?.status === "withdrawn")
			return msg("Withdrawn: restore it to readers first, then an older version of it.");
		if (this.versionOf(this.from)?.revision?.content === null)
			return msg("Its words were erased and can’t be had back.");
		if (this.from === this.current) return msg("Readers have this one. Choose an older one under “from”.");
		return "";
	}

	/** Whether nothing is known before this one. */
	isFirst(number: number | null): boolean {
		return this.next === null && number !== null && this.revisions?.at(-1)?.number === number;
	}

	private loadSoon() {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => void this.load(), 400);
	}

	private async load() {
		const { storyId, postId } = this;
		try {
			const [story, post, page, kept] = await Promise.all([
				api.story(storyId),
				postId === null ? null : api.post(storyId, postId),
				life.revisions(storyId, { postId }),
				this.desk.keeper.read(postId === null ? `story:${storyId}` : `post:${postId}`),
			]);
			const first = this.revisions === null;
			const known = new Set(page.items.map(({ number }) => number));
			const older = (this.revisions ?? []).filter(({ number }) => !known.has(number));
			if (first || older.length === 0) this.next = page.next;
			this.story = story;
			this.post = post;
			this.kept = kept;
			this.revisions = [...page.items, ...older];
			this.sayer ??= createSayer(this.desk, () => this.requestUpdate());
			if (first) {
				const [newest, before] = page.items;
				this.to = newest?.number ?? 0;
				this.from = before?.number ?? this.to ?? 0;
			}
			this.problem = "";
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	async loadOlder() {
		try {
			const page = await life.revisions(this.storyId, { postId: this.postId, after: this.next });
			this.revisions = [...(this.revisions ?? []), ...page.items];
			this.next = page.next;
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	/** A version by its number; null: what is typed. */
	versionOf(number: number | null): Version | null {
		if (number === null) return this.kept && { number, content: this.kept, revision: null };
		const revision = this.revisions?.find((one) => one.number === number);
		return revision ? { number, content: (revision.content ?? {}) as Content, revision } : null;
	}

	/** What differs between the two that are chosen, and what does not. */
	parts(): Part[] {
		const [before, after] = [this.versionOf(this.from), this.versionOf(this.to)];
		const say = this.sayer;
		if (before === null || after === null || say === null) return [];
		return compareContents(before.content, after.content, say);
	}

	choose(pick: { from?: number; to?: number | null }) {
		if (pick.from !== undefined) this.from = pick.from;
		if (pick.to !== undefined) this.to = pick.to;
		this.at = 0;
		this.unfolded = new Set();
	}

	/** To the next change (1) or the one before (-1). */
	step(by: 1 | -1) {
		const changes = this.parts().filter(({ kind }) => kind !== "same").length;
		if (changes === 0) return;
		this.view = "words";
		this.at = (this.at + by + changes) % changes;
		void this.updateComplete.then(() => this.querySelector(".is-focus")?.scrollIntoView({ block: "nearest" }));
	}

	unfold(first: number) {
		this.unfolded = new Set([...this.unfolded, first]);
	}

	/** Gives the older one back to readers, as a new revision. */
	restore() {
		if (this.obstacle !== "") return;
		this.send("restore", "POST", `/stories/${this.storyId}/revisions/${this.from}/restore`, {
			significant: this.significant,
			...(this.postId === null ? {} : { postId: this.postId }),
		});
	}

	/** Puts one change back and leaves the others: only of what readers have now. */
	takeBack(part: Part) {
		const [before, after] = [this.versionOf(this.from), this.versionOf(this.to)];
		if (before === null || after === null || this.to !== this.current) return;
		const path = `/stories/${this.storyId}${this.postId === null ? "" : `/posts/${this.postId}`}`;
		this.send("update", "PATCH", path, {
			...takeBack(part, before.content, after.content),
			significant: this.significant,
		});
	}

	private send(what: "restore" | "update", method: "POST" | "PATCH", path: string, body: unknown) {
		const { story, post, postId, desk } = this;
		const basis = postId === null ? story : post;
		if (story === null || basis === null) return;
		const headline = (story.content ?? story.draft)?.headline ?? "";
		const sent = desk.outbox.send({
			...{ lane: story.id, type: `${postId === null ? "story" : "post"}.${what}`, method, path: `/api/v1${path}` },
			...{ body, basis, about: { headline, ...(postId === null ? {} : { postId }) } },
		});
		this.deliveryId = sent.delivery.id;
		void sent.settled.then(async ({ delivery }) => {
			await this.load();
			if (delivery.state === "live" && this.revisions?.[0]) this.choose({ to: this.revisions[0].number });
		});
	}

	private readonly onKey = (event: KeyboardEvent) => {
		const letter = letterOf(event);
		if (letter === "n") this.step(1);
		else if (letter === "p") this.step(-1);
		else if (letter === "v") this.view = views[(views.indexOf(this.view) + 1) % views.length] ?? "words";
		else if (letter === "r") this.restore();
		else if (letter === "j" || letter === "k") this.stepRevision(letter === "j" ? 1 : -1);
		else return;
		event.preventDefault();
	};

	/** The other revision under "from", older (1) or newer (-1). */
	private stepRevision(by: 1 | -1) {
		const numbers = (this.revisions ?? []).map(({ number }) => number);
		const next = numbers[numbers.indexOf(this.from) + by];
		if (next !== undefined) this.choose({ from: next });
	}

	protected override render() {
		const { story, postId, post } = this;
		const headline = (story?.content ?? story?.draft)?.headline ?? "";
		const of = postId === null ? headline : ((post?.content ?? post?.draft)?.headline ?? "");
		const back =
			postId === null && story?.kind === "live"
				? `/newsroom/story/${this.storyId}/text`
				: `/newsroom/story/${this.storyId}`;
		return html`<main id="main" class="page wired revisions">
				<header class="page-head"><a class="icon" href=${back} aria-label=${msg("Back to the story")}>${icon("back")}</a><h1>${msg("Revisions")}</h1>
					<span class="dim of">${
						story === null
							? nothing
							: postId === null
								? msg(str`of “${headline}”`)
								: of === ""
									? msg(str`of a post in “${headline}”`)
									: msg(str`of the post “${of}” in “${headline}”`)
					}</span>
					<span class="right"><button type="button" class="btn quiet small desk-only" @click=${() => print()}>${msg("Print for the record")}</button></span></header>
				${this.renderViews()}
				<div class="stream" tabindex="0" role="region" aria-label=${msg("Compared")}>
					${this.problem ? html`<p class="offline" role="status">${this.problem}</p>` : nothing}
					${revisionsStream(this)}
				</div>
				${(this.revisions?.length ?? 0) > 0 ? revisionsPress(this) : nothing}
				<div class="keys" aria-hidden="true"><span><kbd>N</kbd><kbd>P</kbd> ${msg("next change, before")}</span><span><kbd>J</kbd><kbd>K</kbd> ${msg("other revision")}</span>
					<span><kbd>V</kbd> ${msg("words, sides, whose words")}</span><span><kbd>R</kbd> ${msg("restore")}</span><span class="end"><kbd>?</kbd> ${msg("every key")}</span></div>
			</main>
			<revisions-side class=${this.pane === "side" ? "on-top" : ""} .desk=${this.desk} .screen=${this} .revisions=${this.revisions ?? []} .from=${this.from} .to=${this.to}
				.kept=${this.kept} .next=${this.next} .story=${this.story}></revisions-side>`;
	}

	private renderViews() {
		const words: Record<RevisionsView, string> = {
			words: msg("Word by word"),
			sides: msg("Side by side"),
			whose: msg("Whose words"),
		};
		return html`<div class="views" role="group" aria-label=${msg("Compare")}>
			${views.map(
				(view) =>
					html`<button type="button" aria-current=${this.view === view && this.pane === "stream" ? "true" : nothing} @click=${() => {
						this.view = view;
						this.pane = "stream";
					}}>${words[view]}</button>`,
			)}
			<button type="button" class="phone-only" aria-current=${this.pane === "side" ? "true" : nothing} @click=${() => {
				this.pane = this.pane === "side" ? "stream" : "side";
			}}>${msg("All")} <span class="n">${this.revisions?.length ?? ""}</span></button>
		</div>`;
	}
}

customElements.define("revisions-screen", RevisionsScreen);
