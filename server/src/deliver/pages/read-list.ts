import { type FeedPage, storyOf } from "@dateline/client/pages";
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

/** The feed, newest or older, or what a filter leaves of it; null when there is no such section or topic. */
export async function readFeed(source: PageSource, route: Extract<Route, { kind: "feed" }>): Promise<ReadPage | null> {
	const { before, keyOnly } = route;
	const subject = route.from && (await readSubject(source, route.from));
	if (route.from && !subject) return null;
	const from = route.from && subject ? { kind: route.from.kind, id: subject.id, slug: subject.slug } : null;
	const channel = from ? `${from.kind}:${from.id}` : "feed";
	const read = await readStates(source, ["site", channel]);
	const list = { ...listOf(read[channel]), subject };
	const { site } = read;
	const newest = site?.kind === "site" ? (site.digest?.date ?? null) : null;
	const digests = newest === null || before ? [] : await readDigestDays(source, newest);
	const shown = await cut(source, channel, list, before, pageSizes.feed, { keyOnly });
	const states = { ...read, [channel]: shown };
	const full = before ? null : await readFull(source, shown.cards[0]);
	const page: FeedPage = {
		...{ kind: "feed", before, digests },
		...(full && { full: full.id }),
		...(from && { from }),
		...(keyOnly && { keyOnly }),
	};
	return { status: 200, page, states: await withCards(source, page, { ...states, ...full?.states }) };
}

/** The first story of the feed, whole: an article that goes on after its opening. One too long for an event is opened by Show More. */
async function readFull(source: PageSource, card: Card | undefined) {
	if (card?.kind !== "article" || !card.more) return null;
	const channel = `story:${card.id}`;
	const states = await readStates(source, [channel]);
	const story = storyOf({ states }, card.id)?.story;
	return story?.html ? { id: card.id, states } : null;
}

function readSubject(source: PageSource, { kind, slug }: { kind: "section" | "topic" | "author"; slug: string }) {
	return readRecord<ListState["subject"]>(source, (executor) => subjectReaders[kind](executor, slug));
}

/** A section, topic or author, or null when there is none of that slug. */
export async function readList(
	source: PageSource,
	route: Extract<Route, { kind: "section" | "topic" | "author" }>,
): Promise<ReadPage | null> {
	const subject = await readSubject(source, route);
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
	{ keyOnly = false } = {},
): Promise<ListState> {
	const below = before ? list.cards.filter((card) => compareKeys(cardKey(card), before) > 0) : list.cards;
	const held = keyOnly ? below.filter(({ keyDevelopments }) => keyDevelopments.length > 0) : below;
	const cards = held.slice(0, size);
	if (held.length > size) return { ...list, cards, floor: floorOf(cards) };
	if (list.floor === null || (before === null && held.length === size)) return { ...list, cards };
	return { ...list, ...(await readListPage(record.kysely, channel, { before, limit: size, keyOnly })) };
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
