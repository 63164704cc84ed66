import { boundaryKey, type Executor, instant, readBoundaries } from "@dateline/shared/database";
import { compareKeys, newId, type OrderKey } from "@dateline/shared/model";
import { sql } from "kysely";

/** A page with this many posts gets a boundary below the newest `kept` of them. */
const fullPage = { newest: { posts: 40, kept: 20 }, frozen: { posts: 60, kept: 30 } } as const;

/**
 * Stores a boundary when the page that a post has come to is full: the newest page at 40 posts, its older 20 are then
 * frozen; a frozen page, which only back-dated posts can fill, at 60. A boundary that is stored never moves.
 */
export async function freezePages(transaction: Executor, storyId: string, post: OrderKey): Promise<void> {
	const boundaries = await readBoundaries(transaction, storyId);
	const below = boundaries.findIndex((boundary) => compareKeys(post, boundaryKey(boundary)) <= 0);
	const place = below < 0 ? boundaries.length : below;
	const above = boundaries[place - 1];
	const floor = boundaries[place];
	const { posts, kept } = place === 0 ? fullPage.newest : fullPage.frozen;
	const older = above ? sql`and (published_at, id) < (${above.at}::timestamptz, ${above.postId}::text)` : sql``;
	const newer = floor ? sql`and (published_at, id) >= (${floor.at}::timestamptz, ${floor.postId}::text)` : sql``;
	const { rows } = await sql<{ id: string; published_at: Date }>`
		select id, published_at from posts where story_id = ${storyId} and status = 'published' ${older} ${newer}
		order by published_at desc, id desc limit ${posts}`.execute(transaction);
	const last = rows[kept - 1];
	if (rows.length < posts || !last) return;
	const boundary = { id: newId(), story_id: storyId, at: instant(last.published_at), post_id: last.id };
	await transaction.insertInto("boundaries").values(boundary).execute();
	if (place > 0) return;
	await transaction.updateTable("stories").set({ boundary_id: boundary.id }).where("id", "=", storyId).execute();
}
