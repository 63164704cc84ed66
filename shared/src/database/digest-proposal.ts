import { sql } from "kysely";
import type { DigestProposal } from "../protocol/index.ts";
import { readEditorDigest } from "./digests-editor.ts";
import { instant } from "./instants.ts";
import type { Executor } from "./open.ts";

interface Row {
	id: string;
	text: string;
	at: Date;
	place: Date;
	story_id: string;
	headline: string | null;
	url: string | null;
	post_id: string | null;
	status: "published" | "withdrawn";
	behind: boolean;
	source_withdrawn: boolean;
}

/**
 * The digest that a day makes by itself: what an editor has put into it, as it stands, then the day's further key
 * developments, story by story, the story of which most happened first, each story's in the editor's order there.
 */
export async function readDigestProposal(executor: Executor, date: string): Promise<DigestProposal> {
	const digest = await readEditorDigest(executor, date);
	const present = digest?.lines.map((line) => line.id) ?? [];
	const rows = await readLines(executor, date, present);
	const placed = new Map(present.map((id, place) => [id, place]));
	const fresh = byStory(rows.filter((row) => !placed.has(row.id)));
	const ordered = [
		...rows.filter((row) => placed.has(row.id)).sort((a, b) => (placed.get(a.id) ?? 0) - (placed.get(b.id) ?? 0)),
		...fresh,
	];
	return {
		date,
		digest,
		proposed: ordered.filter((row) => row.status === "published" && !row.source_withdrawn).map((row) => row.id),
		lines: ordered.map((row) => ({
			id: row.id,
			text: row.text,
			at: instant(row.at),
			storyId: row.story_id,
			storyHeadline: row.headline ?? "",
			storyUrl: row.url,
			postId: row.post_id,
			status: row.status,
			place: placed.get(row.id) ?? null,
			behind: row.behind,
			sourceWithdrawn: row.source_withdrawn,
		})),
		missing: fresh.length,
	};
}

/** The day's lines that readers see, and those of the digest; a line is behind when its post was edited after it. */
async function readLines(executor: Executor, date: string, present: readonly string[]): Promise<Row[]> {
	const zone = sql`(select content ->> 'timeZone' from site)`;
	const { rows } = await sql<Row>`
		select line.id, line.text, line.at, coalesce(line.sort_at, line.at) as place, line.story_id, line.post_id,
			line.status, story.content ->> 'headline' as headline,
			case when story.status = 'published' then
				case story.kind when 'live' then '/live/' else '/story/' end || story.slug
				|| case when post.status = 'published' then '/post/' || post.id else '' end
			end as url,
			exists (
				select from revisions where subject_kind = 'post' and subject_id = line.post_id
					and change in ('post.update', 'posts.merge') and revisions.at > line.written_at
			) as behind,
			(story.status <> 'published' or coalesce(post.status, 'published') <> 'published') as source_withdrawn
		from key_developments line
		join stories story on story.id = line.story_id
		left join posts post on post.id = line.post_id
		where line.erased_at is null and (line.id = any(${[...present]}::text[]) or (
			line.status = 'published' and story.status = 'published'
			and line.at >= (${date}::date)::timestamp at time zone ${zone}
			and line.at < (${date}::date + 1)::timestamp at time zone ${zone}
		))
		order by place desc, line.id desc limit 500`.execute(executor);
	return rows;
}

/** Newest first within a story; the story with the most lines first, between equals the one with the newest. */
function byStory(rows: readonly Row[]): Row[] {
	const stories = new Map<string, Row[]>();
	for (const row of rows) stories.set(row.story_id, [...(stories.get(row.story_id) ?? []), row]);
	return [...stories.values()]
		.sort((a, b) => b.length - a.length || (b[0]?.at.getTime() ?? 0) - (a[0]?.at.getTime() ?? 0))
		.flat();
}
