/** Characters of a slug, and of a first word that alone would be longer, as where no spaces are written. */
const longest = 80;
const longestWord = 40;

/**
 * The words of a headline or a name as a slug, in whatever script it is written: letters, the marks on them and digits
 * stay, the rest separates. `without` is the slug of a text without a word.
 */
export function slugOf(text: string, without: string): string {
	const words = text
		.normalize("NFC")
		.toLowerCase()
		.replace(/['’ʼ]/gu, "")
		.split(/[^\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Nd}]+/u)
		.filter((word) => /[\p{L}\p{Nd}]/u.test(word));
	let slug = "";
	for (const word of words) {
		const next = slug === "" ? [...word].slice(0, longestWord).join("") : `${slug}-${word}`;
		if (next.length > longest && slug !== "") break;
		slug = next;
	}
	return slug || without;
}
