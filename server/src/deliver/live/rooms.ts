import type { Reader } from "./reader.ts";

/** Who gets what: readers by channel. */
export interface Rooms {
	/** Every reader that may get frames. */
	readonly all: ReadonlySet<Reader>;
	/** Readers that were skipped: in no room until they ask again. */
	readonly behind: ReadonlySet<Reader>;
	add(reader: Reader): void;
	/** Replaces the reader's channels. One that was behind counts as a reader again. */
	join(reader: Reader, channels: readonly string[]): void;
	/** Takes the reader out of all rooms because it was skipped. */
	skip(reader: Reader): void;
	/** Its connection has ended: it never comes back, whatever is still being answered to it. */
	remove(reader: Reader): void;
	of(channel: string): ReadonlySet<Reader> | undefined;
	/** How many readers there are, and how many in each channel whose name begins so; consoles left out. */
	census(prefix: string): { whole: number; channels: Map<string, number> };
}

export function createRooms(): Rooms {
	const rooms = new Map<string, Set<Reader>>();
	const all = new Set<Reader>();
	const behind = new Set<Reader>();
	const gone = new WeakSet<Reader>();
	const desks = new Set<Reader>();

	function enter(reader: Reader, channel: string): void {
		const room = rooms.get(channel);
		if (room) room.add(reader);
		else rooms.set(channel, new Set([reader]));
	}

	function leave(reader: Reader, channel: string): void {
		const room = rooms.get(channel);
		room?.delete(reader);
		if (room?.size === 0) rooms.delete(channel);
	}

	function leaveAll(reader: Reader): void {
		for (const channel of reader.channels) leave(reader, channel);
		reader.channels = [];
	}

	return {
		all,
		behind,
		add(reader) {
			all.add(reader);
			if (reader.isDesk) desks.add(reader);
		},
		join(reader, channels) {
			if (gone.has(reader)) return;
			behind.delete(reader);
			all.add(reader);
			// A channel that is kept is not left in between: nothing may be missed, and the room's order stays.
			for (const channel of reader.channels) if (!channels.includes(channel)) leave(reader, channel);
			for (const channel of channels) enter(reader, channel);
			reader.channels = channels;
		},
		skip(reader) {
			leaveAll(reader);
			all.delete(reader);
			if (!gone.has(reader)) behind.add(reader);
		},
		remove(reader) {
			gone.add(reader);
			desks.delete(reader);
			leaveAll(reader);
			all.delete(reader);
			behind.delete(reader);
		},
		of: (channel) => rooms.get(channel),
		census(prefix) {
			const channels = new Map<string, number>();
			for (const [channel, { size }] of rooms) if (channel.startsWith(prefix)) channels.set(channel, size);
			let whole = all.size;
			for (const desk of desks) {
				if (all.has(desk)) whole -= 1;
				for (const channel of desk.channels) {
					const size = channels.get(channel);
					if (size === 1) channels.delete(channel);
					else if (size !== undefined) channels.set(channel, size - 1);
				}
			}
			return { whole, channels };
		},
	};
}
