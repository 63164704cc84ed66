import { type Executor, readCards, readDigest, readSite } from "@dateline/shared/database";
import type { Card, DigestView, SiteView } from "@dateline/shared/model";
import { sql } from "kysely";
import { readListsOf } from "./write-lists.ts";

/** What other pages show of a story: read before and after a change, the difference is what their readers are told. */
export interface Shown {
	card: Card | null;
	/** The list channels that the card stands in, sorted. */
	lists: string[];
	/** Null when the change cannot touch them. */
	shared: { site: SiteView; digests: Map<string, DigestView> } | null;
}

/** What other pages show of a story now; with `shared`, also what all pages show of it. */
export async function readShown(transaction: Executor, storyId: string, shared: boolean): Promise<Shown> {
	return {
		card: (await readCards(transaction, [storyId])).get(storyId) ?? null,
		lists: await readListsOf(transaction, storyId),
		shared: shared ? { site: await readSite(transaction), digests: await readDigestsOf(transaction, storyId) } : null,
	};
}

/** The digests that have a line of the story, also one that readers don't see at present. */
async function readDigestsOf(transaction: Executor, storyId: string): Promise<Map<string, DigestView>> {
	const { rows } = await sql<{ date: string }>`
		select distinct digests.date from key_developments line
		join digests on line.id = any(digests.lines) where line.story_id = ${storyId}`.execute(transaction);
	const digests = new Map<string, DigestView>();
	for (const { date } of rows) {
		const digest = await readDigest(transaction, date);
		if (digest) digests.set(date, digest);
	}
	return digests;
}
