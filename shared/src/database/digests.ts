import { sql } from "kysely";
import type { DigestView } from "../model/index.ts";
import { instant, instantOrNull } from "./instants.ts";
import type { Executor } from "./open.ts";

/** A day's digest: those of its lines that readers see, in the editor's order. */
export async function readDigest(executor: Executor, date: string): Promise<DigestView | null> {
	const row = await executor.selectFrom("digests").selectAll().where("date", "=", date).executeTakeFirst();
	if (!row) return null;
	const { rows: lines } = await sql<{
		id: string;
		text: string;
		at: Date;
		story_id: string;
		kind: "article" | "live";
		slug: string;
		headline: string;
		post_id: string | null;
	}>`
		select line.id, line.text, line.at, line.story_id, story.kind, story.slug,
			story.content ->> 'headline' as headline, line.post_id
		from unnest(${row.lines}::text[]) with ordinality wanted (id, place)
		join key_developments line on line.id = wanted.id and line.status = 'published'
		join stories story on story.id = line.story_id and story.status = 'published'
		order by wanted.place`.execute(executor);
	return {
		date: row.date,
		revision: row.revision,
		lines: lines.map((line) => ({
			keyDevelopmentId: line.id,
			text: line.text,
			at: instant(line.at),
			storyId: line.story_id,
			storyKind: line.kind,
			storySlug: line.slug,
			storyHeadline: line.headline,
			postId: line.post_id,
		})),
		publishedAt: instant(row.published_at),
		updatedAt: instantOrNull(row.updated_at),
	};
}

/** The newest digest that was published. */
export async function readNewestDigest(executor: Executor): Promise<DigestView | null> {
	const row = await executor.selectFrom("digests").select("date").orderBy("date", "desc").limit(1).executeTakeFirst();
	return row ? readDigest(executor, row.date) : null;
}
