import { sql } from "kysely";
import type { Executor } from "../open.ts";

/** Who is in which story, and what accounts have beside a password. */
export async function up(database: Executor): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
	// A story that is restricted exists for its members and for administrators only.
	"alter table stories add column members_only boolean not null default false",
	"create index stories_restricted on stories (id) where members_only",
	`create table story_members (
		story_id text not null references stories,
		user_id text not null references "user" on delete cascade,
		role text not null check (role in ('editor', 'contributor')),
		added_by text,
		created_at timestamptz(3) not null default clock_timestamp(),
		primary key (story_id, user_id)
	)`,
	"create index story_members_user on story_members (user_id)",

	// better-auth's columns have its own spelling. A removed account keeps its name on what it wrote, and nothing else.
	`alter table "user"
		add column "twoFactorEnabled" boolean not null default false,
		add column second_factor_required boolean not null default false,
		add column removed_at timestamptz(3)`,
	`create table "twoFactor" (
		id text primary key,
		"userId" text not null references "user" on delete cascade,
		secret text not null,
		"backupCodes" text not null,
		verified boolean not null default true,
		"failedVerificationCount" integer not null default 0,
		"lockedUntil" timestamptz(3)
	)`,
	'create index two_factor_user on "twoFactor" ("userId")',
	`alter table session
		add column used_at timestamptz(3) not null default clock_timestamp(),
		add column used_from text,
		add column method text`,
	'create index sessions_of_user on session ("userId")',
	// Whose role asks for a second factor.
	`create table account_rules (
		one boolean primary key default true check (one),
		second_factor_roles text[] not null default '{}'
	)`,
	"insert into account_rules (one) values (true)",
	`create table passkeys (
		id text primary key,
		user_id text not null references "user" on delete cascade,
		name text not null,
		credential_id text not null unique,
		public_key bytea not null,
		counter bigint not null default 0,
		transports text[] not null default '{}',
		backed_up boolean not null default false,
		created_at timestamptz(3) not null default clock_timestamp(),
		used_at timestamptz(3)
	)`,
	"create index passkeys_user on passkeys (user_id)",
	// What a browser was asked to sign, by the hash of what it gives back; good once and for minutes.
	`create table passkey_challenges (
		challenge text primary key,
		user_id text,
		expires_at timestamptz(3) not null
	)`,

	// A link is an invitation, or the way to a new password of the account user_id.
	`alter table one_time_links
		add column id text,
		add column purpose text not null default 'invitation' check (purpose in ('invitation', 'reset')),
		add column name text not null default '',
		add column email text,
		add column user_id text references "user" on delete cascade,
		add column stories jsonb not null default '[]',
		add column created_by text,
		add column created_by_name text not null default '',
		add column opened_at timestamptz(3),
		add column revoked_at timestamptz(3),
		add column mailed_at timestamptz(3)`,
	"update one_time_links set id = translate(left(hash, 14), 'ae', 'gh')",
	"alter table one_time_links alter column id set not null",
	"create unique index one_time_links_id on one_time_links (id)",
	"create index one_time_links_newest on one_time_links (created_at desc)",
	// Somebody forgot a password, and mail is not set up: administrators see it.
	`create table reset_requests (
		user_id text primary key references "user" on delete cascade,
		at timestamptz(3) not null default clock_timestamp()
	)`,
];
