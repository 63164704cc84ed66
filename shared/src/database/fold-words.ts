/** A text without what a search does not tell apart: capitals, accents, Arabic vowel signs. As the record's `search_fold`. */
export const foldWords = (text: string): string =>
	text
		.toLowerCase()
		.normalize("NFKD")
		.replace(/(?<![\u0400-\u052f])[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u0655\u0670]/g, "")
		.normalize("NFC")
		.replaceAll("ى", "ي")
		.replaceAll("ة", "ه")
		.replaceAll("ё", "е");
