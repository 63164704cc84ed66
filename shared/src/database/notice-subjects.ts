import { sql } from "kysely";
import type { Executor } from "./open.ts";

/** What a notice says of its story and post, as they are when it is sent. */
export interface NoticeSubject {
	storyId: string;
	kind: "article" | "live";
	slug: string;
	language: string;
	headline: string;
	/** Null: it is about the story itself. */
	post: { id: string; headline: string; html: string } | null;
}

/** The story and post of these notices; null in the place of one that is no longer public. */
export async function readNoticeSubjects(
	executor: Executor,
	wanted: readonly { storyId: string; postId: string | null }[],
): Promise<(NoticeSubject | null)[]> {
	const { rows } = await sql<{
		story_id: string | null;
		kind: "article" | "live";
		slug: string;
		language: string;
		headline: string;
		post_id: string | null;
		post_headline: string | null;
		html: string | null;
	}>`
		select story.id as story_id, story.kind, story.slug, story.content ->> 'language' as language,
			story.content ->> 'headline' as headline, post.id as post_id,
			post.content ->> 'headline' as post_headline, left(post.html, 2000) as html
		from unnest(${wanted.map((one) => one.storyId)}::text[], ${wanted.map((one) => one.postId)}::text[])
			with ordinality wanted (story_id, post_id, place)
		left join posts post on post.id = wanted.post_id and post.status = 'published'
		left join stories story on story.id = wanted.story_id and story.status = 'published'
			and (wanted.post_id is null or post.id is not null)
		order by wanted.place`.execute(executor);
	return rows.map((row) => {
		if (row.story_id === null) return null;
		const { kind, slug, language, headline } = row;
		const post =
			row.post_id === null ? null : { id: row.post_id, headline: row.post_headline ?? "", html: row.html ?? "" };
		return { storyId: row.story_id, kind, slug, language, headline, post };
	});
}
