import type { Frame } from "./frame.ts";

/** The partner on whose page a connection is; null on ours. */
export type PartnerMark = { readonly id: string; readonly name: string } | null;

/**
 * One connection of a reader, whatever the transport. What it has received is everything of its channels up to
 * `delivered`: it is handed frames in order, and one that can't take a frame gets none after it.
 */
export interface Reader {
	readonly kind: "socket" | "stream";
	/** A console that follows what readers have: it is no reader, and is counted as none. */
	readonly isDesk?: boolean;
	/** The partner on whose page it is; null on ours. */
	readonly partner?: PartnerMark;
	/** Sorted. */
	channels: readonly string[];
	/** Everything up to here was handed over; a frame that ends there is not sent again. */
	delivered: number;
	/**
	 * Sends a frame, after everything that was sent before it. False when more waits for this reader than it may: the
	 * frame was not sent, and nothing may be sent after it but `resubscribe`.
	 */
	send(frame: Frame): boolean;
	/** Whether everything that was sent has left this process and, as far as it is known, has been read. */
	isDrained(): boolean;
	/** When it was last known to have read something, by `performance.now()`; not there where that can't be known. */
	readonly readAt?: number;
	/** Says that it should ask again. */
	askAgain(frame: Frame): void;
	/** Ends the connection after what was sent. */
	close(): void;
	/** Ends it at once, whatever waits: for who does not read, or floods us. */
	cut(): void;
}

/** Bytes that may wait for a reader, here and on the way to it, what it asked for itself aside. */
export const queueLimit = 256 * 1024;
