import { setTimeout as sleep } from "node:timers/promises";

/**
 * Asks again until `ask` returns something else than null, undefined and false. It bounds a hang and measures nothing:
 * `ms` is far more than the thing can take.
 *
 * @throws with `what` and the last answer's explanation when the time is over
 */
export async function eventually<T>(
	what: string,
	ask: () => Promise<T | null | undefined | false> | T | null | undefined | false,
	{ ms = 60_000, every = 100, explain }: { ms?: number; every?: number; explain?: () => string } = {},
): Promise<T> {
	const until = performance.now() + ms;
	let lastError: unknown;
	while (true) {
		try {
			const answer = await ask();
			if (answer !== null && answer !== undefined && answer !== false) return answer;
			lastError = undefined;
		} catch (error) {
			lastError = error;
		}
		if (performance.now() > until) {
			const why = explain ? `\n${explain()}` : "";
			throw new Error(`not within ${ms} ms: ${what}${why}`, { cause: lastError });
		}
		await sleep(every);
	}
}
