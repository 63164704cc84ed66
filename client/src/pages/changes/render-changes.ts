import { html, nothing, type TemplateResult } from "lit";
import { changesPath, postPath, storyPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import { formatStamp } from "../format-time.ts";
import { contact } from "../parts/author-box.ts";
import { icon } from "../parts/icon.ts";
import { time } from "../parts/time.ts";
import type { ChangesWords } from "../words/changes.ts";
import { type ChangesView, type Show, shows } from "./changes-view.ts";
import { legend, renderDifference } from "./render-difference.ts";
import { renderVersion, versionAnchor } from "./render-version.ts";

/**
 * What stands on the page of what changed. Only the server renders it: it goes into the document as it is, and no
 * browser loads these templates.
 */
export function renderChanges(context: Context, words: ChangesWords, view: ChangesView): TemplateResult {
	const { story, post, counts } = view;
	const path = changesPath(story, post?.id ?? null);
	const address = (parameters: string) => (parameters.startsWith("#") ? parameters : joined(path, parameters));
	const title = post ? words.titleOfPost(post.headline) : words.title(story.headline);
	const back = post ? postPath(story.slug, post.id) : storyPath(story);
	const newest = view.choices[0]?.at ?? view.publishedAt;
	return html`<header class="intro"><div><p class="kicker"><a href=${back}>${icon.back}${post ? words.backToPost : words.backToStory}</a></p><h1 class="headline headline-page">${title}</h1><p class="standfirst">${words.kept}${counts.corrections > 0 ? ` ${words.someCorrections(counts.corrections, counts.all)}` : ""}</p></div><div class="meta"><span class="updated">${words.lastChange} ${time(context, newest)}</span><span>${context.words.published} ${time(context, view.publishedAt)}</span><span>${words.versions(counts.all)}</span></div></header><div class="layout layout-plain"><div class="feed">${corrections(context, words, view, address)}${content(context, words, view, address)}<p class="print-only">${context.state.origin}${path}</p></div>${side(context, words, view, path)}</div>`;
}

type Address = (parameters: string) => string;

const joined = (path: string, parameters: string): string =>
	path.includes("?") ? `${path}&${parameters.slice(1)}` : path + parameters;

function corrections(context: Context, words: ChangesWords, view: ChangesView, address: Address) {
	if (view.corrections.length === 0) return nothing;
	const lines = view.corrections.map((line) => {
		const postPage = line.postId === null ? null : changesPath(view.story, line.postId);
		const href = postPage ?? (line.version === null ? null : address(`#${versionAnchor(line.version)}`));
		return html`<li class="correction" id=${`c-${line.id}`}><b>${time(context, line.at)}.</b> ${postPage ? html`${words.aboutPost} ` : nothing}<bdi>${line.text}</bdi><span class="reason">${line.reason ? html`<b>${words.reason}</b> <bdi>${line.reason}</bdi> ` : nothing}${href ? html`<a class="link" href=${href}>${words.seeTheChange}</a>` : nothing}</span></li>`;
	});
	return html`<section class="part" aria-labelledby="corrections"><h2 id="corrections">${context.words.corrections}</h2><div><ol class="correction-list">${lines}</ol></div></section>`;
}

function content(context: Context, words: ChangesWords, view: ChangesView, address: Address): TemplateResult {
	if (view.read) {
		const { number, blocks } = view.read;
		return html`${head(words.asInVersion(number), backToAll(words, address))}<div class="on-text version-text">${blocks.map(({ text, isHeading }) => (isHeading ? html`<h3 class="post-headline" dir="auto">${text}</h3>` : html`<p class="words" dir="auto">${text}</p>`))}</div>`;
	}
	if (view.compared) {
		const { from, to, difference } = view.compared;
		return html`${head(words.compared(from, to), backToAll(words, address))}${legend(words)}<div class="on-text">${difference.hunks.length > 0 ? renderDifference(words, difference) : html`<p class="empty">${words.nothingBetween}</p>`}</div>`;
	}
	return html`${head(words.versions(view.counts.all), filter(words, view, address))}${view.counts.all > 1 ? legend(words) : unchanged(context, words, view)}${view.post === null && view.story.kind === "live" ? html`<p class="legend">${words.ownTextOnly}</p>` : nothing}${
		view.versions.length === 0
			? html`<p class="empty">${words.none}</p>`
			: html`<ol class="stream">${view.versions.map((version) => renderVersion(context, words, view, version, address))}</ol>`
	}${pager(words, view, address)}${changedPosts(context, words, view)}`;
}

const head = (title: string, tools: TemplateResult | typeof nothing): TemplateResult =>
	html`<div class="stream-head" id="versions"><h2>${title}</h2>${tools}</div>`;

const backToAll = (words: ChangesWords, address: Address): TemplateResult =>
	html`<a class="link" href=${address("?").replace(/[?&]$/, "")}>${words.allVersions}</a>`;

function filter(words: ChangesWords, view: ChangesView, address: Address): TemplateResult | typeof nothing {
	const { counts } = view;
	if (counts.all < 3) return nothing;
	const label: Record<Show, string> = {
		all: words.all(counts.all),
		corrections: words.onlyCorrections(counts.corrections),
		major: words.withoutMinor(counts.major),
	};
	return html`<nav class="order" aria-label=${words.kindOfChange}>${shows.map((show) => html`<a href=${show === "all" ? address("?").replace(/[?&]$/, "") : address(`?show=${show}`)} aria-current=${view.show === show ? "true" : nothing}>${label[show]}</a>`)}</nav>`;
}

function unchanged(context: Context, words: ChangesWords, { post, publishedAt }: ChangesView): TemplateResult {
	return html`<p class="legend"><span><b>${post ? words.unchangedPost : words.unchanged}</b> ${words.since} ${time(context, publishedAt)}.</span></p>`;
}

function pager(words: ChangesWords, { older, newer, show }: ChangesView, address: Address) {
	if (older === null && newer === null) return nothing;
	const suffix = show === "all" ? "" : `&show=${show}`;
	const to = (before: number) =>
		address(before === 0 ? `?${suffix.slice(1)}` : `?before=${before}${suffix}`).replace(/[?&]$/, "");
	return html`<nav class="pager" aria-label=${words.allVersions}><ul><li>${newer === null ? nothing : html`<a href=${to(newer)}>${icon.back}${words.newerOnes}</a>`}</li><li>${older === null ? nothing : html`<a href=${to(older)}>${words.older}${icon.next}</a>`}</li></ul></nav>`;
}

function changedPosts(context: Context, words: ChangesWords, view: ChangesView) {
	if (view.changedPosts.length === 0) return nothing;
	const rows = view.changedPosts.map(
		(post) =>
			html`<li><a href=${changesPath(view.story, post.id)}>${post.headline || context.words.postOf(formatStamp(context.time, post.publishedAt, context.asOf))}</a><span>${time(context, post.changedAt)} · ${words.versions(post.versions)}</span></li>`,
	);
	return html`<section class="part" aria-labelledby="posts"><h2 id="posts">${words.changedPosts}</h2><div><ul class="changed-posts">${rows}</ul></div></section>`;
}

function side(context: Context, words: ChangesWords, view: ChangesView, path: string): TemplateResult | typeof nothing {
	const { site } = context;
	const compared = view.choices.length > 1 ? compareForm(context, words, view, path) : nothing;
	if (compared === nothing && !site.contact) return nothing;
	return html`<aside class="side" aria-label=${words.compareTwo}><div class="side-inner">${compared}${site.contact ? html`<section><h2>${words.stillWrong}</h2><ul><li>${contact(site.contact)} ${words.reachesEditor}</li></ul></section>` : nothing}</div></aside>`;
}

/** A form that works by itself: `?from=2&to=5`. */
function compareForm(context: Context, words: ChangesWords, view: ChangesView, path: string): TemplateResult {
	const { choices, compared, post } = view;
	const from = compared?.from ?? choices.at(-1)?.number;
	const to = compared?.to ?? choices[0]?.number;
	const options = (chosen: number | undefined) =>
		[...choices].reverse().map(({ number, kind, at }) => {
			const text = words.choice(number, words.kinds[kind], formatStamp(context.time, at, context.asOf));
			return html`<option value=${number} ?selected=${number === chosen}>${text}</option>`;
		});
	return html`<section><h2>${words.compareTwo}</h2><form class="compare" action=${path.split("?")[0] ?? path}>${post ? html`<input type="hidden" name="post" value=${post.id}>` : nothing}<p class="field"><label for="from">${words.from}</label><select class="control" id="from" name="from">${options(from)}</select></p><p class="field"><label for="to">${words.to}</label><select class="control" id="to" name="to">${options(to)}</select></p><button class="button" type="submit">${words.compare}</button></form></section>`;
}
