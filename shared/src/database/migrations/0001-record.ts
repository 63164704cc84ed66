import { sql } from "kysely";
import type { Executor } from "../open.ts";

/** The record of the first release. Times are to the millisecond, as they go out. */
export async function up(database: Executor): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
	// The log of events. `body` is the event's JSON, made once.
	`create table log (
		one boolean primary key default true check (one),
		epoch text not null,
		system_identifier text not null,
		timeline integer not null,
		created_at timestamptz(3) not null default clock_timestamp()
	)`,
	`create table events (
		position bigint primary key check (position > 0),
		type text not null,
		story_id text,
		post_id text,
		key_development_id text,
		date text,
		channels text[] not null,
		body text not null,
		withheld boolean not null default false,
		at timestamptz(3) not null
	)`,
	"create index events_story on events (story_id, position) where story_id is not null and not withheld",
	"create index events_shared on events (type, position) where story_id is null and not withheld",
	"create table event_channels (channel text not null, position bigint not null references events, primary key (channel, position))",
	"create table channel_heads (channel text primary key, position bigint not null)",

	// What stories share.
	`create table media (
		id text primary key,
		revision integer not null default 1,
		content jsonb not null,
		file text not null,
		type text not null,
		width integer not null,
		height integer not null,
		bytes bigint not null,
		renditions jsonb not null default '[]',
		created_at timestamptz(3) not null default clock_timestamp()
	)`,
	"create table sections (id text primary key, slug text not null unique, revision integer not null, content jsonb not null)",
	"create table topics (id text primary key, slug text not null unique, revision integer not null, content jsonb not null)",
	"create table authors (id text primary key, slug text not null unique, revision integer not null, content jsonb not null)",
	"create table site (one boolean primary key default true check (one), revision integer not null, content jsonb not null)",

	// Stories. `content` is the newest that readers see, `draft` what they do not see yet.
	`create table stories (
		id text primary key,
		kind text not null check (kind in ('article', 'live')),
		status text not null check (status in ('draft', 'published', 'withdrawn')),
		state text check (state in ('upcoming', 'live', 'ended')),
		slug text,
		revision integer not null default 0,
		draft jsonb,
		draft_revision integer not null default 1,
		content jsonb,
		html text not null default '',
		opening text not null default '',
		more boolean not null default false,
		reading_minutes integer not null default 1,
		post_count integer not null default 0,
		boundary_id text,
		published_at timestamptz(3),
		updated_at timestamptz(3),
		starts_at timestamptz(3),
		started_at timestamptz(3),
		ended_at timestamptz(3),
		withdrawn_at timestamptz(3),
		created_at timestamptz(3) not null default clock_timestamp(),
		created_by text
	)`,
	"create index stories_newest on stories (created_at desc, id desc)",
	"create index stories_live on stories (state) where status = 'published' and state in ('upcoming', 'live')",
	"create index stories_lead on stories ((content ->> 'lead')) where status = 'published'",
	`create index stories_images on stories using gin (
		jsonb_path_query_array(content, '$.body.content[*].attrs.mediaId')
	) where status = 'published'`,
	"create table slugs (slug text primary key, story_id text not null references stories, current boolean not null)",
	"create index slugs_story on slugs (story_id)",
	`create table story_lists (
		channel text not null,
		story_id text not null references stories,
		sort_at timestamptz(3) not null,
		primary key (channel, story_id)
	)`,
	"create index story_lists_order on story_lists (channel, sort_at desc, story_id desc)",
	"create index story_lists_story on story_lists (story_id)",
	`create table posts (
		id text primary key,
		story_id text not null references stories,
		status text not null check (status in ('draft', 'published', 'withdrawn')),
		revision integer not null default 0,
		draft jsonb,
		draft_revision integer not null default 1,
		content jsonb,
		html text not null default '',
		key boolean not null default false,
		pinned integer,
		published_at timestamptz(3),
		updated_at timestamptz(3),
		withdrawn_at timestamptz(3),
		created_at timestamptz(3) not null default clock_timestamp(),
		created_by text
	)`,
	"create index posts_stream on posts (story_id, published_at desc, id desc) where status = 'published'",
	"create index posts_pinned on posts (story_id) where pinned is not null and status = 'published'",
	"create index posts_authors on posts using gin ((content -> 'authors')) where status = 'published'",
	`create index posts_images on posts using gin (
		jsonb_path_query_array(content, '$.body.content[*].attrs.mediaId')
	) where status = 'published'`,
	"create index posts_key on posts (story_id) where key and status = 'published'",
	`create table boundaries (
		id text primary key,
		story_id text not null references stories,
		at timestamptz(3) not null,
		post_id text not null,
		created_at timestamptz(3) not null default clock_timestamp()
	)`,
	"create index boundaries_order on boundaries (story_id, at desc, post_id desc)",
	`create table key_developments (
		id text primary key,
		story_id text not null references stories,
		post_id text,
		status text not null check (status in ('published', 'withdrawn')),
		revision integer not null,
		text text not null,
		at timestamptz(3) not null,
		withdrawn_by text
	)`,
	"create index key_developments_order on key_developments (story_id, at desc, id desc)",
	"create index key_developments_day on key_developments (at) where status = 'published'",
	`create table corrections (
		id text primary key,
		story_id text not null references stories,
		post_id text,
		text text not null,
		at timestamptz(3) not null
	)`,
	"create index corrections_story on corrections (story_id, at desc)",
	`create table digests (
		date text primary key,
		revision integer not null,
		lines text[] not null,
		published_at timestamptz(3) not null,
		updated_at timestamptz(3)
	)`,
	`create table revisions (
		subject_kind text not null,
		subject_id text not null,
		number integer not null,
		story_id text,
		change text not null,
		significant boolean not null,
		content jsonb not null,
		at timestamptz(3) not null,
		position bigint not null,
		submission_id text,
		primary key (subject_kind, subject_id, number)
	)`,
	"create index revisions_story on revisions (story_id, at desc)",

	// The way in.
	`create table submissions (
		id text primary key,
		sequence bigint generated always as identity unique,
		story_id text,
		change jsonb not null,
		state text not null check (state in ('waiting', 'scheduled', 'queued', 'done', 'refused', 'cancelled')),
		due_at timestamptz(3) not null,
		if_match integer,
		actor text not null,
		attempts integer not null default 0,
		retry_at timestamptz(3),
		last_error text,
		result jsonb,
		refusal jsonb,
		created_at timestamptz(3) not null default clock_timestamp(),
		done_at timestamptz(3)
	)`,
	"create index submissions_head on submissions (story_id, due_at, sequence) where state in ('queued', 'scheduled')",
	"create index submissions_due on submissions (due_at, sequence) where state in ('queued', 'scheduled')",
	"create index submissions_story on submissions (story_id, sequence desc)",
	"create index submissions_actor on submissions (actor, sequence desc)",
	"create index submissions_waiting on submissions (sequence desc) where state = 'waiting'",
	`create table idempotency_keys (
		owner text not null,
		key text not null,
		body_hash text not null,
		submission_id text,
		answer jsonb,
		created_at timestamptz(3) not null default clock_timestamp(),
		primary key (owner, key)
	)`,
	"create index idempotency_keys_age on idempotency_keys (created_at)",

	// Accounts, tokens and what editors hold. user, session, account and verification are better-auth's.
	`create table "user" (
		id text primary key,
		name text not null,
		email text not null unique,
		"emailVerified" boolean not null default false,
		image text,
		role text not null default 'contributor',
		disabled boolean not null default false,
		"createdAt" timestamptz(3) not null default clock_timestamp(),
		"updatedAt" timestamptz(3) not null default clock_timestamp()
	)`,
	`create table session (
		id text primary key,
		"userId" text not null references "user" on delete cascade,
		token text not null unique,
		"expiresAt" timestamptz(3) not null,
		"ipAddress" text,
		"userAgent" text,
		"createdAt" timestamptz(3) not null default clock_timestamp(),
		"updatedAt" timestamptz(3) not null default clock_timestamp()
	)`,
	`create table account (
		id text primary key,
		"userId" text not null references "user" on delete cascade,
		"accountId" text not null,
		"providerId" text not null,
		"accessToken" text,
		"refreshToken" text,
		"idToken" text,
		"accessTokenExpiresAt" timestamptz(3),
		"refreshTokenExpiresAt" timestamptz(3),
		scope text,
		password text,
		"createdAt" timestamptz(3) not null default clock_timestamp(),
		"updatedAt" timestamptz(3) not null default clock_timestamp()
	)`,
	`create table verification (
		id text primary key,
		identifier text not null,
		value text not null,
		"expiresAt" timestamptz(3) not null,
		"createdAt" timestamptz(3) default clock_timestamp(),
		"updatedAt" timestamptz(3) default clock_timestamp()
	)`,
	`create table one_time_links (
		hash text primary key,
		role text not null,
		expires_at timestamptz(3) not null,
		used_at timestamptz(3),
		created_at timestamptz(3) not null default clock_timestamp()
	)`,
	`create table tokens (
		id text primary key,
		name text not null,
		hash text not null unique,
		scopes text[] not null,
		created_at timestamptz(3) not null default clock_timestamp(),
		revoked_at timestamptz(3)
	)`,
	`create table drafts (
		owner text not null,
		subject text not null,
		content jsonb not null,
		updated_at timestamptz(3) not null default clock_timestamp(),
		primary key (owner, subject)
	)`,
	`create table controls (
		number bigint primary key,
		type text not null,
		payload jsonb not null,
		at timestamptz(3) not null default clock_timestamp()
	)`,
];
