import { beforeAll, describe, expect, it } from "vitest";
import { en } from "./en.ts";
import { type Forms, formsOf, type PluralForms } from "./forms.ts";
import { learnWords, loadAllWords, translated, wordsFor, wordsNeeded } from "./index.ts";
import { languages } from "./languages.ts";

beforeAll(loadAllWords);

/** A phrase for some number or name; what wants a zone gets one. */
function call(phrase: unknown): unknown {
	const say = phrase as (...words: unknown[]) => unknown;
	try {
		return say(5, "Port Aldis");
	} catch {
		return say("Europe/Kyiv");
	}
}

/** The words that a value of a translation holds, whatever numbers or names it is given. */
function said(value: unknown): string[] {
	if (typeof value === "string") return [value];
	if (typeof value === "function") return [call(value)].flatMap(said);
	if (Array.isArray(value)) return [];
	return Object.values(value as object).flatMap(said);
}

describe.each(Object.keys(languages).filter((tag) => tag !== "en"))("the words in %s", (language) => {
	it("are all there", async () => {
		const translation = await languages[language]?.();
		const own = translation?.(formsOf(language));
		const missing = Object.keys(en(formsOf("en"))).filter((name) => !(name in (own ?? {})));
		expect(missing, `not translated: see docs/translating.md`).toEqual([]);
	});

	it("are not the English ones, but for names and signs", async () => {
		const english = en(formsOf("en"));
		const own = (await languages[language]?.())?.(formsOf(language)) ?? {};
		const same = Object.entries(own).filter(
			([name, value]) =>
				name !== "language" &&
				said(value).some(
					(text) => /[A-Za-z]{2}/.test(text) && said(english[name as keyof typeof english]).includes(text),
				),
		);
		expect(same.map(([name]) => name)).toEqual([]);
	});

	it("have every form that the language tells apart, each its own", async () => {
		const rules = new Intl.PluralRules(language);
		const forms = rules.resolvedOptions().pluralCategories;
		const incomplete: PluralForms[] = [];
		const watched: Forms = {
			...formsOf(language),
			plural(_count, given) {
				if (forms.some((form) => given[form] === undefined)) incomplete.push(given);
				return "";
			},
		};
		for (const value of Object.values((await languages[language]?.())?.(watched) ?? {}))
			if (typeof value === "function") call(value);
		expect(incomplete).toEqual([]);
	});
});

it("counts as each language does", () => {
	const count = (language: string, counts: number[]) => counts.map((n) => wordsFor(language).newUpdates(n));
	expect(count("en", [1, 2, 1200])).toEqual(["1 new update", "2 new updates", "1,200 new updates"]);
	expect(count("uk", [1, 2, 5, 21, 22, 25, 1.5])).toEqual([
		"1 нове оновлення",
		"2 нові оновлення",
		"5 нових оновлень",
		"21 нове оновлення",
		"22 нові оновлення",
		"25 нових оновлень",
		"1,5 нового оновлення",
	]);
	expect(count("ar", [0, 1, 2, 3, 11, 100])).toEqual([
		"لا تحديثات جديدة",
		"تحديث جديد",
		"تحديثان جديدان",
		"3 تحديثات جديدة",
		"11 تحديثًا جديدًا",
		"100 تحديث جديد",
	]);
});

it("writes numbers in the digits of the country, Arabic of no country in European ones", () => {
	expect(wordsFor("ar").posts(11)).toContain("11");
	expect(wordsFor("ar-EG").posts(11)).toContain("١١");
});

it("writes lists as each language does", () => {
	expect(formsOf("en-GB").list(["A", "B", "C"])).toBe("A, B and C");
	expect(wordsFor("en-GB").betweenNames(3)).toEqual(["", ", ", " and "]);
	expect(wordsFor("uk").betweenNames(2)).toEqual(["", " і "]);
	expect(wordsFor("ar").betweenNames(2)).toEqual(["", " و"]);
});

it("names a zone in its language", () => {
	expect(wordsFor("en").allTimes(wordsFor("en").placeOf("Europe/Kyiv"), "GMT+3")).toBe(
		"All times are Kyiv time (GMT+3)",
	);
	expect(wordsFor("uk").placeOf("America/New_York")).toBe("Нью-Йорк");
	expect(wordsFor("ar").placeOf("Africa/Cairo")).toBe("مصر");
});

it("takes a language's variant from its main one, and English where there is none", () => {
	expect([translated("uk-UA"), translated("ar-EG"), translated("en-GB"), translated("de")]).toEqual([
		"uk",
		"ar",
		"en",
		undefined,
	]);
	expect(wordsFor("de").share).toBe("Share");
});

it("says in English what a translation has not got yet, and has a browser load both", () => {
	expect(wordsNeeded("uk-UA")).toEqual(["uk"]);
	expect(wordsNeeded("de")).toEqual(["en"]);
	learnWords("uk", () => ({ language: "uk", share: "Поділитися" }));
	expect(wordsNeeded("uk")).toEqual(["uk", "en"]);
	expect([wordsFor("uk").share, wordsFor("uk").copyLink]).toEqual(["Поділитися", "Copy link"]);
});
