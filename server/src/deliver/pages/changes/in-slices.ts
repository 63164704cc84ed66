import { setImmediate as nextTurn } from "node:timers/promises";

/** Milliseconds of work after which everything else that waits has its turn. */
const slice = 8;

/**
 * Does all the steps of a long work, with a turn of the loop before it and whenever a slice of time is used up. PGlite's
 * answers are no such turn: they come before anything else that waits.
 */
export async function inSlices<Result>(steps: Iterator<unknown, Result>): Promise<Result> {
	await nextTurn();
	let began = performance.now();
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
		if (performance.now() - began < slice) continue;
		await nextTurn();
		began = performance.now();
	}
}
