import { html, nothing, type TemplateResult } from "lit";
import { storyPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import { type Page, storyOf } from "../page-state.ts";
import { contact } from "../parts/author-box.ts";
import { body } from "../parts/body.ts";
import { badge } from "../parts/kicker.ts";
import { latest, message } from "../parts/message.ts";
import { titleOfPage } from "../parts/site-pages.ts";
import { time } from "../parts/time.ts";
import { frameWords } from "../words/frame.ts";
import { messageWords } from "../words/message.ts";
import { withdrawnStoryPage } from "./withdrawn-page.ts";

export { frameWords, messageWords };

/** A page that has nothing of its own to show, or the site's own words. */
export function messagePage(
	context: Context,
	page: Extract<Page, { kind: "text" | "missing" | "gone" | "failed" }>,
): TemplateResult {
	if (page.kind === "text") return textPage(context, page);
	if (page.kind === "gone") return withdrawnPostPage(context, page);
	return page.kind === "failed" ? failedPage(context, page) : missingPage(context);
}

/** 404. */
function missingPage(context: Context): TemplateResult {
	const { words } = context;
	const said = messageWords.of(context.time.language);
	return message(
		{ number: "404", word: said.notFound },
		said.missingTitle,
		said.missingText,
		html`<form class="search-form" role="search" action="/search"><label for="q404">${words.search}</label><div class="search-bar"><input id="q404" name="q" type="search" autocomplete="off" spellcheck="false" enterkeyhint="search" /><button class="button button-solid" type="submit">${words.search}</button></div></form><p class="message-actions"><a class="button" href="/">${words.goToFeed}</a></p>${latest(context)}`,
	);
}

/** 410, with a way on to the coverage that the post was part of. */
function withdrawnPostPage(context: Context, page: Extract<Page, { kind: "gone" }>): TemplateResult {
	const { words } = context;
	const said = messageWords.of(context.time.language);
	const story = storyOf(context.state, page.id)?.story;
	if (!story) return withdrawnStoryPage(context);
	const path = storyPath(story);
	const note = page.withdrawal;
	return message(
		{ number: "410", word: words.withdrawn, at: note && time(context, note.at) },
		said.postWithdrawn,
		note?.reason ? html`<bdi>${note.reason}</bdi>` : said.postWithdrawnText,
		html`${note ? html`<p class="message-way">${said.postWasPosted} ${time(context, note.publishedAt)}.${note.reason ? html` ${said.postWithdrawnText}` : nothing}</p>` : nothing}<ol class="entries entries-short"><li><article class="entry"><div class="entry-text"><p class="kicker">${badge(context, story)}<span>${said.coverageItWasPartOf}</span></p><h2 class="entry-headline"><a href=${path}>${story.headline}</a></h2></div></article></li></ol><p class="message-actions"><a class="button" href=${path}>${said.goToCoverage}</a></p>`,
	);
}

/** 500. `reference` finds the fault in the log. */
function failedPage(context: Context, page: Extract<Page, { kind: "failed" }>): TemplateResult {
	const { words } = context;
	const said = messageWords.of(context.time.language);
	return message(
		{ number: "500", word: said.ourMistake },
		said.failedTitle,
		said.failedText,
		html`<p class="message-actions"><a class="button button-solid" href="">${words.tryAgain}</a> <a class="button" href="/">${words.goToFeed}</a></p><p class="address"><span>${said.ifYouWrite}</span> <code>${page.reference}</code></p>`,
	);
}

/** The site's own words: a text that was written for the page, or the short ones, a blank line between paragraphs. */
function textPage(context: Context, { page, html: text }: Extract<Page, { kind: "text" }>): TemplateResult {
	const { site } = context;
	const title = titleOfPage(frameWords.of(context.time.language), page);
	if (text !== null) {
		return html`<div class="wrap"><main id="main"><article class="intro text-page" lang=${site.language}><div><h1 class="headline headline-page">${title}</h1>${body(context, `site:${page}`, text)}</div></article></main></div>`;
	}
	const short = page === "about" ? site.about || site.description : site.contact;
	const paragraphs = short.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== "");
	return html`<div class="wrap"><main id="main"><header class="intro"><div><h1 class="headline headline-page">${title}</h1><div class="prose">${paragraphs.map((paragraph) => html`<p>${contact(paragraph.trim())}</p>`)}</div></div></header></main></div>`;
}
