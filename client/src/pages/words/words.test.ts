import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadAllWords, wordSets, wordsNeeded } from "./all.ts";
import { commonWords, translated, wordsFor } from "./common.ts";
import { type Forms, formsOf, type PluralForms } from "./forms.ts";
import type { Translation, WordSet } from "./word-set.ts";

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

/** The names of all words, those within a group too, and what each is. */
function flat(words: object, before = ""): [string, unknown][] {
	return Object.entries(words).flatMap(([name, word]) =>
		word !== null && typeof word === "object" && !Array.isArray(word)
			? flat(word, `${before}${name}.`)
			: [[`${before}${name}`, word]],
	);
}

const sets = Object.entries<WordSet<object>>(wordSets);
const others = Object.keys(commonWords.files).filter((tag) => tag !== "en");

describe.each(sets)("the words of %s", (_name, set) => {
	const read = async (language: string, forms: Forms = formsOf(language)): Promise<object> =>
		(await set.files[language]?.())?.words(forms) ?? {};

	it.each(others)("are all there in %s", async (language) => {
		const own = new Map(flat(await read(language)));
		const missing = flat(await read("en")).filter(([name]) => !own.has(name));
		expect(
			missing.map(([name]) => name),
			"not translated: see docs/translating.md",
		).toEqual([]);
	});

	it.each(others)("are not the English ones in %s, but for names and signs", async (language) => {
		const english = new Map(flat(await read("en")));
		const same = flat(await read(language)).filter(
			([name, word]) =>
				name !== "language" &&
				said(word).some((text) => /[A-Za-z]{3}/.test(text) && said(english.get(name) ?? "").includes(text)),
		);
		expect(same.map(([name]) => name)).toEqual([]);
	});

	it.each(others)("have every form that %s tells apart", async (language) => {
		const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
		const incomplete: PluralForms[] = [];
		const watched: Forms = {
			...formsOf(language),
			plural(_count, given) {
				if (forms.some((form) => given[form] === undefined)) incomplete.push(given);
				return "";
			},
		};
		for (const [, word] of flat(await read(language, watched))) if (typeof word === "function") call(word);
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
	expect(wordsFor("en").placeOf("Europe/Kyiv")).toBe("Kyiv");
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

describe("a translation that has not got all", () => {
	let whole: Translation<object> | undefined;
	beforeAll(async () => {
		whole = (await commonWords.files["uk"]?.())?.words;
	});
	afterAll(() => whole && commonWords.learn("uk", whole));

	it("says the rest in English, and has a browser load both", () => {
		expect(wordsNeeded("de")).toEqual(["en"]);
		commonWords.learn("uk", () => ({ language: "uk", share: "Поділитися" }));
		expect(wordsNeeded("uk-UA")).toEqual(["uk", "en"]);
		expect([wordsFor("uk").share, wordsFor("uk").copyLink]).toEqual(["Поділитися", "Copy link"]);
	});

	it("has a browser load one language once it is whole", async () => {
		if (whole) commonWords.learn("uk", whole);
		await loadAllWords();
		expect(wordsNeeded("uk-UA")).toEqual(["uk"]);
	});
});
