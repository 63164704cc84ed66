import { sql } from "kysely";
import type { Executor } from "../open.ts";

/** Who follows what on which device, what waits to be sent to them, and who gets the digest by e-mail. */
export async function up(database: Executor): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
	// The keys that push services know this site by (VAPID, RFC 8292). The private one is sealed with SECRET.
	`create table push_keys (
		one boolean primary key default true check (one),
		public_key text not null,
		private_key text not null,
		made_at timestamptz(3) not null default clock_timestamp()
	)`,

	// A device that takes notices. It is spoken for by a secret of its own, of which only the hash is kept. Nothing of
	// the person is: where to send, by which keys, what is followed, and when to keep quiet.
	`create table followers (
		id text primary key,
		secret_hash text not null unique,
		endpoint text not null unique,
		p256dh text not null,
		auth text not null,
		push_key text not null,
		time_zone text not null,
		quiet_from int check (quiet_from between 0 and 1439),
		quiet_until int check (quiet_until between 0 and 1439),
		quiet_except_breaking boolean not null default true,
		breaking boolean not null default false,
		only_breaking boolean not null default false,
		failures int not null default 0,
		created_at timestamptz(3) not null default clock_timestamp(),
		check ((quiet_from is null) = (quiet_until is null))
	)`,
	"create index followers_breaking on followers (id) where breaking",
	`create table follows (
		follower_id text not null references followers (id) on delete cascade,
		channel text not null,
		level text not null check (level in ('all', 'key', 'breaking')),
		since timestamptz(3) not null default clock_timestamp(),
		primary key (follower_id, channel)
	)`,
	"create index follows_channel on follows (channel, follower_id)",

	// How far the log has been made into notices: all events up to position, and of the next one the followers up to
	// follower_id. What was published before this migration is nobody's news.
	`create table notice_progress (
		one boolean primary key default true check (one),
		position bigint not null,
		follower_id text not null default ''
	)`,
	"insert into notice_progress (position) select coalesce(max(position), 0) from events",

	// What waits to be sent: one notice for a follower and a story, of its newest event. No words: they are read when it
	// is sent. `position` 0 is the test that somebody asked for.
	`create table notices (
		follower_id text not null references followers (id) on delete cascade,
		story_id text not null,
		position bigint not null,
		post_id text,
		weight text not null check (weight in ('breaking', 'key', 'story', 'post', 'correction', 'test')),
		due_at timestamptz(3) not null default clock_timestamp(),
		held boolean not null default false,
		attempts int not null default 0,
		primary key (follower_id, story_id)
	)`,
	"create index notices_due on notices (due_at)",

	// Who got what, for two weeks: so that a correction reaches those who were told, and a device can say how many came.
	`create table notices_sent (
		follower_id text not null references followers (id) on delete cascade,
		position bigint not null,
		story_id text not null,
		post_id text,
		at timestamptz(3) not null default clock_timestamp(),
		primary key (follower_id, position)
	)`,
	"create index notices_sent_story on notices_sent (story_id, follower_id)",
	"create index notices_sent_at on notices_sent (at)",

	// Who gets the day's digest by e-mail. An address that is not confirmed goes after three days, one that stops at once.
	// `letter` is what waits to be written to it beside the digest; last_day is the day whose letter was begun.
	`create table digest_readers (
		id text primary key,
		email text not null unique,
		at_minute int not null check (at_minute between 0 and 1439),
		time_zone text not null,
		confirmed_at timestamptz(3),
		asked_at timestamptz(3) not null default clock_timestamp(),
		letters int not null default 0,
		letter text check (letter in ('confirm', 'known')),
		next_at timestamptz(3) not null default clock_timestamp(),
		attempts int not null default 0,
		last_day text,
		last_digest text
	)`,
	"create index digest_readers_next on digest_readers (next_at) where letter is not null or confirmed_at is not null",

	// The end of the quiet hours that an instant lies in, or null when it lies in none. Minutes of the day, in the zone.
	`create function quiet_end(zone text, from_minute int, until_minute int, at timestamptz) returns timestamptz
		language sql stable as $$
		select case when from_minute is null or from_minute = until_minute then null
			when from_minute < until_minute and minute >= from_minute and minute < until_minute
				then (day + make_interval(mins => until_minute)) at time zone zone
			when from_minute > until_minute and minute >= from_minute
				then (day + interval '1 day' + make_interval(mins => until_minute)) at time zone zone
			when from_minute > until_minute and minute < until_minute
				then (day + make_interval(mins => until_minute)) at time zone zone
		end
		from (select date_trunc('day', at at time zone zone) as day,
			(extract(hour from at at time zone zone) * 60 + extract(minute from at at time zone zone))::int as minute) here
	$$`,
	// The next time that a minute of the day comes in a zone, after an instant.
	`create function next_minute(zone text, minute int, after timestamptz) returns timestamptz
		language sql stable as $$
		select case when today > after then today
			else (date_trunc('day', after at time zone zone) + interval '1 day' + make_interval(mins => minute)) at time zone zone
		end
		from (select (date_trunc('day', after at time zone zone) + make_interval(mins => minute)) at time zone zone as today) here
	$$`,
];
