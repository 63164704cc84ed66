import type { FoundKind, SearchAnswer, SearchQuery } from "../protocol/index.ts";
import type { Executor } from "./open.ts";
import {
	type Candidate,
	findCandidates,
	mostCounted,
	orderCandidates,
	type SearchBounds,
} from "./search-candidates.ts";
import { findChoices } from "./search-choices.ts";
import { readResults } from "./search-results.ts";
import { respell } from "./search-spelling.ts";
import { parseTerms, type TermQuery, termQuery } from "./search-terms.ts";

/** Results on a page. */
export const resultsOnPage = 10;

/** What a question has found, of every kind and on every page, in its order. */
export interface FoundPublished {
	candidates: Candidate[];
	more: boolean;
	query: TermQuery | null;
	/** The words that were looked for. */
	words: string[];
	spelling: SearchAnswer["spelling"];
	without: SearchAnswer["without"];
}

/** What all pages of a question share. `likeness` says whether mistyped words can be looked for. */
export interface SearchSettings {
	likeness: boolean;
	/** The bounds of `when`. */
	since: string | null;
	until: string | null;
}

const nothing: FoundPublished = { candidates: [], more: false, query: null, words: [], spelling: null, without: null };
/** With fewer results than this, another spelling is offered. */
const few = 3;

/**
 * Finds what is published and has these words. What can't be seen by readers has no entry, and is not shown even if it
 * had one; nothing here runs in a transaction, so that no statement holds up publishing for longer than itself.
 */
export async function findPublished(
	executor: Executor,
	asked: SearchQuery,
	settings: SearchSettings,
): Promise<FoundPublished> {
	const terms = parseTerms(asked.q);
	const query = await termQuery(executor, terms);
	if (query === null) return nothing;
	const { unknown, ...lists } = await findChoices(executor, asked);
	const bounds: SearchBounds = { ...lists, since: settings.since, until: settings.until };
	const search = async (by: TermQuery, within: SearchBounds) => {
		const { candidates, more } = await findCandidates(executor, by, within, asked.sort === "oldest");
		return { candidates: await orderCandidates(executor, candidates, by, asked.sort), more };
	};
	const found = unknown ? { candidates: [], more: false } : await search(query, bounds);
	const straight = { ...nothing, ...found, query, words: terms.words };
	if (found.candidates.length >= few || asked.exactly) {
		return { ...straight, without: await widen(executor, found.candidates, query, asked, bounds) };
	}
	const better = settings.likeness ? await respell(executor, terms) : null;
	if (better !== null) {
		const respelt = parseTerms(better);
		const other = await termQuery(executor, respelt);
		const instead = other && !unknown ? await search(other, bounds) : null;
		if (other && instead && instead.candidates.length > found.candidates.length) {
			if (found.candidates.length > 0) return { ...straight, spelling: { kind: "maybe", words: better } };
			const spelling = { kind: "instead" as const, words: better };
			return { ...nothing, ...instead, query: other, words: respelt.words, spelling };
		}
	}
	return { ...straight, without: await widen(executor, found.candidates, query, asked, bounds) };
}

/** Nothing with these filters: how much there is without the one that narrows most. */
async function widen(
	executor: Executor,
	candidates: readonly Candidate[],
	query: TermQuery,
	asked: SearchQuery,
	bounds: SearchBounds,
): Promise<SearchAnswer["without"]> {
	if (candidates.length > 0) return null;
	for (const filter of ["section", "topic", "author", "when"] as const) {
		if (asked[filter] === "") continue;
		const wider = await findChoices(executor, { ...asked, ...(filter !== "when" && { [filter]: "" }) });
		if (wider.unknown) continue;
		const times = filter === "when" ? { since: null, until: null } : {};
		const { candidates: more, ...rest } = await findCandidates(
			executor,
			query,
			{ ...bounds, ...wider, ...times },
			false,
		);
		if (more.length > 0) return { filter, total: Math.min(more.length, mostCounted), more: rest.more };
	}
	return null;
}

/** One page of what was found, as readers may see it now. */
export async function presentFound(
	executor: Executor,
	found: FoundPublished,
	asked: SearchQuery,
	choices: SearchAnswer["choices"],
): Promise<SearchAnswer> {
	const counts: Record<FoundKind, number> = { story: 0, post: 0, key_development: 0 };
	const counted = found.candidates.slice(0, mostCounted);
	for (const { kind } of counted) counts[kind] += 1;
	const ofKind = asked.kind === "" ? counted : counted.filter(({ kind }) => kind === asked.kind);
	const from = (asked.page - 1) * resultsOnPage;
	const page = ofKind.slice(from, from + resultsOnPage);
	const read = found.query ? await readResults(executor, page, found.query, found.words) : { results: [], cards: [] };
	const missed = ofKind.length === 0 && counted.length > 0;
	return {
		query: asked,
		total: ofKind.length,
		counts,
		more: found.more,
		results: read.results,
		next: ofKind.length > from + resultsOnPage,
		spelling: found.spelling,
		without: missed ? { filter: "kind", total: counted.length, more: found.more } : found.without,
		narrower: narrowerThan(read.cards, asked),
		choices,
	};
}

/** Topics and authors that several of these stories share, those of the most first. */
function narrowerThan(
	cards: Awaited<ReturnType<typeof readResults>>["cards"],
	asked: SearchQuery,
): SearchAnswer["narrower"] {
	const counted = new Map<string, { count: number; choice: SearchAnswer["narrower"][number] }>();
	for (const { topics, authors } of cards) {
		const choices = [
			...(asked.topic ? [] : topics.map(({ slug, name }) => ({ kind: "topic" as const, slug, name }))),
			...(asked.author ? [] : authors.map(({ slug, name }) => ({ kind: "author" as const, slug, name }))),
		];
		for (const choice of choices) {
			const key = `${choice.kind}:${choice.slug}`;
			counted.set(key, { choice, count: (counted.get(key)?.count ?? 0) + 1 });
		}
	}
	return [...counted.values()]
		.sort((one, other) => other.count - one.count)
		.slice(0, 5)
		.map(({ choice }) => choice);
}
