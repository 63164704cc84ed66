import { ProblemError } from "@dateline/shared/protocol";
import { publicStory } from "../checks.ts";
import type { Decide, Fact, KeyDevelopmentRow } from "../decision.ts";

/**
 * `key_development.order`: the lines that readers see, as an editor wants them. The places that they hold now, which are
 * instants, are given out anew in that order: so a line keeps the time that readers see, and one that is added later
 * comes on top.
 */
export const orderKeyDevelopments: Decide<"key_development.order"> = (aggregate, { ids }) => {
	const story = publicStory(aggregate);
	const shown = aggregate.keyDevelopments.filter((line) => line.status === "published").sort(byPlace);
	const known = new Map(shown.map((line) => [line.id, line]));
	const named = [...new Set(ids)].map((id) => {
		const line = known.get(id);
		if (!line) throw new ProblemError("unknown_reference", `Readers see no key development ${id} in this story.`);
		return line;
	});
	const rest = shown.filter((line) => !named.includes(line));
	const places = distinct(shown.map((line) => placeOf(line)));
	const moved = [...named, ...rest].flatMap((line, index) => {
		const place = places[index] as number;
		if (place === placeOf(line)) return [];
		const sort_at = place === line.at.getTime() ? null : new Date(place);
		return [{ ...line, sort_at, revision: line.revision + 1 }];
	});
	return {
		keyDevelopments: moved,
		facts: moved.map(({ id }): Fact => ({ type: "key_development.updated", keyDevelopmentId: id })),
		result: { revision: story.revision, slug: story.slug },
	};
};

const placeOf = ({ sort_at, at }: KeyDevelopmentRow): number => (sort_at ?? at).getTime();

const byPlace = (a: KeyDevelopmentRow, b: KeyDevelopmentRow): number =>
	placeOf(b) - placeOf(a) || (a.id > b.id ? -1 : 1);

/** Places, newest first, no two the same: of two lines at one moment the upper one goes up by a millisecond. */
function distinct(places: readonly number[]): number[] {
	const apart = [...places];
	for (let index = apart.length - 2; index >= 0; index--) {
		apart[index] = Math.max(apart[index] as number, (apart[index + 1] as number) + 1);
	}
	return apart;
}
