import {
	type Executor,
	instant,
	instantOrNull,
	presentKeyDevelopment,
	readCorrections,
	readPost,
	readStoryState,
	readStoryView,
} from "@dateline/shared/database";
import type { EventDraft, Stamps } from "@dateline/shared/model";
import { sql } from "kysely";
import type { NewEvent } from "./append-events.ts";
import type { Fact } from "./decision.ts";

/**
 * The events of `story:<id>` that tell these facts. Their words are read from the record, as it is after the change,
 * by the functions that also answer a reader who comes fresh: so both always see the same.
 */
export async function tellFacts(transaction: Executor, storyId: string, facts: readonly Fact[]): Promise<NewEvent[]> {
	if (facts.length === 0) return [];
	const stamps = await readStamps(transaction, storyId);
	const corrections = await readCorrections(transaction, storyId);
	const events: NewEvent[] = [];
	for (const fact of facts) {
		const subject = {
			type: fact.type,
			storyId,
			postId: "postId" in fact ? fact.postId : null,
			keyDevelopmentId: "keyDevelopmentId" in fact ? fact.keyDevelopmentId : null,
			date: null,
		};
		const words = await wordsOf(transaction, storyId, fact, corrections);
		events.push({ draft: { type: fact.type, ...words, stamps }, channels: [`story:${storyId}`], subject });
	}
	return events;
}

async function wordsOf(
	transaction: Executor,
	storyId: string,
	fact: Fact,
	corrections: Awaited<ReturnType<typeof readCorrections>>,
): Promise<Omit<EventDraft, "type">> {
	switch (fact.type) {
		case "story.withdrawn":
			return { story: { id: storyId }, ...shownOf(fact) };
		case "story.restored": {
			const restored = await readStoryState(transaction, storyId);
			return { story: found(await readStory()), restored: found(restored) };
		}
		case "story.published":
		case "story.updated":
		case "story.corrected":
		case "story.started":
		case "story.ended":
			return { story: found(await readStory()) };
		case "post.withdrawn":
			return { post: { id: fact.postId }, ...shownOf(fact) };
		case "post.added":
		case "post.updated":
		case "post.restored":
			return { post: found(await readPost(transaction, fact.postId, corrections)) };
		case "key_development.withdrawn":
			return { keyDevelopment: { id: fact.keyDevelopmentId } };
		case "key_development.added":
		case "key_development.updated": {
			const row = await transaction
				.selectFrom("key_developments")
				.selectAll()
				.where("id", "=", fact.keyDevelopmentId)
				.executeTakeFirstOrThrow();
			return { keyDevelopment: presentKeyDevelopment(row) };
		}
	}

	function readStory() {
		return readStoryView(transaction, storyId, corrections.get(null) ?? []);
	}
}

const shownOf = ({ reason }: { reason?: string }) => (reason === undefined ? {} : { reason });

/** What was just written must be there to be told. */
function found<Subject>(subject: Subject | null): Subject {
	if (subject === null) throw new TypeError("what was published cannot be read back");
	return subject;
}

async function readStamps(transaction: Executor, storyId: string): Promise<Stamps> {
	const { rows } = await sql<{
		updated_at: Date | null;
		post_count: number;
		boundary_id: string | null;
		at: Date;
		post_id: string;
	}>`
		select updated_at, post_count, boundary_id, at, post_id
		from stories left join boundaries on boundaries.id = boundary_id
		where stories.id = ${storyId}`.execute(transaction);
	const row = found(rows[0] ?? null);
	const { boundary_id: id, at, post_id: postId } = row;
	return {
		updatedAt: instantOrNull(row.updated_at),
		postCount: row.post_count,
		boundary: id === null ? null : { id, at: instant(at), postId },
	};
}
