import { ProblemError } from "@dateline/shared/protocol";

/** Characters of a slug, and of a first word that alone would be longer, as where no spaces are written. */
const longest = 80;
const longestWord = 40;
/** Numbered slugs that are looked at before the story's id makes one that is surely free. */
const numbered = 50;

/**
 * The words of a headline as a slug, in whatever script it is written: letters, the marks on them and digits stay,
 * the rest separates.
 */
export function slugOf(headline: string): string {
	const words = headline
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
	return slug || "story";
}

/** The slugs that a story with this headline could get, in the order of preference. */
export function slugCandidates(headline: string, storyId: string): string[] {
	const slug = slugOf(headline);
	const more = Array.from({ length: numbered - 1 }, (_, index) => `${slug}-${index + 2}`);
	return [slug, ...more, `${slug}-${storyId}`];
}

/**
 * The slug that a story gets: the one that was asked for, or the first free one that its headline makes. One that the
 * story had before is its own.
 *
 * @throws {ProblemError} `slug_taken` when another story has or had the one that was asked for
 */
export function chooseSlug(
	asked: string | null,
	headline: string,
	storyId: string,
	owners: ReadonlyMap<string, string>,
): string {
	const free = (slug: string) => (owners.get(slug) ?? storyId) === storyId;
	if (asked !== null) {
		if (free(asked)) return asked;
		throw new ProblemError("slug_taken", `Another story has or had the slug ${asked}.`);
	}
	return slugCandidates(headline, storyId).find(free) as string;
}
