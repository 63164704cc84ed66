import { insertPostDraft, insertStoryDraft, readEditorStory, setEmbargo } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import type { StoryInput } from "@dateline/shared/protocol";
import { type Actor, actorKey } from "../../actor.ts";
import { readNewStory } from "../../content/story-content.ts";
import { etagOf } from "../../routing/if-match.ts";
import { notBefore } from "../embargo.ts";
import type { Outcome, Writing } from "../hand-in.ts";
import { publication } from "./publication.ts";

/** Makes a story, of a template when one is named: a draft with the drafts of its first posts, and unless it is to stay one, the submission that publishes it. */
export async function createStory(transaction: Writing, input: StoryInput, actor: Actor): Promise<Outcome> {
	const id = newId();
	const createdBy = actorKey(actor);
	const { kind, draft, posts } = await readNewStory(transaction, input);
	const { publishAt = null, embargo = null, ...choices } = input;
	await insertStoryDraft(transaction, { id, kind, draft, createdBy });
	if (embargo !== null) await setEmbargo(transaction, "stories", id, embargo);
	for (const [place, post] of posts.entries()) {
		await insertPostDraft(transaction, { id: newId(), storyId: id, draft: post, createdBy, place });
	}
	if (input.status === "published") {
		const dueAt = notBefore(embargo, publishAt);
		return { submission: { storyId: id, change: publication(draft, choices), dueAt } };
	}
	const story = await readEditorStory(transaction, id);
	return {
		answer: { status: 201, body: { story }, location: `/api/v1/stories/${id}`, ...(story && { etag: etagOf(story) }) },
	};
}
