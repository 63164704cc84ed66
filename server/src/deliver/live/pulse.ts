import type { Pulse, Resubscribe } from "@dateline/shared/protocol";

/** Readers who are drawn to say when they saw an update, of all that a process has. */
const wantedReceipts = 50;

/** The pulse's JSON. */
export function pulseText(parts: { epoch: string; position: number; build: string; readers: number }): string {
	const { epoch, position, build, readers } = parts;
	const pulse: Pulse = {
		epoch,
		position,
		at: new Date().toISOString(),
		build,
		sample: readers <= wantedReceipts ? 1 : Math.round((wantedReceipts / readers) * 1e4) / 1e4,
	};
	return JSON.stringify(pulse);
}

/** The JSON of `resubscribe`: the more readers are asked at once, the longer the time over which they come back. */
export function resubscribeText(reason: Resubscribe["reason"], readers: number): string {
	const message: Resubscribe = { reason, retryAfter: Math.min(30, Math.ceil(1 + readers / 1_000)) };
	return JSON.stringify(message);
}
