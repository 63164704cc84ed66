import { slugOf } from "@dateline/shared/model";
import { ProblemError } from "@dateline/shared/protocol";

/** Numbered slugs that are looked at before the story's id makes one that is surely free. */
const numbered = 50;

/** The slugs that a story with this headline could get, in the order of preference. */
export function slugCandidates(headline: string, storyId: string, language?: string): string[] {
	const slug = slugOf(headline, "story", language);
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
	{ headline, language }: { headline: string; language?: string },
	storyId: string,
	owners: ReadonlyMap<string, string>,
): string {
	const free = (slug: string) => (owners.get(slug) ?? storyId) === storyId;
	if (asked !== null) {
		if (free(asked)) return asked;
		throw new ProblemError("slug_taken", `Another story has or had the slug ${asked}.`);
	}
	return slugCandidates(headline, storyId, language).find(free) as string;
}
