/** Words an adult reads in a minute of news prose (Brysbaert 2019, "How many words do we read per minute?": 238). */
const wordsPerMinute = 238;

/** Whole minutes that a text of `words` words takes, one at least. */
export function readingMinutes(words: number): number {
	return Math.max(1, Math.round(words / wordsPerMinute));
}
