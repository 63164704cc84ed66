/** The longest first wait before a connection is tried again, and the longest at all, in milliseconds. */
const firstRetry = 5_000;
const longestRetry = 30_000;

/**
 * How long to wait before try number `failures + 1`, in milliseconds: anywhere between nothing and a limit that starts
 * at 5 s and doubles to 30 s. The whole of it is random, so that readers whom one server loses don't come back at once.
 */
export function retryDelay(failures: number, random: () => number): number {
	return random() * Math.min(longestRetry, firstRetry * 2 ** Math.min(failures, 10));
}
