import type { ProblemError } from "@dateline/shared/protocol";

/** Does a piece of work when its turn comes. @throws {ProblemError} what `busy` makes, when too many wait already */
export type InTurn = <Answer>(work: () => Promise<Answer>) => Promise<Answer>;

/** Lets so much work be done at once; the rest waits, first come, first served, up to a number. */
export function createTurns(limits: { atOnce: number; mostWaiting: number; busy: () => ProblemError }): InTurn {
	const { atOnce, mostWaiting, busy } = limits;
	const waiting: (() => void)[] = [];
	let running = 0;
	return async (work) => {
		if (waiting.length >= mostWaiting) throw busy();
		if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
		else running += 1;
		try {
			return await work();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else running -= 1;
		}
	};
}
