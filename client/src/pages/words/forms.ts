/** The forms of a word for the numbers that a language tells apart; a number stands in place of `#`. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** What a language does with numbers and lists, for those who write its words. */
export interface Forms {
	/** `1,200` in the language's own digits. */
	number(value: number): string;
	/** The form for a number, with the number in place of `#`. */
	plural(count: number, forms: PluralForms): string;
	/** `A, B and C`. */
	list(items: readonly string[]): string;
	/** What stands before each of so many names in a list of them: nothing, `, ` and ` and `. */
	between(count: number): string[];
	/**
	 * What a time zone is called after: its country or its city in this language, once `around` (the language's word for
	 * time) is taken off its name; the city of its id where the language says nothing.
	 */
	place(timeZone: string, around: RegExp): string;
}

/**
 * The tag that Intl is asked with: Arabic of no country has European digits, as its websites do, whatever the age of the
 * browser's own tables; a country's are what they are there (`ar-EG`: Arabic ones).
 */
export const numberTag = (language: string): string => (language === "ar" ? "ar-u-nu-latn" : language);

/** The forms of a language, by its whole tag: `en-GB` and `en-IN` write numbers differently. */
export function formsOf(language: string): Forms {
	// Each takes a phone milliseconds to make, and most pages need one or none of them while they are taken over.
	let numbers: Intl.NumberFormat | undefined;
	let rules: Intl.PluralRules | undefined;
	let lists: Intl.ListFormat | undefined;
	function number(value: number): string {
		numbers ??= new Intl.NumberFormat(numberTag(language));
		return numbers.format(value);
	}
	function listFormat(): Intl.ListFormat {
		lists ??= new Intl.ListFormat(language);
		return lists;
	}
	return {
		number,
		plural(count, forms) {
			rules ??= new Intl.PluralRules(language);
			return (forms[rules.select(count)] ?? forms.other).replace("#", () => number(count));
		},
		list: (items) => listFormat().format(items),
		between(count) {
			const marks = Array.from({ length: count }, () => "");
			let index = 0;
			for (const { type, value } of listFormat().formatToParts(marks.map(() => "#")))
				if (type === "element") index++;
				else marks[index] = value;
			return marks;
		},
		place(timeZone, around) {
			const format = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: "shortGeneric" });
			const name = format.formatToParts().find(({ type }) => type === "timeZoneName")?.value ?? "";
			return around.test(name) ? name.replace(around, "") : cityOf(timeZone);
		},
	};
}

/** `Europe/Kyiv` is Kyiv. */
export const cityOf = (timeZone: string): string => (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ");
