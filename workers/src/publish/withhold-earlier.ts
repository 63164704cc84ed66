import type { Executor } from "@dateline/shared/database";
import { type Event, type EventSubject, stripRestored } from "@dateline/shared/model";
import { sql } from "kysely";

/**
 * Marks the events before `position` that a new event takes back: the rule of `withholds` in shared/model, in SQL. Of
 * an earlier `story.restored`, which carries the whole channel, only what was withdrawn is taken out.
 */
export async function withholdEarlier(transaction: Executor, subject: EventSubject, position: number): Promise<void> {
	const earlier = earlierOf(subject);
	if (!earlier) return;
	await sql`update events set withheld = true where position < ${position} and not withheld and ${earlier}`.execute(
		transaction,
	);
	if (subject.type !== "post.withdrawn" && subject.type !== "key_development.withdrawn") return;
	const { rows } = await sql<{ position: number; body: string }>`
		select position, body from events
		where story_id = ${subject.storyId} and type = 'story.restored' and position < ${position}
			and not withheld`.execute(transaction);
	for (const row of rows) {
		const stripped = stripRestored(JSON.parse(row.body) as Event, subject);
		if (!stripped) continue;
		await transaction
			.updateTable("events")
			.set({ body: JSON.stringify(stripped) })
			.where("position", "=", row.position)
			.execute();
	}
}

function earlierOf({ type, storyId, postId, keyDevelopmentId, date }: EventSubject) {
	switch (type) {
		case "story.withdrawn":
			return sql`story_id = ${storyId} and type not in ('story.withdrawn', 'card.withdrawn')`;
		case "post.withdrawn":
			return sql`story_id = ${storyId} and (type like 'card.%' or post_id = ${postId})`;
		case "key_development.withdrawn":
			return sql`story_id = ${storyId} and (type like 'card.%' or key_development_id = ${keyDevelopmentId})`;
		case "site.updated":
			return sql`story_id is null and type = 'site.updated'`;
		case "digest.updated":
			return sql`story_id is null and type = 'digest.updated' and date = ${date}`;
		default:
			return null;
	}
}
