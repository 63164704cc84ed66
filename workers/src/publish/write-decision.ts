import { type Executor, insertSubmission, json } from "@dateline/shared/database";
import { ProblemError } from "@dateline/shared/protocol";
import { sql } from "kysely";
import type { StoryDecision } from "./decision.ts";
import { freezePages } from "./freeze-pages.ts";
import { writeLists } from "./write-lists.ts";

/** Writes the rows of a decision, and what follows from them: full pages of posts, the lists that the story is in. */
export async function writeDecision(transaction: Executor, storyId: string, decision: StoryDecision): Promise<void> {
	const { story, post, keyDevelopments = [], correction, slug } = decision;
	if (story) await transaction.updateTable("stories").set(story).where("id", "=", storyId).execute();
	if (slug !== undefined) await writeSlug(transaction, storyId, slug);
	if (post) {
		const { id, created_by, created_at, ...written } = post;
		await transaction
			.insertInto("posts")
			.values(post)
			.onConflict((conflict) => conflict.column("id").doUpdateSet(written))
			.execute();
	}
	for (const line of keyDevelopments) await writeKeyDevelopment(transaction, line);
	if (correction) await transaction.insertInto("corrections").values(correction).execute();
	if (decision.postsMoved && post?.published_at) {
		const at = new Date(post.published_at).toISOString();
		await freezePages(transaction, storyId, { at, id: post.id });
	}
	if (decision.startAt !== undefined) await writePlannedStart(transaction, storyId, decision.startAt);
	if (story) await writeLists(transaction, storyId, story);
}

async function writeSlug(transaction: Executor, storyId: string, slug: string): Promise<void> {
	await transaction.updateTable("slugs").set({ current: false }).where("story_id", "=", storyId).execute();
	await transaction
		.insertInto("slugs")
		.values({ slug, story_id: storyId, current: true })
		.onConflict((conflict) =>
			conflict.column("slug").doUpdateSet({ current: true }).where("slugs.story_id", "=", storyId),
		)
		.execute();
}

async function writeKeyDevelopment(
	transaction: Executor,
	line: NonNullable<StoryDecision["keyDevelopments"]>[number],
): Promise<void> {
	const { id, story_id, ...written } = line;
	const { numInsertedOrUpdatedRows } = await transaction
		.insertInto("key_developments")
		.values(line)
		.onConflict((conflict) =>
			conflict.column("id").doUpdateSet(written).where("key_developments.story_id", "=", story_id),
		)
		.executeTakeFirstOrThrow();
	if (numInsertedOrUpdatedRows === 0n) {
		throw new ProblemError("conflict", "The key development belongs to another story.");
	}
}

/** Who hands in the start of a story at its time. */
const planner = "schedule";

/** An upcoming story with a time starts by itself: a submission like any other, replaced when the time moves. */
async function writePlannedStart(transaction: Executor, storyId: string, startAt: Date | null): Promise<void> {
	await transaction
		.updateTable("submissions")
		.set({ state: "cancelled", done_at: sql<Date>`clock_timestamp()` })
		.where("story_id", "=", storyId)
		.where("actor", "=", planner)
		.where("state", "=", "scheduled")
		.execute();
	if (startAt === null) return;
	await insertSubmission(transaction, {
		storyId,
		change: { type: "story.start" },
		state: "scheduled",
		dueAt: startAt,
		ifMatch: null,
		actor: planner,
	});
}

/** The revision that a decision makes, with the position at which readers got it. */
export async function writeRevision(
	transaction: Executor,
	storyId: string,
	decision: StoryDecision,
	written: { change: string; at: Date; position: number; submissionId: string },
): Promise<void> {
	const { revision } = decision;
	if (!revision) return;
	await transaction
		.insertInto("revisions")
		.values({
			subject_kind: revision.kind,
			subject_id: revision.id,
			number: revision.number,
			story_id: storyId,
			change: written.change,
			significant: revision.significant,
			content: json(revision.content),
			at: written.at,
			position: written.position,
			submission_id: written.submissionId,
		})
		.execute();
}
