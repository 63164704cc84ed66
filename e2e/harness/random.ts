/** A seeded source of chance: the same seed gives the same run of numbers. */
export interface Random {
	readonly seed: number;
	/** From 0 up to, not including, 1. */
	next(): number;
	/** A whole number from 0 up to, not including, `below`. */
	int(below: number): number;
	/** Whether something of probability `p` happens. */
	chance(p: number): boolean;
	pick<T>(items: readonly T[]): T;
	/** `count` different items, fewer when there are not as many. */
	sample<T>(items: readonly T[], count: number): T[];
	/** A source of its own, so that what one actor draws does not depend on when the others draw. */
	fork(name: string): Random;
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, good enough to choose what happens in a test. */
export function createRandom(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const int = (below: number) => Math.floor(next() * below);
	return {
		seed,
		next,
		int,
		chance: (p) => next() < p,
		pick: (items) => {
			const item = items[int(items.length)];
			if (item === undefined) throw new Error("nothing to pick from");
			return item;
		},
		sample: (items, count) => {
			const rest = [...items];
			const drawn = [];
			while (drawn.length < count && rest.length > 0) drawn.push(...rest.splice(int(rest.length), 1));
			return drawn;
		},
		fork: (name) => createRandom(hash(`${seed}:${name}`)),
	};
}

/** The seed of this run: `E2E_SEED`, to repeat one that failed, or a new one. */
export function seedOfRun(): number {
	const given = process.env["E2E_SEED"];
	return given ? Number(given) >>> 0 : Math.floor(Math.random() * 2 ** 32);
}

/** Runs `body` with chance of its own and, when it fails, says with which seed, so that the run can be repeated. */
export async function withSeed<T>(name: string, body: (random: Random) => Promise<T>): Promise<T> {
	const seed = seedOfRun();
	try {
		return await body(createRandom(seed));
	} catch (error) {
		console.error(`${name} failed; repeat it with E2E_SEED=${seed}`);
		throw error;
	}
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
	let value = 0x811c9dc5;
	for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
	return value >>> 0;
}
