import { html, nothing, type TemplateResult } from "lit";
import { digestPath, postPath, storyPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import type { Page } from "../page-state.ts";
import { actions } from "../parts/actions.ts";
import { dayOf } from "../parts/day.ts";
import { icon } from "../parts/icon.ts";
import { badge } from "../parts/kicker.ts";
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
			: html`<ol class="stream" data-region="list">${digest.lines.map((line, index) => lineOf(context, line, liveOf(context, digest.lines, index)))}</ol>`
	}<div class="on-text">${actions(context, digestPath(digest.date), title)}</div>${days(context, page, false)}</div>${byMail(context)}</div></main></div>`;
}

function byMail({ words }: Context): TemplateResult {
	return html`<aside class="side" aria-label=${words.eachDayByMail}><div class="side-inner"><section><h2>${words.eachDayByMail}</h2><div class="follow-control"><a class="button" href="/follow#digest">${words.getDigest}</a><p>${words.getDigestText}</p></div></section></div></aside>`;
}

type LiveNow = Context["site"]["liveNow"][number];

/** The coverage that the line is of, when it still goes on: once for each, under the first of its lines. */
function liveOf(context: Context, lines: DigestPage["digest"]["lines"], index: number): LiveNow | undefined {
	const id = lines[index]?.storyId;
	if (lines.findIndex(({ storyId }) => storyId === id) !== index) return undefined;
	return context.site.liveNow.find((story) => story.id === id && story.state === "live");
}

function lineOf(context: Context, line: DigestPage["digest"]["lines"][number], live?: LiveNow): TemplateResult {
	const { words } = context;
	const anchor = `d-${line.keyDevelopmentId}`;
	const inPost = line.postId !== null;
	const href = line.postId
		? postPath(line.storySlug, line.postId)
		: storyPath({ kind: line.storyKind, slug: line.storySlug });
	return html`<li><article class="post development" id=${anchor} data-development=${line.keyDevelopmentId} aria-labelledby=${`${anchor}-h`}><div class="post-rail"><a class="post-time" href=${`#${anchor}`}>${time(context, line.at, "clock")}</a>${placeTime(line.at)}</div><section class="post-main"><h2 class="post-headline" dir="auto" id=${`${anchor}-h`}>${line.text}</h2><p class="source"><span>${inPost ? words.postIn : words.story}</span> <a href=${href}><bdi>${line.storyHeadline}</bdi></a></p>${live ? html`<p class="still">${badge(context, { state: live.state, startsAt: null, endedAt: null })}<span>${words.stillLive} <a href=${storyPath({ kind: "live", slug: live.slug })}><bdi>${live.headline}</bdi></a></span></p>` : nothing}</section></article></li>`;
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
