import type { Random } from "./random.ts";

const people = [
	"The harbour master",
	"A council spokeswoman",
	"The ferry company",
	"Residents",
	"Fire crews",
	"The mayor",
];
const verbs = ["confirmed", "denied", "described", "reopened", "inspected", "closed", "welcomed", "questioned"];
const things = [
	"the north quay",
	"two bridges",
	"the morning service",
	"a temporary shelter",
	"the tide gate",
	"the plan",
];
const ends = ["on Saturday", "before noon", "for a second day", "without notice", "after the storm", "at short notice"];

/** A made-up sentence of local news. */
export function sentence(random: Random): string {
	return `${random.pick(people)} ${random.pick(verbs)} ${random.pick(things)} ${random.pick(ends)}.`;
}

/** A made-up headline that no other one equals when `mark` is its own. */
export function headline(random: Random, mark: string): string {
	return `${sentence(random).slice(0, -1)} (${mark})`;
}

/** One to four paragraphs of Markdown, some with a list, a quotation, emphasis or a link; `mark` stands in the first. */
export function markdown(random: Random, mark: string): string {
	const paragraphs = Array.from({ length: 1 + random.int(4) }, () =>
		Array.from({ length: 1 + random.int(4) }, () => sentence(random)).join(" "),
	);
	const extras = [
		`- ${sentence(random)}\n- ${sentence(random)}`,
		`> ${sentence(random)}`,
		`**${sentence(random)}** [More](https://example.org/${random.int(1_000)})`,
		`## ${sentence(random).slice(0, -1)}\n\n${sentence(random)}`,
	];
	const extra = random.chance(0.4) ? [random.pick(extras)] : [];
	return [`${mark}: ${paragraphs[0]}`, ...paragraphs.slice(1), ...extra].join("\n\n");
}
