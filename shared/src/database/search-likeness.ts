import { sql } from "kysely";
import type { Executor } from "./open.ts";

/**
 * Brings `pg_trgm` and its index over the words of what is published, which find what a mistyped word may have meant.
 * A database that has not got it, or does not allow it, goes on without: see {@link hasLikeness}. Tried at each start,
 * so that it is there once somebody has installed it.
 */
export async function bringLikeness(transaction: Executor): Promise<void> {
	await sql`do $$ begin
		create extension if not exists pg_trgm;
		create index if not exists search_words_alike on search_words using gin (word gin_trgm_ops);
	exception when others then null;
	end $$`.execute(transaction);
}

/** Whether words that are nearly alike can be found. */
export async function hasLikeness(executor: Executor): Promise<boolean> {
	const { rows } = await sql`select from pg_class where relname = 'search_words_alike'`.execute(executor);
	return rows.length > 0;
}

/** Whether capital letters of all scripts are found by small ones: not where the database's LC_CTYPE is C. */
export async function foldsCase(executor: Executor): Promise<boolean> {
	const { rows } = await sql<{ folds: boolean }>`select lower('Ї') = 'ї' as folds`.execute(executor);
	return rows[0]?.folds === true;
}

/** Words nearer to each other than this are alike: below it, too many are, and each costs a look. */
const nearEnough = 0.3;
const atMost = 40;

/** Published words that are like this one (folded), the likest first, with the number of texts that have them. */
export async function wordsLike(executor: Executor, word: string): Promise<{ word: string; texts: number }[]> {
	const { rows } = await sql<{ word: string; texts: number }>`
		select word, texts from search_words
		where word % ${word} and similarity(word, ${word}) >= ${nearEnough}
			and length(word) between ${word.length - 2}::int and ${word.length + 2}::int
		order by similarity(word, ${word}) desc, texts desc, word limit ${atMost}`.execute(executor);
	return rows;
}
