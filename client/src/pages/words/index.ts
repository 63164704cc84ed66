import type { Words } from "./en.ts";
import { type Forms, formsOf } from "./forms.ts";
import { languages } from "./languages.ts";

export type { Words } from "./en.ts";

/**
 * The words of a language. A test asks for all of them: until they are there, what is missing is said in English, and a
 * browser loads English beside them.
 */
export type Translation = (forms: Forms) => Partial<Words> & { language: string };

const known = new Map<string, Translation>();
const ready = new Map<string, Words>();
const needed = new Map<string, string[]>();

/** Has the words of a language at hand from now on. */
export function learnWords(tag: string, translation: Translation): void {
	known.set(tag, translation);
	ready.clear();
	needed.clear();
}

/** The language that the words for `language` are in: its own or its main one; undefined where there are none. */
export const translated = (language: string): string | undefined =>
	[language, language.split("-")[0] ?? ""].find((tag) => tag in languages);

/** The languages that a page in `language` has to load: one, and English while that one has not got all words. */
export function wordsNeeded(language: string): string[] {
	const tag = translated(language) ?? "en";
	let languages = needed.get(tag);
	if (!languages) {
		const forms = formsOf(tag);
		const own = known.get(tag)?.(forms) ?? {};
		const isWhole = Object.keys(known.get("en")?.(forms) ?? {}).every((name) => name in own);
		languages = isWhole ? [tag] : [tag, "en"];
		needed.set(tag, languages);
	}
	return languages;
}

/** Loads the words of a language, or English, unless they are at hand; a browser does so before it takes a page over. */
export async function loadWords(language: string): Promise<void> {
	const tag = translated(language) ?? "en";
	const load = known.has(tag) ? undefined : languages[tag];
	if (load) learnWords(tag, await load());
}

/** Loads the words of all languages: what a server does once. */
export async function loadAllWords(): Promise<void> {
	await Promise.all(Object.keys(languages).map(loadWords));
}

/** The words of a language, of its main language, or English; of those that are at hand. */
export function wordsFor(language: string): Words {
	let words = ready.get(language);
	if (!words) {
		const tag = translated(language);
		const english = known.get("en");
		const translation = known.get(tag ?? "en") ?? english;
		if (!translation) throw new Error(`The words for ${language} are not loaded.`);
		const forms = formsOf(translation === english && tag !== "en" ? "en" : language);
		words = { ...english?.(forms), ...translation(forms) } as Words;
		ready.set(language, words);
	}
	return words;
}
