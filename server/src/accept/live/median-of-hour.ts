/** The median of what was measured in the last hour, of the newest 500 measurements. */
export interface MedianOfHour {
	add(value: number): void;
	/** Null when nothing was measured. */
	median(): number | null;
}

const hour = 60 * 60 * 1_000;
const kept = 500;

export function createMedianOfHour(now: () => number = Date.now): MedianOfHour {
	let values: { at: number; value: number }[] = [];
	return {
		add(value) {
			values.push({ at: now(), value });
			if (values.length > kept) values.shift();
		},
		median() {
			values = values.filter(({ at }) => now() - at < hour);
			const sorted = values.map(({ value }) => value).sort((a, b) => a - b);
			return sorted[Math.floor(sorted.length / 2)] ?? null;
		},
	};
}
