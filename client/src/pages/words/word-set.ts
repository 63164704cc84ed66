import { type Forms, formsOf } from "./forms.ts";

/**
 * A set of words in one language, from what that language does with numbers. A test asks for all of them: until they
 * are there, what is missing is said in English, and a browser loads English beside them.
 */
export type Translation<W> = (forms: Forms) => Partial<W>;

/** The files of a set by language, each loaded by a browser only where a page speaks it. */
export type Files<W> = Readonly<Record<string, () => Promise<{ words: Translation<W> }>>>;

/** What a kind of page, or a part of one, says: a folder with a file for each language. */
export interface WordSet<W> {
	files: Files<W>;
	/** Has the words of these languages at hand from now on; a browser does so before it draws with them. */
	load(languages: readonly string[]): Promise<unknown>;
	/** The same at once, for those who have them already. */
	learn(tag: string, words: Translation<W>): void;
	/** The words of a language by its whole tag, of its main language, or in English; of those that are at hand. */
	of(language: string): W;
	/** The words that a language has of its own, of those that are at hand. */
	own(tag: string): Partial<W> | undefined;
}

/** Makes a set of its files. */
export function wordSet<W extends object>(files: Files<W>): WordSet<W> {
	const known = new Map<string, Translation<W>>();
	const ready = new Map<string, W>();
	function learn(tag: string, words: Translation<W>) {
		known.set(tag, words);
		ready.clear();
	}
	return {
		files,
		learn,
		load: (languages) =>
			Promise.all(
				languages.map(async (tag) => {
					const file = known.has(tag) ? undefined : files[tag];
					if (file) learn(tag, (await file()).words);
				}),
			),
		of(language) {
			let words = ready.get(language);
			if (!words) {
				const own = known.get(language) ?? known.get(mainOf(language));
				const translation = own ?? known.get("en");
				if (!translation) throw new Error(`The words for ${language} are not loaded.`);
				const forms = formsOf(own ? language : "en");
				words = { ...known.get("en")?.(forms), ...translation(forms) } as W;
				ready.set(language, words);
			}
			return words;
		},
		own: (tag) => known.get(tag)?.(formsOf(tag)),
	};
}

/** `uk-UA` is Ukrainian. */
export const mainOf = (language: string): string => language.split("-")[0] ?? "";
