import { changesAr } from "./changes-ar.ts";
import { type ChangesWords, changesEn } from "./changes-en.ts";
import { changesUk } from "./changes-uk.ts";
import { type Forms, formsOf } from "./forms.ts";

export type { ChangesWords } from "./changes-en.ts";

/** What a translation has not got yet is said in English. */
export type ChangesTranslation = (forms: Forms) => Partial<ChangesWords>;

/** The languages that the page of what changed speaks besides English. */
export const translations: Readonly<Record<string, ChangesTranslation>> = { ar: changesAr, uk: changesUk };

/** The words of the page of what changed, in a language, its main one, or English. For the server only. */
export function changesWordsFor(language: string): ChangesWords {
	const translation = translations[language] ?? translations[language.split("-")[0] ?? ""];
	const forms = formsOf(translation || language.startsWith("en") ? language : "en");
	return { ...changesEn(forms), ...translation?.(forms) };
}
