import { sql } from "kysely";
import { foldWords } from "./fold-words.ts";
import type { Executor } from "./open.ts";
import { wordsLike } from "./search-likeness.ts";
import type { SearchTerms } from "./search-terms.ts";

/** Words shorter than this are too like others to be guessed at. */
const shortest = 4;

/**
 * The words that these may have been meant for: each that no published text has, nor begins with, is replaced by the
 * likest one that is published. Null when there is nothing better, or a word has no likeness.
 */
export async function respell(executor: Executor, terms: SearchTerms): Promise<string | null> {
	const words: string[] = [];
	let changed = false;
	for (const word of terms.words) {
		const better = await respellWord(executor, word);
		if (better !== null) changed = true;
		words.push(better ?? word);
	}
	if (!changed) return null;
	const quoted = terms.phrases.map((phrase) => `“${phrase}”`);
	const left = terms.without.map((word) => (/\s/.test(word) ? `-“${word}”` : `-${word}`));
	return [...words, ...quoted, ...left].join(" ");
}

async function respellWord(executor: Executor, word: string): Promise<string | null> {
	const asked = foldWords(word);
	if (asked.length < shortest || !/^[\p{L}\p{M}]+$/u.test(asked) || (await isKnown(executor, asked))) return null;
	const farthest = asked.length < 6 ? 1 : 2;
	const near = (await wordsLike(executor, asked))
		.map((like) => ({ ...like, distance: distanceOf(asked, like.word) }))
		.filter(({ distance }) => distance <= farthest)
		.sort((one, other) => one.distance - other.distance || other.texts - one.texts);
	return near[0]?.word ?? null;
}

async function isKnown(executor: Executor, word: string): Promise<boolean> {
	const { rows } = await sql`select from search_words where word = ${word}`.execute(executor);
	return rows.length > 0;
}

/** Letters put in, left out, mistaken, or swapped with the next, that make one word into the other. */
export function distanceOf(one: string, other: string): number {
	const [a, b] = [[...one], [...other]];
	let [before, last] = [[] as number[], b.map((_letter, index) => index)];
	last.push(b.length);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1] ? 0 : 1;
			let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
			const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			if (swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
			row.push(least);
		}
		[before, last] = [last, row];
	}
	return last[b.length] ?? 0;
}
