import { sql } from "kysely";
import type { Submission, WorkCounts } from "../protocol/index.ts";
import type { Executor } from "./open.ts";
import { isStoryOpenTo, isWorkOpenTo, type Viewer } from "./people-access.ts";
import { presentSubmission } from "./submissions.ts";

/**
 * How much there is that readers see and don't see: of a story's posts, or of everything that is there for this viewer.
 *
 * @param storyId null: of the whole site
 */
export async function countWork(executor: Executor, storyId: string | null, viewer: Viewer): Promise<WorkCounts> {
	const handedIn = sql`${isOf(storyId)} and ${isStoryOpenTo(viewer, "submissions.story_id")}
		and ${isWorkOpenTo(viewer, "submissions.story_id", "submissions.actor")}`;
	const written = sql`(${storyId}::text is null or posts.story_id = ${storyId}::text)
		and ${isStoryOpenTo(viewer, "posts.story_id")}`;
	const { rows } = await sql<WorkCounts>`
		select
			(select count(*)::integer from submissions where state = 'waiting' and ${handedIn}) as waiting,
			(select count(*)::integer from submissions where state = 'scheduled' and ${handedIn}) as scheduled,
			(select count(*)::integer from posts where status = 'draft' and ${written}
				and ${isWorkOpenTo(viewer, "posts.story_id", "posts.created_by")}) as drafts,
			(select count(*)::integer from posts where status = 'withdrawn' and ${written}) as withdrawn,
			(select coalesce(sum(post_count), 0)::integer from stories where status = 'published'
				and (${storyId}::text is null or id = ${storyId}::text)) as published`.execute(executor);
	return rows[0] as WorkCounts;
}

/** Of one story, the posts count; of the site, everything that waits. */
const isOf = (storyId: string | null) =>
	storyId === null ? sql<boolean>`true` : sql<boolean>`(story_id = ${storyId} and change ->> 'type' like 'post.%')`;

/** Submissions that were settled since, by the database's clock, oldest first, each with who handed it in. */
export async function readSettled(
	executor: Executor,
	since: Date,
	limit: number,
): Promise<(Submission & { actor: string })[]> {
	const rows = await executor
		.selectFrom("submissions")
		.selectAll()
		.where("done_at", ">", since)
		.orderBy("done_at")
		.limit(limit)
		.execute();
	return rows.map((row) => ({ ...presentSubmission(row), actor: row.actor }));
}

/** What is due and waits for a worker. */
export interface Backlog {
	waiting: number;
	/** Milliseconds since the oldest of it was due. */
	oldest: number;
	/** Milliseconds since a submission was settled; null when none was in the last hour. */
	settled: number | null;
	refused: number;
	/** The newest position of the record. */
	position: number;
}

/** How the queue does, in one query over indexes. */
export async function readBacklog(executor: Executor): Promise<Backlog> {
	const { rows } = await sql<Backlog>`
		select
			(select count(*)::integer from submissions where state in ('queued', 'scheduled') and due_at <= clock_timestamp())
				as waiting,
			(select coalesce(extract(epoch from clock_timestamp() - min(due_at)) * 1000, 0)::float8 from submissions
				where state in ('queued', 'scheduled') and due_at <= clock_timestamp()) as oldest,
			(select (extract(epoch from clock_timestamp() - max(done_at)) * 1000)::float8 from submissions
				where done_at > clock_timestamp() - interval '1 hour') as settled,
			(select count(*)::integer from submissions
				where done_at > clock_timestamp() - interval '1 hour' and state = 'refused') as refused,
			(select coalesce(max(position), 0)::float8 from events) as position`.execute(executor);
	return rows[0] as Backlog;
}

/** Of the updates of the last hour: how many, and medians in milliseconds from a submission's row on. */
export interface ApplyTimes {
	updates: number;
	/** Until a worker took it up; null when there was none. */
	taken: number | null;
	/** Until its commit as done. */
	applied: number | null;
}

/** How long submissions took in the last hour. */
export async function readApplyTimes(executor: Executor): Promise<ApplyTimes> {
	const { rows } = await sql<ApplyTimes>`
		select count(*)::integer as updates,
			percentile_cont(0.5) within group (order by extract(epoch from taken_at - greatest(due_at, created_at)) * 1000)::float8
				as taken,
			percentile_cont(0.5) within group (order by extract(epoch from done_at - greatest(due_at, created_at)) * 1000)::float8
				as applied
		from submissions where done_at > clock_timestamp() - interval '1 hour' and state = 'done'`.execute(executor);
	return rows[0] as ApplyTimes;
}
