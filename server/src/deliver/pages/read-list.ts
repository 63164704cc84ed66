import {
	type OpenRecord,
	readAuthorBySlug,
	readListPage,
	readSectionBySlug,
	readTopicBySlug,
} from "@dateline/shared/database";
import { type Card, cardKey, compareKeys, type ListState, type OrderKey } from "@dateline/shared/model";
import type { Route } from "./find-route.ts";
import { type PageSource, type ReadPage, readRecord, readStates, withCards } from "./page-source.ts";

/** Stories on one page of the feed, where each is read in place, and of other lists. */
const pageSizes = { feed: 20, section: 30, topic: 30, author: 30 } as const;
/** Days that the feed leads back to. */
const digestDays = 5;

const subjectReaders = { section: readSectionBySlug, topic: readTopicBySlug, author: readAuthorBySlug };

/** The feed, newest or older. */
export async function readFeed(source: PageSource, route: Extract<Route, { kind: "feed" }>): Promise<ReadPage> {
	const states = await readStates(source, ["site", "feed"]);
	const list = listOf(states["feed"]);
	const { site } = states;
	const newest = site?.kind === "site" ? (site.digest?.date ?? null) : null;
	const digests = newest === null || route.before ? [] : await readDigestDays(source, newest);
	const feed = await cut(source, "feed", list, route.before, pageSizes.feed);
	const page = { kind: "feed" as const, before: route.before, digests };
	return { status: 200, page, states: await withCards(source, page, { ...states, feed }) };
}

/** A section, topic or author, or null when there is none of that slug. */
export async function readList(
	source: PageSource,
	route: Extract<Route, { kind: "section" | "topic" | "author" }>,
): Promise<ReadPage | null> {
	const subject = await readRecord<ListState["subject"]>(source, (executor) =>
		subjectReaders[route.kind](executor, route.slug),
	);
	if (!subject) return null;
	const channel = `${route.kind}:${subject.id}`;
	const states = await readStates(source, ["site", channel]);
	// A list that never had an event has no state yet: it is there, and empty.
	const list = { ...listOf(states[channel]), subject };
	const shown = await cut(source, channel, list, route.before, pageSizes[route.kind]);
	return {
		status: 200,
		page: { kind: route.kind, id: subject.id, before: route.before },
		states: { ...states, [channel]: shown },
	};
}

export function listOf(state: unknown): ListState {
	const list = state as ListState | undefined;
	return list?.kind === "list" ? list : { kind: "list", subject: null, cards: [], floor: null };
}

/** The cards of one page: from memory where the list is held that far, else from the record. */
async function cut(
	{ record }: { record: OpenRecord },
	channel: string,
	list: ListState,
	before: OrderKey | null,
	size: number,
): Promise<ListState> {
	const held = before ? list.cards.filter((card) => compareKeys(cardKey(card), before) > 0) : list.cards;
	const cards = held.slice(0, size);
	if (held.length > size) return { ...list, cards, floor: floorOf(cards) };
	if (list.floor === null || (before === null && held.length === size)) return { ...list, cards };
	return { ...list, ...(await readListPage(record.kysely, channel, { before, limit: size })) };
}

function floorOf(cards: readonly Card[]): OrderKey | null {
	const last = cards.at(-1);
	return last ? cardKey(last) : null;
}

async function readDigestDays({ record }: PageSource, before: string): Promise<string[]> {
	const rows = await record.kysely
		.selectFrom("digests")
		.select("date")
		.where("date", "<", before)
		.orderBy("date", "desc")
		.limit(digestDays)
		.execute();
	return rows.map((row) => row.date);
}
