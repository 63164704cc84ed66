import { sql } from "kysely";
import type { Executor } from "../open.ts";

/** The life of a story: embargoes, moved and merged posts, templates, preview links, erasures. */
export async function up(database: Executor): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
	// Until when nothing of it leaves the newsroom; and when its text was blanked for good.
	"alter table stories add column embargo timestamptz(3), add column erased_at timestamptz(3)",
	"alter table posts add column embargo timestamptz(3), add column erased_at timestamptz(3)",
	"alter table media add column embargo timestamptz(3)",
	// The post that took this one's text over: where its permalink leads.
	"alter table posts add column merged_into text",

	// `sort_at` is the place that an editor gave a line among the others, null where its time says it; `written_at`,
	// when an editor last wrote it, tells whether the post that it sums up has gone on since.
	`alter table key_developments
		add column sort_at timestamptz(3),
		add column written_at timestamptz(3) not null default clock_timestamp(),
		add column erased_at timestamptz(3)`,
	"create index key_developments_place on key_developments (story_id, coalesce(sort_at, at) desc, id desc)",

	// For the newsroom: how it came to be wrong.
	"alter table corrections add column reason text",

	`create table templates (
		id text primary key,
		revision integer not null default 1,
		name text not null,
		description text not null default '',
		content jsonb not null,
		created_by text,
		created_at timestamptz(3) not null default clock_timestamp(),
		updated_at timestamptz(3) not null default clock_timestamp()
	)`,
	"create index templates_name on templates (name)",

	// A preview link; the secret in it is kept as its hash only.
	`create table previews (
		id text primary key,
		story_id text not null references stories,
		hash text not null unique,
		note text not null default '',
		created_by text not null,
		created_at timestamptz(3) not null default clock_timestamp(),
		expires_at timestamptz(3) not null,
		revoked_at timestamptz(3),
		opened_at timestamptz(3)
	)`,
	"create index previews_story on previews (story_id, created_at desc)",

	// What was erased and why, for good; `positions` are the events whose words were blanked, until Redis is rid of them.
	`create table erasures (
		id text primary key,
		story_id text not null,
		subject jsonb not null,
		reason text not null,
		actor text not null,
		at timestamptz(3) not null default clock_timestamp(),
		positions bigint[] not null default '{}',
		media text[] not null default '{}',
		files text[] not null default '{}',
		stream_cleared_at timestamptz(3)
	)`,
	"create index erasures_story on erasures (story_id, at desc)",
	"create index erasures_open on erasures (at) where stream_cleared_at is null",
];
