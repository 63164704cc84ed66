/** The words of a name as a slug, in whatever script it is written; letters, marks on them and digits stay. */
export function slugOf(name: string): string {
	const words = name
		.normalize("NFC")
		.toLowerCase()
		.replace(/['’ʼ]/gu, "")
		.split(/[^\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Nd}]+/u)
		.filter((word) => /[\p{L}\p{Nd}]/u.test(word));
	return words.join("-").slice(0, 120) || "unnamed";
}
