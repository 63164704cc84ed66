import { sql } from "kysely";
import type { Executor } from "../open.ts";

/**
 * What keeps letters from being sent where nobody wants them: one mailbox under many names, and refused ones. And the
 * search in languages that write no spaces: each sign is a word there, and what is asked for is signs in a row.
 */
export async function up(database: Executor): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
	// `mailbox` is the address without what a mail provider ignores (`mailboxOf`); `refused` counts days in a row on which
	// its mail server would not take the letter.
	"alter table digest_readers add column mailbox text not null default '', add column refused int not null default 0",
	"update digest_readers set mailbox = regexp_replace(email, '\\+[^@]*@', '@')",
	"create index digest_readers_mailbox on digest_readers (mailbox)",
	// The signs of Chinese and Japanese stand each for itself; all else as before (0007-search).
	`create or replace function search_fold(value text) returns text language sql immutable as $$
		select regexp_replace(translate(normalize(regexp_replace(normalize(lower(value), NFKD),
			U&'([^\\0400-\\052f])[\\0300-\\036f\\0591-\\05c7\\0640\\064b-\\0655\\0670]+', '\\1', 'g'), NFC), 'ىةё', 'يهе'),
			U&'([\\3041-\\3096\\30a1-\\30fa\\30fc\\3400-\\4dbf\\4e00-\\9fff\\f900-\\faff\\+020000-\\+03134f])', ' \\1 ', 'g') $$`,
	`insert into search_backlog (kind, id) select entries.kind, entries.id from search_entries entries
		join stories on stories.id = entries.story_id
		where stories.content ->> 'language' ~ '^(zh|ja|yue|wuu|nan|hak)' order by entries.at desc`,
	"create index digest_readers_asked on digest_readers (asked_at) where confirmed_at is null",
];
