import type { words } from "./common/en.ts";
import { mainOf, wordSet } from "./word-set.ts";

export type Words = ReturnType<typeof words>;

/** What every page may say. */
export const commonWords = wordSet<Words>({
	ar: () => import("./common/ar.ts"),
	en: () => import("./common/en.ts"),
	uk: () => import("./common/uk.ts"),
});

/** The language that the words for `language` are in: its own or its main one; undefined where there are none. */
export const translated = (language: string): string | undefined =>
	[language, mainOf(language)].find((tag) => tag in commonWords.files);

/** The words that every page may say, in a language. */
export const wordsFor = commonWords.of;
