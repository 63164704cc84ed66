import { type RawBuilder, sql } from "kysely";
import type { FoundKind } from "../protocol/index.ts";
import type { Executor } from "./open.ts";
import type { TermQuery } from "./search-terms.ts";

/** By what is found to be narrowed, as the record knows it. Times are instants; `until` is no longer within. */
export interface SearchBounds {
	/** `section:<id>`, `topic:<id>`, `author:<id>`: all of them. */
	lists: string[];
	since: string | null;
	until: string | null;
}

/** A text that was found, with what its place among the others depends on. */
export interface Candidate {
	kind: FoundKind;
	id: string;
	storyId: string;
	/** Milliseconds since 1970: of a story, its last significant update. */
	at: number;
	/** Whether its headline has all the words. */
	titled: boolean;
}

/** Results that are counted, and rows that a statement looks at: words that stand everywhere cost no more than others. */
export const mostCounted = 1_000;
/** Weeks in which is looked for first, then more, then all there are: of a common word, the newest are found cheaply. */
const spans = [8, 64];
const week = 7 * 24 * 60 * 60 * 1_000;

/**
 * What has these words and can be seen. When there is more than `mostCounted`, `more` says so, and it is the newest (or the
 * oldest) that are answered. A few statements, each of them short, in no transaction: PGlite publishes between them, and
 * what is shown is read once more from the live rows.
 */
export async function findCandidates(
	executor: Executor,
	query: TermQuery,
	bounds: SearchBounds,
	oldestFirst: boolean,
): Promise<{ candidates: Candidate[]; more: boolean }> {
	const edge = await readEdge(executor, bounds, oldestFirst);
	if (edge === null) return { candidates: [], more: false };
	for (const span of spans) {
		const weeks = Array.from({ length: span }, (_none, index) => edge + (oldestFirst ? index : -index));
		const found = await readCandidates(executor, query, bounds, weeks);
		if (found.full) return { candidates: found.candidates, more: true };
		if (!oldestFirst && bounds.since !== null && (weeks.at(-1) ?? 0) <= weekOf(bounds.since)) {
			return { candidates: found.candidates, more: false };
		}
	}
	const { candidates, full } = await readCandidates(executor, query, bounds, []);
	return { candidates, more: full };
}

const weekOf = (instant: string): number => Math.floor(Date.parse(instant) / week);

/** The week of the newest (or the oldest) text within the bounds; null when there is none. */
async function readEdge(executor: Executor, bounds: SearchBounds, oldestFirst: boolean): Promise<number | null> {
	const { rows } = await sql<{ at: Date }>`
		select at from search_entries where true ${timesOf(bounds)}
		order by at ${oldestFirst ? sql`asc` : sql`desc`} limit 1`.execute(executor);
	return rows[0] ? Math.floor(rows[0].at.getTime() / week) : null;
}

async function readCandidates(
	executor: Executor,
	{ matching, ranking, indexed }: TermQuery,
	bounds: SearchBounds,
	weeks: readonly number[],
): Promise<{ candidates: Candidate[]; full: boolean }> {
	const marks = [
		...bounds.lists.map((list) => `'§${list}'`),
		...(weeks.length === 0 ? [] : [`(${weeks.map((number) => `'§week:${number}'`).join(" | ")})`]),
	];
	const whole = [`(${indexed || matching})`, ...marks].join(" & ");
	// A phrase is looked for in each text that has its words: only then, and in no more of them.
	const phrase = indexed === "" ? sql`true` : sql`words @@ ${matching}::tsquery`;
	const { rows } = await sql<{
		kind: FoundKind;
		id: string;
		story_id: string;
		at: number;
		titled: boolean;
		is_match: boolean;
	}>`
		with found as materialized (
			select kind, id, story_id, at, headline @@ ${ranking}::tsquery as titled, ${phrase} as is_match
			from search_entries where words @@ ${whole}::tsquery ${timesOf(bounds)}
			limit ${mostCounted + 1}
		)
		select found.kind, found.id, found.story_id, titled, is_match and stories.status = 'published' as is_match,
			(extract(epoch from case when found.kind = 'story' then coalesce(updated_at, at) else at end) * 1000)::float8 as at
		from found join stories on stories.id = found.story_id`.execute(executor);
	const candidates = rows.flatMap(({ kind, id, story_id, at, titled, is_match }) =>
		is_match ? { kind, id, storyId: story_id, at, titled } : [],
	);
	return { candidates, full: rows.length > mostCounted };
}

function timesOf({ since, until }: SearchBounds): RawBuilder<unknown> {
	const from = since === null ? sql`` : sql`and at >= ${since}::timestamptz`;
	return until === null ? from : sql`${from} and at < ${until}::timestamptz`;
}

/** Of the best by what costs little, so many are weighed by their words. */
const weighed = 200;
const day = 24 * 60 * 60 * 1_000;

/** The candidates in their order: by time, or by how well they fit, blended with how new they are. */
export async function orderCandidates(
	executor: Executor,
	candidates: readonly Candidate[],
	{ ranking }: TermQuery,
	sort: "best" | "newest" | "oldest",
): Promise<Candidate[]> {
	const byTime = [...candidates].sort((one, other) => other.at - one.at || (one.id < other.id ? 1 : -1));
	if (sort !== "best") return sort === "newest" ? byTime : byTime.reverse();
	// Measured from the newest of them, not from now, so that the order is the same whenever it is asked for.
	const now = byTime[0]?.at ?? 0;
	const freshness = ({ at }: Candidate) => 1 / (1 + (now - at) / (7 * day));
	const roughly = [...byTime].sort((one, other) => rough(other) - rough(one));
	function rough(candidate: Candidate): number {
		return (candidate.titled ? 1 : 0) + freshness(candidate);
	}
	const best = roughly.slice(0, weighed);
	const fits = await weigh(executor, best, ranking);
	const score = (candidate: Candidate) => {
		const fit = fits.get(`${candidate.kind}:${candidate.id}`) ?? 0;
		return (fit + (candidate.titled ? 0.5 : 0.05)) * (1 + freshness(candidate));
	};
	const scores = new Map(best.map((candidate) => [candidate, score(candidate)]));
	best.sort((one, other) => (scores.get(other) ?? 0) - (scores.get(one) ?? 0));
	return [...best, ...roughly.slice(weighed)];
}

async function weigh(executor: Executor, of: readonly Candidate[], ranking: string): Promise<Map<string, number>> {
	const { rows } = await sql<{ key: string; fit: number }>`
		select kind || ':' || id as key, ts_rank('{0.1, 0.2, 0.4, 1}', words, ${ranking}::tsquery)::float8 as fit
		from search_entries join unnest(${of.map(({ kind }) => kind)}::text[], ${of.map(({ id }) => id)}::text[])
			as best (kind, id) using (kind, id)`.execute(executor);
	return new Map(rows.map(({ key, fit }) => [key, fit]));
}
