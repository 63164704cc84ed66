import { sql } from "kysely";
import type { Executor } from "../open.ts";

/**
 * Video and sound beside pictures; what is known of a file; and what the worker has still to make of it. `made` says how
 * far that is, `due_at` when it is tried next. The texts that show a piece of media are found by index, drafts too.
 */
export async function up(database: Executor): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
	`alter table media
		add column kind text not null default 'image' check (kind in ('image', 'video', 'audio')),
		add column poster text,
		add column duration real,
		add column details jsonb not null default '{}',
		add column created_by text,
		add column made text not null default 'done' check (made in ('waiting', 'done', 'failed')),
		add column due_at timestamptz(3) not null default clock_timestamp(),
		add column attempts integer not null default 0,
		add column problem text`,
	"create index media_waiting on media (due_at) where made = 'waiting'",
	"create index media_order on media (created_at desc, id desc)",
	`create index stories_draft_images on stories using gin (
		jsonb_path_query_array(draft, '$.body.content[*].attrs.mediaId')
	) where draft is not null`,
	"create index stories_draft_lead on stories ((draft ->> 'lead')) where draft is not null",
	`create index posts_draft_images on posts using gin (
		jsonb_path_query_array(draft, '$.body.content[*].attrs.mediaId')
	) where draft is not null`,
	`create table media_programs (
		one boolean primary key default true check (one),
		ffmpeg text,
		looked_at timestamptz(3) not null
	)`,
];
