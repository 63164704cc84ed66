import { lock, type OpenRecord, readHeadPosition } from "@dateline/shared/database";
import type { Event, EventDraft, EventSubject } from "@dateline/shared/model";
import { sql } from "kysely";

/** An event to append. */
interface NewEvent {
	draft: EventDraft;
	channels: readonly string[];
	subject?: Partial<EventSubject>;
}

/**
 * Appends events to a test's record in one transaction, as the worker does it (workers/src/publish), without a story
 * behind them: for tests of what happens to events once they are in the log. Returns the last position.
 */
export async function appendEvents({ kysely }: OpenRecord, events: readonly NewEvent[]): Promise<number> {
	return kysely.transaction().execute(async (transaction) => {
		await lock(transaction, "position");
		let position = await readHeadPosition(transaction);
		const wanted = [...new Set(events.flatMap(({ channels }) => channels))];
		const rows = await transaction.selectFrom("channel_heads").selectAll().where("channel", "in", wanted).execute();
		const heads = new Map(rows.map((row) => [row.channel, row.position]));
		for (const { draft, channels, subject = {} } of events) {
			position += 1;
			const sorted = [...channels].sort();
			const previous = Object.fromEntries(sorted.map((channel) => [channel, heads.get(channel) ?? 0]));
			for (const channel of sorted) heads.set(channel, position);
			const { type, ...rest } = draft;
			const at = new Date();
			const event: Event = { v: 1, position, previous, type, at: at.toISOString(), ...rest };
			await transaction
				.insertInto("events")
				.values({
					position,
					type,
					story_id: subject.storyId ?? null,
					post_id: subject.postId ?? null,
					key_development_id: subject.keyDevelopmentId ?? null,
					date: subject.date ?? null,
					channels: sorted,
					body: JSON.stringify(event),
					at,
				})
				.execute();
			await transaction
				.insertInto("event_channels")
				.values(sorted.map((channel) => ({ channel, position })))
				.execute();
		}
		for (const [channel, head] of heads) {
			await sql`insert into channel_heads (channel, position) values (${channel}, ${head})
				on conflict (channel) do update set position = excluded.position`.execute(transaction);
		}
		return position;
	});
}

/** Appends one event. */
export const appendEvent = (
	record: OpenRecord,
	draft: EventDraft,
	channels: readonly string[],
	subject: Partial<EventSubject> = {},
): Promise<number> => appendEvents(record, [{ draft, channels, subject }]);

/** An event of a post that says nothing but its number: of no meaning to the model, of much to who counts. */
export const draftOf = (number: number, padding = 0): EventDraft => ({
	type: "post.added",
	post: {
		id: `p${String(number).padStart(13, "0")}`,
		storyId: "00000000000001",
		revision: 1,
		headline: `Number ${number}${" and more".repeat(padding)}`,
		html: "<p>Text.</p>",
		bodyUrl: null,
		key: false,
		pinned: null,
		breaking: false,
		authors: [],
		publishedAt: new Date(1_780_000_000_000 + number).toISOString(),
		updatedAt: null,
		corrections: [],
	},
});
