import { sql } from "kysely";
import { instant } from "./instants.ts";
import type { Executor } from "./open.ts";

/** What has revisions that readers may compare: a story's own text, or one of its posts. */
export interface ComparedSubject {
	kind: "story" | "post";
	id: string;
}

/** One version that readers saw, without its words: see {@link readRevisionContents}. */
export interface PublicRevision {
	number: number;
	/** What made it, such as `story.update`. */
	change: string;
	significant: boolean;
	at: string;
	/** The correction that made it. */
	correctionId: string | null;
	/** The version that it gave back. */
	restoredFrom: number | null;
	/** Its words were erased. */
	erased: boolean;
}

/** Versions of one text that are told of. What has more says where the older ones are. */
export const mostRevisions = 1_000;

/**
 * A blanked content takes nine bytes, a real one hundreds: asked by its size, so that no content has to be unpacked to
 * know. The largest is as long as a story's text, so this is what keeps a list of a thousand short.
 */
const isBlank = sql<boolean>`pg_column_size(revisions.content) < 20`;

/** The newest {@link mostRevisions} versions of a text, newest first. */
export async function listPublicRevisions(
	executor: Executor,
	{ kind, id }: ComparedSubject,
): Promise<PublicRevision[]> {
	const rows = await executor
		.selectFrom("revisions")
		.leftJoin("submissions", "submissions.id", "revisions.submission_id")
		.select(["number", "revisions.change", "significant", "at", isBlank.as("erased")])
		.select([
			sql<string | null>`submissions.change ->> 'correctionId'`.as("correction_id"),
			sql<number | null>`(submissions.change ->> 'restoredFrom')::int`.as("restored_from"),
		])
		.where("subject_kind", "=", kind)
		.where("subject_id", "=", id)
		.orderBy("number", "desc")
		.limit(mostRevisions)
		.execute();
	return rows.map((row) => ({
		number: row.number,
		change: row.change,
		significant: row.significant,
		at: instant(row.at),
		correctionId: row.change === "story.correct" ? row.correction_id : null,
		restoredFrom: row.restored_from,
		erased: row.erased,
	}));
}

/** What was written in these versions, by their numbers; one that was erased is not in the answer. */
export async function readRevisionContents(
	executor: Executor,
	{ kind, id }: ComparedSubject,
	numbers: readonly number[],
): Promise<Map<number, Record<string, unknown>>> {
	if (numbers.length === 0) return new Map();
	const rows = await executor
		.selectFrom("revisions")
		.select(["number", "content"])
		.where("subject_kind", "=", kind)
		.where("subject_id", "=", id)
		.where("number", "in", numbers)
		.execute();
	return new Map(
		rows.flatMap(({ number, content }) =>
			content === null ? [] : [[number, content as Record<string, unknown>] as const],
		),
	);
}

/** A correction as the page of what changed tells it: its reason only where an editor gave it to readers. */
export interface PublicCorrection {
	id: string;
	postId: string | null;
	text: string;
	reason: string | null;
	at: string;
}

/** A story's corrections, newest first: of its own text and of posts that readers see; at most 100. */
export async function listPublicCorrections(executor: Executor, storyId: string): Promise<PublicCorrection[]> {
	const rows = await executor
		.selectFrom("corrections")
		.leftJoin("posts", "posts.id", "corrections.post_id")
		.select(["corrections.id", "corrections.post_id", "corrections.text", "corrections.at"])
		.select(sql<string | null>`case when reason_shown then reason end`.as("reason"))
		.where("corrections.story_id", "=", storyId)
		.where((of) => of.or([of("corrections.post_id", "is", null), of("posts.status", "=", "published")]))
		.orderBy("corrections.at", "desc")
		.orderBy("corrections.id", "desc")
		.limit(100)
		.execute();
	return rows.map((row) => ({
		id: row.id,
		postId: row.post_id,
		text: row.text,
		reason: row.reason,
		at: instant(row.at),
	}));
}

/** A post of a live story that was changed after it went out. */
export interface ChangedPost {
	id: string;
	headline: string;
	publishedAt: string;
	/** When its last change was, and how many versions it has. */
	changedAt: string;
	revision: number;
}

/** Posts of a story that readers see and whose text has more than one version, the last changed first. */
export async function listChangedPosts(executor: Executor, storyId: string, limit: number): Promise<ChangedPost[]> {
	const { rows } = await sql<{ id: string; headline: string; published_at: Date; changed_at: Date; revision: number }>`
		select posts.id, posts.content ->> 'headline' as headline, posts.published_at, last.at as changed_at, posts.revision
		from (
			select subject_id, max(at) as at from (
				select subject_id, at from revisions
				where story_id = ${storyId} and subject_kind = 'post' and number > 1
				order by at desc limit 1000
			) newest group by subject_id
		) last
		join posts on posts.id = last.subject_id and posts.story_id = ${storyId} and posts.status = 'published'
		order by last.at desc, posts.id limit ${limit}`.execute(executor);
	return rows.map((row) => ({
		id: row.id,
		headline: row.headline,
		publishedAt: instant(row.published_at),
		changedAt: instant(row.changed_at),
		revision: row.revision,
	}));
}

/** When versions of a text were erased, by their numbers. */
export async function readErasedRevisions(
	executor: Executor,
	storyId: string,
	postId: string | null,
): Promise<Map<number, string>> {
	const rows = await executor
		.selectFrom("erasures")
		.select(["subject", "at"])
		.where("story_id", "=", storyId)
		.where(sql<boolean>`subject ->> 'kind' = 'revision'`)
		.execute();
	return new Map(
		rows.flatMap(({ subject, at }) =>
			subject.kind === "revision" && subject.postId === postId ? [[subject.number, instant(at)] as const] : [],
		),
	);
}
