import type { RedisAddress } from "@dateline/shared/settings";
import { connectRedis } from "@dateline/shared/stream";

/** `away`: it was there and does not answer. `none`: this installation has none. */
export type RedisState = "up" | "away" | "none";

export interface RedisWatch {
	state(): RedisState;
	/** Since when it is so, milliseconds since 1970. */
	since(): number;
	stop(): void;
}

/** How often it is asked, and how long it may take to answer, in milliseconds. */
const interval = 2_000;
const patience = 1_000;

/**
 * Asks Redis now and then whether it is there, for whoever tells editors that updates take longer. A frozen Redis keeps
 * its connections, so it is the answer that counts, not the connection.
 */
export function watchRedis(address: RedisAddress | null): RedisWatch {
	let since = Date.now();
	if (address === null) return { state: () => "none", since: () => since, stop: () => undefined };
	const redis = connectRedis(address, "publisher", () => undefined);
	let state: RedisState = "away";
	const ask = async () => {
		const late = new Promise<"away">((resolve) => setTimeout(resolve, patience, "away").unref());
		const answered = redis.ping().then(
			() => "up" as const,
			() => "away" as const,
		);
		const now = await Promise.race([answered, late]);
		if (now !== state) since = Date.now();
		state = now;
	};
	const timer = setInterval(() => void ask(), interval);
	timer.unref();
	void ask();
	return {
		state: () => state,
		since: () => since,
		stop() {
			clearInterval(timer);
			redis.disconnect();
		},
	};
}
