/** How often something may happen: `rate` a second in the long run, `burst` at once. */
export interface BucketLimit {
	rate: number;
	burst: number;
}

/**
 * Token buckets, one for each key (a token, an account, an address), in memory. A bucket that is full again is the same
 * as none, so those are dropped: memory grows with the keys of the last `burst / rate` seconds only.
 */
export interface TokenBuckets {
	/** Takes one token: 0 when there was one, else the seconds until there is. */
	take(key: string): number;
}

/** @param now the time in milliseconds, never running backwards */
export function createTokenBuckets(
	{ rate, burst }: BucketLimit,
	now: () => number = performance.now.bind(performance),
): TokenBuckets {
	// `full` is when the bucket will be full again: all that has to be kept of a bucket.
	const fullAt = new Map<string, number>();
	let nextSweep = 0;

	function sweep(time: number): void {
		if (time < nextSweep) return;
		nextSweep = time + 10_000;
		for (const [key, full] of fullAt) if (full <= time) fullAt.delete(key);
	}

	return {
		take(key) {
			const time = now();
			sweep(time);
			const full = Math.max(fullAt.get(key) ?? time, time) + 1_000 / rate;
			const wait = full - time - (burst * 1_000) / rate;
			if (wait > 1e-6) return wait / 1_000;
			fullAt.set(key, full);
			return 0;
		},
	};
}
