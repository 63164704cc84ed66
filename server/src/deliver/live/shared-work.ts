import { LRUCache } from "lru-cache";

/**
 * Work that many ask for at once under one key: it is done once, and its result kept as long as there is room. What
 * fails is not kept: the next one tries again.
 *
 * @param parts.maxSize of all results together, in whatever `sizeOf` counts
 */
export function createSharedWork<Result extends object>(parts: {
	maxSize: number;
	sizeOf: (result: Result) => number;
}): (key: string, make: () => Promise<Result>) => Promise<Result> {
	const { maxSize, sizeOf } = parts;
	const done = new LRUCache<string, Result>({ maxSize, sizeCalculation: (result) => 1 + sizeOf(result) });
	const underWay = new Map<string, Promise<Result>>();

	async function work(key: string, make: () => Promise<Result>): Promise<Result> {
		try {
			const result = await make();
			done.set(key, result);
			return result;
		} finally {
			underWay.delete(key);
		}
	}

	return (key, make) => {
		const known = done.get(key);
		if (known) return Promise.resolve(known);
		let working = underWay.get(key);
		if (!working) {
			working = work(key, make);
			underWay.set(key, working);
		}
		return working;
	};
}
