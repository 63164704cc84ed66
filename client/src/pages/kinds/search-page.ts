import type { SearchAnswer, SearchChoice, SearchQuery } from "@dateline/shared/protocol";
import { html, nothing, type TemplateResult } from "lit";
import { searchPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import type { SearchPage } from "../page-state.ts";
import { foundEntry } from "../parts/found-entry.ts";
import { type SearchWords, searchWords } from "../words/search.ts";

export { searchWords };

/** The search: the words are the headline, then what was found. All of it works as a form and links. */
export function searchPage(context: Context, page: SearchPage): TemplateResult {
	const words = searchWords.of(context.time.language);
	return html`<div class="wrap"><main id="main"><header class="intro intro-search"><div><h1 class="headline headline-brief">${words.title}</h1>${form(context, page, words)}${suggestion(page, words)}</div></header><div class="layout layout-plain"><section class="feed" aria-labelledby="found" aria-busy=${page.way === "asking" ? "true" : "false"} data-region="found">${results(context, page, words)}</section>${help(page, words)}</div></main></div>`;
}

function form(context: Context, { query, answer }: SearchPage, words: SearchWords): TemplateResult {
	const { sections = [], topics = [], authors = [] } = answer?.choices ?? {};
	const dates =
		query.when === "between"
			? html`${dateField("from", words.from, query.from)}${dateField("to", words.to, query.to)}`
			: nothing;
	return html`<form class="search-form" role="search" action="/search" aria-label=${words.formLabel(context.site.name)}><label for="q">${words.label}</label><div class="search-bar"><input id="q" name="q" type="search" value=${query.q} maxlength="200" autocomplete="off" spellcheck="false" enterkeyhint="search" aria-describedby="found" dir="auto"><button class="button button-solid" type="submit">${words.button}</button></div><div class="search-filters">${choice("section", words.section, words.allSections, sections, query.section)}${choice("topic", words.topic, words.allTopics, topics, query.topic)}<p class="field"><label for="when">${words.when}</label><select class="control" id="when" name="when">${Object.entries(words.times).map(([value, name]) => html`<option value=${value} ?selected=${value === query.when}>${name}</option>`)}</select></p>${dates}${choice("author", words.author, words.everyone, authors, query.author)}<p class="field"><label for="sort">${words.order}</label><select class="control" id="sort" name="sort">${Object.entries(words.orders).map(([value, name]) => html`<option value=${value} ?selected=${value === query.sort}>${name}</option>`)}</select></p></div>${query.kind ? html`<input type="hidden" name="kind" value=${query.kind}>` : nothing}</form>`;
}

const dateField = (name: "from" | "to", label: string, value: string) =>
	html`<p class="field"><label for=${name}>${label}</label><input class="control" type="date" id=${name} name=${name} value=${value}></p>`;

/** A filter that would offer nothing is not there. */
function choice(
	name: "section" | "topic" | "author",
	label: string,
	all: string,
	choices: readonly SearchChoice[],
	chosen: string,
): TemplateResult | typeof nothing {
	const missing = chosen !== "" && !choices.some(({ slug }) => slug === chosen);
	if (choices.length === 0 && !missing) return nothing;
	const offered = missing ? [{ slug: chosen, name: chosen }, ...choices] : choices;
	return html`<p class="field"><label for=${name}>${label}</label><select class="control" id=${name} name=${name}><option value="" ?selected=${chosen === ""}>${all}</option>${offered.map(
		({ slug, name: said }) => html`<option value=${slug} ?selected=${slug === chosen}>${said}</option>`,
	)}</select></p>`;
}

/** Another spelling: one that was taken, or one that is offered. */
function suggestion({ query, answer }: SearchPage, words: SearchWords): TemplateResult | typeof nothing {
	const spelling = answer?.spelling;
	if (!spelling) return nothing;
	const other = html`<a class="link" href=${searchPath({ ...query, q: spelling.words, page: 1 })}><b><bdi>${spelling.words}</bdi></b></a>`;
	if (spelling.kind === "maybe") return html`<p class="suggestion">${words.didYouMean} ${other}?</p>`;
	return html`<p class="suggestion">${words.instead} ${other}. <a class="link" href=${searchPath({ ...query, page: 1, exactly: true })}>${words.allTheSame(query.q)}</a></p>`;
}

/** How many there are, as the headline and as the announcement say it. */
export function countOf(answer: SearchAnswer, words: SearchWords): string {
	return answer.more && answer.total >= 1_000 ? words.moreThan(1_000) : words.results(answer.total);
}

function results(context: Context, page: SearchPage, words: SearchWords): TemplateResult {
	const { query, answer, way } = page;
	const asked = [...query.q].length >= 2;
	const looked = answer?.spelling?.kind === "instead" ? answer.spelling.words : query.q;
	const said =
		way === "failed"
			? words.noAnswer
			: way === "asking" || !answer || !asked
				? ""
				: words.resultsFor(countOf(answer, words), looked);
	const status = html`<p class="visually-hidden" role="status" data-region="status">${said}</p>`;
	if (way === "failed") {
		return html`${status}<div class="empty" id="found"><b>${words.noAnswer}</b> ${words.wordsKept} <a class="button" href=${searchPath(query)} data-search="again">${words.tryAgain}</a></div>`;
	}
	const searching =
		way === "asking" && asked
			? html`<p class="empty searching"><b>${words.searchingFor(query.q)}</b> ${answer?.results.length ? words.stay : nothing}</p>`
			: nothing;
	if (!answer || (!asked && answer.results.length === 0)) {
		return html`${status}<div class="empty" id="found"><b>${words.typeMore}</b> ${words.lastHour}</div>${searching}`;
	}
	if (answer.total === 0) return html`${status}${searching}${none(answer, words)}`;
	const of = countOf(answer, words);
	const count = answer.results.length + (answer.query.page - 1) * 10;
	return html`${status}${searching}<div class="stream-head results-head"><h2 id="found">${of}</h2>${page.news?.more ? html`<a class="link" href=${searchPath(query)} data-search="again">${words.newResults(page.news.more)}</a>` : nothing}${kinds(answer, words)}</div>${answer.query.page > 1 ? html`<p class="older-note"><a class="link" href=${searchPath({ ...answer.query, page: 1 })}>${words.backToFirst}</a></p>` : nothing}<ol class="entries">${answer.results.map((result) => html`<li>${page.news?.gone.includes(result.id) ? html`<article class="entry" data-withdrawn><p class="tombstone">${words.gone}</p></article>` : foundEntry(context, result, words)}</li>`)}</ol><div class="show-more">${answer.next ? html`<a class="button button-wide" href=${searchPath({ ...answer.query, page: answer.query.page + 1 })} data-search="more">${context.view.more === "loading" ? words.loading : words.more}</a>` : nothing}<p>${words.shown(count, of)}</p></div>`;
}

function kinds({ query, counts, more }: SearchAnswer, words: SearchWords): TemplateResult {
	const every = counts.story + counts.post + counts.key_development;
	const number = (count: number) => (more ? "" : words.number(count));
	const link = (kind: SearchQuery["kind"], label: string) =>
		html`<a href=${searchPath({ ...query, kind, page: 1 })} aria-current=${query.kind === kind ? "true" : nothing} data-search="kind">${label.trim()}</a>`;
	return html`<nav class="order" aria-label=${words.kinds}>${link("", words.all(number(every)))}${(
		["post", "story", "key_development"] as const
	)
		.filter((kind) => counts[kind] > 0 || query.kind === kind)
		.map((kind) => link(kind, words.ofKind[kind](number(counts[kind]))))}</nav>`;
}

function none(answer: SearchAnswer, words: SearchWords): TemplateResult {
	const { query, without, choices } = answer;
	return html`<div class="empty" id="found"><b>${words.nothing(query.q)}</b> <p>${words.tryFewer}</p>${without ? html`<p><a class="link" href=${searchPath({ ...query, page: 1, [without.filter]: "", ...(without.filter === "when" && { from: "", to: "" }) })}>${takeAway(without.filter, query, choices, words)}</a> ${words.inBrackets(without.more ? words.moreThan(1_000) : words.results(without.total))}</p>` : nothing}<p><a class="link" href="/">${words.goToFeed}</a></p></div>`;
}

function takeAway(
	filter: NonNullable<SearchAnswer["without"]>["filter"],
	query: SearchQuery,
	choices: SearchAnswer["choices"],
	words: SearchWords,
): string {
	if (filter === "when" || filter === "kind") return words.takeAway[filter];
	const slug = query[filter];
	return words.takeAway[filter](choices[`${filter}s`].find((one) => one.slug === slug)?.name ?? slug);
}

function help({ answer }: SearchPage, words: SearchWords): TemplateResult {
	const narrower = answer?.narrower ?? [];
	return html`<aside class="side" aria-label=${words.help}><div class="side-inner">${narrower.length > 0 && answer ? html`<section><h2>${words.narrower}</h2><ul>${narrower.map(({ kind, slug, name }) => html`<li><a href=${searchPath({ ...answer.query, [kind]: slug, page: 1 })}>${words.narrowTo[kind](name)}</a></li>`)}</ul></section>` : nothing}<section><h2>${words.howToAsk}</h2><ul><li>${words.quotes} <b>${words.quotesExample}</b></li><li>${words.minus} <b>${words.minusExample}</b></li></ul></section></div></aside>`;
}
