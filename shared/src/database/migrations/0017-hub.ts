import { sql } from "kysely";
import type { Executor } from "../open.ts";

/** The WebSub hub: who asked to be told of a feed, and who is. */
export async function up(database: Executor): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
	// What was asked of the hub and is not verified yet. `topic` is the feed's address without its origin; the secret is
	// sealed with SECRET.
	`create table hub_requests (
		id text primary key,
		mode text not null check (mode in ('subscribe', 'unsubscribe')),
		callback text not null,
		topic text not null,
		channel text,
		secret text,
		lease_seconds int not null,
		attempts int not null default 0,
		next_at timestamptz(3) not null default clock_timestamp(),
		created_at timestamptz(3) not null default clock_timestamp()
	)`,
	"create index hub_requests_due on hub_requests (next_at)",

	// Who is told of a feed until the lease ends. `channel` is the one that the feed hangs on, null when it hangs on many.
	// `position`: the log was looked at up to there; `hash` is of what was delivered last.
	`create table hub_subscriptions (
		id text primary key,
		host text not null,
		callback text not null,
		topic text not null,
		channel text,
		secret text,
		expires_at timestamptz(3) not null,
		position bigint not null,
		hash text not null default '',
		attempts int not null default 0,
		next_at timestamptz(3) not null default clock_timestamp(),
		created_at timestamptz(3) not null default clock_timestamp(),
		unique (callback, topic)
	)`,
	"create index hub_subscriptions_due on hub_subscriptions (next_at)",
	"create index hub_subscriptions_host on hub_subscriptions (host)",
	"create index hub_subscriptions_end on hub_subscriptions (expires_at)",
];
