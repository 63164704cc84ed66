import { html, type TemplateResult } from "lit";
import { digestPath, postPath, storyPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import type { Page } from "../page-state.ts";
import { actions } from "../parts/actions.ts";
import { dayOf } from "../parts/day.ts";
import { icon } from "../parts/icon.ts";
import { placeTime, time } from "../parts/time.ts";
import { updates } from "../parts/updates.ts";

type DigestPage = Extract<Page, { kind: "digest" }>;

/** A day's key developments in the editor's order, each with what it sums up. */
export function digestPage(context: Context, page: DigestPage): TemplateResult {
	const { words } = context;
	const { digest } = page;
	const day = dayOf(context, digest.date);
	const title = words.keyDevelopmentsOn(day);
	return html`<div class="wrap"><main id="main"><header class="intro"><div><p class="kicker"><span>${words.digest}</span></p><h1 class="headline headline-page">${title}</h1></div><div class="meta">${digest.updatedAt ? html`<span class="updated">${words.updated} ${time(context, digest.updatedAt, "ago")}</span>` : html`<span>${words.published} ${time(context, digest.publishedAt, "ago")}</span>`}<span>${words.developments(digest.lines.length)}</span></div></header>${days(context, page, true)}<div class="layout layout-plain layout-ruled"><div class="feed">${updates(context, null)}${
		digest.lines.length === 0
			? html`<p class="empty"><b>${words.noDevelopments(day)}</b> ${words.noneWerePicked}</p>`
			: html`<ol class="stream" data-region="list">${digest.lines.map((line) => lineOf(context, line))}</ol>`
	}<div class="on-text">${actions(context, digestPath(digest.date), title)}</div>${days(context, page, false)}</div></div></main></div>`;
}

function lineOf(context: Context, line: DigestPage["digest"]["lines"][number]): TemplateResult {
	const { words } = context;
	const anchor = `d-${line.keyDevelopmentId}`;
	const inPost = line.postId !== null;
	const href = line.postId
		? postPath(line.storySlug, line.postId)
		: storyPath({ kind: line.storyKind, slug: line.storySlug });
	return html`<li><article class="post development" id=${anchor} data-development=${line.keyDevelopmentId} aria-labelledby=${`${anchor}-h`}><div class="post-rail"><a class="post-time" href=${`#${anchor}`}>${time(context, line.at, "clock")}</a>${placeTime(line.at)}</div><section class="post-main"><h2 class="post-headline" dir="auto" id=${`${anchor}-h`}>${line.text}</h2><p class="source"><span>${inPost ? words.postIn : words.story}</span> <a href=${href}><bdi>${line.storyHeadline}</bdi></a></p></section></article></li>`;
}

/** The days beside this one, above and below its lines: only the first is a landmark, or there would be two of one name. */
function days(context: Context, page: DigestPage, top: boolean): TemplateResult {
	const { words } = context;
	const earlier = page.earlier
		? html`<li><a href=${digestPath(page.earlier)}>${icon.back}${dayOf(context, page.earlier)}</a></li>`
		: html`<li><span>${icon.back}${words.noEarlierDigest}</span></li>`;
	const later = page.later
		? html`<li><a href=${digestPath(page.later)}>${dayOf(context, page.later)}${icon.next}</a></li>`
		: html`<li><span>${words.noLaterDigest}${icon.next}</span></li>`;
	const links = html`<ul>${earlier}<li><a href="/">${words.allDigests}</a></li>${later}</ul>`;
	return top
		? html`<nav class="pager pager-top" aria-label=${words.otherDays}>${links}</nav>`
		: html`<div class="pager">${links}</div>`;
}
