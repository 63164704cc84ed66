/**
 * Lower-case text with its Cyrillic and its accented Latin letters in plain Latin ones. Ukrainian goes by the table of
 * the Cabinet of Ministers, resolution 55 of 27 January 2010, as in passports and on road signs; other languages by
 * ICAO Doc 9303 part 3, table "Transliteration of Cyrillic". Apostrophes must be gone already, as both tables say.
 */
export function romanise(text: string, language = ""): string {
	const table = isUkrainian(text, language) ? ukrainian : otherCyrillic;
	return text.replace(/[\p{Script=Cyrillic}\p{Script=Latin}\p{M}]+/gu, (run) => romaniseRun(run, table));
}

interface Table {
	letters: Readonly<Record<string, string>>;
	/** What a letter is at the beginning of a word. */
	initial: Readonly<Record<string, string>>;
}

function romaniseRun(run: string, { letters, initial }: Table): string {
	// Of Ukrainian, so that it is not read as zh (ж).
	const word = run.normalize("NFC").replaceAll("зг", letters["ґ"] === "g" && letters["г"] === "h" ? "zgh" : "зг");
	const latin = [...word]
		.map(
			(letter, index) =>
				(index === 0 ? initial[letter] : undefined) ?? letters[letter] ?? latinLetters[letter] ?? letter,
		)
		.join("");
	// What is left of marks on Latin letters: é is e and an accent.
	return latin
		.normalize("NFD")
		.replace(/(?<=[a-z])\p{M}+/gu, "")
		.normalize("NFC");
}

/** The language says it; where it does not, letters that only one of them has. */
function isUkrainian(text: string, language: string): boolean {
	if (/^uk\b/i.test(language)) return true;
	if (/[іїєґ]/u.test(text)) return !/^be\b/i.test(language) && !/[ыэёў]/u.test(text);
	return !/^(ru|be|bg|sr|mk|kk|ky|mn|tg)\b/i.test(language) && !/[ыэёъђјљњћџѓќў]/u.test(text);
}

const common = {
	а: "a",
	б: "b",
	в: "v",
	д: "d",
	е: "e",
	ж: "zh",
	з: "z",
	к: "k",
	л: "l",
	м: "m",
	н: "n",
	о: "o",
	п: "p",
	р: "r",
	с: "s",
	т: "t",
	у: "u",
	ф: "f",
	х: "kh",
	ц: "ts",
	ч: "ch",
	ш: "sh",
	щ: "shch",
	ю: "iu",
	я: "ia",
	ь: "",
	ґ: "g",
	і: "i",
	ї: "i",
	є: "ie",
	й: "i",
};

const ukrainian: Table = {
	letters: { ...common, г: "h", и: "y" },
	initial: { є: "ye", ї: "yi", й: "y", ю: "yu", я: "ya" },
};

const otherCyrillic: Table = {
	letters: {
		...common,
		г: "g",
		и: "i",
		ё: "e",
		ы: "y",
		э: "e",
		ъ: "ie",
		ў: "u",
		ђ: "d",
		ѓ: "g",
		ѕ: "dz",
		ј: "j",
		ќ: "k",
		љ: "lj",
		њ: "nj",
		ћ: "c",
		џ: "dz",
	},
	initial: {},
};

/** Latin letters that are more than a letter and a mark. */
const latinLetters: Readonly<Record<string, string>> = {
	ß: "ss",
	æ: "ae",
	œ: "oe",
	ø: "o",
	ł: "l",
	đ: "d",
	ð: "d",
	þ: "th",
	ı: "i",
	ħ: "h",
	ŋ: "ng",
};
