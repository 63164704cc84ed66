import { type Selectable, sql } from "kysely";
import type { Receipt } from "../protocol/index.ts";
import { instant } from "./instants.ts";
import type { Executor } from "./open.ts";
import type { Database } from "./schema.ts";

/** Keeps a receipt. Several servers may write the same one: the one that knows of more screens stays. */
export async function writeReceipt(executor: Executor, receipt: Receipt): Promise<void> {
	const { storyId, postId, at, ...rest } = receipt;
	const row = { ...rest, story_id: storyId, post_id: postId, at };
	await executor
		.insertInto("receipts")
		.values({ ...row, curve: [...receipt.curve] })
		.onConflict((conflict) =>
			conflict
				.column("position")
				.doUpdateSet({ ...row, curve: [...receipt.curve] })
				.where(sql<boolean>`excluded.screens + excluded.seen >= receipts.screens + receipts.seen`),
		)
		.execute();
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
