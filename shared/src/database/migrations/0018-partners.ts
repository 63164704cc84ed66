import { sql } from "kysely";
import type { Executor } from "../open.ts";

/** Partners: who may embed, from where, what; and what they used of it. */
export async function up(database: Executor): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
	// The key stands in the partner's pages for everybody to read: it is a name, not a secret, and so is kept as it is.
	`create table partners (
		id text primary key,
		name text not null,
		key text not null unique,
		previous_key text unique,
		previous_until timestamptz(3),
		origins jsonb not null,
		channels jsonb not null,
		theme jsonb not null,
		rate integer not null check (rate between 1 and 1000),
		created_at timestamptz(3) not null default clock_timestamp(),
		created_by text not null,
		revoked_at timestamptz(3),
		revision integer not null default 1
	)`,
	// Days are the site's; counts only grow.
	`create table partner_usage (
		partner_id text not null references partners (id),
		day date not null,
		connections bigint not null default 0,
		deliveries bigint not null default 0,
		fragments bigint not null default 0,
		refused bigint not null default 0,
		primary key (partner_id, day)
	)`,
	// What each server says of its open connections; one that says nothing for a while has none.
	`create table partner_connections (
		partner_id text not null references partners (id),
		server text not null,
		open integer not null,
		at timestamptz(3) not null default clock_timestamp(),
		primary key (partner_id, server)
	)`,
	"alter table receipts add column partners jsonb not null default '[]'",
];
