import { type MediaView, narrowest, type SiteView, sitePagePath } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import { digestPath, listPath, storyPath } from "../addresses.ts";
import { type Context, contextOf, directionOf, epoch } from "../context.ts";
import { formatLongDay, formatZone } from "../format-time.ts";
import { type PageState, storyOf } from "../page-state.ts";
import { frameWords } from "../words/frame.ts";
import { foreign } from "./foreign.ts";
import { icon } from "./icon.ts";
import { pagesInFooter, titleOfPage } from "./site-pages.ts";

/** What stands above and below a page's own content. Only the server draws it: see `renew-frame.ts` of the reader. */
export interface Frame {
	head: unknown;
	foot: unknown;
}

/** The head and the foot of a page. */
export function renderFrame(state: PageState): { head: TemplateResult; foot: TemplateResult } {
	const context = contextOf(state);
	return {
		head: html`<a class="skip" href="#main">${frameWords.of(context.time.language).skip}</a>${masthead(context)}`,
		foot: footer(context),
	};
}

/** The words of the interface say their language where the page's text is in another one. */
const langOf = ({ time, language }: Context) => (sameLanguage(time.language, language) ? nothing : time.language);
/** And their direction, where that is another. */
const dirOf = ({ time, language }: Context) =>
	directionOf(time.language) === directionOf(language) ? nothing : directionOf(time.language);
/** Whether two tags are the same language, whatever the countries. */
const sameLanguage = (one: string, other: string): boolean => one.split("-")[0] === other.split("-")[0];

function masthead(context: Context): TemplateResult {
	const { words, site, state } = context;
	const frame = frameWords.of(context.time.language);
	const day = context.asOf === epoch ? "" : formatLongDay(context.time, context.asOf);
	return html`<header class="masthead" lang=${langOf(context)} dir=${dirOf(context)}><div class="wrap masthead-row"><p class="masthead-date">${day ? html`<dateline-time mode="today" text=${day}><time datetime=${context.asOf}>${day}</time></dateline-time>` : nothing}</p><p class="wordmark"><a href="/" lang=${site.language}>${wordmark(site)}</a></p><div class="masthead-tools"><a class="tool" href="/search" aria-label=${words.search} aria-current=${state.page.kind === "search" ? "page" : nothing}>${icon.search}</a><dateline-theme data-system=${frame.theme.system} data-light=${frame.theme.light} data-dark=${frame.theme.dark}><button class="tool" type="button" aria-label=${frame.theme.system} hidden>${icon.theme}</button></dateline-theme><a class="tool" href="#sections" aria-label=${words.allSections}>${icon.menu}</a></div></div>${sections(context)}</header>`;
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
	return html`<nav class="sections" aria-label=${words.sections}><div class="wrap"><ul><li><a href="/" aria-current=${here(page.kind === "feed")}>${words.newsFeed}</a></li><li data-live-link ?hidden=${!live}><a href=${live ? storyPath({ kind: "live", slug: live.slug }) : nothing} aria-current=${here(isLive)}><span class="dot"></span>${words.live}</a></li>${site.sections.map(
		(section) =>
			html`<li><a href=${listPath("section", section.slug)} lang=${foreign(context, site.language).lang} aria-current=${here(!isLive && ((page.kind === "section" && page.id === section.id) || story?.section?.id === section.id))}>${section.name}</a></li>`,
	)}${digest && digest.lines.length > 0 ? html`<li><a href=${digestPath(digest.date)} aria-current=${here(page.kind === "digest")}>${words.digest}</a></li>` : nothing}</ul></div></nav>`;
}

function footer(context: Context): TemplateResult {
	const { words, site } = context;
	const frame = frameWords.of(context.time.language);
	const siteState = context.state.states["site"];
	const digest = siteState?.kind === "site" ? siteState.digest : null;
	const place = words.placeOf(context.time.timeZone);
	const offset = formatZone(context.time, context.asOf);
	const times = frame.allTimes(place, offset);
	return html`<footer class="footer" id="sections" lang=${langOf(context)} dir=${dirOf(context)}><div class="wrap"><nav aria-label=${words.allSections}><div><h2>${frame.news}</h2><ul><li><a href="/">${words.newsFeed}</a></li>${digest ? html`<li><a href=${digestPath(digest.date)}>${words.digest}</a></li>` : nothing}<li><a href="/follow">${frame.alerts}</a></li><li><a href="/follow#digest">${frame.newsletter}</a></li></ul></div><div class="footer-sections"><h2>${words.sections}</h2><ul>${site.sections.map((section) => html`<li><a href=${listPath("section", section.slug)} lang=${foreign(context, site.language).lang}>${section.name}</a></li>`)}</ul></div><div><h2>${site.name}</h2><ul>${pagesInFooter(site).map((page) => html`<li><a href=${sitePagePath(page)}>${titleOfPage(frame, page)}</a></li>`)}</ul></div></nav><div class="footer-line"><span><bdi>© ${site.name}</bdi></span><dateline-time mode="zone" text=${times} data-own=${frame.ownTimes(place, offset)}><span>${times}</span></dateline-time></div></div></footer>`;
}
