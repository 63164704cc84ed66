import { describe, expect, it } from "vitest";
import { changesEn } from "./changes-en.ts";
import { translations as changes } from "./changes-words.ts";
import { followTranslations as follow } from "./follow-words.ts";
import { type Forms, formsOf, type PluralForms } from "./forms.ts";
import { languages } from "./languages.ts";
import { offlineTranslations as offline } from "./offline-words.ts";
import { searchTranslations as search } from "./search-words.ts";

type Table = Readonly<Record<string, (forms: Forms) => object>>;

/** The words that stand apart from the others, by what they are for. */
const tables: Readonly<Record<string, Table>> = { changes: { en: changesEn, ...changes }, follow, offline, search };

/** The names of all words, those within a group too, and what each is. */
function flat(words: object, before = ""): [string, unknown][] {
	return Object.entries(words).flatMap(([name, word]) =>
		word !== null && typeof word === "object" ? flat(word, `${before}${name}.`) : [[`${before}${name}`, word]],
	);
}

const others = Object.keys(languages).filter((language) => language !== "en");

describe.each(Object.entries(tables))("the words of %s", (_name, table) => {
	it.each(others)("are all there in %s, with every form of a count", (language) => {
		const incomplete: PluralForms[] = [];
		const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
		const watched: Forms = {
			...formsOf(language),
			plural(_count, given) {
				if (forms.some((form) => given[form] === undefined)) incomplete.push(given);
				return "";
			},
		};
		const english = flat(table["en"]?.(formsOf("en")) ?? {});
		const own = new Map(flat(table[language]?.(watched) ?? {}));
		expect(english.map(([name]) => name).filter((name) => !own.has(name))).toEqual([]);
		for (const word of own.values()) if (typeof word === "function") word(5, "5", "5");
		expect(incomplete).toEqual([]);
	});

	it.each(others)("are not the English ones in %s, but for signs and numbers", (language) => {
		const english = new Map(flat(table["en"]?.(formsOf("en")) ?? {}));
		const same = flat(table[language]?.(formsOf(language)) ?? {}).filter(
			([name, word]) => typeof word === "string" && /[A-Za-z]{3}/.test(word) && english.get(name) === word,
		);
		expect(same).toEqual([]);
	});
});
