import type { Database } from "@dateline/shared/database";
import { type KeyDevelopmentContent, ProblemError } from "@dateline/shared/protocol";
import type { Insertable } from "kysely";
import { publicStory } from "../checks.ts";
import type { Decide, StoryAggregate } from "../decision.ts";

/** `key_development.add`: one line, tied to its story or to a post of it. */
export const addKeyDevelopment: Decide<"key_development.add"> = (aggregate, change, { storyId, now }) => {
	const story = publicStory(aggregate);
	const { keyDevelopmentId, content } = change;
	return {
		keyDevelopments: [newKeyDevelopment(keyDevelopmentId, content, aggregate, storyId, now)],
		facts: [{ type: "key_development.added", keyDevelopmentId }],
		result: { revision: 1, slug: story.slug },
	};
};

/** A new key development's row. Without a time of its own it has its post's, or `moment`. */
export function newKeyDevelopment(
	id: string,
	{ text, postId, at }: KeyDevelopmentContent,
	{ references, keyDevelopments }: StoryAggregate,
	storyId: string,
	moment: Date,
	now: Date = moment,
): Insertable<Database["key_developments"]> {
	if (keyDevelopments.some((line) => line.id === id)) {
		throw new ProblemError("already_published", "The key development is published already.");
	}
	const postAt = postId === null ? moment : references.posts.get(postId);
	if (!postAt) throw new ProblemError("unknown_reference", `There is no published post ${postId} in this story.`);
	return {
		id,
		story_id: storyId,
		post_id: postId,
		status: "published",
		revision: 1,
		text,
		at: at ? new Date(at) : postAt,
		written_at: now,
	};
}
