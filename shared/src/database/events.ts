import { sql } from "kysely";
import type { Event, EventSubject, EventType } from "../model/index.ts";
import { withholdEvent } from "../model/index.ts";
import type { Executor } from "./open.ts";

/** An event as it was committed. `body` is its JSON, made once; of a withheld one it already is the withheld form. */
export interface StoredEvent {
	position: number;
	/** Sorted. */
	channels: string[];
	body: string;
	/** The commit time, ISO. */
	at: string;
	subject: EventSubject;
	withheld: boolean;
}

interface EventRow {
	position: number;
	type: string;
	story_id: string | null;
	post_id: string | null;
	key_development_id: string | null;
	date: string | null;
	channels: string[];
	body: string;
	withheld: boolean;
	at: Date;
}

/** A stretch of the log: after a position (exclusive), up to one (inclusive), at most `limit` events. */
export interface Stretch {
	after: number;
	limit: number;
	upTo?: number;
}

const newest = Number.MAX_SAFE_INTEGER;

/** All events of a stretch of the log, oldest first. */
export async function readEvents(executor: Executor, { after, limit, upTo = newest }: Stretch): Promise<StoredEvent[]> {
	const rows = await executor
		.selectFrom("events")
		.selectAll()
		.where("position", ">", after)
		.where("position", "<=", upTo)
		.orderBy("position")
		.limit(limit)
		.execute();
	return rows.map(presentEvent);
}

/** The events of a stretch that are in at least one of these channels, oldest first. */
export async function readChannelEvents(
	executor: Executor,
	{ channels, after, limit, upTo = newest }: Stretch & { channels: readonly string[] },
): Promise<StoredEvent[]> {
	// Limited once for each channel, so that a channel with a long history costs no more than a short one.
	const { rows } = await sql<EventRow>`
		select events.* from events join (
			select distinct found.position from unnest(${channels}::text[]) wanted (channel)
			cross join lateral (
				select position from event_channels
				where event_channels.channel = wanted.channel and position > ${after} and position <= ${upTo}
				order by position limit ${limit}
			) found
			order by found.position limit ${limit}
		) page using (position) order by position`.execute(executor);
	return rows.map(presentEvent);
}

function presentEvent(row: EventRow): StoredEvent {
	return {
		position: row.position,
		channels: row.channels,
		body: row.withheld ? JSON.stringify(withholdEvent(JSON.parse(row.body) as Event)) : row.body,
		at: row.at.toISOString(),
		subject: {
			type: row.type as EventType,
			storyId: row.story_id,
			postId: row.post_id,
			keyDevelopmentId: row.key_development_id,
			date: row.date,
		},
		withheld: row.withheld,
	};
}
