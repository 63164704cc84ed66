import { type Executor, instant, lock, type StoredEvent } from "@dateline/shared/database";
import type { Event, EventDraft, EventSubject } from "@dateline/shared/model";
import { sql } from "kysely";
import { withholdEarlier } from "./withhold-earlier.ts";

/** An event before it has a position. */
export interface NewEvent {
	draft: EventDraft;
	channels: readonly string[];
	subject: EventSubject;
}

/**
 * Gives the events their positions, in this order, and stores them. Takes the lock of positions, which is held until
 * the commit: so this comes last in a transaction, and a position that can be seen has all smaller ones beside it.
 */
export async function appendEvents(transaction: Executor, events: readonly NewEvent[]): Promise<StoredEvent[]> {
	if (events.length === 0) return [];
	await lock(transaction, "position");
	const last = await readLast(transaction, [...new Set(events.flatMap((event) => event.channels))]);
	const at = instant(last.at);
	const heads = new Map(last.heads);
	const stored = events.map(({ draft, channels, subject }, index): StoredEvent => {
		const position = last.position + 1 + index;
		const sorted = [...new Set(channels)].sort();
		const previous = Object.fromEntries(sorted.map((channel) => [channel, heads.get(channel) ?? 0]));
		for (const channel of sorted) heads.set(channel, position);
		const { type, ...rest } = draft;
		const event: Event = { v: 1, position, previous, type, at, ...rest };
		return { position, channels: sorted, body: JSON.stringify(event), at, subject, withheld: false };
	});
	await insert(transaction, stored, heads);
	for (const { subject, position } of stored) await withholdEarlier(transaction, subject, position);
	return stored;
}

interface Last {
	position: number;
	at: Date;
	heads: [channel: string, position: number][] | null;
}

/** The newest position, the time of the next event (the database's clock, never before the last), the channels' heads. */
async function readLast(transaction: Executor, channels: readonly string[]): Promise<Last> {
	const { rows } = await sql<Last>`
		select coalesce(max(position), 0) as position,
			greatest(date_trunc('milliseconds', clock_timestamp()), max(at)) as at,
			(
				select json_agg(json_build_array(channel, position)) from channel_heads
				where channel = any(${channels}::text[])
			) as heads
		from (select position, at from events order by position desc limit 1) last`.execute(transaction);
	return rows[0] as Last;
}

async function insert(
	transaction: Executor,
	events: readonly StoredEvent[],
	heads: ReadonlyMap<string, number>,
): Promise<void> {
	await transaction
		.insertInto("events")
		.values(
			events.map(({ position, channels, body, at, subject }) => ({
				position,
				type: subject.type,
				story_id: subject.storyId,
				post_id: subject.postId,
				key_development_id: subject.keyDevelopmentId,
				date: subject.date,
				channels,
				body,
				at,
			})),
		)
		.execute();
	const places = events.flatMap(({ position, channels }) => channels.map((channel) => ({ channel, position })));
	await sql`
		with places as (
			insert into event_channels (channel, position)
			select * from unnest(
				${places.map((place) => place.channel)}::text[], ${places.map((place) => place.position)}::bigint[]
			)
		)
		insert into channel_heads (channel, position)
		select * from unnest(${[...heads.keys()]}::text[], ${[...heads.values()]}::bigint[])
		on conflict (channel) do update set position = excluded.position`.execute(transaction);
}
