/**
 * Fills the record of a data folder with 10,000 stories and 100,000 posts, their events, heads, slugs and lists, so that
 * start-up and queries can be measured: `node bench/seed-record.mjs FOLDER [STORIES] [POSTS]`. The folder must be new.
 */
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { migrate, openDatabase } from "@dateline/shared/database";
import { sql } from "kysely";

/** Of all stories, one in twenty is live and has an equal share of the posts. */
const everyLive = 20;

/**
 * @param {import("@dateline/shared/database").OpenRecord} record an empty, migrated record
 * @param {{ stories?: number, posts?: number }} [size]
 */
export async function seedRecord({ kysely }, { stories = 10_000, posts = 100_000 } = {}) {
	const live = Math.ceil(stories / everyLive);
	const each = Math.ceil(posts / live);
	await kysely.transaction().execute(async (transaction) => {
		// Indexes of words take most of the time row by row, and little when they are made at the end.
		const { rows } = await sql`select indexname as name, indexdef as statement from pg_indexes
			where indexname in ('stories_words', 'posts_words')`.execute(transaction);
		const indexes = /** @type {{ name: string, statement: string }[]} */ (rows);
		for (const { name } of indexes) await sql`drop index ${sql.id(name)}`.execute(transaction);
		for (const statement of statements(stories, each)) await sql.raw(statement).execute(transaction);
		for (const { statement } of indexes) await sql.raw(statement).execute(transaction);
	});
	// As if workers had been there all the time: what was published is old news, and on the way nowhere.
	await sql`update notice_progress set position = (select coalesce(max(position), 0) from events)`.execute(kysely);
	await sql`analyze`.execute(kysely);
}

const text = "The wind rose overnight and the ferries stayed in port while crews cleared the road along the coast. ";
const id = (letter, number) => `'${letter}' || lpad((${number})::text, 13, '0')`;
const documentOf = (paragraphs) => `jsonb_build_object('type', 'doc', 'content', (
	select jsonb_agg(jsonb_build_object('type', 'paragraph', 'content',
		jsonb_build_array(jsonb_build_object('type', 'text', 'text', repeat('${text}', 3) || n::text))))
	from generate_series(1, ${paragraphs}) n))`;
const iso = (time) => `to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const statements = (stories, each) => [
	`insert into sections select ${id("s", "n")}, 'section-' || n, 1,
		jsonb_build_object('slug', 'section-' || n, 'name', 'Section ' || n, 'description', '') from generate_series(1, 12) n`,
	`insert into topics select ${id("t", "n")}, 'topic-' || n, 1,
		jsonb_build_object('slug', 'topic-' || n, 'name', 'Topic ' || n, 'description', '') from generate_series(1, 300) n`,
	`insert into authors select ${id("w", "n")}, 'author-' || n, 1, jsonb_build_object('slug', 'author-' || n,
		'name', 'Author ' || n, 'desk', false, 'role', 'Reporter', 'bio', repeat('${text}', 2), 'contact', '', 'portrait', null)
		from generate_series(1, 60) n`,
	`insert into media (id, content, file, type, width, height, bytes) select ${id("m", "n")},
		jsonb_build_object('alt', 'A harbour', 'caption', 'The harbour at dawn', 'credit', 'Dateline',
			'focus', jsonb_build_object('x', 0.5, 'y', 0.5)),
		'picture-' || n || '.jpg', 'image/jpeg', 1600, 900, 100000 from generate_series(1, 200) n`,
	`insert into stories (id, kind, status, state, slug, revision, content, html, opening, more, reading_minutes,
			post_count, published_at, updated_at, started_at, ended_at)
		select ${id("b", "n")}, case when n % ${everyLive} = 0 then 'live' else 'article' end, 'published',
			case when n % ${everyLive} <> 0 then null when n > ${stories} - 100 then 'live' else 'ended' end,
			'headline-of-story-' || n, 1,
			jsonb_build_object('headline', 'Headline of story ' || n, 'standfirst', 'What happened, in a line or two.',
				'body', ${documentOf(8)}, 'slug', null, 'language', 'en', 'section', ${id("s", "n % 12 + 1")},
				'topics', jsonb_build_array(${id("t", "n % 300 + 1")}, ${id("t", "(n * 7) % 299 + 1")}),
				'authors', jsonb_build_array(${id("w", "n % 60 + 1")}), 'lead', ${id("m", "n % 200 + 1")},
				'related', '[]'::jsonb, 'startsAt', null),
			repeat('<p>${text.repeat(3)}</p>', 8), repeat('<p>${text.repeat(3)}</p>', 2), true, 3,
			case when n % ${everyLive} = 0 then ${each} else 0 end,
			timestamptz '2026-01-01Z' + n * interval '10 minutes', null,
			case when n % ${everyLive} = 0 then timestamptz '2026-01-01Z' + n * interval '10 minutes' end, null
		from generate_series(1, ${stories}) n`,
	"insert into slugs select slug, id, true from stories",
	`insert into posts (id, story_id, status, revision, content, html, key, published_at)
		select ${id("p", `n * ${each} + m`)}, ${id("b", `n * ${everyLive}`)}, 'published', 1,
			jsonb_build_object('headline', 'Post ' || m, 'body', ${documentOf(2)}, 'key', m % 10 = 0, 'pinned', null,
				'breaking', false, 'authors', jsonb_build_array(${id("w", "m % 60 + 1")}), 'publishedAt', null),
			'<p>${text.repeat(3)}</p>', m % 10 = 0,
			timestamptz '2026-01-01Z' + n * ${everyLive} * interval '10 minutes' + m * interval '1 minute'
		from generate_series(1, ${Math.ceil(stories / everyLive)}) n, generate_series(1, ${each}) m
		where n * ${everyLive} <= ${stories}`,
	`update stories set updated_at = newest.at from (
		select story_id, max(published_at) as at from posts group by story_id
	) newest where newest.story_id = stories.id`,
	`insert into boundaries (id, story_id, at, post_id)
		select 'n' || substr(id, 2), story_id, published_at, id from (
			select posts.*, row_number() over (partition by story_id order by published_at, id) as place from posts
		) placed where place > 1 and place % 20 = 1 and place <= ${each} - 20`,
	`update stories set boundary_id = newest.id from (
		select distinct on (story_id) story_id, id from boundaries order by story_id, at desc, post_id desc
	) newest where newest.story_id = stories.id`,
	`insert into key_developments (id, story_id, status, revision, text, at)
		select ${id("k", "row_number() over ()")}, id, 'published', 1, 'The bridge is closed ' || n, published_at + n * interval '1 second'
		from stories, generate_series(1, 3) n`,
	`insert into story_lists
		select channel, id, coalesce(updated_at, published_at) from stories cross join lateral (
			select 'feed' as channel union select 'section:' || (content ->> 'section')
			union select 'topic:' || topic from jsonb_array_elements_text(content -> 'topics') topic
			union select 'author:' || author from jsonb_array_elements_text(content -> 'authors') author
		) lists`,
	`create temp table happening on commit drop as
		select row_number() over (order by at, id, what) as position, * from (
			select published_at as at, id, id as story_id, null::text as post_id, 'story.published' as what from stories
			union all select published_at, id, id, null, 'story.published card.added' from stories
			union all select published_at, id, story_id, id, 'post.added' from posts
			union all select published_at, id, story_id, null, 'post.added card.updated' from posts
		) happened`,
	`create temp table told on commit drop as
		select channel, position, lag(position) over (partition by channel order by position) as previous from (
			select position, 'story:' || story_id as channel from happening where what not like '% %'
			union all select position, 'card:' || story_id from happening where what like '% %'
			union all select position, channel from happening join story_lists using (story_id) where what like '% %'
		) channels`,
	`insert into events (position, type, story_id, post_id, channels, body, at)
		select position, split_part(what, ' ', -1), story_id, post_id, channels, jsonb_build_object('v', 1,
			'position', position, 'previous', previous, 'type', split_part(what, ' ', -1), 'at', ${iso("happening.at")},
			'withheld', true, 'card', jsonb_build_object('id', story_id), 'filler', repeat('${text}', 6))::text, happening.at
		from happening join (
			select position, array_agg(channel order by channel) as channels,
				jsonb_object_agg(channel, coalesce(previous, 0)) as previous from told group by position
		) named using (position)`,
	"insert into event_channels select channel, position from told",
	"insert into channel_heads select channel, max(position) from told group by channel",
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const [folder, stories, posts] = process.argv.slice(2);
	if (!folder) throw new Error("usage: node bench/seed-record.mjs FOLDER [STORIES] [POSTS]");
	mkdirSync(resolve(folder), { recursive: true });
	const record = await openDatabase({ folder: resolve(folder, "record") });
	await migrate(record);
	await seedRecord(record, { stories: Number(stories ?? 10_000), posts: Number(posts ?? 100_000) });
	await record.close();
}
