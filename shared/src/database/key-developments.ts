import { sql } from "kysely";
import type { KeyDevelopmentView } from "../model/index.ts";
import { instant } from "./instants.ts";
import type { Executor } from "./open.ts";

interface KeyDevelopmentRow {
	id: string;
	story_id: string;
	post_id: string | null;
	revision: number;
	text: string;
	at: Date;
	/** Nothing where the row was read for its text alone: then its time says its place. */
	sort_at?: Date | null;
}

/** Where a line stands among the others: where an editor put it, else where its time does. */
export const keyDevelopmentPlace = sql<Date>`coalesce(sort_at, at)`;

/** A key development as readers see it. */
export const presentKeyDevelopment = (row: KeyDevelopmentRow): KeyDevelopmentView => ({
	id: row.id,
	revision: row.revision,
	storyId: row.story_id,
	postId: row.post_id,
	text: row.text,
	at: instant(row.at),
	...(row.sort_at && { sortAt: instant(row.sort_at) }),
});

/** A story's key developments that readers see, in their order. */
export async function readKeyDevelopments(executor: Executor, storyId: string): Promise<KeyDevelopmentView[]> {
	const rows = await executor
		.selectFrom("key_developments")
		.selectAll()
		.where("story_id", "=", storyId)
		.where("status", "=", "published")
		.orderBy(keyDevelopmentPlace, "desc")
		.orderBy("id", "desc")
		.execute();
	return rows.map(presentKeyDevelopment);
}
