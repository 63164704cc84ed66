import { html, nothing, type TemplateResult } from "lit";
import type { Context } from "../context.ts";
import { time } from "../parts/time.ts";
import type { ChangesWords } from "../words/changes.ts";
import type { ChangesView, Version } from "./changes-view.ts";
import { renderDifference } from "./render-difference.ts";

/** Versions on a page above which only the newest and the corrections stand open. */
const mostOpen = 10;

/** The fragment of a version on its page. */
export const versionAnchor = (number: number): string => `r${number}`;

/** One version in the list: when, of which kind, and, opened, in which words it differs from the one before it. */
export function renderVersion(
	context: Context,
	words: ChangesWords,
	view: ChangesView,
	version: Version,
	address: (parameters: string) => string,
): TemplateResult {
	const { number, kind, at, difference } = version;
	const anchor = versionAnchor(number);
	const open = view.versions.length <= mostOpen || kind === "correction" || version === view.versions[0];
	const title = html`<h3 class="post-headline" id=${`${anchor}-h`}>${titleOf(words, version)}</h3>`;
	const isTold = difference !== null && difference.hunks.length > 0;
	return html`<li><article class="post revision" id=${anchor} aria-labelledby=${`${anchor}-h`} data-kind=${kind}><div class="post-rail"><a class="post-time" href=${address(`#${anchor}`)}>${time(context, at)}</a><span class="post-mark">${words.kinds[kind]}</span><span>${words.version(number)}</span></div><div class="post-main">${
		version.correction
			? html`<p class="reason" dir="auto">${version.correction.text}${version.correction.reason ? html` <b>${words.reason}</b> ${version.correction.reason}` : nothing}</p>`
			: nothing
	}${isTold ? html`<details ?open=${open}><summary>${title}</summary>${renderDifference(words, difference, version.former === null ? null : address(`?from=${version.former}&to=${number}`))}</details>` : title}${version.erasedAt === null ? nothing : erased(context, words, version)}${footer(words, version, address)}</div></article></li>`;
}

function titleOf(words: ChangesWords, { difference, kind, correction, extent, erasedAt }: Version): string {
	if (extent) return words.firstVersion;
	if (difference && difference.hunks.length > 0) {
		const { hunks, more, added, removed } = difference;
		return [
			words.places(hunks.length + more),
			...(added > 0 ? [words.wordsAdded(added)] : []),
			...(removed > 0 ? [words.wordsRemoved(removed)] : []),
		].join(" · ");
	}
	if (correction) return words.noteOnly;
	if (erasedAt !== null) return words.kinds[kind];
	if (kind === "moved") return words.movedHere;
	if (kind === "minor" || kind === "significant") return difference ? words.sameWords : words.notCompared;
	return words.kinds[kind];
}

function erased(context: Context, words: ChangesWords, { number, erasedAt }: Version): TemplateResult {
	return html`<div class="tombstone"><b>${words.erasedVersion(number)} ${erasedAt ? time(context, erasedAt) : nothing}</b> ${words.erasedText}</div>`;
}

function footer(
	words: ChangesWords,
	version: Version,
	address: (parameters: string) => string,
): TemplateResult | typeof nothing {
	if (version.erasedAt !== null) return nothing;
	const { number, kind, extent, wordsIn, restoredFrom, significant } = version;
	const told = [
		...(extent
			? [words.wordsLong(extent.words), ...(extent.pictures > 0 ? [words.pictures(extent.pictures)] : [])]
			: []),
		...(wordsIn === null ? [] : [words.wordsIn(wordsIn)]),
		...(restoredFrom === null ? [] : [words.gaveBack(restoredFrom)]),
		...(kind === "significant" || kind === "minor" ? [significant ? words.movedStamp : words.keptStamp] : []),
	].join(" ");
	return html`<p class="edited">${told} <a href=${address(`?version=${number}`)}>${words.readVersion(number)}</a></p>`;
}
