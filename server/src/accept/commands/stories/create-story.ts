import { insertStoryDraft, readEditorStory } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import type { StoryInput } from "@dateline/shared/protocol";
import { type Actor, actorKey } from "../../actor.ts";
import { readNewStory } from "../../content/story-content.ts";
import { etagOf } from "../../routing/if-match.ts";
import type { Outcome, Writing } from "../hand-in.ts";
import { publication } from "./publication.ts";

/** Makes a story: a draft, and unless it is to stay one, the submission that publishes it. */
export async function createStory(transaction: Writing, input: StoryInput, actor: Actor): Promise<Outcome> {
	const id = newId();
	const draft = await readNewStory(transaction, input);
	await insertStoryDraft(transaction, { id, kind: input.kind, draft, createdBy: actorKey(actor) });
	if (input.status === "published") {
		const { publishAt = null, ...choices } = input;
		return { submission: { storyId: id, change: publication(draft, choices), dueAt: publishAt } };
	}
	const story = await readEditorStory(transaction, id);
	return {
		answer: { status: 201, body: { story }, location: `/api/v1/stories/${id}`, ...(story && { etag: etagOf(story) }) },
	};
}
