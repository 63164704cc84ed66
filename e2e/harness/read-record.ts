import { type Executor, openDatabase, readChannelStates } from "@dateline/shared/database";
import type { ChannelState, Event } from "@dateline/shared/model";
import { sql } from "kysely";

/** All of the record that the proof needs, read whole and without the repositories that it judges. */
export interface RecordDump {
	epoch: string;
	/** In position order. `body` is the event as readers get it. */
	events: { position: number; type: string; channels: string[]; body: Event; postId: string | null }[];
	/** `event_channels`: the positions of each channel, rising. */
	channelPositions: Map<string, number[]>;
	/** `channel_heads`. */
	heads: Map<string, number>;
	submissions: Map<string, RecordedSubmission>;
	revisions: { subject: string; number: number; submissionId: string | null; position: number }[];
	/** Of each story: what its row counts, and how many published posts it has. */
	postCounts: { storyId: string; counted: number; published: number }[];
	/** The state of each channel as a page that is rendered from the record now has it. */
	states: Record<string, ChannelState>;
}

export interface RecordedSubmission {
	state: string;
	changeType: string;
	/** By the database's clock, milliseconds since 1970. */
	createdAt: number;
	doneAt: number | null;
}

/** Opens the record by itself, reads it and closes it again. Of an embedded instance only after that has ended. */
export async function readRecordAt(where: { url: string } | { folder: string }): Promise<RecordDump> {
	const record = await openDatabase(where);
	try {
		return await readRecord(record.kysely);
	} finally {
		await record.close();
	}
}

/** Reads the record in one transaction, so that it is of one moment. */
export async function readRecord(executor: Executor): Promise<RecordDump> {
	return executor
		.transaction()
		.setIsolationLevel("repeatable read")
		.execute(async (transaction) => {
			const all = async <T>(query: ReturnType<typeof sql<T>>) => (await query.execute(transaction)).rows;
			const [log] = await all(sql<{ epoch: string }>`select epoch from log`);
			const events = await all(
				sql<{ position: number; type: string; channels: string[]; body: string; post_id: string | null }>`
					select position, type, channels, body, post_id from events order by position`,
			);
			const places = await all(
				sql<{ channel: string; position: number }>`select channel, position from event_channels order by position`,
			);
			const heads = await all(sql<{ channel: string; position: number }>`select channel, position from channel_heads`);
			const submissions = await all(
				sql<{ id: string; state: string; type: string; created_at: Date; done_at: Date | null }>`
					select id, state, change->>'type' as type, created_at, done_at from submissions`,
			);
			const revisions = await all(
				sql<{ kind: string; subject: string; number: number; submission_id: string | null; position: number }>`
					select subject_kind as kind, subject_id as subject, number, submission_id, position
					from revisions order by subject_kind, subject_id, number`,
			);
			const counts = await all(
				sql<{ id: string; counted: number; published: number }>`
					select stories.id, stories.post_count as counted, count(posts.id)::int as published
					from stories left join posts on posts.story_id = stories.id and posts.status = 'published'
					where stories.status = 'published' group by stories.id`,
			);
			const channelPositions = new Map<string, number[]>();
			for (const { channel, position } of places) {
				const list = channelPositions.get(channel) ?? [];
				list.push(Number(position));
				channelPositions.set(channel, list);
			}
			const states = await readChannelStates(transaction, [...channelPositions.keys()]);
			return {
				epoch: log?.epoch ?? "",
				events: events.map(({ position, type, channels, body, post_id }) => ({
					position: Number(position),
					type,
					channels,
					body: JSON.parse(body) as Event,
					postId: post_id,
				})),
				channelPositions,
				heads: new Map(heads.map(({ channel, position }) => [channel, Number(position)])),
				submissions: new Map(
					submissions.map(({ id, state, type, created_at, done_at }) => [
						id,
						{ state, changeType: type, createdAt: created_at.getTime(), doneAt: done_at?.getTime() ?? null },
					]),
				),
				revisions: revisions.map(({ kind, subject, number, submission_id, position }) => ({
					subject: `${kind} ${subject}`,
					number,
					submissionId: submission_id,
					position: Number(position),
				})),
				// As it goes over the wire.
				states: JSON.parse(JSON.stringify(Object.fromEntries(states))) as Record<string, ChannelState>,
				postCounts: counts.map(({ id, counted, published }) => ({ storyId: id, counted, published })),
			};
		});
}
