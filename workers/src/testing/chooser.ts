/** A source of choices: the next number, 0 to below `n`. */
export type Choose = (n: number) => number;

/** Choices that the same seed repeats (mulberry32). */
export function chooser(seed: number): Choose {
	let state = seed;
	return (n) => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
	};
}
