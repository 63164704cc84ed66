/** Counts attempts by key within a sliding minute. One process counts for itself. */
export interface AttemptLimit {
	/** Notes an attempt. Null: it may go on; else the seconds until one may try again. */
	attempt(key: string): number | null;
}

const minute = 60_000;
/** Keys that are watched at once; beyond it, those that have been quiet longest are forgotten. */
const most = 50_000;

/** At most `max` attempts a minute for one key. `now` is in milliseconds and never runs backwards. */
export function createAttemptLimit(max: number, now: () => number = () => performance.now()): AttemptLimit {
	const attempts = new Map<string, number[]>();
	return {
		attempt(key) {
			const at = now();
			const recent = (attempts.get(key) ?? []).filter((one) => at - one < minute);
			attempts.delete(key);
			attempts.set(key, recent);
			if (attempts.size > most) attempts.delete(attempts.keys().next().value as string);
			const oldest = recent[recent.length - max];
			if (oldest !== undefined) return Math.max(1, Math.ceil((oldest + minute - at) / 1000));
			recent.push(at);
			return null;
		},
	};
}
