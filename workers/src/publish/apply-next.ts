import {
	clock,
	type Executor,
	json,
	lock,
	lockShared,
	type OpenRecord,
	ofStory,
	type StoredEvent,
} from "@dateline/shared/database";
import { type StoryChange, siteChangeSchema, storyChangeSchema } from "@dateline/shared/protocol";
import { sql } from "kysely";
import { type Applied, isShared } from "./apply-one.ts";
import { applyStoryChange } from "./apply-story-change.ts";
import { applySiteChange } from "./site/apply-site-change.ts";
import { storiesOf } from "./stories-of.ts";

/** Points on a submission's way; a test throws at each to see that nothing is lost or comes of it twice. */
export type Step = "found" | "applied" | "ended" | "committed";

/** The submission that is being applied, as far as a failure needs to know. */
export interface Found {
	id: string;
	attempts: number;
	dueAt: Date;
}

/** What came of a submission: its events, and the other stories whose locks it held. */
interface Ended {
	position: number;
	events: StoredEvent[];
	others: string[];
}

/**
 * Applies the first due submission of a story (null: of the site) in one transaction: rows, revision, events, heads,
 * and the submission's end with its result. Locks are taken in the order stories (by id), site, the submission's row,
 * position, so that no two transactions wait for each other: a change that touches further stories is begun anew with
 * the locks of all. An erasure, which has the site alone, blanks submissions of stories whose locks it has not.
 *
 * @returns null when nothing is due, or what is due waits for its next try
 */
export async function applyNext(
	{ kysely }: OpenRecord,
	storyId: string | null,
	onFound: (found: Found) => void,
	onStep: (step: Step) => void,
): Promise<Ended | null> {
	const storyIds = new Set(storyId === null ? [] : [storyId]);
	for (;;) {
		const applied = await tryNext({ kysely }, storyId, storyIds, onFound, onStep);
		if (!applied) return null;
		if ("events" in applied) return { ...applied, others: [...storyIds].filter((id) => id !== storyId) };
		for (const needed of applied.needed) storyIds.add(needed);
	}
}

/** The same, or which stories' locks it needs besides these. */
async function tryNext(
	{ kysely }: Pick<OpenRecord, "kysely">,
	storyId: string | null,
	storyIds: ReadonlySet<string>,
	onFound: (found: Found) => void,
	onStep: (step: Step) => void,
): Promise<{ position: number; events: StoredEvent[] } | { needed: string[] } | null> {
	return kysely.transaction().execute(async (transaction) => {
		await lockStories(transaction, storyIds);
		const seen = await headOf(transaction, storyId).executeTakeFirst();
		if (!seen) return null;
		const changes = storyId === null ? [] : parsedOf([seen]);
		const needed = touchedBy(changes, storyId).filter((id) => !storyIds.has(id));
		if (needed.length > 0) return { needed };
		await lockSite(transaction, storyId === null || changes.some(isShared));
		const submission = await headOf(transaction, storyId).forUpdate().executeTakeFirst();
		// Cancelled, or overtaken by one that needs other locks, while this waited for the site.
		if (submission?.id !== seen.id) return { needed: [] };
		if (submission.retry_at && submission.retry_at > submission.now) return null;
		onFound({ id: submission.id, attempts: submission.attempts, dueAt: submission.due_at });
		onStep("found");
		const { events, result } = await apply(transaction, submission);
		onStep("applied");
		await transaction
			.updateTable("submissions")
			.set({
				...{ state: "done", result: json(result), last_error: null },
				...{ taken_at: submission.now, done_at: sql<Date>`clock_timestamp()` },
			})
			.where("id", "=", submission.id)
			.execute();
		onStep("ended");
		return { position: result.position, events };
	});
}

/** Takes the locks of these stories, in one order for all. */
export async function lockStories(transaction: Executor, storyIds: Iterable<string>): Promise<void> {
	for (const id of [...new Set(storyIds)].sort()) await lock(transaction, "story", id);
}

/** Takes the site's lock: alone, or shared with other stories' changes. Those of the stories are held. */
export async function lockSite(transaction: Executor, alone: boolean): Promise<void> {
	await (alone ? lock : lockShared)(transaction, "site");
}

/** The changes to a story among these; what cannot be parsed is refused later, under the story's own lock. */
export function parsedOf(submissions: readonly { change: unknown }[]): StoryChange[] {
	return submissions.flatMap(({ change }) => storyChangeSchema.safeParse(change).data ?? []);
}

/** The stories whose locks these changes need. */
export const touchedBy = (changes: readonly StoryChange[], storyId: string | null): string[] =>
	storyId === null ? [] : changes.flatMap((change) => storiesOf(change, storyId));

/** The first due submission, with the clock that says that it is due. */
function headOf(transaction: Executor, storyId: string | null) {
	return transaction
		.selectFrom("submissions")
		.selectAll()
		.select(clock.as("now"))
		.where(ofStory(storyId))
		.where(sql<boolean>`state in ('queued', 'scheduled')`)
		.where("due_at", "<=", clock)
		.orderBy("due_at")
		.orderBy("sequence")
		.limit(1);
}

type Head = NonNullable<Awaited<ReturnType<ReturnType<typeof headOf>["executeTakeFirst"]>>>;

/** Applies a submission; the locks of its stories and the site's are held. */
export async function apply(
	transaction: Executor,
	submission: Pick<Head, "id" | "story_id" | "if_match" | "actor" | "now" | "change">,
): Promise<Applied> {
	const { id: submissionId, story_id: storyId, if_match: ifMatch, actor, now } = submission;
	if (storyId === null) {
		return applySiteChange(transaction, siteChangeSchema.parse(submission.change), { now, ifMatch });
	}
	const change = storyChangeSchema.parse(submission.change);
	return applyStoryChange(transaction, change, { storyId, now, actor, ifMatch, submissionId });
}
