import type { RedisAddress } from "@dateline/shared/settings";
import { tailStream } from "@dateline/shared/stream";
import type { Logger } from "pino";
import type { Model } from "../model/model.ts";
import type { Tail } from "./tail.ts";

/** Takes the Redis stream as hints for the tail: of the model's epoch, from the model's position on. */
export interface StreamFollower {
	/** The model has another epoch, and so another stream. */
	restart(): void;
	/** Calls back with the milliseconds from a commit until the stream brought it. */
	observe(listener: (milliseconds: number) => void): () => void;
	stop(): Promise<void>;
}

/** How often at most a failing Redis is logged, in milliseconds. */
const logInterval = 10_000;
/** What is older than this was not on its way but missed, milliseconds. */
const onItsWay = 30_000;

/** Follows it until stopped. Without Redis nothing is followed, and the record alone is polled. */
export function followStream(parts: {
	redis: RedisAddress | null;
	model: Model;
	tail: Tail;
	log: Logger;
}): StreamFollower {
	const { redis, model, tail, log } = parts;
	const listeners = new Set<(milliseconds: number) => void>();
	let following = begin();
	let loggedAt = Number.NEGATIVE_INFINITY;

	function begin(): { end: AbortController; ended: Promise<void> } {
		const end = new AbortController();
		if (!redis) return { end, ended: Promise.resolve() };
		const ended = tailStream({
			redis,
			epoch: model.epoch,
			from: model.position,
			onEntries: (events) => {
				for (const event of events) {
					tail.hint(event);
					note(Date.now() - Date.parse(event.at));
				}
			},
			onError: (err) => {
				if (performance.now() - loggedAt < logInterval) return;
				loggedAt = performance.now();
				log.warn({ err }, "Redis does not answer: updates come from the record, up to a second later");
			},
			signal: end.signal,
		});
		return { end, ended };
	}

	function note(milliseconds: number): void {
		if (milliseconds > onItsWay) return;
		for (const listener of listeners) listener(Math.max(0, milliseconds));
	}

	return {
		observe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		restart() {
			following.end.abort();
			following = begin();
		},
		async stop() {
			following.end.abort();
			await following.ended;
		},
	};
}
