import { sql } from "kysely";
import { foldWords } from "./fold-words.ts";
import type { Executor } from "./open.ts";

/** What somebody typed, taken apart. */
export interface SearchTerms {
	words: string[];
	/** What stood in quotation marks. */
	phrases: string[];
	/** What stood after a minus. */
	without: string[];
}

const mostTerms = 12;
/** Letters of a beginning: with fewer, it is one of too many words. */
const shortestBeginning = 3;
const longestWord = 60;
const hasLetters = /[\p{L}\p{N}]/u;

/** Takes what was typed apart; quotation marks of every language keep words together. */
export function parseTerms(text: string): SearchTerms {
	const terms: SearchTerms = { words: [], phrases: [], without: [] };
	const parts = text
		.normalize()
		.matchAll(/(?<minus>(?<!\S)[-−])?(?:["“”„«»](?<phrase>[^"“”„«»]*)["“”„«»]?|(?<word>[^\s"“”„«»]+))/gu);
	for (const { groups } of parts) {
		const term = (groups?.["phrase"] ?? groups?.["word"] ?? "").trim();
		if (!hasLetters.test(term)) continue;
		if (groups?.["minus"]) terms.without.push(term);
		else if (groups?.["phrase"] !== undefined && /\s/.test(term)) terms.phrases.push(term);
		else terms.words.push(term.slice(0, longestWord));
		if (terms.words.length + terms.phrases.length + terms.without.length === mostTerms) break;
	}
	return terms;
}

/** A question as PostgreSQL has it: for what is found, and, without the beginnings of words, for what comes first. */
export interface TermQuery {
	matching: string;
	ranking: string;
	/** The words of phrases (and the signs of a language without spaces), each for itself, by which an index finds what is then looked at for the phrase; empty: no phrase. */
	indexed: string;
}

/**
 * The question that these terms make, in every language that something was published in. The last word may be the
 * beginning of one. Null when nothing is asked for.
 */
export async function termQuery(executor: Executor, terms: SearchTerms): Promise<TermQuery | null> {
	const { words, phrases, without } = terms;
	if (words.length + phrases.length === 0) return null;
	const endings = words.map((word, index) =>
		index === words.length - 1 && word.length >= shortestBeginning ? ":*" : "",
	);
	const { rows } = await sql<{ matching: string | null; ranking: string | null; exact: string }>`
		select search_term(word, ending)::text as matching, search_term(word, '')::text as ranking,
			phraseto_tsquery('simple', search_fold(word))::text as exact
		from unnest(${words}::text[], ${endings}::text[]) with ordinality as asked (word, ending, place)
		order by place`.execute(executor);
	const others = await sql<{ query: string }>`
		select phraseto_tsquery('simple', search_fold(phrase))::text as query
		from unnest(${[...phrases, ...without]}::text[]) with ordinality as asked (phrase, place)
		order by place`.execute(executor);
	const kept = others.rows.slice(0, phrases.length).map(({ query }) => query);
	const left = others.rows.slice(phrases.length).flatMap(({ query }) => (query ? `!(${query})` : []));
	const inflected = rows.map((row, index) => withForms(row.matching, words[index] as string));
	const asked = (queries: (string | null)[]) => {
		const said = [...queries, ...kept].filter((query) => query);
		// Words that a language leaves out are asked for only when there is nothing else.
		const all = said.length > 0 ? said : rows.map(({ exact }) => exact).filter((query) => query);
		return all.length === 0 ? null : [...all.map((query) => `(${query})`), ...left].join(" & ");
	};
	const matching = asked(inflected);
	if (matching === null) return null;
	const indexed = matching.includes("<") ? matching.replace(/<(?:-|\d+)>/g, "&") : "";
	return { matching, ranking: asked(rows.map(({ ranking }) => ranking)) ?? matching, indexed };
}

/** Endings of Ukrainian and its like, for which PostgreSQL has no stemmer; the longest first. */
const endings =
	/(?:ами|ями|ого|ому|ими|іми|ій|ої|ою|єю|ею|ям|ам|ах|ях|ів|їв|ом|ем|єм|их|им|ии|ії|ія|ію|ие|ые|ый|ая|ое|[аеєиіїйоуюяьыэ])$/u;

/** A Cyrillic word is asked for by what is left of it without its ending, too: "евакуації" finds "евакуація". */
function withForms(query: string | null, word: string): string | null {
	const lower = word.toLowerCase();
	if (query === null || !/^[\u0400-\u052f]{5,}$/u.test(lower)) return query;
	const stem = lower.replace(endings, "");
	if (stem === lower || stem.length < 4) return query;
	return `${query} | '${foldWords(stem)}':*`;
}
