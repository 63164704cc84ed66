import type { CorrectionView } from "../model/index.ts";
import { groupBy } from "./group-by.ts";
import { instant } from "./instants.ts";
import type { Executor } from "./open.ts";

interface CorrectionRow {
	id: string;
	story_id: string;
	post_id: string | null;
	text: string;
	at: Date;
}

const present = (row: CorrectionRow): CorrectionView => ({
	id: row.id,
	postId: row.post_id,
	text: row.text,
	at: instant(row.at),
});

/** A story's corrections, newest first, by what they are about: a post's id, or null for the story's own text. */
export async function readCorrections(
	executor: Executor,
	storyId: string,
): Promise<Map<string | null, CorrectionView[]>> {
	const rows = await executor
		.selectFrom("corrections")
		.selectAll()
		.where("story_id", "=", storyId)
		.orderBy("at", "desc")
		.orderBy("id", "desc")
		.execute();
	return groupBy(rows.map(present), (correction) => correction.postId);
}
