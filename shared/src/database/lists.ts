import { type RawBuilder, sql } from "kysely";
import { type Card, cardKey, isListChannel, type ListState, type OrderKey, splitChannel } from "../model/index.ts";
import { readCards } from "./cards.ts";
import type { Executor } from "./open.ts";
import { collectReferences, type References, readReferences } from "./references.ts";

/** Cards of a list that a holder of whole lists keeps. */
export const cardsOfList = 500;

/** Cards of a list after `before`, newest update first. `floor` is null when nothing older exists. */
export async function readListPage(
	executor: Executor,
	channel: string,
	{ before, limit, keyOnly = false }: { before: OrderKey | null; limit: number; keyOnly?: boolean },
): Promise<{ cards: Card[]; floor: OrderKey | null }> {
	const older = before ? sql`and (sort_at, story_id) < (${before.at}::timestamptz, ${before.id}::text)` : sql``;
	if (keyOnly) return readKeyPage(executor, channel, older, limit);
	const { rows } = await sql<{ story_id: string }>`
		select story_id from story_lists where channel = ${channel} ${older}
		order by sort_at desc, story_id desc limit ${limit + 1}`.execute(executor);
	const ids = rows.map((row) => row.story_id);
	return cutList(await readCards(executor, ids), ids, limit);
}

/** Stories of a list that are looked at for one page of those with key developments. */
const keyWindow = 1_000;

/** As {@link readListPage}, of stories that have key developments: however rare they are, one page costs little. */
async function readKeyPage(executor: Executor, channel: string, older: RawBuilder<unknown>, limit: number) {
	const { rows } = await sql<{ story_id: string; sort_at: Date; has: boolean }>`
		select story_id, sort_at, exists (
			select 1 from key_developments where key_developments.story_id = line.story_id and status = 'published'
		) as has from (
			select story_id, sort_at from story_lists where channel = ${channel} ${older}
			order by sort_at desc, story_id desc limit ${keyWindow}
		) line order by sort_at desc, story_id desc`.execute(executor);
	const ids = rows.filter(({ has }) => has).map((row) => row.story_id);
	const page = cutList(await readCards(executor, ids.slice(0, limit + 1)), ids, limit);
	const last = rows.at(-1);
	if (page.floor || rows.length < keyWindow || !last) return page;
	return { ...page, floor: { at: last.sort_at.toISOString(), id: last.story_id } };
}

/** The states of these list channels; sections, topics and authors that don't exist are not in the answer. */
export async function readListStates(
	executor: Executor,
	channels: readonly string[],
	cards: number,
): Promise<Map<string, ListState>> {
	const lists = await readListed(executor, channels, cards + 1);
	const shared = await readCards(executor, [...new Set([...lists.values()].flat())]);
	const subjects = await readSubjects(executor, channels);
	const states = new Map<string, ListState>();
	for (const channel of channels) {
		const subject = subjectOf(subjects, channel);
		if (subject === undefined) continue;
		states.set(channel, { kind: "list", subject, ...cutList(shared, lists.get(channel) ?? [], cards) });
	}
	return states;
}

/** The ids of the stories in each list, newest update first, `limit` at most. */
async function readListed(
	executor: Executor,
	channels: readonly string[],
	limit: number,
): Promise<Map<string, string[]>> {
	const { rows } = await sql<{ channel: string; ids: string[] }>`
		select wanted.channel, json_agg(line.story_id order by line.sort_at desc, line.story_id desc) as ids
		from unnest(${channels}::text[]) wanted (channel) cross join lateral (
			select story_id, sort_at from story_lists where story_lists.channel = wanted.channel
			order by sort_at desc, story_id desc limit ${limit}
		) line group by wanted.channel`.execute(executor);
	return new Map(rows.map((row) => [row.channel, row.ids]));
}

/** The states of every list there is, for a start: a story in several lists is one card object in all of them. */
export async function readAllListStates(executor: Executor, cards = cardsOfList): Promise<Map<string, ListState>> {
	const { rows } = await sql<{ channel: string }>`
		select 'feed' as channel
		union all select 'section:' || id from sections
		union all select 'topic:' || id from topics
		union all select 'author:' || id from authors`.execute(executor);
	return readListStates(
		executor,
		rows.map((row) => row.channel),
		cards,
	);
}

function cutList(cards: ReadonlyMap<string, Card>, ids: readonly string[], limit: number) {
	const kept = ids.slice(0, limit).flatMap((id) => cards.get(id) ?? []);
	const last = kept.at(-1);
	return { cards: kept, floor: ids.length > limit && last ? cardKey(last) : null };
}

function readSubjects(executor: Executor, channels: readonly string[]): Promise<References> {
	const ids = collectReferences([]);
	for (const { kind, id } of channels.filter(isListChannel).map(splitChannel)) {
		if (kind === "section") ids.sections.add(id);
		if (kind === "topic") ids.topics.add(id);
		if (kind === "author") ids.authors.add(id);
	}
	return readReferences(executor, ids);
}

/** The section, topic or author of a channel, null for the feed, undefined when there is no such one. */
function subjectOf(subjects: References, channel: string): ListState["subject"] | undefined {
	const { kind, id } = splitChannel(channel);
	switch (kind) {
		case "feed":
			return null;
		case "section":
			return subjects.sections.get(id);
		case "topic":
			return subjects.topics.get(id);
		case "author":
			return subjects.authors.get(id);
		default:
			return undefined;
	}
}
