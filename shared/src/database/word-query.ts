/**
 * Words as PostgreSQL's `to_tsquery` takes them: each by its beginning, all of them needed. Quoted, so that no sign in
 * them means anything. Null when there is no word.
 */
export function wordQuery(text: string): string | null {
	const words = text
		.split(/\s+/)
		.map((word) => word.replace(/['\\]/g, " ").trim())
		.filter((word) => /[\p{L}\p{N}]/u.test(word))
		.slice(0, 12);
	return words.length === 0 ? null : words.map((word) => `'${word}':*`).join(" & ");
}
