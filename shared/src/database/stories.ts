import { sql } from "kysely";
import type { CorrectionView, StoryView } from "../model/index.ts";
import type { StoryContent } from "../protocol/index.ts";
import { placeBody } from "./bodies.ts";
import { instantOf, instantOrNullOf, milliseconds } from "./instants.ts";
import type { Executor } from "./open.ts";
import { collectReferences, type References, readReferences, viewsOf } from "./references.ts";

/** The columns that a story's view and its card share; the content comes without the body, times in milliseconds. */
export interface ShownRow {
	id: string;
	kind: "article" | "live";
	state: "upcoming" | "live" | "ended" | null;
	slug: string;
	revision: number;
	content: Omit<StoryContent, "body">;
	reading_minutes: number;
	post_count: number;
	published_at: number;
	updated_at: number | null;
	starts_at: number | null;
	started_at: number | null;
	ended_at: number | null;
}

const time = (column: string) => sql.raw(`${milliseconds(column)} as ${column}`);

/** {@link ShownRow} in SQL, of the table `stories`. */
export const shownColumns = sql`stories.id, kind, state, slug, stories.revision, content - 'body' as content,
	reading_minutes, post_count, ${time("published_at")}, ${time("updated_at")}, ${time("starts_at")},
	${time("started_at")}, ${time("ended_at")}`;

/** What a story's view and its card share. */
export function presentShown(row: ShownRow, references: References) {
	const { language, headline, standfirst, lead, section, topics, authors, related, timeZone, layout } = row.content;
	return {
		id: row.id,
		revision: row.revision,
		kind: row.kind,
		state: row.state,
		slug: row.slug,
		language,
		headline,
		standfirst,
		readingMinutes: row.reading_minutes,
		lead: (lead && references.media.get(lead)) || null,
		section: (section && references.sections.get(section)) || null,
		topics: viewsOf(references.topics, topics),
		authors: viewsOf(references.authors, authors),
		related,
		postCount: row.post_count,
		publishedAt: instantOf(row.published_at),
		updatedAt: instantOrNullOf(row.updated_at),
		startsAt: instantOrNullOf(row.starts_at),
		startedAt: instantOrNullOf(row.started_at),
		endedAt: instantOrNullOf(row.ended_at),
		...(timeZone && { timeZone }),
		...(layout === "briefing" && { layout }),
	};
}

/** A story that readers see, or null. `corrections` are those of its own text. */
export async function readStoryView(
	executor: Executor,
	storyId: string,
	corrections: readonly CorrectionView[],
): Promise<StoryView | null> {
	const { rows } = await sql<ShownRow & { html: string }>`
		select ${shownColumns}, html from stories where id = ${storyId} and status = 'published'`.execute(executor);
	const row = rows[0];
	if (!row) return null;
	const references = await readReferences(executor, collectReferences([row.content]));
	return {
		...presentShown(row, references),
		...placeBody("story", row.id, row.revision, row.html),
		corrections: [...corrections],
	};
}
