import { firstLine, insertStoryDraft, readEditorStory, setEmbargo } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import { type BreakOutInput, ProblemError, type StoryDraft } from "@dateline/shared/protocol";
import { type Actor, actorKey } from "../../actor.ts";
import { resolveReferences } from "../../content/resolve-references.ts";
import { parseBody } from "../../parse-body/parse-body.ts";
import { etagOf } from "../../routing/if-match.ts";
import { notBefore } from "../embargo.ts";
import type { Outcome, Writing } from "../hand-in.ts";
import { findWholeStory } from "../stories/find-story.ts";
import { publication } from "../stories/publication.ts";
import { findPost } from "./find-post.ts";

/**
 * Makes a story of a post: a draft that knows where it comes from, and unless it is to stay one, the submission that
 * publishes it. Once it is published the new story and the post show each other's cards.
 */
export async function breakOut(
	transaction: Writing,
	input: BreakOutInput,
	asked: { storyId: string; postId: string; actor: Actor },
): Promise<Outcome> {
	const { storyId, postId, actor } = asked;
	const story = await findWholeStory(transaction, storyId, actor);
	const post = await findPost(transaction, asked);
	const text = post.content ?? post.draft;
	const around = story.content ?? story.draft;
	if (!text || !around) throw new ProblemError("withdrawn", "There is no text to make a story of.");
	const { section } = await resolveReferences(transaction, { section: input.section });
	const headline = input.headline || text.headline || firstLine(text.body) || around.headline;
	const isPublic = story.revision > 0 && story.status === "published";
	const draft: StoryDraft = {
		...{ headline, standfirst: input.standfirst ?? "", slug: null, lead: null, startsAt: null, keyDevelopments: [] },
		body: input.body ? parseBody(input.body) : text.body,
		language: around.language,
		timeZone: around.timeZone ?? null,
		section: section === undefined ? around.section : section,
		topics: around.topics,
		authors: text.authors.length > 0 ? text.authors : around.authors,
		related: isPublic ? [storyId] : [],
		brokenOutOf: { storyId, postId },
	};
	const id = newId();
	await insertStoryDraft(transaction, { id, kind: input.kind, draft, createdBy: actorKey(actor) });
	// The draft of what must not go out yet is held as its source is.
	if (post.embargo !== null) await setEmbargo(transaction, "stories", id, post.embargo);
	if (input.status === "published") {
		const dueAt = notBefore(post.embargo, input.publishAt ?? null);
		return { submission: { storyId: id, change: publication(draft, {}), dueAt } };
	}
	const made = await readEditorStory(transaction, id);
	const location = `/api/v1/stories/${id}`;
	return { answer: { status: 201, body: { story: made }, location, ...(made && { etag: etagOf(made) }) } };
}
