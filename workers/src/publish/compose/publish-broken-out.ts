import type { Executor } from "@dateline/shared/database";
import type { Document } from "@dateline/shared/model";
import type { StoryChange } from "@dateline/shared/protocol";
import { type Applied, type ApplyContext, applyOne } from "../apply-one.ts";
import { storiesIn } from "../checks.ts";
import { inSteps } from "./in-steps.ts";

/** Stories that one names at most, and blocks that a text has at most. */
const relatedAtMost = 10;
const blocksAtMost = 5_000;

/**
 * `story.publish`; of a story that was broken out of a post, the post and its story get a card of it in the same commit.
 * What is withdrawn by now, or went to another story, is left as it is.
 */
export async function publishBrokenOut(
	transaction: Executor,
	change: Extract<StoryChange, { type: "story.publish" }>,
	context: ApplyContext,
): Promise<Applied> {
	const { brokenOutOf: from } = change;
	if (!from) return applyOne(transaction, change, context);
	const { storyId } = context;
	const steps = inSteps(transaction, "story.publish", context);
	const main = await steps.take({ storyId, change, ifMatch: context.ifMatch });
	const source = await transaction
		.selectFrom("stories")
		.select("content")
		.where("id", "=", from.storyId)
		.where("status", "=", "published")
		.executeTakeFirst();
	if (!source?.content) return main;
	const { related } = source.content;
	if (!related.includes(storyId)) {
		const patch = { related: [storyId, ...related].slice(0, relatedAtMost) };
		await steps.take({ storyId: from.storyId, change: { type: "story.update", patch, significant: false } });
	}
	const post = await transaction
		.selectFrom("posts")
		.select("content")
		.where("id", "=", from.postId)
		.where("story_id", "=", from.storyId)
		.where("status", "=", "published")
		.executeTakeFirst();
	const body = post?.content && withCard(post.content.body, storyId);
	if (body) {
		const { postId } = from;
		const step = { type: "post.update" as const, postId, patch: { body }, significant: false };
		await steps.take({ storyId: from.storyId, change: step });
	}
	return steps.all(main);
}

/** The text with the story's card at its end; null when it stands there already or there is no room. */
function withCard(body: Document, storyId: string): Document | null {
	if (storiesIn(body).includes(storyId) || body.content.length >= blocksAtMost) return null;
	return { ...body, content: [...body.content, { type: "relatedStory", attrs: { storyId } }] };
}
