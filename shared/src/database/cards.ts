import { sql } from "kysely";
import type { Card, Document } from "../model/index.ts";
import { firstLine } from "./bodies.ts";
import { instantOf, milliseconds } from "./instants.ts";
import type { Executor } from "./open.ts";
import { collectReferences, type References, readReferences } from "./references.ts";
import { presentShown, type ShownRow, shownColumns } from "./stories.ts";

/** Key developments and posts on a card. */
const linesOnCard = 5;
const postsOnCard = 3;

/** Stories of one query: a long list is read in several, so that the loop breathes between them. */
const chunk = 1_000;

/** A story with what its card has of other tables, times in milliseconds. */
interface CardRow extends ShownRow {
	opening: string;
	more: boolean;
	lines:
		| [id: string, revision: number, postId: string | null, text: string, at: number, sortAt: number | null][]
		| null;
	/** A post without a headline brings its text. */
	posts: [id: string, headline: string, body: Document | null, at: number][] | null;
	correction: [id: string, text: string, at: number] | null;
}

/** The cards of these stories, by id; a story that readers don't see is not in the answer. */
export async function readCards(executor: Executor, ids: readonly string[]): Promise<Map<string, Card>> {
	const cards = new Map<string, Card>();
	for (let start = 0; start < ids.length; start += chunk) {
		const rows = await readCardRows(executor, ids.slice(start, start + chunk));
		const references = await readReferences(executor, collectReferences(rows.map((row) => row.content)));
		for (const row of rows) cards.set(row.id, presentCard(row, references));
	}
	return cards;
}

const time = (column: string) => sql.raw(milliseconds(column));

/** All rows come as one JSON value: of ten thousand cards, taking rows and columns apart would cost the most. */
async function readCardRows(executor: Executor, ids: readonly string[]): Promise<CardRow[]> {
	const { rows } = await sql<{ cards: CardRow[] | null }>`
		select json_agg(row_to_json(card)) as cards from (select ${shownColumns}, opening, more,
			(
				select json_agg(json_build_array(id, revision, post_id, text, ${time("at")}, ${time("sort_at")})) from (
					select id, revision, post_id, text, at, sort_at from key_developments
					where story_id = stories.id and status = 'published'
					order by coalesce(sort_at, at) desc, id desc limit ${linesOnCard}
				) line
			) as lines,
			case when kind = 'live' then (
				select json_agg(json_build_array(id, headline, body, ${time("published_at")})) from (
					select id, content ->> 'headline' as headline, published_at,
						case when content ->> 'headline' = '' then content -> 'body' end as body
					from posts where story_id = stories.id and status = 'published'
					order by published_at desc, id desc limit ${postsOnCard}
				) post
			) end as posts,
			(
				select json_build_array(id, text, ${time("at")}) from corrections
				where story_id = stories.id and post_id is null order by at desc, id desc limit 1
			) as correction
		from stories where id = any(${ids}::text[]) and status = 'published') card`.execute(executor);
	return rows[0]?.cards ?? [];
}

function presentCard(row: CardRow, references: References): Card {
	const { id: storyId, opening, more, lines, posts, correction } = row;
	return {
		...presentShown(row, references),
		opening,
		more,
		keyDevelopments: (lines ?? []).map(([id, revision, postId, text, at, sortAt]) => ({
			id,
			revision,
			storyId,
			postId,
			text,
			at: instantOf(at),
			...(sortAt !== null && { sortAt: instantOf(sortAt) }),
		})),
		latestPosts: (posts ?? []).map(([id, headline, body, at]) => ({
			id,
			headline: body ? firstLine(body) : headline,
			at: instantOf(at),
		})),
		correction: correction && { id: correction[0], postId: null, text: correction[1], at: instantOf(correction[2]) },
	};
}
