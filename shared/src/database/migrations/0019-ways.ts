import { sql } from "kysely";
import type { Executor } from "../open.ts";

/** Ways in and out for machines: webhooks that are told of events, and wires whose items come in. */
export async function up(database: Executor): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
	// Who is told of events. `position`: all events up to there were told of, are dead letters, or are none of its. An
	// empty list of types or channels means all. Secrets are sealed with SECRET; the old one signs too until old_until.
	// Whoever has taken it tells alone until taken_until, so that its events come in order.
	`create table webhooks (
		id text primary key,
		name text not null,
		address text not null,
		types text[] not null,
		channels text[] not null,
		secret text not null,
		old_secret text,
		old_until timestamptz(3),
		state text not null default 'active' check (state in ('active', 'paused', 'gone', 'failing')),
		state_at timestamptz(3) not null default clock_timestamp(),
		position bigint not null,
		failures int not null default 0,
		failing_since timestamptz(3),
		next_at timestamptz(3) not null default clock_timestamp(),
		taken_by text,
		taken_until timestamptz(3),
		created_by text,
		created_at timestamptz(3) not null default clock_timestamp()
	)`,
	"create index webhooks_due on webhooks (next_at) where state = 'active'",

	// Each try, for a while. `position` is 0 for a test. `answer` is the beginning of what came back.
	`create table webhook_tries (
		id bigint generated always as identity primary key,
		webhook_id text not null references webhooks (id) on delete cascade,
		position bigint not null,
		type text not null,
		kind text not null check (kind in ('event', 'replay', 'test')),
		attempt int not null,
		at timestamptz(3) not null default clock_timestamp(),
		milliseconds int not null,
		outcome text not null check (outcome in ('done', 'again', 'dead')),
		status int,
		problem text,
		answer text not null default ''
	)`,
	"create index webhook_tries_webhook on webhook_tries (webhook_id, id desc)",
	"create index webhook_tries_at on webhook_tries (at)",

	// What is told of beside the order: dead letters, given up after long, and what somebody wants told of again.
	`create table webhook_letters (
		webhook_id text not null references webhooks (id) on delete cascade,
		position bigint not null,
		type text not null,
		state text not null check (state in ('dead', 'replay')),
		due_at timestamptz(3) not null default clock_timestamp(),
		attempts int not null default 0,
		problem text,
		at timestamptz(3) not null default clock_timestamp(),
		primary key (webhook_id, position)
	)`,
	"create index webhook_letters_due on webhook_letters (due_at) where state = 'replay'",

	// What comes in. A feed is asked every so often; a Dateline is followed from its cursor; an inbound one has a secret of
	// which only the hash is kept. `target` is null for the inbox, or story:<id> or section:<id>; `direct` without an editor.
	`create table wires (
		id text primary key,
		name text not null,
		kind text not null check (kind in ('feed', 'dateline', 'inbound')),
		address text,
		credentials text,
		target text,
		direct boolean not null default false,
		credit boolean not null default true,
		state text not null default 'active' check (state in ('active', 'paused')),
		every_seconds int not null default 120,
		etag text,
		last_modified text,
		channel text,
		cursor jsonb,
		format text,
		secret_hash text unique,
		begun boolean not null default false,
		next_at timestamptz(3) not null default clock_timestamp(),
		taken_by text,
		taken_until timestamptz(3),
		asked_at timestamptz(3),
		answered_at timestamptz(3),
		asked int not null default 0,
		unchanged int not null default 0,
		doubles int not null default 0,
		failures int not null default 0,
		problem text,
		created_by text,
		created_at timestamptz(3) not null default clock_timestamp()
	)`,
	"create index wires_due on wires (next_at) where state = 'active' and kind <> 'inbound'",

	// What came in, by the wire's own ids, and what we made of it. `seen`: it was there before the wire was added, or an
	// editor has put it away; `killed`: the wire took it back. `hash` is of what it said last.
	`create table wire_items (
		wire_id text not null references wires (id) on delete cascade,
		guid text not null,
		hash text not null,
		link text,
		title text not null,
		story_id text,
		post_id text,
		key_development_id text,
		state text not null check (state in ('filed', 'seen', 'killed', 'refused')),
		version int not null default 1,
		note text,
		first_at timestamptz(3) not null default clock_timestamp(),
		last_at timestamptz(3) not null default clock_timestamp(),
		primary key (wire_id, guid)
	)`,
	"create index wire_items_last on wire_items (wire_id, last_at desc)",
	"create index wire_items_link on wire_items (wire_id, link) where link is not null",
	"create index wire_items_story on wire_items (story_id) where story_id is not null",
];
