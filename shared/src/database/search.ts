import { sql } from "kysely";
import type { Document } from "../model/index.ts";
import { documentText } from "../model/index.ts";
import type { Found } from "../protocol/index.ts";
import { indexedWords } from "./indexed-words.ts";
import { instantOrNull } from "./instants.ts";
import type { Executor } from "./open.ts";
import { containing } from "./page.ts";
import { isDraftStoryOpenTo, isStoryOpenTo, isWorkOpenTo, type Viewer } from "./people-access.ts";
import { wordQuery } from "./word-query.ts";

/** Who searches: what is not theirs to see is not found. */
export interface Searcher {
	viewer: Viewer;
	/** Whether accounts are found beside authors. */
	accounts: boolean;
}

/** How many of each kind an answer has at most. */
const atMost = { story: 8, post: 12, media: 6, person: 6 };
/** Candidates among which the newest are taken: a word that stands everywhere costs no more than one that doesn't. */
const candidates = 5_000;

/** Stories, posts, pictures and people with these words, newest first within each kind. */
export async function searchNewsroom(executor: Executor, q: string, searcher: Searcher): Promise<Found[]> {
	const words = wordQuery(q);
	if (words === null) return [];
	const first = q.trim().split(/\s+/)[0] ?? "";
	return [
		...(await findPosts(executor, words, first, searcher)),
		...(await findStories(executor, words, first, searcher)),
		...(await findMedia(executor, words)),
		...(await findPeople(executor, q.trim(), searcher)),
	];
}

interface TextRow {
	id: string;
	story_id: string;
	headline: string;
	standfirst: string;
	body: Document | null;
	status: string;
	state: string | null;
	kind: string;
	at: Date;
	coverage: string;
}

async function findStories(executor: Executor, words: string, first: string, { viewer }: Searcher): Promise<Found[]> {
	const { rows } = await sql<TextRow>`
		with found as (
			select id from stories where ${indexedWords.stories} @@ to_tsquery('simple', ${words})
			and ${isStoryOpenTo(viewer, "stories.id")}
			and (revision > 0 or ${isDraftStoryOpenTo(viewer, "stories.id", "stories.created_by")}) limit ${candidates}
		), newest as (
			select stories.id from stories join found using (id)
			order by coalesce(updated_at, published_at, created_at) desc limit ${atMost.story}
		)
		select id, id as story_id, coalesce(content, draft) ->> 'headline' as headline,
			coalesce(content, draft) ->> 'standfirst' as standfirst, coalesce(content, draft) -> 'body' as body,
			status, state, kind, coalesce(updated_at, published_at, created_at) as at, '' as coverage
		from stories join newest using (id) order by at desc`.execute(executor);
	return rows.map((row) => ({ ...foundText(row, first), kind: "story", storyId: row.id }));
}

async function findPosts(executor: Executor, words: string, first: string, { viewer }: Searcher): Promise<Found[]> {
	const { rows } = await sql<TextRow>`
		with found as (
			select id from posts where ${indexedWords.posts} @@ to_tsquery('simple', ${words})
			and ${isStoryOpenTo(viewer, "posts.story_id")}
			and (revision > 0 or ${isWorkOpenTo(viewer, "posts.story_id", "posts.created_by")}) limit ${candidates}
		), newest as (
			select posts.id from posts join found using (id)
			order by coalesce(published_at, posts.created_at) desc limit ${atMost.post}
		)
		select posts.id, posts.story_id, coalesce(posts.content, posts.draft) ->> 'headline' as headline, '' as standfirst,
			coalesce(posts.content, posts.draft) -> 'body' as body, posts.status, null as state, 'post' as kind,
			coalesce(posts.published_at, posts.created_at) as at,
			coalesce(stories.content, stories.draft) ->> 'headline' as coverage
		from posts join newest using (id) join stories on stories.id = posts.story_id order by at desc`.execute(executor);
	return rows.map((row) => ({ ...foundText(row, first), kind: "post", storyId: row.story_id }));
}

function foundText(row: TextRow, first: string) {
	const text = [row.standfirst, row.body ? documentText(row.body) : ""].filter(Boolean).join(" ");
	return {
		id: row.id,
		title: row.headline || cut(text, 0) || row.coverage,
		text: around(text, first) || row.coverage,
		at: instantOrNull(row.at),
		state: row.status === "published" ? (row.state ?? row.status) : row.status,
		picture: null,
	};
}

/** Characters of text that a line shows. */
const shown = 90;

/** The words around the place where `word` begins one, or the text's beginning. */
function around(text: string, word: string): string {
	const place = text.toLowerCase().indexOf(word.toLowerCase());
	const from = place <= 24 ? 0 : text.indexOf(" ", place - 24) + 1;
	return (from > 0 ? "…" : "") + cut(text, from);
}

function cut(text: string, from: number): string {
	const rest = text.slice(from, from + shown + 20);
	if (rest.length <= shown) return rest;
	const end = rest.lastIndexOf(" ", shown);
	return `${rest.slice(0, end > 0 ? end : shown)}…`;
}

interface MediaRow {
	id: string;
	caption: string;
	alt: string;
	credit: string;
	at: Date;
	file: string;
	renditions: { url: string; width: number }[];
}

async function findMedia(executor: Executor, words: string): Promise<Found[]> {
	const { rows } = await sql<MediaRow>`
		select id, content ->> 'caption' as caption, content ->> 'alt' as alt, content ->> 'credit' as credit,
			created_at as at, file, renditions
		from media where ${indexedWords.media} @@ to_tsquery('simple', ${words})
		order by created_at desc limit ${atMost.media}`.execute(executor);
	return rows.map((row) => ({
		kind: "media",
		id: row.id,
		storyId: null,
		title: row.caption || row.alt,
		text: row.credit,
		at: instantOrNull(row.at),
		state: "published",
		picture: [...row.renditions].sort((one, other) => one.width - other.width)[0]?.url ?? null,
	}));
}

async function findPeople(executor: Executor, q: string, { accounts }: Searcher): Promise<Found[]> {
	const like = containing(q.replace(/^@/, ""));
	const { rows } = await sql<{ id: string; name: string; text: string; state: string }>`
		select id, content ->> 'name' as name, content ->> 'role' as text,
			case when (content ->> 'desk')::boolean then 'desk' else 'author' end as state
		from authors where content ->> 'name' ilike ${like}
		union all
		select id, name, email as text, role as state from "user"
		where ${accounts} and (name ilike ${like} or email ilike ${like})
		order by name limit ${atMost.person}`.execute(executor);
	return rows.map(({ id, name, text, state }) => ({
		kind: "person",
		id,
		storyId: null,
		title: name,
		text,
		at: null,
		state,
		picture: null,
	}));
}
