import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { type Part, plainText } from "../../compare/compare-contents.ts";
import { countWords, type Run, traceWords } from "../../compare/word-diff.ts";
import { plural } from "../parts/plural.ts";
import type { RevisionsScreen, Version } from "./revisions.ts";
import { changeWord, fieldWord } from "./revisions-words.ts";

/** Words as they were and are, marked. */
export const renderRuns = (runs: readonly Run[]) =>
	runs.map(({ kind, text }) =>
		kind === "added" ? html`<ins>${text}</ins>` : kind === "removed" ? html`<del>${text}</del>` : text,
	);

/** The middle of the screen: the two versions, in the way that is chosen. */
export function revisionsStream(screen: RevisionsScreen) {
	const { revisions } = screen;
	if (revisions === null) return html`<p class="sr" role="status">${msg("Reading the revisions")}</p>`;
	if (revisions.length === 0)
		return html`<div class="empty"><p>${msg("No revision yet.")}</p><p>${msg("Each change that reaches readers makes one, from the first publication on.")}</p></div>`;
	const [before, after] = [screen.versionOf(screen.from), screen.versionOf(screen.to)];
	if (before === null || after === null) return html`<p class="sr" role="status">${msg("Reading the revisions")}</p>`;
	const erased = [before, after].find(({ revision }) => revision?.content === null);
	if (erased)
		return html`<div class="empty"><p>${msg(str`The words of revision ${erased.number ?? 0} were erased.`)}</p><p>${msg("That it was there, and when, stays on the record.")}</p></div>`;
	if (before.number === after.number && screen.isFirst(before.number)) return renderFirst(screen, before);
	switch (screen.view) {
		case "words":
			return renderWords(screen, before, after);
		case "sides":
			return renderSides(screen, before, after);
		case "whose":
			return renderWhose(screen);
	}
}

/** A version by its number, what made it and who: "revision 3, minor, by Daniel Osei". */
function nameOf(screen: RevisionsScreen, version: Version) {
	const { revision } = version;
	if (revision === null) return html`<b>${msg("What you typed")}</b>`;
	const now = revision.number === screen.current ? msg("with readers now") : changeWord(revision).toLowerCase();
	const who = revision.actor?.name;
	return who
		? html`<b>${msg(str`Revision ${revision.number}`)}</b>, ${now}, ${who}`
		: html`<b>${msg(str`Revision ${revision.number}`)}</b>, ${now}`;
}

/** The first one, which stands alone: its words as readers got them. */
function renderFirst(screen: RevisionsScreen, version: Version) {
	const { times } = screen.desk;
	const at = version.revision?.at;
	const parts = screen.parts().filter(({ after }) => after !== null && after !== "");
	return html`<div class="post is-from"><div class="gutter"><span class="mark">${version.number}</span>${at ? html`<time datetime=${at} title=${times.full(at)}>${times.moment(at)}</time>` : nothing}</div>
			<div class="text"><p class="pair">${nameOf(screen, version)}</p>
			<p class="pair total">${msg("The first one: there is nothing before it. The next change that reaches readers is compared with it.")}</p></div></div>
		${parts.map(
			({
				field,
				after,
			}) => html`<div class="post is-live"><div class="gutter"><span class="mark">${fieldWord(field)}</span></div>
				<div class="text">${field === "headline" ? html`<h2 class="ph">${after}</h2>` : isText(field) ? html`<div class="prose ${field === "standfirst" ? "standfirst" : ""}"><p>${after}</p></div>` : html`<p class="shows">${after}</p>`}</div></div>`,
		)}`;
}

function renderWords(screen: RevisionsScreen, before: Version, after: Version) {
	const parts = screen.parts();
	const { times } = screen.desk;
	const at = before.revision?.at;
	const total = countWords(parts.flatMap(({ runs }) => runs));
	const rows: unknown[] = [];
	let change = -1;
	for (let index = 0; index < parts.length; index += 1) {
		const part = parts[index] as Part;
		if (part.kind !== "same") {
			change += 1;
			rows.push(renderChange(screen, part, change));
			continue;
		}
		const fold = [part];
		while (parts[index + 1]?.kind === "same") {
			index += 1;
			fold.push(parts[index] as Part);
		}
		rows.push(renderFold(screen, fold, index));
	}
	return html`<div class="post is-from"><div class="gutter"><span class="mark">${before.number ?? ""}</span>${at ? html`<time datetime=${at} title=${times.full(at)}>${times.moment(at)}</time>` : nothing}</div>
			<div class="text"><p class="pair">${nameOf(screen, before)} ${msg("against")} ${nameOf(screen, after)}</p>
			<p class="pair total">${msg(html`<b>+${total.added}</b> words, <b>−${total.removed}</b>`)}</p></div></div>
		${change < 0 ? html`<div class="empty"><p>${msg("The two are the same.")}</p><p>${msg("Choose other ones at the right, under from and to.")}</p></div>` : nothing}
		${rows}`;
}

function renderFold(screen: RevisionsScreen, fold: readonly Part[], last: number) {
	const first = last - fold.length + 1;
	const [head] = fold;
	const open = screen.unfolded.has(first);
	// A headline that did not change stands there in full: it says what one reads.
	const shown = head?.field === "headline" ? [head] : [];
	const rest = open ? fold.slice(shown.length) : [];
	const folded = fold.length - shown.length - rest.length;
	const words = (part: Part | undefined) => (part?.after ?? "").slice(0, 80);
	return html`${[...shown, ...rest].map(
		(
			part,
		) => html`<div class="post is-live"><div class="gutter"><span class="mark">${msg("same")}</span><span>${part.field === "headline" ? "" : fieldWord(part.field)}</span></div>
			<div class="text">${part.field === "headline" ? html`<h2 class="ph">${part.after}</h2>` : html`<div class="prose"><p>${part.after}</p></div>`}</div></div>`,
	)}${
		folded > 0
			? html`<div class="post is-live"><div class="gutter"><span class="mark">${msg("same")}</span><span>${plural(folded, msg(str`${folded} [part|parts]`))}</span></div>
				<div class="text"><button type="button" class="fold" aria-expanded="false" @click=${() => screen.unfold(first)}>${words(fold[shown.length])} … <span class="show">${msg("show")}</span></button></div></div>`
			: nothing
	}`;
}

function renderChange(screen: RevisionsScreen, part: Part, index: number) {
	const { added, removed } = countWords(part.runs);
	const focus = screen.at === index;
	const words = renderRuns(part.runs);
	const text =
		part.kind === "marks"
			? html`<div class="prose"><p>${words}</p></div><p class="note">${msg("The words are the same; links or emphasis are not.")}</p>`
			: part.field === "headline"
				? html`<h2 class="ph">${words}</h2>`
				: part.field === "body" || part.field === "standfirst"
					? html`<div class="prose ${part.field === "standfirst" ? "standfirst" : ""}"><p>${words}</p></div>`
					: html`<p class="shows">${words}</p>`;
	const canTakeBack = screen.to === screen.current && screen.from !== screen.to && part.field !== "slug";
	return html`<div class="post is-changed ${focus ? "is-focus" : ""}" data-change=${index} aria-current=${focus ? "true" : nothing} @click=${() => {
		screen.at = index;
	}}><div class="gutter"><span class="mark">${fieldWord(part.field)}</span><span>+${added} −${removed}</span></div>
		<div class="text">${text}</div>
		<div class="do" role="group" aria-label=${msg("Actions for this part")}>
			<button type="button" @click=${() => screen.step(1)}>${msg("Next")} <kbd aria-hidden="true">N</kbd></button>
			<button type="button" @click=${() => screen.step(-1)}>${msg("Before")} <kbd aria-hidden="true">P</kbd></button>
			${canTakeBack ? html`<button type="button" @click=${() => screen.takeBack(part)}>${msg("Take back")}</button>` : nothing}</div></div>`;
}

function renderSides(screen: RevisionsScreen, before: Version, after: Version) {
	const parts = screen.parts();
	const side = (version: Version, kind: "before" | "after") => {
		const other = kind === "before" ? "added" : "removed";
		return html`<div><h2 class="vh"><span>${nameOf(screen, version)}${version.revision ? html`, ${screen.desk.times.moment(version.revision.at)}` : nothing}</span></h2>
			<div class="prose">${parts
				.filter((part) => part[kind] !== null && (part.kind !== "same" || isText(part.field)))
				.map((part) => {
					const words = renderRuns(part.runs.filter((run) => run.kind !== other));
					if (part.field === "headline") return html`<h3 class="ph">${words}</h3>`;
					return isText(part.field)
						? html`<p>${words}</p>`
						: html`<p class="shows"><b>${fieldWord(part.field)}</b> ${words}</p>`;
				})}</div></div>`;
	};
	return html`<div class="versions full">${side(before, "before")}${side(after, "after")}</div>`;
}

const isText = (field: string): boolean => field === "headline" || field === "standfirst" || field === "body";

/** The later of the two in one piece, each stretch with who brought it in since the earlier. */
function renderWhose(screen: RevisionsScreen) {
	const [low, high] = [screen.from, screen.to ?? Number.MAX_SAFE_INTEGER].sort((a, b) => a - b) as [number, number];
	const numbers = (screen.revisions ?? [])
		.map(({ number }) => number)
		.filter((number) => number >= low && number <= high)
		.reverse();
	const chain = [...numbers, ...(screen.to === null ? [null] : [])]
		.map((number) => screen.versionOf(number))
		.filter((version): version is Version => version !== null && version.revision?.content !== null);
	const names = chain.map(({ revision }) =>
		revision === null ? screen.desk.user.name : (revision.actor?.name ?? msg("somebody")),
	);
	const people = [...new Set(names)];
	const owned = traceWords(chain.map(({ content }) => plainText(content)));
	// What stood in the first of them already is nobody's news.
	return html`<p class="whose">${people.map((name, index) => html`<span class="by-p${(index % 5) + 1}">${name}</span>`)}
			<span class="dim">${msg(str`Underlined: whose words came in since revision ${chain[0]?.number ?? 1}.`)}</span></p>
		<div class="versions full one"><div><div class="prose joined">${owned.map(({ version, text }) => {
			const person = people.indexOf(names[version] ?? "");
			return version === 0
				? text
				: html`<span class="by-p${(person % 5) + 1}" title=${names[version] ?? nothing}>${text}</span>`;
		})}</div></div></div>`;
}
