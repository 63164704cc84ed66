import { sql } from "kysely";
import type { Executor } from "./open.ts";

/** A word that may be offered for a mistyped one: letters of any script, not so short that all are alike. */
const isWord = /^\p{L}[\p{L}\p{M}]{2,29}$/u;

/** Texts taken in at once: some milliseconds each. */
const backlogAtOnce = 10;
/** Changes of words taken in at once. */
const changesAtOnce = 10;

/** Whether the search has something left to take in; touches the beginnings of two small tables. */
export const searchIsBehind = sql<boolean>`(
	exists (select from search_backlog) or exists (select from search_word_changes)
)`;

/**
 * Makes the entries of some texts anew that were published before there were entries, newest first. Returns how many.
 * In a transaction, so that two workers share the work; each text is read as it is now.
 */
export async function takeBacklog(transaction: Executor): Promise<number> {
	const { rows } = await sql`
		with taken as (
			delete from search_backlog where sequence in (
				select sequence from search_backlog order by sequence limit ${backlogAtOnce} for update skip locked
			) returning kind, id
		)
		select search_index(kind, id) from taken`.execute(transaction);
	return rows.length;
}

/**
 * Takes the words that came and went into the list of all, in a transaction. All of them at once with `all`: what was
 * erased must be gone from here with the transaction that erases it. Returns the number of changes.
 */
export async function takeWordChanges(transaction: Executor, { all = false } = {}): Promise<number> {
	const { rows } = await sql<{ added: string[]; gone: string[] }>`
		delete from search_word_changes where sequence in (
			select sequence from search_word_changes order by sequence ${all ? sql`` : sql`limit ${changesAtOnce}`}
			for update ${all ? sql`` : sql`skip locked`}
		) returning added, gone`.execute(transaction);
	const counts = new Map<string, number>();
	const count = (word: string, by: number) => isWord.test(word) && counts.set(word, (counts.get(word) ?? 0) + by);
	for (const { added, gone } of rows) {
		for (const word of added) count(word, 1);
		for (const word of gone) count(word, -1);
	}
	const changed = [...counts].filter(([, by]) => by !== 0).sort(([one], [other]) => (one < other ? -1 : 1));
	if (changed.length > 0) await addWords(transaction, changed);
	return rows.length;
}

/** In the words' order, so that two who do so never wait for each other. */
async function addWords(transaction: Executor, changed: readonly (readonly [string, number])[]): Promise<void> {
	const words = changed.map(([word]) => word);
	await sql`
		insert into search_words (word, texts)
		select word, by from unnest(${words}::text[], ${changed.map(([, by]) => by)}::int[]) change (word, by) order by word
		on conflict (word) do update set texts = search_words.texts + excluded.texts`.execute(transaction);
	await sql`delete from search_words where word = any(${words}::text[]) and texts <= 0`.execute(transaction);
}
