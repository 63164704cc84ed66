import { sql } from "kysely";
import type { Executor } from "../open.ts";

/**
 * The readers' search (decision 80): one row for each text that readers can see, written by triggers in the very
 * transaction that changes the text, whoever writes it. What was published before is taken in by `takeBacklog`.
 */
export async function up(database: Executor): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(database);
}

/** PostgreSQL's stemmers (all of them stand in version 15, and in PGlite) by the first subtag of a story's language. */
const stemmers = {
	ar: "arabic",
	ca: "catalan",
	da: "danish",
	de: "german",
	el: "greek",
	en: "english",
	es: "spanish",
	eu: "basque",
	fi: "finnish",
	fr: "french",
	ga: "irish",
	hi: "hindi",
	hu: "hungarian",
	hy: "armenian",
	id: "indonesian",
	it: "italian",
	lt: "lithuanian",
	nb: "norwegian",
	ne: "nepali",
	nl: "dutch",
	nn: "norwegian",
	no: "norwegian",
	pt: "portuguese",
	ro: "romanian",
	ru: "russian",
	sr: "serbian",
	sv: "swedish",
	ta: "tamil",
	tr: "turkish",
	yi: "yiddish",
};

const cases = Object.entries(stemmers).map(([language, name]) => `when '${language}' then '${name}'`);

const statements = [
	// One text that readers can see. `words` holds it twice: as it stands (weights A title, B standfirst, C body) and by
	// its stems (D), so that a beginning of a word is found as well as another form of it; and, as words that no text has,
	// what it is filtered by: `§section:<id>`, `§topic:<id>`, `§author:<id>` and the week of `at` since 1970, `§week:<number>`.
	// `headline` is the title alone, small enough to be asked of a thousand rows.
	`create table search_entries (
		kind text not null check (kind in ('story', 'post', 'key_development')),
		id text not null,
		story_id text not null,
		at timestamptz(3) not null,
		headline tsvector not null,
		words tsvector not null,
		primary key (kind, id)
	)`,
	"create index search_entries_words on search_entries using gin (words) with (gin_pending_list_limit = 256)",
	"create index search_entries_at on search_entries (at desc)",
	"create index search_entries_story on search_entries (story_id)",
	// The configurations of the languages that something was published in: a question is put in each of them.
	"create table search_configurations (name text primary key)",
	// Words as they stand, with the number of texts that have them: what a mistyped word may have meant. They follow the
	// entries by way of `search_word_changes`, a moment later, so that no two publications wait for each other's words.
	"create table search_words (word text primary key, texts integer not null)",
	`create table search_word_changes (
		sequence bigint generated always as identity primary key, added text[] not null, gone text[] not null
	)`,
	// Texts whose entry is to be made anew: what was published before this migration, and the posts of a story that
	// changes its language, section, topics or authors.
	`create table search_backlog (
		sequence bigint generated always as identity primary key, kind text not null, id text not null
	)`,

	`create function search_configuration(language text) returns text language sql immutable as $$
		select case split_part(lower(language), '-', 1) ${cases.join(" ")} else 'simple' end $$`,
	// Without capitals, accents, Arabic vowel signs and the line that stretches Arabic words. Cyrillic keeps its й and ї,
	// which are letters of their own. The same in TypeScript: `fold`.
	`create function search_fold(value text) returns text language sql immutable as $$
		select translate(normalize(regexp_replace(normalize(lower(value), NFKD),
			U&'([^\\0400-\\052f])[\\0300-\\036f\\0591-\\05c7\\0640\\064b-\\0655\\0670]+', '\\1', 'g'), NFC), 'ىةё', 'يهе') $$`,
	`create function search_vector(configuration text, title text, more text, body text) returns tsvector language sql stable as $$
		select setweight(to_tsvector('simple', search_fold(title)), 'A')
			|| setweight(to_tsvector('simple', search_fold(more)), 'B')
			|| setweight(to_tsvector('simple', search_fold(body)), 'C')
			|| case when configuration = 'simple' then ''::tsvector
				else to_tsvector(configuration::regconfig, title || ' ' || more || ' ' || body) end $$`,

	// A word as it is asked for: as it stands (by its beginning, where `ending` says so) or in another form of it. Null for
	// one that a language leaves out, such as "the". Quoted, so that no sign in it means anything.
	`create function search_term(word text, ending text) returns tsquery language plpgsql stable as $$
		declare
			exact tsquery := to_tsquery('simple', '''' || regexp_replace(search_fold(word), '[''\\\\]', ' ', 'g') || '''' || ending);
			stems tsquery;
			configuration text;
		begin
			if numnode(exact) = 0 then return null; end if;
			for configuration in select name from search_configurations where name <> 'simple' loop
				stems := plainto_tsquery(configuration::regconfig, word);
				if numnode(stems) = 0 then return null; end if;
				exact := exact || stems;
			end loop;
			return exact;
		end $$`,

	// By what a text is filtered: the lists of its story, and its authors, which are its story's when it has none.
	`create function search_marks(story jsonb, own jsonb) returns text[] language sql immutable as $$
		select array(
			select '§section:' || (story ->> 'section') where story ->> 'section' is not null
			union select '§topic:' || topic from jsonb_array_elements_text(story -> 'topics') topic
			union select '§author:' || author from jsonb_array_elements_text(
				case when jsonb_array_length(own -> 'authors') > 0 then own -> 'authors' else story -> 'authors' end) author
		) $$`,

	`create function search_write(of_kind text, of_id text, of_story text, of_at timestamptz, marks text[],
		language text, title text, more text, body text) returns void language plpgsql as $$
		declare
			configuration text := search_configuration(coalesce(language, ''));
		begin
			insert into search_configurations (name) values (configuration) on conflict do nothing;
			insert into search_entries (kind, id, story_id, at, headline, words)
			values (of_kind, of_id, of_story, of_at, search_vector(configuration, title, '', ''),
				search_vector(configuration, title, more, left(body, 150000))
				|| array_to_tsvector(marks || ('§week:' || floor(extract(epoch from of_at) / 604800))))
			on conflict (kind, id) do update set story_id = excluded.story_id, at = excluded.at,
				headline = excluded.headline, words = excluded.words;
		end $$`,

	// Each of these makes the entry of one text as the record has it now, or takes it away.
	`create function search_index(of_kind text, of_id text) returns void language plpgsql as $$
		begin
			if of_kind = 'story' then
				perform search_write('story', id, id, published_at, search_marks(content, content), content ->> 'language',
					coalesce(content ->> 'headline', ''), coalesce(content ->> 'standfirst', ''), html)
				from stories where id = of_id and status = 'published' and content is not null;
			elsif of_kind = 'post' then
				perform search_write('post', posts.id, story_id, posts.published_at,
					search_marks(stories.content, posts.content), stories.content ->> 'language',
					coalesce(posts.content ->> 'headline', ''), '', posts.html)
				from posts join stories on stories.id = story_id
				where posts.id = of_id and posts.status = 'published' and posts.content is not null;
			else
				perform search_write('key_development', key_developments.id, story_id, at,
					search_marks(stories.content, stories.content), stories.content ->> 'language', text, '', '')
				from key_developments join stories on stories.id = story_id
				where key_developments.id = of_id and key_developments.status = 'published';
			end if;
			if not found then delete from search_entries where kind = of_kind and id = of_id; end if;
		end $$`,
	`create function search_follow_story() returns trigger language plpgsql as $$
		begin
			if tg_op = 'UPDATE' and (old.status, old.content, old.html, old.published_at)
				is not distinct from (new.status, new.content, new.html, new.published_at) then return null;
			end if;
			perform search_index('story', new.id);
			if tg_op = 'UPDATE' and new.kind = 'live' and (
				search_configuration(coalesce(old.content ->> 'language', '')),
				old.content -> 'section', old.content -> 'topics', old.content -> 'authors'
			) is distinct from (
				search_configuration(coalesce(new.content ->> 'language', '')),
				new.content -> 'section', new.content -> 'topics', new.content -> 'authors'
			) then
				insert into search_backlog (kind, id) select kind, id from search_entries
				where story_id = new.id and kind <> 'story' order by at desc;
			end if;
			return null;
		end $$`,
	`create function search_follow_post() returns trigger language plpgsql as $$
		begin
			if tg_op = 'UPDATE' and (old.status, old.content, old.html, old.published_at, old.story_id)
				is not distinct from (new.status, new.content, new.html, new.published_at, new.story_id) then return null;
			end if;
			perform search_index('post', new.id);
			return null;
		end $$`,
	`create function search_follow_key_development() returns trigger language plpgsql as $$
		begin
			if tg_op = 'UPDATE' and (old.status, old.text, old.at, old.story_id)
				is not distinct from (new.status, new.text, new.at, new.story_id) then return null;
			end if;
			perform search_index('key_development', new.id);
			return null;
		end $$`,
	`create trigger search_follows after insert or update of status, content, html, published_at on stories
		for each row execute function search_follow_story()`,
	`create trigger search_follows after insert or update of status, content, html, published_at, story_id on posts
		for each row execute function search_follow_post()`,
	`create trigger search_follows after insert or update of status, text, at, story_id on key_developments
		for each row execute function search_follow_key_development()`,

	`create function search_note_words() returns trigger language plpgsql as $$
		declare
			before text[] := case when tg_op = 'INSERT' then '{}' else tsvector_to_array(ts_filter(old.words, '{a,b,c}')) end;
			after text[] := case when tg_op = 'DELETE' then '{}' else tsvector_to_array(ts_filter(new.words, '{a,b,c}')) end;
		begin
			if before = after then return null; end if;
			insert into search_word_changes (added, gone) values (
				array(select unnest(after) except select unnest(before)),
				array(select unnest(before) except select unnest(after))
			);
			return null;
		end $$`,
	`create trigger search_notes_words after insert or delete or update of words on search_entries
		for each row execute function search_note_words()`,

	`insert into search_backlog (kind, id) select kind, id from (
		select 'story' as kind, id, published_at as at from stories where status = 'published'
		union all select 'post', id, published_at from posts where status = 'published'
		union all select 'key_development', id, at from key_developments where status = 'published'
	) published order by at desc`,
];
