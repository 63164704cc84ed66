import type { EditorStory, Revision } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { countWords, diffWords } from "../../compare/word-diff.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { plural } from "../parts/plural.ts";
import "./erase.ts";
import type { Content } from "../../compare/compare-contents.ts";
import type { RevisionsScreen } from "./revisions.ts";
import { changeWord } from "./revisions-words.ts";

/** The right column: every revision with who and when, which two are compared, and what readers were told. */
export class RevisionsSide extends DeskElement {
	static override properties = {
		screen: { attribute: false },
		revisions: { attribute: false },
		from: { attribute: false },
		to: { attribute: false },
		kept: { attribute: false },
		next: { attribute: false },
		story: { attribute: false },
	};
	declare screen: RevisionsScreen;
	declare revisions: readonly Revision[];
	declare from: number;
	declare to: number | null;
	declare kept: Content | null;
	declare next: string | null;
	declare story: EditorStory | null;
	private readonly counts = new Map<number, string>();

	protected override render() {
		return html`<aside class="side" id="side" aria-label=${msg("Every revision")} tabindex="0">
			<section aria-labelledby="rv"><h2 id="rv">${msg("Every revision")} <span class="more">${msg("from, to")}</span></h2>
				<ol class="revs">${this.kept === null ? nothing : this.renderKept()}${this.revisions.map((revision, index) => this.renderRevision(revision, index))}</ol>
				${this.next === null ? nothing : html`<p class="further"><button type="button" class="btn small" @click=${() => this.screen.loadOlder()}>${msg("Older revisions")}</button></p>`}
			</section>
			${this.renderTold()}
			${this.story ? html`<erase-panel .desk=${this.desk} .story=${this.story} .postId=${this.screen.postId} .revision=${this.from}></erase-panel>` : nothing}
		</aside>`;
	}

	private radio(name: "from" | "to", label: string, checked: boolean, choose: () => void, disabled = false) {
		return html`<input type="radio" name=${name} aria-label=${label} .checked=${checked} ?disabled=${disabled} @change=${choose} />`;
	}

	private renderKept() {
		return html`<li class="is-draft ${this.to === null ? "is-to" : ""}"><span class="pos">–</span><span><b>${msg("Not live")}</b> ${msg("you")}<small>${msg("typed, and not handed in")}</small></span>
			<span class="ft">${this.radio("from", msg("From what you typed"), false, () => undefined, true)}${this.radio("to", msg("To what you typed"), this.to === null, () => this.screen.choose({ to: null }))}</span></li>`;
	}

	private renderRevision(revision: Revision, index: number) {
		const { number, at, actor } = revision;
		const { times } = this.desk;
		const current = number === this.screen.current;
		const state = `${number === this.from ? "is-from" : ""} ${number === this.to ? "is-to" : ""}`;
		return html`<li class=${state} data-revision=${number}><span class="pos">${number}</span>
			<span><b>${current ? msg("With readers") : changeWord(revision)}</b> <time datetime=${at} title=${times.full(at)}>${times.moment(at)}</time>${actor?.name ? html`, ${actor.name}` : nothing}
				<small>${current ? `${changeWord(revision).toLowerCase()} · ` : ""}${this.countOf(revision, this.revisions[index + 1])}</small></span>
			<span class="ft">${this.radio("from", msg(str`From revision ${number}`), number === this.from, () => this.screen.choose({ from: number }))}
				${this.radio("to", msg(str`To revision ${number}`), number === this.to, () => this.screen.choose({ to: number }))}</span></li>`;
	}

	/** How many words came and went since the one before. */
	private countOf(revision: Revision, before: Revision | undefined): string {
		if (revision.content === null) return msg("its words were erased");
		if (before === undefined) {
			if (this.next !== null) return "";
			const words = revision.text.split(/\s+/u).filter(Boolean).length;
			return plural(words, msg(str`${words} [word|words]`));
		}
		const known = this.counts.get(revision.number);
		if (known !== undefined) return known;
		const { added, removed } = countWords(diffWords(before.text, revision.text));
		const said =
			added + removed === 0 ? msg("the same words") : plural(added, msg(str`+${added} [word|words], −${removed}`));
		this.counts.set(revision.number, said);
		return said;
	}

	private renderTold() {
		const { story } = this;
		const { times } = this.desk;
		if (story === null || story.revision === 0) return nothing;
		const corrections = story.corrections.filter(
			({ postId }) => this.screen.postId === null || postId === this.screen.postId,
		);
		const shown = this.revisions.filter(
			({ significant, change }) => significant || change === "story.publish" || change === "story.correct",
		);
		return html`<section aria-labelledby="rp"><h2 id="rp">${msg("What readers were told")}</h2><dl class="facts tight">
			<dt>${msg("“Updated”")}</dt><dd>${story.updatedAt ? times.moment(story.updatedAt) : msg("never")}</dd>
			<dt>${msg("Corrections")}</dt><dd>${corrections.length === 0 ? msg("none") : corrections.map(({ at }) => times.moment(at)).join(", ")}</dd>
			<dt>${msg("Significant revisions")}</dt><dd>${
				shown
					.map(({ number }) => number)
					.reverse()
					.join(", ") || msg("none")
			}</dd></dl>
			<p class="dim small">${msg("Minor revisions move neither the stamp nor the place in the feed.")}</p></section>`;
	}
}

customElements.define("revisions-side", RevisionsSide);
