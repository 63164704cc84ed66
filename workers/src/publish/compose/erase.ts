import { type Executor, json } from "@dateline/shared/database";
import { ProblemError, type StoryChange } from "@dateline/shared/protocol";
import type { Applied, ApplyContext } from "../apply-one.ts";
import type { DecidedChange } from "../decision.ts";
import { blankCopies } from "./blank-copies.ts";
import { blankEvents } from "./blank-events.ts";
import { blankRows } from "./blank-rows.ts";
import { eraseMedia, findMediaOf } from "./erase-media.ts";
import { type ErasureScope, findScope } from "./erasure-scope.ts";
import { inSteps } from "./in-steps.ts";

/**
 * `story.erase`: blanks a text for good, wherever the record has it (docs/decisions/0035-erase.md). What readers see is
 * first withdrawn by the usual events, which withhold all that was said of it before; what stays public (a text one of
 * whose revisions or corrections is erased) is given back in the same commit. Then the withheld events, the rows,
 * revisions, submissions, recorded answers and autosaves are rewritten without the words.
 */
export async function erase(
	transaction: Executor,
	change: Extract<StoryChange, { type: "story.erase" }>,
	context: ApplyContext,
): Promise<Applied> {
	const { storyId, now, actor, submissionId } = context;
	const { subject, erasureId } = change;
	const scope = await findScope(transaction, storyId, subject);
	const media = change.media ? await findMediaOf(transaction, scope) : [];
	const steps = inSteps(transaction, "story.erase", context);
	const [withdraw, restore] = stepsFor(scope, context.storyId);
	if (withdraw) await steps.take({ storyId, change: withdraw });
	await blankRows(transaction, scope, now);
	await blankCopies(transaction, scope, submissionId);
	if (restore) await steps.take({ storyId, change: restore });
	const { files, erased } = await eraseMedia(transaction, media);
	const positions = await blankEvents(transaction, scope, erased);
	await transaction
		.insertInto("erasures")
		.values({
			id: erasureId,
			story_id: storyId,
			subject: json(subject),
			reason: change.reason,
			actor,
			at: now,
			positions,
			media: erased,
			files,
		})
		.execute();
	const story = await transaction.selectFrom("stories").select("revision").where("id", "=", storyId).executeTakeFirst();
	return steps.all({ events: [], result: { position: 0, revision: story?.revision ?? 0 } });
}

/** What takes the subject from readers, and what gives back what stays public; null where readers see nothing of it. */
function stepsFor(
	{ subject, story, post, line }: ErasureScope,
	storyId: string,
): [withdraw: DecidedChange | null, restore: DecidedChange | null] {
	if (story.status !== "published") return [null, null];
	const wholeStory = [{ type: "story.withdraw" as const }, { type: "story.restore" as const }] as const;
	const postId = post?.id ?? storyId;
	const wholePost = [
		{ type: "post.withdraw" as const, postId },
		{ type: "post.restore" as const, postId },
	] as const;
	switch (subject.kind) {
		case "story":
			return [wholeStory[0], null];
		case "post":
			return [post?.status === "published" ? wholePost[0] : null, null];
		case "key_development": {
			const keyDevelopmentId = line?.id ?? "";
			return [line?.status === "published" ? { type: "key_development.withdraw", keyDevelopmentId } : null, null];
		}
		case "correction":
		case "revision":
			if (!post) return [...wholeStory];
			return post.status === "published" ? [...wholePost] : [null, null];
		default:
			throw new ProblemError("invalid", "There is nothing of that kind to erase.");
	}
}
