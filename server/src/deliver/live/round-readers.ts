/** Readers under which their number is not told: it would say more of them than of the story. */
const fewest = 20;
/** Stories whose number is told: the pulse is one frame for everybody, and has to stay small. */
const mostStories = 50;

/** A number of readers as it is told: two figures of it (1,187 is 1,200), or null when there are few. */
export function roundReaders(count: number): number | null {
	if (count < fewest) return null;
	const step = 10 ** Math.max(1, Math.floor(Math.log10(count)) - 1);
	return Math.round(count / step) * step;
}

/** The stories with the most readers and their rounded numbers; none that has few. */
export function roundedStories(counts: Readonly<Record<string, number>>): Record<string, number> {
	const rounded = Object.entries(counts).flatMap(([id, count]) => {
		const number = roundReaders(count);
		return number === null ? [] : [[id, number] as const];
	});
	return Object.fromEntries(rounded.sort((a, b) => b[1] - a[1]).slice(0, mostStories));
}
