import { sql } from "kysely";
import type { Executor } from "../open.ts";

/** What editors share at the desk, and what is known of how things reach readers and are read. */
export async function up(database: Executor): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
	// The right to edit one thing. Free from `until` on; the row stays a while, so that one can be told who had it.
	`create table leases (
		subject text primary key,
		story_id text not null,
		holder text not null,
		holder_name text not null,
		tab text not null,
		since timestamptz(3) not null default clock_timestamp(),
		renewed_at timestamptz(3) not null default clock_timestamp(),
		until timestamptz(3) not null
	)`,
	"create index leases_story on leases (story_id)",
	// A lease that was taken over: its holder finds the text as a draft, and this line with it.
	`create table lease_losses (
		subject text not null,
		loser text not null,
		story_id text not null,
		taken_by text not null,
		at timestamptz(3) not null default clock_timestamp(),
		primary key (subject, loser)
	)`,
	"create index lease_losses_story on lease_losses (story_id, at desc)",
	// How a publication reached the screens; nothing of who saw it.
	`create table receipts (
		position bigint primary key,
		story_id text not null,
		post_id text,
		type text not null,
		at timestamptz(3) not null,
		screens integer not null,
		skipped integer not null,
		seen integer not null,
		half real,
		most real,
		slowest real,
		curve real[] not null
	)`,
	"create index receipts_story on receipts (story_id, position desc)",
	"create index receipts_at on receipts (at)",
	// What is read, by the minute: sums, without anybody in them.
	`create table audience_minutes (
		minute timestamptz(0) not null,
		story_id text not null,
		kind text not null check (kind in ('readers', 'opened', 'left')),
		bucket text not null,
		count integer not null,
		primary key (story_id, kind, minute, bucket)
	)`,
	"create index audience_minutes_age on audience_minutes (minute)",
	// What the desk asks again and again: what was settled lately, and how much readers don't see.
	"create index submissions_settled on submissions (done_at) where done_at is not null",
	"create index posts_unseen on posts (story_id, status) where status <> 'published'",
];
