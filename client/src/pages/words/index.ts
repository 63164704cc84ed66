import { en, type Words } from "./en.ts";
import { type Forms, formsOf } from "./forms.ts";
import { languages } from "./languages.ts";

export type { Words } from "./en.ts";

/** The words of a language. What a translation has not got yet is said in English. */
export type Translation = (forms: Forms) => Partial<Words> & { language: string };

const known = new Map<string, Translation>([["en", en]]);
const ready = new Map<string, Words>();

/** The language that the words for `language` are in: its own or its main one; undefined where there are none. */
export const translated = (language: string): string | undefined =>
	[language, language.split("-")[0] ?? ""].find((tag) => tag === "en" || tag in languages);

/** Loads the words of a language that is not loaded yet; a browser does so before it takes a page over. */
export async function loadWords(language: string): Promise<void> {
	const tag = translated(language);
	if (tag === undefined || known.has(tag)) return;
	known.set(tag, (await languages[tag]?.()) ?? en);
	ready.clear();
}

/** Loads the words of all languages: what a server does once. */
export async function loadAllWords(): Promise<void> {
	await Promise.all(Object.keys(languages).map(loadWords));
}

/** The words of a language, of its main language, or English; of those that are loaded. */
export function wordsFor(language: string): Words {
	let words = ready.get(language);
	if (!words) {
		const translation = known.get(translated(language) ?? "") ?? en;
		const forms = formsOf(translation === en && translated(language) !== "en" ? "en" : language);
		words = { ...en(forms), ...translation(forms) };
		ready.set(language, words);
	}
	return words;
}
