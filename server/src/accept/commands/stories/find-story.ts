import { type Executor, readEditorStory, readPendingPublications, readStoryLine } from "@dateline/shared/database";
import { type EditorStory, ProblemError, type StoryLine } from "@dateline/shared/protocol";
import type { Actor } from "../../actor.ts";
import { mayOpenDraft } from "../../policies/index.ts";
import type { IfMatch } from "../../routing/if-match.ts";
import { checkRevision } from "../check-revision.ts";

/** A story that is there for this actor: what is public, and drafts that it may see. @throws {ProblemError} `not_found` */
export async function findStory(executor: Executor, storyId: string, actor: Actor): Promise<StoryLine> {
	const story = await readStoryLine(executor, storyId);
	if (!story || (story.revision === 0 && !mayOpenDraft(actor, story.createdBy))) {
		throw new ProblemError("not_found", `There is no story ${storyId}.`);
	}
	return story;
}

/** The same with all its text. */
export async function findWholeStory(executor: Executor, storyId: string, actor: Actor): Promise<EditorStory> {
	await findStory(executor, storyId, actor);
	const story = await readEditorStory(executor, storyId);
	if (!story) throw new ProblemError("not_found", `There is no story ${storyId}.`);
	return story;
}

/** Refuses a write upon another revision of a story than the present one. @throws {ProblemError} `revision_mismatch` */
export function checkStoryRevision(
	executor: Executor,
	ifMatch: IfMatch | null,
	story: Pick<StoryLine, "id" | "revision" | "draftRevision">,
): Promise<void> {
	return checkRevision(executor, ifMatch, { kind: "story", id: story.id }, story, () =>
		readEditorStory(executor, story.id),
	);
}

/** Whether readers never saw the story. */
export const isDraft = (story: { revision: number }): boolean => story.revision === 0;

/**
 * Refuses a change to what readers see while readers don't see the story, unless its publication is on its way, ahead
 * of the change.
 *
 * @throws {ProblemError} `not_published`
 */
export async function checkPublished(executor: Executor, story: StoryLine): Promise<void> {
	if (!isDraft(story)) return;
	const pending = await readPendingPublications(executor, { storyId: story.id, postId: null });
	if (pending.length > 0) return;
	throw new ProblemError("not_published", "The story is a draft: publish it first.");
}
