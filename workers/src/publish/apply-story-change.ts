import type { Executor } from "@dateline/shared/database";
import type { StoryChange } from "@dateline/shared/protocol";
import { type Applied, type ApplyContext, applyOne } from "./apply-one.ts";
import { erase } from "./compose/erase.ts";
import { mergePosts } from "./compose/merge-posts.ts";
import { movePosts } from "./compose/move-posts.ts";
import { publishBrokenOut } from "./compose/publish-broken-out.ts";

/**
 * Applies a change that was handed in for a story, in the given transaction: one decision, or several steps that readers
 * get in one commit. The caller holds the locks of all stories that it touches and the site's, and writes the
 * submission's end.
 *
 * @throws {ProblemError} when the change is refused; nothing may then be committed
 */
export function applyStoryChange(transaction: Executor, change: StoryChange, context: ApplyContext): Promise<Applied> {
	switch (change.type) {
		case "posts.move":
			return movePosts(transaction, change, context);
		case "posts.merge":
			return mergePosts(transaction, change, context);
		case "story.erase":
			return erase(transaction, change, context);
		case "story.publish":
			return publishBrokenOut(transaction, change, context);
		default:
			return applyOne(transaction, change, context);
	}
}
