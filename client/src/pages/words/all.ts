import { changesWords } from "./changes.ts";
import { commonWords, translated } from "./common.ts";
import { followWords } from "./follow.ts";
import { followingWords } from "./following.ts";
import { frameWords } from "./frame.ts";
import { messageWords } from "./message.ts";
import { offlineWords } from "./offline.ts";
import { searchWords } from "./search.ts";
import type { WordSet } from "./word-set.ts";

/** All that readers' pages say, by the folder where it stands. For servers: a browser loads what its page needs. */
export const wordSets = {
	changes: changesWords,
	common: commonWords,
	follow: followWords,
	following: followingWords,
	frame: frameWords,
	message: messageWords,
	offline: offlineWords,
	search: searchWords,
} as const;

/** Loads the words of all languages: what a server does once. */
export async function loadAllWords(): Promise<void> {
	await Promise.all(Object.values(wordSets).map((set) => set.load(Object.keys(set.files))));
	needed.clear();
}

const needed = new Map<string, string[]>();

/** The languages that a page in `language` has to load: one, and English while that one has not got all words. */
export function wordsNeeded(language: string): string[] {
	const tag = translated(language) ?? "en";
	const languages = needed.get(tag) ?? (isWhole(tag) ? [tag] : [tag, "en"]);
	needed.set(tag, languages);
	return languages;
}

const isWhole = (tag: string): boolean =>
	Object.values<WordSet<object>>(wordSets).every((set) => {
		const own = set.own(tag) ?? {};
		return Object.keys(set.own("en") ?? {}).every((name) => name in own);
	});
