import { currentLocale } from "../locale.ts";

const order = ["zero", "one", "two", "few", "many", "other"] as const;
const rules = new Map<string, { select: (count: number) => Intl.LDMLPluralRule; forms: Intl.LDMLPluralRule[] }>();

function rulesOf(language: string) {
	const known = rules.get(language);
	if (known) return known;
	const made = new Intl.PluralRules(language);
	const { pluralCategories } = made.resolvedOptions();
	const forms = order.filter((form) => pluralCategories.includes(form));
	const entry = { select: (count: number) => made.select(count), forms };
	rules.set(language, entry);
	return entry;
}

/**
 * Puts a count's form of a word into a message that offers each in brackets: `plural(5, "5 [post|posts]")` is
 * `5 posts`. A language offers as many as it has, in Unicode's order (zero, one, two, few, many, other), and may leave
 * out the last ones, which are then as the last that it gives: Ukrainian's `[допис|дописи|дописів]`.
 *
 * @param count what is counted
 * @param message of `msg()`, where only numbers are put in: a text of somebody's could hold brackets too
 * @param language whose forms they are: the console's
 */
export function plural(count: number, message: string, language: string = currentLocale()): string {
	const { select, forms } = rulesOf(language);
	const place = forms.indexOf(select(count));
	return message.replace(/\[([^[\]]*\|[^[\]]*)\]/g, (_, offered: string) => {
		const words = offered.split("|");
		return words[Math.min(place, words.length - 1)] as string;
	});
}
