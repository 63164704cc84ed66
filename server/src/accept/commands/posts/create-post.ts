import { insertPostDraft, readEditorPost, setEmbargo } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import { type PostInput, ProblemError } from "@dateline/shared/protocol";
import { type Actor, actorKey } from "../../actor.ts";
import { readNewPost } from "../../content/post-content.ts";
import { etagOf } from "../../routing/if-match.ts";
import { notBefore } from "../embargo.ts";
import type { Outcome, Writing } from "../hand-in.ts";
import { checkPublished, findStory } from "../stories/find-story.ts";

/** Makes a post of a live story: a draft, and unless it is to stay one, the submission that publishes it. */
export async function createPost(
	transaction: Writing,
	{ storyId, input, actor }: { storyId: string; input: PostInput; actor: Actor },
): Promise<Outcome> {
	const story = await findStory(transaction, storyId, actor);
	if (story.kind !== "live") throw new ProblemError("not_live", "An article has no posts.");
	const { status, significant, publishAt = null, embargo = null } = input;
	const dueAt = notBefore(embargo, publishAt);
	if (status === "published" && dueAt === null) await checkPublished(transaction, story);
	const id = newId();
	const content = await readNewPost(transaction, input);
	await insertPostDraft(transaction, { id, storyId, draft: content, createdBy: actorKey(actor) });
	if (embargo !== null) await setEmbargo(transaction, "posts", id, embargo);
	if (status === "published") {
		return {
			submission: { storyId, change: { type: "post.add", postId: id, content, significant }, dueAt },
		};
	}
	const post = await readEditorPost(transaction, storyId, id);
	const location = `/api/v1/stories/${storyId}/posts/${id}`;
	return { answer: { status: 201, body: { post }, location, ...(post && { etag: etagOf(post) }) } };
}
