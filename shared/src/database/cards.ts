import { sql } from "kysely";
import type { Card } from "../model/index.ts";
import { readNewestCorrections } from "./corrections.ts";
import { readNewestKeyDevelopments } from "./key-developments.ts";
import type { Executor } from "./open.ts";
import { readLatestPosts } from "./posts.ts";
import { collectReferences, readReferences } from "./references.ts";
import { presentShown, type ShownRow, shownColumns } from "./stories.ts";

/** Key developments and posts on a card. */
const linesOnCard = 5;
const postsOnCard = 3;

/** Stories of one query: a long list is read in several, so that the loop breathes between them. */
const chunk = 1_000;

/** The cards of these stories, by id; a story that readers don't see is not in the answer. */
export async function readCards(executor: Executor, ids: readonly string[]): Promise<Map<string, Card>> {
	const cards = new Map<string, Card>();
	for (let start = 0; start < ids.length; start += chunk) {
		await readChunk(executor, ids.slice(start, start + chunk), cards);
	}
	return cards;
}

async function readChunk(executor: Executor, ids: readonly string[], cards: Map<string, Card>): Promise<void> {
	const { rows } = await sql<ShownRow & { opening: string; more: boolean }>`
		select ${shownColumns}, opening, more from stories
		where id = any(${ids}::text[]) and status = 'published'`.execute(executor);
	const references = await readReferences(executor, collectReferences(rows.map((row) => row.content)));
	const lines = await readNewestKeyDevelopments(executor, ids, linesOnCard);
	const live = rows.flatMap((row) => (row.kind === "live" ? row.id : []));
	const posts = live.length > 0 ? await readLatestPosts(executor, live, postsOnCard) : new Map();
	const corrections = await readNewestCorrections(executor, ids);
	for (const row of rows) {
		cards.set(row.id, {
			...presentShown(row, references),
			opening: row.opening,
			more: row.more,
			keyDevelopments: lines.get(row.id) ?? [],
			latestPosts: posts.get(row.id) ?? [],
			correction: corrections.get(row.id) ?? null,
		});
	}
}
