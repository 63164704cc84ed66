import { type Selectable, sql } from "kysely";
import type { Receipt } from "../protocol/index.ts";
import { instant } from "./instants.ts";
import { type Executor, json } from "./open.ts";
import type { Database } from "./schema.ts";

/** Keeps receipts, in one statement. Several servers may write the same one: the one that knows of more stays. */
export async function writeReceipts(executor: Executor, receipts: readonly Receipt[]): Promise<void> {
	if (receipts.length === 0) return;
	await sql`
		insert into receipts
			(position, story_id, post_id, type, at, screens, skipped, seen, half, most, slowest, curve, partners)
		select position, "storyId", "postId", type, at, screens, skipped, seen, half, most, slowest,
			array(select value::real from jsonb_array_elements_text(curve) as value), coalesce(partners, '[]')
		from jsonb_to_recordset(${json(receipts)}::jsonb) as given (
			position bigint, "storyId" text, "postId" text, type text, at timestamptz, screens integer, skipped integer,
			seen integer, half real, most real, slowest real, curve jsonb, partners jsonb
		)
		on conflict (position) do update set screens = excluded.screens, skipped = excluded.skipped, seen = excluded.seen,
			half = excluded.half, most = excluded.most, slowest = excluded.slowest, curve = excluded.curve,
			partners = excluded.partners
		where excluded.screens + excluded.seen >= receipts.screens + receipts.seen`.execute(executor);
}

/** The newest receipts of a story. */
export async function readReceipts(executor: Executor, storyId: string, limit: number): Promise<Receipt[]> {
	const rows = await executor
		.selectFrom("receipts")
		.selectAll()
		.where("story_id", "=", storyId)
		.orderBy("position", "desc")
		.limit(limit)
		.execute();
	return rows.map(present);
}

/** Median and slowest of each minute of the last hour in which something was published and seen. */
export async function readReceiptMinutes(
	executor: Executor,
): Promise<{ at: string; half: number | null; slowest: number | null }[]> {
	const { rows } = await sql<{ minute: Date; half: number | null; slowest: number | null }>`
		select date_trunc('minute', at) as minute,
			percentile_cont(0.5) within group (order by half) as half, max(slowest)::float8 as slowest
		from receipts where at >= clock_timestamp() - interval '1 hour' group by 1 order by 1`.execute(executor);
	return rows.map(({ minute, half, slowest }) => ({ at: instant(minute), half, slowest }));
}

function present(row: Selectable<Database["receipts"]>): Receipt {
	const { position, story_id, post_id, at, curve, ...rest } = row;
	return {
		...rest,
		position: Number(position),
		storyId: story_id,
		postId: post_id,
		at: instant(at),
		curve: [...curve],
	};
}

/** Medians of the last hour's receipts, milliseconds from the commit, and the slowest screen of all. */
export async function readReceiptSums(
	executor: Executor,
): Promise<{ half: number | null; most: number | null; slowest: number | null }> {
	const { rows } = await sql<{ half: number | null; most: number | null; slowest: number | null }>`
		select percentile_cont(0.5) within group (order by half) as half,
			percentile_cont(0.5) within group (order by most) as most, max(slowest)::float8 as slowest
		from receipts where at >= clock_timestamp() - interval '1 hour'`.execute(executor);
	return rows[0] as { half: number | null; most: number | null; slowest: number | null };
}
