import { sql } from "kysely";
import type { Executor } from "./open.ts";

/** The position of the newest event; 0 before the first. */
export async function readHeadPosition(executor: Executor): Promise<number> {
	const row = await executor
		.selectFrom("events")
		.select("position")
		.orderBy("position", "desc")
		.limit(1)
		.executeTakeFirst();
	return row?.position ?? 0;
}

/** Each channel that ever had an event, with the position of its newest. */
export async function readHeads(executor: Executor): Promise<Map<string, number>> {
	// One value instead of a row for each: there are tens of thousands, and they are read at every start.
	const { rows } = await sql<{ heads: [string, number][] | null }>`
		select json_agg(json_build_array(channel, position)) as heads from channel_heads`.execute(executor);
	return new Map(rows[0]?.heads);
}

/** The heads of these channels; a channel without an event is not in it. */
export async function readHeadsOf(executor: Executor, channels: readonly string[]): Promise<Map<string, number>> {
	const { rows } = await sql<{ channel: string; position: number }>`
		select channel, position from channel_heads where channel = any(${channels}::text[])`.execute(executor);
	return new Map(rows.map((row) => [row.channel, row.position]));
}
