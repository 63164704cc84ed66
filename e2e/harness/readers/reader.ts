import type { Followed } from "./follower.ts";

/** Somebody who reads along, by one of the ways there are, and writes down what came. */
export interface Reader {
	readonly name: string;
	readonly way: "store" | "socket" | "polling-socket" | "sse" | "json";
	readonly channels: ReadonlyMap<string, Followed>;
	/** Up to where it says that it has everything. */
	position(): number;
	/** Whether it has everything up to a position; one that polls knows by an answer to what it asked after `since`. */
	hasAll(position: number, since: number): boolean;
	/** Breaks the connection as a tunnel would; it stays away for `ms` and comes back by itself. */
	drop(ms: number): void;
	/** What went wrong on the way, for the message of a test that fails; most of it is healed. */
	readonly troubles: readonly string[];
	stop(): Promise<void>;
}

/** What a reader needs to know: where the servers are (any will do) and what it follows. */
export interface ReaderOptions {
	name: string;
	/** Addresses of the servers without a slash at the end; asked at each connect, so that a server may move. */
	pickServer(): string;
	channels: readonly string[];
}
