import { sql } from "kysely";
import type { Card, CorrectionView, KeyDevelopmentView, OrderKey } from "../model/index.ts";
import { readCards } from "./cards.ts";
import { instant, instantOrNull } from "./instants.ts";
import type { Executor } from "./open.ts";

/** What a syndication feed reads of the record; each of it in one or two short queries. */

/** Stories of a list that are looked at for those in one language. */
const languageWindow = 1_000;

/** Cards of a list after `before`, newest update first; in one language only, when one is named. */
export async function readFeedCards(
	executor: Executor,
	channel: string,
	{ before, limit, language }: { before: OrderKey | null; limit: number; language: string | null },
): Promise<{ cards: Card[]; more: boolean }> {
	const older = before ? sql`and (sort_at, story_id) < (${before.at}::timestamptz, ${before.id}::text)` : sql``;
	const lines = sql`select story_id, sort_at from story_lists where channel = ${channel} ${older}
		order by sort_at desc, story_id desc limit ${language === null ? limit + 1 : languageWindow}`;
	const wanted = language === null ? sql`true` : sql`stories.content ->> 'language' = ${language}`;
	const { rows } = await sql<{ story_id: string }>`
		select story_id from (${lines}) line join stories on stories.id = line.story_id and ${wanted}
		order by sort_at desc, story_id desc limit ${limit + 1}`.execute(executor);
	const ids = rows.map((row) => row.story_id);
	const cards = await readCards(executor, ids.slice(0, limit));
	return { cards: ids.slice(0, limit).flatMap((id) => cards.get(id) ?? []), more: ids.length > limit };
}

/** The stories that are live now, newest update first. */
export async function readLiveCards(executor: Executor, limit: number): Promise<Card[]> {
	const { rows } = await sql<{ id: string }>`
		select id from stories where status = 'published' and state = 'live'
		order by coalesce(updated_at, published_at) desc, id desc limit ${limit}`.execute(executor);
	const ids = rows.map((row) => row.id);
	const cards = await readCards(executor, ids);
	return ids.flatMap((id) => cards.get(id) ?? []);
}

/** The whole HTML of these stories or posts, by id, however long; of what readers don't see nothing. */
export async function readWholeBodies(
	executor: Executor,
	table: "stories" | "posts",
	ids: readonly string[],
): Promise<Map<string, string>> {
	if (ids.length === 0) return new Map();
	const rows = await executor
		.selectFrom(table)
		.select(["id", "html"])
		.where("id", "in", ids)
		.where("status", "=", "published")
		.execute();
	return new Map(rows.map((row) => [row.id, row.html]));
}

/** The corrections of these stories' own texts, newest first, by story. */
export async function readCorrectionsOf(
	executor: Executor,
	storyIds: readonly string[],
): Promise<Map<string, CorrectionView[]>> {
	const found = new Map<string, CorrectionView[]>();
	if (storyIds.length === 0) return found;
	const rows = await executor
		.selectFrom("corrections")
		.select(["id", "story_id", "text", "at"])
		.where("story_id", "in", storyIds)
		.where("post_id", "is", null)
		.orderBy("at", "desc")
		.orderBy("id", "desc")
		.execute();
	for (const { id, story_id, text, at } of rows) {
		const of = found.get(story_id) ?? [];
		of.push({ id, postId: null, text, at: instant(at) });
		found.set(story_id, of);
	}
	return found;
}

/** When a text was last changed at all, and when it was last given back after it had been withdrawn. */
export interface LastChanges {
	edited: string;
	restored: string | null;
}

/** The last changes of these stories or posts, by id. */
export async function readLastChanges(
	executor: Executor,
	kind: "story" | "post" | "key_development",
	ids: readonly string[],
): Promise<Map<string, LastChanges>> {
	if (ids.length === 0) return new Map();
	const { rows } = await sql<{ subject_id: string; edited: Date; restored: Date | null }>`
		select subject_id, max(at) as edited, max(at) filter (where change like '%restore') as restored
		from revisions where subject_kind = ${kind} and subject_id = any(${[...ids]}::text[])
		group by subject_id`.execute(executor);
	return new Map(
		rows.map((row) => [row.subject_id, { edited: instant(row.edited), restored: instantOrNull(row.restored) }]),
	);
}

/** What was taken from readers: all that is told of it. */
export interface Tombstone {
	id: string;
	at: string;
}

/** Events of a list that are looked at for withdrawals. */
const withdrawalWindow = 1_000;

/** The stories that were in a list when they were withdrawn, and still are, newest withdrawal first. */
export async function readWithdrawnStories(executor: Executor, channel: string, limit: number): Promise<Tombstone[]> {
	const { rows } = await sql<{ id: string; withdrawn_at: Date }>`
		select stories.id, stories.withdrawn_at from (
			select distinct events.story_id from (
				select position from event_channels where channel = ${channel} order by position desc limit ${withdrawalWindow}
			) line join events using (position) where events.type = 'card.withdrawn'
		) gone join stories on stories.id = gone.story_id
		where stories.status = 'withdrawn' and stories.withdrawn_at is not null
		order by stories.withdrawn_at desc, stories.id limit ${limit}`.execute(executor);
	return rows.map((row) => ({ id: row.id, at: instant(row.withdrawn_at) }));
}

/** The posts of a story that readers saw and that were withdrawn, newest withdrawal first. */
export async function readWithdrawnPosts(executor: Executor, storyId: string, limit: number): Promise<Tombstone[]> {
	const rows = await executor
		.selectFrom("posts")
		.select(["id", "withdrawn_at"])
		.where("story_id", "=", storyId)
		.where("status", "=", "withdrawn")
		.where("published_at", "is not", null)
		.where("withdrawn_at", "is not", null)
		.orderBy("withdrawn_at", "desc")
		.orderBy("id")
		.limit(limit)
		.execute();
	return rows.flatMap((row) => (row.withdrawn_at ? [{ id: row.id, at: instant(row.withdrawn_at) }] : []));
}

/** When a story was withdrawn, and the newest of its posts, all of which went with it. */
export async function readWithdrawnStory(
	executor: Executor,
	storyId: string,
	limit: number,
): Promise<{ at: string; posts: Tombstone[] } | null> {
	const story = await executor
		.selectFrom("stories")
		.select(["withdrawn_at"])
		.where("id", "=", storyId)
		.where("status", "=", "withdrawn")
		.executeTakeFirst();
	if (!story?.withdrawn_at) return null;
	const at = instant(story.withdrawn_at);
	const posts = await executor
		.selectFrom("posts")
		.select(["id", "withdrawn_at"])
		.where("story_id", "=", storyId)
		.where("published_at", "is not", null)
		.where("status", "!=", "draft")
		.orderBy("published_at", "desc")
		.orderBy("id", "desc")
		.limit(limit)
		.execute();
	return { at, posts: posts.map((post) => ({ id: post.id, at: instantOrNull(post.withdrawn_at) ?? at })) };
}

/** A key development with the story that it is of. */
export interface FedLine extends KeyDevelopmentView {
	story: { slug: string; kind: "article" | "live"; headline: string; language: string };
}

/** Key developments of a story (`story:<id>`) or of all stories in a list, newest first. */
export async function readFeedLines(
	executor: Executor,
	channel: string,
	{ before, limit, language }: { before: OrderKey | null; limit: number; language: string | null },
): Promise<{ lines: FedLine[]; more: boolean }> {
	const storyId = channel.startsWith("story:") ? channel.slice("story:".length) : null;
	const older = before ? sql`and (line.at, line.id) < (${before.at}::timestamptz, ${before.id}::text)` : sql``;
	const inLanguage = language === null ? sql`` : sql`and story.content ->> 'language' = ${language}`;
	const within =
		storyId === null
			? channel === "feed"
				? sql``
				: sql`and exists (select 1 from story_lists where channel = ${channel} and story_id = line.story_id)`
			: sql`and line.story_id = ${storyId}`;
	const { rows } = await sql<{
		id: string;
		revision: number;
		story_id: string;
		post_id: string | null;
		text: string;
		at: Date;
		slug: string;
		kind: "article" | "live";
		headline: string;
		language: string;
	}>`
		select line.id, line.revision, line.story_id, line.post_id, line.text, line.at, story.slug, story.kind,
			story.content ->> 'headline' as headline, story.content ->> 'language' as language
		from key_developments line join stories story on story.id = line.story_id and story.status = 'published'
		where line.status = 'published' ${within} ${older} ${inLanguage}
		order by line.at desc, line.id desc limit ${limit + 1}`.execute(executor);
	const lines = rows.slice(0, limit).map((row) => ({
		id: row.id,
		revision: row.revision,
		storyId: row.story_id,
		postId: row.post_id,
		text: row.text,
		at: instant(row.at),
		story: { slug: row.slug, kind: row.kind, headline: row.headline, language: row.language },
	}));
	return { lines, more: rows.length > limit };
}

/** Key developments that were withdrawn, of one story or of all, newest first. */
export async function readWithdrawnLines(
	executor: Executor,
	storyId: string | null,
	limit: number,
): Promise<Tombstone[]> {
	const of = storyId === null ? sql`` : sql`and line.story_id = ${storyId}`;
	const { rows } = await sql<{ id: string; at: Date }>`
		select line.id, greatest(
			line.at,
			coalesce((select max(at) from revisions where subject_kind = 'key_development' and subject_id = line.id), line.at),
			coalesce((select withdrawn_at from stories where id = line.story_id), line.at)
		) as at
		from (
			select id, story_id, at from key_developments line where status = 'withdrawn' ${of} order by at desc, id desc limit ${limit}
		) line order by at desc, id desc`.execute(executor);
	return rows.map((row) => ({ id: row.id, at: instant(row.at) }));
}

/** The headlines and addresses of these stories, of those that readers see. */
export async function readStoryLinks(
	executor: Executor,
	ids: readonly string[],
): Promise<Map<string, { slug: string; kind: "article" | "live"; headline: string }>> {
	if (ids.length === 0) return new Map();
	const { rows } = await sql<{ id: string; slug: string; kind: "article" | "live"; headline: string }>`
		select id, slug, kind, content ->> 'headline' as headline from stories
		where id = any(${[...ids]}::text[]) and status = 'published'`.execute(executor);
	return new Map(rows.map((row) => [row.id, row]));
}

/** When the event at a position was committed; null when there is none. */
export async function readEventTime(executor: Executor, position: number): Promise<string | null> {
	const row = await executor.selectFrom("events").select("at").where("position", "=", position).executeTakeFirst();
	return row ? instant(row.at) : null;
}

/** A story as a sitemap lists it. */
export interface MappedStory {
	slug: string;
	kind: "article" | "live";
	at: string;
}

/** How many stories readers see. */
export async function countPublished(executor: Executor): Promise<number> {
	const { rows } = await sql<{ count: number }>`
		select count(*)::int as count from stories where status = 'published'`.execute(executor);
	return rows[0]?.count ?? 0;
}

/** The stories of one file of the sitemap, oldest first, so that a file that is full changes little. */
export async function readMappedStories(executor: Executor, offset: number, limit: number): Promise<MappedStory[]> {
	const { rows } = await sql<{ slug: string; kind: "article" | "live"; at: Date }>`
		select slug, kind, coalesce(updated_at, published_at) as at from stories where status = 'published'
		order by published_at, id offset ${offset} limit ${limit}`.execute(executor);
	return rows.map((row) => ({ slug: row.slug, kind: row.kind, at: instant(row.at) }));
}

/** A story as a news sitemap lists it. */
export interface MappedNews extends MappedStory {
	headline: string;
	language: string;
	publishedAt: string;
}

/** The stories that were published after `since`, newest first. */
export async function readMappedNews(executor: Executor, since: string, limit: number): Promise<MappedNews[]> {
	const { rows } = await sql<{
		slug: string;
		kind: "article" | "live";
		at: Date;
		published_at: Date;
		headline: string;
		language: string;
	}>`
		select slug, kind, coalesce(updated_at, published_at) as at, published_at,
			content ->> 'headline' as headline, content ->> 'language' as language
		from stories where status = 'published' and published_at > ${since}::timestamptz
		order by published_at desc, id desc limit ${limit}`.execute(executor);
	return rows.map((row) => ({
		slug: row.slug,
		kind: row.kind,
		at: instant(row.at),
		publishedAt: instant(row.published_at),
		headline: row.headline,
		language: row.language,
	}));
}

/** The slugs of the lists that have stories, and the dates of digests, newest first. */
export async function readMappedLists(
	executor: Executor,
	limit: number,
): Promise<{ lists: { kind: "section" | "topic" | "author"; slug: string }[]; digests: string[] }> {
	const { rows: lists } = await sql<{ kind: "section" | "topic" | "author"; slug: string }>`
		select * from (
			select 'section' as kind, slug, id from sections
			union all select 'topic', slug, id from topics
			union all select 'author', slug, id from authors
		) list where exists (select 1 from story_lists where channel = list.kind || ':' || list.id)
		order by kind, slug limit ${limit}`.execute(executor);
	const digests = await executor.selectFrom("digests").select("date").orderBy("date", "desc").limit(limit).execute();
	return { lists: lists.map(({ kind, slug }) => ({ kind, slug })), digests: digests.map(({ date }) => date) };
}
