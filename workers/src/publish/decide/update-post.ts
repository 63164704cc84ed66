import { isDeepStrictEqual } from "node:util";
import { json } from "@dateline/shared/database";
import { checkReferences, checkRevision, patched, publicPost, publicStory } from "../checks.ts";
import type { Decide } from "../decision.ts";
import { later } from "./later.ts";
import { asWritten, renderPost } from "./post-row.ts";

/** `post.update`: a significant one moves the post's stamp and the story's. An editorial time that is given moves the post. */
export const updatePost: Decide<"post.update"> = (aggregate, change, { now, ifMatch }) => {
	const story = publicStory(aggregate);
	const post = publicPost(aggregate);
	checkRevision(ifMatch, post.revision);
	const { postId, patch, significant } = change;
	const content = patched(post.content, { ...patch, publishedAt: patch.publishedAt ?? post.content.publishedAt });
	checkReferences(content, aggregate.references, now);
	const html = renderPost(content.body, aggregate.references);
	// A picture may say something else of itself by now: then the same content is another text.
	if (!significant && html === post.html && isDeepStrictEqual(content, post.content)) {
		return { facts: [], result: { revision: post.revision } };
	}
	const number = post.revision + 1;
	const publishedAt = content.publishedAt ? new Date(content.publishedAt) : post.published_at;
	return {
		...(significant && { story: { updated_at: later(now, story.updated_at) } }),
		post: {
			...asWritten(post),
			revision: number,
			content: json(content),
			html,
			key: content.key,
			pinned: content.pinned,
			published_at: publishedAt,
			...(significant && { updated_at: later(now, post.updated_at) }),
		},
		postsMoved: publishedAt.getTime() !== post.published_at.getTime(),
		revision: { kind: "post", id: postId, number, significant, content },
		facts: [{ type: "post.updated", postId }],
		result: { revision: number },
	};
};
