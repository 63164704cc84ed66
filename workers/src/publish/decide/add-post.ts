import { json } from "@dateline/shared/database";
import { ProblemError } from "@dateline/shared/protocol";
import { checkEmbargo, checkReferences, checkRevision, publicStory } from "../checks.ts";
import type { Decide } from "../decision.ts";
import { later } from "./later.ts";
import { renderPost } from "./post-row.ts";

/** `post.add`: a new post, or one that was a draft. */
export const addPost: Decide<"post.add"> = (aggregate, change, { storyId, now, actor, ifMatch }) => {
	const story = publicStory(aggregate);
	const { post, references } = aggregate;
	const { postId, content, significant } = change;
	if (story.kind !== "live") throw new ProblemError("not_live", "An article has no posts.");
	if (story.state === "ended") throw new ProblemError("not_live", "The story has ended: start it again to add posts.");
	if (post && post.story_id !== storyId) throw new ProblemError("conflict", "The post belongs to another story.");
	if (post && post.status !== "draft") throw new ProblemError("already_published", "The post is published already.");
	checkRevision(ifMatch, post?.draft_revision ?? 0);
	checkEmbargo("The post", post?.embargo ?? null, now);
	checkReferences(content, references, now);
	return {
		story: {
			post_count: story.post_count + 1,
			...(significant && { updated_at: later(now, story.updated_at) }),
		},
		post: {
			id: postId,
			story_id: storyId,
			status: "published",
			revision: 1,
			content: json(content),
			draft: null,
			html: renderPost(content.body, references),
			key: content.key,
			pinned: content.pinned,
			published_at: content.publishedAt ? new Date(content.publishedAt) : now,
			created_by: post?.created_by ?? actor,
		},
		postsMoved: true,
		revision: { kind: "post", id: postId, number: 1, significant, content },
		facts: [{ type: "post.added", postId }],
		result: { revision: 1 },
	};
};
