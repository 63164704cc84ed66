import type { Executor, StoredEvent } from "@dateline/shared/database";
import type { StoryChange, SubmissionResult } from "@dateline/shared/protocol";
import { appendEvents } from "./append-events.ts";
import { decide } from "./decide/index.ts";
import type { DecidedChange, DecisionContext } from "./decision.ts";
import { loadAggregate } from "./load-aggregate.ts";
import { readShown } from "./shown.ts";
import { tellFacts } from "./tell-facts.ts";
import { tellShown } from "./tell-shown.ts";
import { writeDecision, writeRevision } from "./write-decision.ts";

/** What came of a change: its events, and what is said to who handed it in. */
export interface Applied {
	events: StoredEvent[];
	result: SubmissionResult;
}

/** The changes of which nothing is shown outside the story and its card. */
const ownOnly: ReadonlySet<StoryChange["type"]> = new Set([
	"story.correct",
	"post.add",
	"post.update",
	"key_development.add",
]);

/** Whether all pages may show something of this change: what is live now, a digest's line. */
export const isShared = (change: StoryChange): boolean => !ownOnly.has(change.type);

/** What a change is applied with: `as` is what its revision calls it, when it is a step of another change. */
export interface ApplyContext extends DecisionContext {
	submissionId: string;
	as?: StoryChange["type"];
}

/**
 * Applies one change to one story, in the given transaction: decide, write, tell. The caller holds the story's lock,
 * and the site's (shared, or alone when the change {@link isShared}), and writes the submission's end.
 *
 * @throws {ProblemError} when the change is refused; nothing may then be committed
 */
export async function applyOne(transaction: Executor, change: DecidedChange, context: ApplyContext): Promise<Applied> {
	const { storyId, now, submissionId } = context;
	const decision = decide(await loadAggregate(transaction, storyId, change), change, context);
	if (decision.facts.length === 0) return { events: [], result: { position: 0, ...decision.result } };
	const before = await readShown(transaction, storyId, isShared(change));
	await writeDecision(transaction, storyId, decision);
	const after = await readShown(transaction, storyId, isShared(change));
	const events = await appendEvents(transaction, [
		...(await tellFacts(transaction, storyId, decision.facts)),
		...(await tellShown(transaction, storyId, decision.facts, before, after)),
	]);
	const position = events.at(-1)?.position ?? 0;
	await writeRevision(transaction, storyId, decision, {
		change: context.as ?? change.type,
		at: now,
		position,
		submissionId,
	});
	return { events, result: { position, ...decision.result } };
}
