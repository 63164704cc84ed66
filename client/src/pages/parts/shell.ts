import { type MediaView, narrowest, type SiteView, sitePagePath } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import { digestPath, listPath, storyPath } from "../addresses.ts";
import { type Context, directionOf, epoch } from "../context.ts";
import { formatLongDay, formatStamp, formatZone } from "../format-time.ts";
import { storyOf } from "../page-state.ts";
import { foreign } from "./foreign.ts";
import { icon } from "./icon.ts";
import { pagesInFooter, titleOfPage } from "./site-pages.ts";
import { time } from "./time.ts";

/** The words of the interface say their language where the page's text is in another one. */
const langOf = ({ time, language }: Context) => (sameLanguage(time.language, language) ? nothing : time.language);
/** And their direction, where that is another. */
const dirOf = ({ time, language }: Context) =>
	directionOf(time.language) === directionOf(language) ? nothing : directionOf(time.language);
/** Whether two tags are the same language, whatever the countries. */
const sameLanguage = (one: string, other: string): boolean => one.split("-")[0] === other.split("-")[0];

/** Everything around a page's own content. */
export function shell(context: Context, content: TemplateResult): TemplateResult {
	return html`<div class="page" data-page=${context.state.page.kind}><a class="skip" href="#main">${context.words.skip}</a>${masthead(context)}${notice(context)}${liveNow(context)}${content}${footer(context)}</div>`;
}

function masthead(context: Context): TemplateResult {
	const { words, site, state } = context;
	const day = context.asOf === epoch ? "" : formatLongDay(context.time, context.asOf);
	return html`<header class="masthead" lang=${langOf(context)} dir=${dirOf(context)}><div class="wrap masthead-row"><p class="masthead-date">${day ? html`<dateline-time mode="today" text=${day}><time datetime=${context.asOf}>${day}</time></dateline-time>` : nothing}</p><p class="wordmark"><a href="/" lang=${site.language}>${wordmark(site)}</a></p><div class="masthead-tools"><a class="tool" href="/search" aria-label=${words.search} aria-current=${state.page.kind === "search" ? "page" : nothing}>${icon.search}</a><dateline-theme data-system=${words.theme.system} data-light=${words.theme.light} data-dark=${words.theme.dark}><button class="tool" type="button" aria-label=${words.theme.system} hidden>${icon.theme}</button></dateline-theme><a class="tool" href="#sections" aria-label=${words.allSections}>${icon.menu}</a></div></div>${sections(context)}</header>`;
}

/** The name, as a picture where there is one: with a form for each paper, the style sheet shows the one that fits. */
function wordmark(site: SiteView) {
	const { light = null, dark = null } = site.logo ?? {};
	const both = light !== null && dark !== null;
	const picture = (media: MediaView | null, form: string) =>
		media === null
			? nothing
			: html`<img class=${both ? `logo logo-${form}` : "logo"} src=${narrowest(media, 480)} width=${media.width} height=${media.height} alt="" />`;
	if (light === null && dark === null) return html`${site.name}`;
	return html`${picture(light, "light")}${picture(dark, "dark")}<span class="visually-hidden">${site.name}</span>`;
}

function sections(context: Context): TemplateResult {
	const { words, site, state } = context;
	const { page } = state;
	const story =
		page.kind === "story" || page.kind === "live" || page.kind === "changes"
			? storyOf(state, page.id)?.story
			: undefined;
	const here = (is: boolean) => (is ? "page" : nothing);
	const live = site.liveNow.find((one) => one.state === "live");
	const siteState = state.states["site"];
	const digest = siteState?.kind === "site" ? siteState.digest : null;
	const isLive = page.kind === "live" && page.id === live?.id;
	return html`<nav class="sections" aria-label=${words.sections}><div class="wrap"><ul><li><a href="/" aria-current=${here(page.kind === "feed")}>${words.newsFeed}</a></li>${live ? html`<li><a href=${storyPath({ kind: "live", slug: live.slug })} aria-current=${here(isLive)}><span class="dot"></span>${words.live}</a></li>` : nothing}${site.sections.map(
		(section) =>
			html`<li><a href=${listPath("section", section.slug)} lang=${foreign(context, site.language).lang} aria-current=${here(!isLive && ((page.kind === "section" && page.id === section.id) || story?.section?.id === section.id))}>${section.name}</a></li>`,
	)}${digest && digest.lines.length > 0 ? html`<li><a href=${digestPath(digest.date)} aria-current=${here(page.kind === "digest")}>${words.digest}</a></li>` : nothing}</ul></div></nav>`;
}

/**
 * What is live and what will be; on a section's front, what is in the section, if anything is. A post changes no page that does not show its
 * story anyway (docs/decisions/0005), so a story's newest post stands here where its card is on the page.
 */
function liveNow(context: Context): TemplateResult | typeof nothing {
	const { words, site, state } = context;
	const { page, states } = state;
	const own = page.kind === "live" ? page.id : null;
	const others = site.liveNow.filter(({ id }) => id !== own);
	const list = page.kind === "section" ? states[`section:${page.id}`] : undefined;
	const section = list?.kind === "list" ? list.subject : null;
	const here = others.filter((story) => section && story.section === section.id);
	const stories = here.length > 0 ? here : others;
	if (stories.length === 0) return nothing;
	return html`<section class="live-now" aria-labelledby="live-now"><div class="wrap"><h2 id="live-now">${section && here.length > 0 ? words.liveIn(section.name) : words.liveNow}</h2><ul>${stories
		.slice(0, 3)
		.map((story) => {
			const newest = newestPostOf(state, story.id);
			const line =
				story.state === "upcoming"
					? html`${words.starts} ${story.startsAt ? time(context, story.startsAt) : nothing}`
					: newest
						? html`${time(context, newest.at, "short")} <bdi>${newest.headline}</bdi>`
						: html`<b class="live-word">${words.live}</b>`;
			return html`<li class=${story.state === "upcoming" ? "upcoming" : ""} data-live=${story.id}><a href=${storyPath({ kind: "live", slug: story.slug })}><strong><bdi>${story.headline}</bdi></strong><span>${line}</span></a></li>`;
		})}</ul></div></section>`;
}

/** The newest post of a live story, where the page holds its card. */
function newestPostOf({ states }: Context["state"], id: string) {
	for (const channel of Object.values(states)) {
		const cards = channel.kind === "list" ? channel.cards : channel.kind === "card" ? [channel.card] : [];
		const card = cards.find((one) => one.id === id);
		if (card && "slug" in card) return card.latestPosts[0];
	}
	return undefined;
}

function notice(context: Context): TemplateResult | typeof nothing {
	const { words, site, view } = context;
	if (view.notice === null) return nothing;
	const text = {
		"new-version": [words.newVersion(site.name), words.newVersionText],
		"too-old": [words.tooOld, words.tooOldText],
		online: [words.online, words.upTo(formatStamp(context.time, view.lastUpdate ?? context.asOf, context.asOf))],
		preview: [words.preview, words.previewText],
	}[view.notice];
	const reload = view.notice === "new-version" || view.notice === "too-old";
	return html`<aside class="site-line" aria-label=${words.noticeOfSite(site.name)} data-region="notice"><div class="wrap"><p><b>${text[0]}</b> ${text[1]}</p>${view.notice === "preview" ? nothing : html`<div class="site-line-actions">${reload ? html`<button type="button" data-action="reload">${words.reloadNow}</button>` : nothing}<button type="button" data-action="dismiss">${words.notNow}</button></div>`}</div></aside>`;
}

function footer(context: Context): TemplateResult {
	const { words, site } = context;
	const siteState = context.state.states["site"];
	const digest = siteState?.kind === "site" ? siteState.digest : null;
	const place = words.placeOf(context.time.timeZone);
	const offset = formatZone(context.time, context.asOf);
	const times = words.allTimes(place, offset);
	return html`<footer class="footer" id="sections" lang=${langOf(context)} dir=${dirOf(context)}><div class="wrap"><nav aria-label=${words.allSections}><div><h2>${words.news}</h2><ul><li><a href="/">${words.newsFeed}</a></li>${digest ? html`<li><a href=${digestPath(digest.date)}>${words.digest}</a></li>` : nothing}<li><a href="/follow">${words.alerts}</a></li><li><a href="/follow#digest">${words.newsletter}</a></li></ul></div><div class="footer-sections"><h2>${words.sections}</h2><ul>${site.sections.map((section) => html`<li><a href=${listPath("section", section.slug)} lang=${foreign(context, site.language).lang}>${section.name}</a></li>`)}</ul></div><div><h2>${site.name}</h2><ul>${pagesInFooter(site).map((page) => html`<li><a href=${sitePagePath(page)}>${titleOfPage(words, page)}</a></li>`)}</ul></div></nav><div class="footer-line"><span><bdi>© ${site.name}</bdi></span><dateline-time mode="zone" text=${times} data-own=${words.ownTimes(place, offset)}><span>${times}</span></dateline-time></div></div></footer>`;
}
