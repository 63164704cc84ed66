import { sql } from "kysely";
import { type Card, type Document, documentText } from "../model/index.ts";
import type { FoundStory, MarkedText, SearchResult } from "../protocol/index.ts";
import { readCards } from "./cards.ts";
import { foldWords } from "./fold-words.ts";
import { instantOf } from "./instants.ts";
import type { Executor } from "./open.ts";
import type { Candidate } from "./search-candidates.ts";
import type { TermQuery } from "./search-terms.ts";

interface LiveRow {
	key: string;
	headline: string;
	standfirst: string;
	body: Document | null;
	post_id: string | null;
	key_event: boolean;
	breaking: boolean;
	at: number;
}

/** Characters of a text in which its words are looked for once more, to show them. */
const longestText = 20_000;

/** These candidates as readers see them now, in their order; one that can't be seen any more is left out. */
export async function readResults(
	executor: Executor,
	candidates: readonly Candidate[],
	query: TermQuery,
	words: readonly string[],
): Promise<{ results: SearchResult[]; cards: Card[] }> {
	if (candidates.length === 0) return { results: [], cards: [] };
	const rows = await readLiveRows(executor, candidates);
	const cards = await readCards(executor, [...new Set(candidates.map(({ storyId }) => storyId))]);
	const live = candidates.flatMap((candidate) => {
		const row = rows.get(`${candidate.kind}:${candidate.id}`);
		const card = cards.get(candidate.storyId);
		return row && card ? [{ candidate, row, card, text: textOf(row) }] : [];
	});
	const marked = await mark(executor, live, query, words);
	const results = live.map(({ candidate: { kind, id }, row, card }, index) => {
		const { headline, text } = marked[index] as { headline: MarkedText; text: MarkedText };
		const postId = kind === "post" ? id : row.post_id;
		return {
			...{ kind, id, headline, text, at: instantOf(row.at), key: row.key_event, breaking: row.breaking },
			path: pathOf(card, postId),
			story: foundStory(card, kind === "story"),
		};
	});
	return { results, cards: live.map(({ card }) => card) };
}

function pathOf({ kind, slug }: Card, postId: string | null): string {
	const path = `/${kind === "live" ? "live" : "story"}/${encodeURIComponent(slug)}`;
	return postId !== null && kind === "live" ? `${path}/post/${postId}` : path;
}

const textOf = ({ standfirst, body }: LiveRow): string =>
	[standfirst, body ? documentText(body) : ""].filter(Boolean).join("\n").replace(/\s+/gu, " ").slice(0, longestText);

function foundStory(card: Card, itself: boolean): FoundStory {
	const { id, kind, slug, state, startsAt, endedAt, headline, language, section } = card;
	const { readingMinutes, postCount, publishedAt, updatedAt } = card;
	return {
		...{ id, kind, slug, state, startsAt, endedAt, headline, language, section },
		...{ readingMinutes, postCount, publishedAt, updatedAt },
		lead: itself ? card.lead : null,
	};
}

async function readLiveRows(executor: Executor, candidates: readonly Candidate[]): Promise<Map<string, LiveRow>> {
	const idsOf = (kind: Candidate["kind"]) => candidates.filter((one) => one.kind === kind).map(({ id }) => id);
	const { rows } = await sql<LiveRow>`
		select 'story:' || id as key, content ->> 'headline' as headline, content ->> 'standfirst' as standfirst,
			content -> 'body' as body, null as post_id, false as key_event, false as breaking,
			(extract(epoch from published_at) * 1000)::float8 as at
		from stories where id = any(${idsOf("story")}::text[]) and status = 'published'
		union all
		select 'post:' || id, content ->> 'headline', '', content -> 'body', id, key, (content ->> 'breaking')::boolean,
			(extract(epoch from published_at) * 1000)::float8
		from posts where id = any(${idsOf("post")}::text[]) and status = 'published'
		union all
		select 'key_development:' || id, text, '', null, post_id, false, false, (extract(epoch from at) * 1000)::float8
		from key_developments where id = any(${idsOf("key_development")}::text[]) and status = 'published'`.execute(
		executor,
	);
	return new Map(rows.map((row) => [row.key, row]));
}

/** Signs that stand in no text: they are taken out of it before. */
const [opening, closing] = ["\ue000", "\ue001"];
const signs = /[\ue000\ue001]/g;

/** Headlines and the words around what was found, with what was found marked: as plain text, which the page escapes. */
async function mark(
	executor: Executor,
	live: readonly { row: LiveRow; card: Card; text: string }[],
	{ matching }: TermQuery,
	words: readonly string[],
): Promise<{ headline: MarkedText; text: MarkedText }[]> {
	const headlines = live.map(({ row }) => row.headline.replace(signs, ""));
	const texts = live.map(({ text }) => text.replace(signs, ""));
	const languages = live.map(({ card }) => card.language);
	const common = `StartSel=${opening}, StopSel=${closing}`;
	const { rows } = await sql<{ headline: string; text: string }>`
		select
			ts_headline(search_configuration(language)::regconfig, headline, ${matching}::tsquery, ${`${common}, HighlightAll=true`}) as headline,
			ts_headline(search_configuration(language)::regconfig, text, ${matching}::tsquery, ${`${common}, MaxWords=34, MinWords=24, ShortWord=0`}) as text
		from unnest(${headlines}::text[], ${texts}::text[], ${languages}::text[]) with ordinality
			as shown (headline, text, language, place) order by place`.execute(executor);
	return rows.map((row, index) => ({
		headline: split(row.headline, words),
		text: aroundSigns(texts[index] as string, words) ?? around(row.text, texts[index] as string, words),
	}));
}

/** Words of Chinese and Japanese stand without spaces, which PostgreSQL's excerpts don't know. */
const withoutSpaces = /[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3134f}]/u;
/** Signs that such an excerpt has before and after what was found. */
const [leading, trailing] = [20, 60];

/** The place of a text that has what was asked for, signs in a row; null when there is none of that kind. */
function aroundSigns(text: string, words: readonly string[]): MarkedText | null {
	const lower = text.toLowerCase();
	const places = words
		.filter((word) => withoutSpaces.test(word))
		.map((word) => lower.indexOf(word.toLowerCase()))
		.filter((at) => at >= 0);
	if (places.length === 0) return null;
	const start = Math.max(0, Math.min(...places) - leading);
	return around(text.slice(start, Math.min(...places) + trailing), text, words);
}

function around(excerpt: string, text: string, words: readonly string[]): MarkedText {
	const pieces = split(excerpt, words);
	const plain = pieces.join("");
	const before = text.startsWith(plain.trim()) ? "" : "… ";
	const after = text.endsWith(plain.trim()) ? "" : " …";
	if (plain === "") return pieces;
	const last = pieces.length - 1;
	pieces[0] = before + pieces[0];
	if (last % 2 === 0) pieces[last] += after;
	else pieces.push(after);
	return pieces;
}

/** The pieces between the signs; where PostgreSQL has marked nothing, the beginnings of words that were typed. */
function split(text: string, words: readonly string[]): MarkedText {
	if (text.includes(opening)) return text.split(signs);
	const pieces: MarkedText = [];
	let from = 0;
	const asked = words.filter((word) => withoutSpaces.test(word));
	for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
		if (withoutSpaces.test(word)) {
			for (const one of asked) {
				const at = text.indexOf(one, Math.max(index, from));
				if (at < 0 || at >= index + word.length) continue;
				pieces.push(text.slice(from, at), one);
				from = at + one.length;
			}
			continue;
		}
		if (!words.some((one) => one.length > 1 && foldWords(word).startsWith(foldWords(one)))) continue;
		pieces.push(text.slice(from, index), word);
		from = index + word.length;
	}
	return [...pieces, text.slice(from)];
}
