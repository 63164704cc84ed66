import type { Pulse, Resubscribe } from "@dateline/shared/protocol";

/** Readers who are drawn to say when they saw an update, of all that a process has. */
const wantedReceipts = 50;

/** With what probability a reader is drawn, when this process has so many. */
export const sampleOf = (readers: number): number =>
	readers <= wantedReceipts ? 1 : Math.round((wantedReceipts / readers) * 1e4) / 1e4;

/** The pulse's JSON. `everywhere` are the readers of all servers, null when that is not known. */
export function pulseText(parts: {
	epoch: string;
	position: number;
	build: string;
	readers: number;
	everywhere?: number | null;
	/** Rounded numbers of readers, by story. */
	stories?: Readonly<Record<string, number>>;
}): string {
	const { epoch, position, build, readers, everywhere, stories = {} } = parts;
	const pulse: Pulse = {
		epoch,
		position,
		at: new Date().toISOString(),
		build,
		sample: sampleOf(readers),
		...(typeof everywhere === "number" && { readers: everywhere }),
		...(Object.keys(stories).length > 0 && { stories }),
	};
	return JSON.stringify(pulse);
}

/** The JSON of `resubscribe`: the more readers are asked at once, the longer the time over which they come back. */
export function resubscribeText(reason: Resubscribe["reason"], readers: number): string {
	const message: Resubscribe = { reason, retryAfter: Math.min(30, Math.ceil(1 + readers / 1_000)) };
	return JSON.stringify(message);
}
