import { html, nothing, type TemplateResult } from "lit";
import type { Run } from "../../compare/word-diff.ts";
import type { ChangesWords } from "../words/changes.ts";
import type { Difference, Hunk } from "./changes-view.ts";

/** How two versions differ: added words underlined, removed ones struck through, both also said for who listens. */
export function renderDifference(
	words: ChangesWords,
	{ hunks, more }: Difference,
	/** Where the places that are left out stand, if anywhere. */
	whole: string | null = null,
): TemplateResult {
	const rest = words.morePlaces(more);
	return html`<div class="difference">${hunks.map((hunk) => renderHunk(words, hunk))}${more > 0 ? html`<p class="where">${whole === null ? rest : html`<a class="link" href=${whole}>${rest}</a>`}</p>` : nothing}</div>`;
}

function renderHunk(words: ChangesWords, { kind, where, runs, isHeading }: Hunk): TemplateResult {
	const label =
		kind === "fact"
			? html`<b>${where}</b>`
			: html`<b>${{ added: words.added, removed: words.removed, moved: words.moved, changed: words.changed, marks: words.changed }[kind]}</b> ${where}`;
	const text = runs.map((run) => renderRun(words, run));
	const shown =
		runs.length === 0
			? nothing
			: isHeading
				? html`<p class="post-headline" dir="auto">${text}</p>`
				: html`<p class="words" dir="auto">${text}</p>`;
	return html`<div class="hunk"><p class="where">${label}</p>${shown}</div>`;
}

function renderRun(words: ChangesWords, { kind, text }: Run): TemplateResult | string {
	if (kind === "added") return html`<ins>${heard(words.heardAdded)}${text}</ins>`;
	if (kind === "removed") return html`<del>${heard(words.heardRemoved)}${text}</del>`;
	return text;
}

const heard = (word: string): TemplateResult => html`<span class="heard"> ${word} </span>`;

/** Says how the marks are to be read. */
export function legend(words: ChangesWords): TemplateResult {
	return html`<p class="legend"><span>${words.howToRead}</span> <span><ins>${heard(words.heardAdded)}${words.addedWords}</ins> ${words.areUnderlined}</span> <span><del>${heard(words.heardRemoved)}${words.removedWords}</del> ${words.areStruck}</span></p>`;
}
