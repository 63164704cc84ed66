import { sql } from "kysely";
import type { Change } from "../protocol/index.ts";
import { instantOrNull } from "./instants.ts";
import type { Executor } from "./open.ts";

/** Which of these pictures are or were under embargo, each with its end: nothing may show one before. */
export async function readMediaEmbargoes(executor: Executor, ids: readonly string[]): Promise<Map<string, Date>> {
	if (ids.length === 0) return new Map();
	const rows = await executor
		.selectFrom("media")
		.select(["id", "embargo"])
		.where("id", "in", ids)
		.where("embargo", "is not", null)
		.execute();
	return new Map(rows.map((row) => [row.id, row.embargo as Date]));
}

/** What can be under embargo. */
export type EmbargoedTable = "stories" | "posts" | "media";

/** Sets or lifts an embargo; false when there is no such thing. */
export async function setEmbargo(
	executor: Executor,
	table: EmbargoedTable,
	id: string,
	embargo: string | null,
): Promise<boolean> {
	const { numUpdatedRows } = await executor.updateTable(table).set({ embargo }).where("id", "=", id).executeTakeFirst();
	return numUpdatedRows > 0n;
}

/** The end of the embargo of what a publication publishes; null when it is none, when it is over, or for other changes. */
export async function readEmbargoOf(
	executor: Executor,
	storyId: string | null,
	change: Change,
): Promise<string | null> {
	const [table, id] =
		change.type === "post.add" ? (["posts", change.postId] as const) : (["stories", storyId ?? ""] as const);
	if (change.type !== "post.add" && change.type !== "story.publish") return null;
	const row = await executor
		.selectFrom(table)
		.select("embargo")
		.where("id", "=", id)
		.where("embargo", ">", sql<Date>`clock_timestamp()`)
		.executeTakeFirst();
	return instantOrNull(row?.embargo ?? null);
}
