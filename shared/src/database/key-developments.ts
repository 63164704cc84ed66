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
}

/** A key development as readers see it. */
export const presentKeyDevelopment = (row: KeyDevelopmentRow): KeyDevelopmentView => ({
	id: row.id,
	revision: row.revision,
	storyId: row.story_id,
	postId: row.post_id,
	text: row.text,
	at: instant(row.at),
});

/** A story's key developments that readers see, newest first. */
export async function readKeyDevelopments(executor: Executor, storyId: string): Promise<KeyDevelopmentView[]> {
	const rows = await executor
		.selectFrom("key_developments")
		.selectAll()
		.where("story_id", "=", storyId)
		.where("status", "=", "published")
		.orderBy("at", "desc")
		.orderBy("id", "desc")
		.execute();
	return rows.map(presentKeyDevelopment);
}
