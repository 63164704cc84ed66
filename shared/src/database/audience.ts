import { sql } from "kysely";
import { instant } from "./instants.ts";
import type { Executor } from "./open.ts";

/** `readers`: screens that showed a story in a minute; `opened`: from where; `left`: how far it was read. */
export type AudienceKind = "readers" | "opened" | "left";

/** A sum of one minute. */
export interface AudienceCount {
	minute: Date;
	storyId: string;
	kind: AudienceKind;
	bucket: string;
	count: number;
}

/** How long the sums are kept, in days. */
export const audienceDays = 30;

/** Adds what one process counted to the minutes' sums; stories that don't exist are left out. */
export async function addAudience(executor: Executor, counts: readonly AudienceCount[]): Promise<void> {
	if (counts.length === 0) return;
	const column = <Value>(pick: (one: AudienceCount) => Value) => counts.map(pick);
	await sql`
		insert into audience_minutes (minute, story_id, kind, bucket, count)
		select date_trunc('minute', given.minute), given.story_id, given.kind, given.bucket, sum(given.count)::integer
		from unnest(
			${column(({ minute }) => minute.toISOString())}::timestamptz[], ${column(({ storyId }) => storyId)}::text[],
			${column(({ kind }) => kind)}::text[], ${column(({ bucket }) => bucket)}::text[],
			${column(({ count }) => count)}::integer[]
		) as given (minute, story_id, kind, bucket, count)
		where exists (select from stories where stories.id = given.story_id)
		group by 1, 2, 3, 4
		on conflict (story_id, kind, minute, bucket)
			do update set count = audience_minutes.count + excluded.count`.execute(executor);
}

/** What is known of a story's readers in the last hours: sums by bucket, and screens by the minute. */
export interface Audience {
	opened: Record<string, number>;
	left: Record<string, number>;
	/** Minutes with somebody in them, oldest first, of the last hour. */
	minutes: { at: string; readers: number }[];
}

/** @param hours over which the sums go */
export async function readAudience(executor: Executor, storyId: string, hours: number): Promise<Audience> {
	const sums = await executor
		.selectFrom("audience_minutes")
		.select(["kind", "bucket", sql<number>`sum(count)::integer`.as("count")])
		.where("story_id", "=", storyId)
		.where("kind", "in", ["opened", "left"])
		.where("minute", ">=", sql<Date>`clock_timestamp() - make_interval(hours => ${hours})`)
		.groupBy(["kind", "bucket"])
		.execute();
	const minutes = await executor
		.selectFrom("audience_minutes")
		.select(["minute", "count"])
		.where("story_id", "=", storyId)
		.where("kind", "=", "readers")
		.where("minute", ">=", sql<Date>`clock_timestamp() - interval '1 hour'`)
		.orderBy("minute")
		.execute();
	const of = (kind: AudienceKind) =>
		Object.fromEntries(sums.filter((sum) => sum.kind === kind).map(({ bucket, count }) => [bucket, count]));
	return {
		opened: of("opened"),
		left: of("left"),
		minutes: minutes.map(({ minute, count }) => ({ at: instant(minute), readers: count })),
	};
}

/** Lets go of sums and receipts that are older than {@link audienceDays}. */
export async function sweepAudience(executor: Executor): Promise<void> {
	const oldest = sql<Date>`clock_timestamp() - make_interval(days => ${audienceDays})`;
	await executor.deleteFrom("audience_minutes").where("minute", "<", oldest).execute();
	await executor.deleteFrom("receipts").where("at", "<", oldest).execute();
}
