import { type RawBuilder, sql } from "kysely";
import type { FoundKind } from "../protocol/index.ts";
import type { Executor } from "./open.ts";
import type { TermQuery } from "./search-terms.ts";

/** By what is found to be narrowed, as the record knows it. Times are instants; `until` is no longer within. */
export interface SearchBounds {
	/** Channels of sections and topics that the story must be in. */
	channels: string[];
	/** The id of an author. */
	author: string | null;
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

/** Results that are counted, and candidates of one query: words that stand everywhere cost no more than others. */
export const mostCounted = 1_000;
/** The newest texts among which a word that stands in more than that is looked for once more. */
const newest = 4_000;

/**
 * What has these words and can be seen. When there is more than `mostCounted`, `more` says so, and the newest (or the
 * oldest) of them are among those that are answered. A few statements, each of them short, in no transaction: PGlite
 * publishes between them, and what is shown is read once more from the live rows.
 */
export async function findCandidates(
	executor: Executor,
	query: TermQuery,
	bounds: SearchBounds,
	oldestFirst: boolean,
): Promise<{ candidates: Candidate[]; more: boolean }> {
	const first = await readCandidates(executor, query, bounds, sql``);
	if (first.length <= mostCounted) return { candidates: first, more: false };
	const direction = oldestFirst ? sql`asc` : sql`desc`;
	const { rows } = await sql<{ at: Date }>`
		select at from search_entries ${timesOf(bounds, "where")} order by at ${direction} offset ${newest} limit 1`.execute(
		executor,
	);
	const edge = rows[0]?.at;
	const within = edge ? (oldestFirst ? sql`and at <= ${edge}` : sql`and at >= ${edge}`) : sql``;
	const last = await readCandidates(executor, query, bounds, within);
	const byKey = new Map([...first, ...last].map((candidate) => [`${candidate.kind}:${candidate.id}`, candidate]));
	return { candidates: [...byKey.values()], more: true };
}

async function readCandidates(
	executor: Executor,
	query: TermQuery,
	bounds: SearchBounds,
	within: RawBuilder<unknown>,
): Promise<Candidate[]> {
	const { rows } = await sql<{ kind: FoundKind; id: string; story_id: string; at: number; titled: boolean }>`
		with found as materialized (
			select kind, id, story_id, at, headline @@ ${query.ranking}::tsquery as titled from search_entries
			where words @@ ${query.matching}::tsquery ${timesOf(bounds, "and")} ${within} ${listsOf(bounds)}
			limit ${mostCounted + 1}
		)
		select found.kind, found.id, found.story_id, titled,
			(extract(epoch from case when found.kind = 'story' then coalesce(updated_at, at) else at end) * 1000)::float8 as at
		from found join stories on stories.id = found.story_id and stories.status = 'published'`.execute(executor);
	return rows.map(({ story_id, ...row }) => ({ ...row, storyId: story_id }));
}

function timesOf({ since, until }: SearchBounds, first: "where" | "and"): RawBuilder<unknown> {
	const conditions = [
		...(since === null ? [] : [sql`at >= ${since}::timestamptz`]),
		...(until === null ? [] : [sql`at < ${until}::timestamptz`]),
	];
	return conditions.length === 0 ? sql`` : sql`${sql.raw(first)} ${sql.join(conditions, sql` and `)}`;
}

/** A post without authors has its story's. */
function listsOf({ channels, author }: SearchBounds): RawBuilder<unknown> {
	const listed = (channel: string) => sql`story_id in (select story_id from story_lists where channel = ${channel})`;
	const conditions = channels.map(listed);
	if (author !== null) {
		conditions.push(sql`(authors @> array[${author}]::text[] or (authors = '{}' and ${listed(`author:${author}`)}))`);
	}
	return conditions.length === 0 ? sql`` : sql`and ${sql.join(conditions, sql` and `)}`;
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
