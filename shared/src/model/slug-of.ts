import { romanise } from "./romanise.ts";

/** Characters of a slug in Latin letters, and of a first word that alone would be longer, as where no spaces are written. */
const longest = 80;
const longestWord = 40;
/** Of one in other letters, each of which is six to nine characters where an address is shared: five or six words. */
const longestOther = 40;

/** Marks that are written for reading aloud, and what only stretches a word: Arabic and Hebrew addresses are without. */
const unwritten =
	/[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/gu;

/**
 * The words of a headline or a name as a slug. Cyrillic and accented Latin become plain Latin letters, so that an address
 * stays readable wherever it is pasted; other scripts, which have no one Latin form that their readers would know, stay
 * as they are: letters, the marks on them and digits. It ends at a word. `without` is the slug of a text without a
 * word; `language`, BCP 47, says how Cyrillic is read (docs/decisions/0033-slugs.md).
 */
export function slugOf(text: string, without: string, language = ""): string {
	const words = romanise(
		text
			.normalize("NFC")
			.toLowerCase()
			.replace(/['’ʼ`]/gu, ""),
		language,
	)
		.replace(unwritten, "")
		.split(/[^\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Nd}]+/u)
		.filter((word) => /[\p{L}\p{Nd}]/u.test(word));
	let slug = "";
	for (const word of words) {
		const next = slug === "" ? [...word].slice(0, longestWord).join("") : `${slug}-${word}`;
		if (next.length > (isPlain(next) ? longest : longestOther) && slug !== "") break;
		slug = next;
	}
	return slug || without;
}

const isPlain = (slug: string): boolean => /^[a-z0-9-]*$/.test(slug);
