import { sql } from "kysely";
import type { Executor } from "../open.ts";

/** What administration keeps: the audit log, and the indexes of the newsroom's search. */
export async function up(database: Executor): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
	// Who did what, and what was refused. Rows are only ever added: neither texts nor secrets stand in them, so that
	// an erased text leaves the log whole. `address` is shortened to a network.
	`create table audit_log (
		sequence bigint generated always as identity primary key,
		at timestamptz(3) not null default clock_timestamp(),
		actor text not null,
		actor_name text not null,
		action text not null,
		outcome text not null check (outcome in ('done', 'refused')),
		subject text,
		story_id text,
		detail jsonb not null default '{}',
		address text
	)`,
	"create index audit_log_at on audit_log (at)",
	"create index audit_log_actor on audit_log (actor, sequence desc)",
	"create index audit_log_action on audit_log (action, sequence desc)",
	"create index audit_log_story on audit_log (story_id, sequence desc) where story_id is not null",
	"create index audit_log_subject on audit_log (subject, sequence desc) where subject is not null",
	`create index audit_log_words on audit_log using gin (to_tsvector('simple',
		actor_name || ' ' || translate(action, '._', '  ') || ' ' || coalesce(subject, '') || ' ' || coalesce(address, '')
	))`,
	`create function refuse_audit_change() returns trigger language plpgsql as $$
		begin raise exception 'the audit log is only ever added to'; end $$`,
	`create trigger audit_log_kept before update or delete or truncate on audit_log
		for each statement execute function refuse_audit_change()`,

	// Tokens end, and say who made them and when they were last used.
	`alter table tokens add column expires_at timestamptz(3), add column created_by text,
		add column last_used_at timestamptz(3), add column last_used_from text`,

	// The newsroom's search: words of headlines and texts, by their beginnings. Tags of HTML are no words to PostgreSQL.
	`create index stories_words on stories using gin (to_tsvector('simple',
		coalesce(content ->> 'headline', '') || ' ' || coalesce(draft ->> 'headline', '') || ' ' ||
		coalesce(content ->> 'standfirst', draft ->> 'standfirst', '') || ' ' || left(html, 100000)
	))`,
	`create index posts_words on posts using gin (to_tsvector('simple',
		coalesce(content ->> 'headline', '') || ' ' || coalesce(draft ->> 'headline', '') || ' ' ||
		left(coalesce(draft ->> 'body', ''), 50000) || ' ' || left(html, 50000)
	))`,
	`create index media_words on media using gin (to_tsvector('simple',
		coalesce(content ->> 'caption', '') || ' ' || coalesce(content ->> 'alt', '') || ' ' || coalesce(content ->> 'credit', '')
	))`,
];
