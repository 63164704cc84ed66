import type { Metrics } from "../../http/create-metrics.ts";
import type { BucketLimit } from "../../http/token-buckets.ts";
import { createTokenBuckets } from "../../http/token-buckets.ts";

/** Who may open a connection, and how many a second. */
export interface Admission {
	/** Null when a new connection may come now, else why not. There is no limit for an address: whole countries sit behind one. */
	admit(): string | null;
	/** Whether a browser's page of this origin is ours: none named, one of our own, or the very host that it asks. */
	isOurs(origin: string | undefined, host: string | undefined): boolean;
	/** From now on nobody is let in. */
	drain(): void;
	isDraining(): boolean;
}

/** New connections a second: about a third of a core, and a full house is back within seconds. */
export const usualAdmission: BucketLimit = { rate: 1_000, burst: 2_000 };

export function createAdmission({
	ownOrigins,
	limit,
	metrics,
}: {
	ownOrigins: readonly string[];
	limit: BucketLimit;
	metrics: Metrics;
}): Admission {
	const buckets = createTokenBuckets(limit);
	let draining = false;
	return {
		admit() {
			const refusal = draining ? "draining" : buckets.take("everybody") > 0 ? "busy" : null;
			if (refusal) metrics.refused.inc({ reason: refusal });
			return refusal;
		},
		isOurs(origin, host) {
			if (origin === undefined || ownOrigins.includes(origin)) return true;
			return URL.canParse(origin) && new URL(origin).host === host;
		},
		drain() {
			draining = true;
		},
		isDraining: () => draining,
	};
}
