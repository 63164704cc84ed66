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
