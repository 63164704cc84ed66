import type { Executor } from "@dateline/shared/database";
import { type Event, withholdEvent } from "@dateline/shared/model";
import { sql } from "kysely";
import type { ErasureScope } from "./erasure-scope.ts";

/**
 * Rewrites the bodies of the events that told of what is erased to what is handed out of them anyway, since they are
 * withheld: nothing but ids. Positions, channels and heads stay.
 *
 * @returns the positions whose copies elsewhere (the stream in Redis) must go, sorted
 */
export async function blankEvents(
	transaction: Executor,
	{ storyIds }: ErasureScope,
	media: readonly string[],
): Promise<number[]> {
	const channels = storyIds.flatMap((id) => [`story:${id}`, `card:${id}`]);
	const { rows } = await sql<{ position: number; type: string; body: string; withheld: boolean }>`
		select position, type, body, withheld from events where position in (
			select position from event_channels where channel = any(${channels}::text[])
			union
			select position from event_channels join events using (position)
			where channel = 'site' and withheld and type in ('site.updated', 'digest.updated')
		) and (withheld or type = 'story.restored' or (type like '%.withdrawn' and body::jsonb -> 'reason' is not null))`.execute(
		transaction,
	);
	for (const { position, type, body, withheld } of rows) {
		if (withheld) await rewrite(transaction, position, body);
		// The withdrawal itself still has to be told; why it was may name what is erased.
		else if (type.endsWith(".withdrawn")) await forgetReason(transaction, position, body);
	}
	const pictures = await blankMediaEvents(transaction, media);
	return [...rows.map((row) => Number(row.position)), ...pictures].sort((a, b) => a - b);
}

async function blankMediaEvents(transaction: Executor, media: readonly string[]): Promise<number[]> {
	if (media.length === 0) return [];
	const { rows } = await sql<{ position: number; body: string }>`
		select position, body from events join event_channels using (position)
		where channel = 'site' and type = 'media.updated'
			and body::jsonb -> 'media' ->> 'id' = any(${[...media]}::text[])`.execute(transaction);
	for (const { position, body } of rows) await rewrite(transaction, position, body);
	return rows.map((row) => Number(row.position));
}

async function forgetReason(transaction: Executor, position: number, body: string): Promise<void> {
	const { reason: _, ...event } = JSON.parse(body) as Event;
	await transaction
		.updateTable("events")
		.set({ body: JSON.stringify(event) })
		.where("position", "=", position)
		.execute();
}

async function rewrite(transaction: Executor, position: number, body: string): Promise<void> {
	const blank = JSON.stringify(withholdEvent(JSON.parse(body) as Event));
	await transaction
		.updateTable("events")
		.set({ body: blank, withheld: true })
		.where("position", "=", position)
		.execute();
}
