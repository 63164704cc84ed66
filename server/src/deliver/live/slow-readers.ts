import type { Frame } from "./frame.ts";
import type { Reader } from "./reader.ts";
import type { Rooms } from "./rooms.ts";

/** Looks after the readers that were skipped: asks each to subscribe again once it has drained, ends those that never do. */
export interface SlowReaders {
	/** It was skipped just now. `asked` says that it has been asked to subscribe again already. */
	note(reader: Reader, asked?: boolean): void;
	/** Since the start: how many came back, and the longest that one took, milliseconds (to a quarter of a second). */
	figures(): { back: number; longest: number };
	stop(): void;
}

const interval = 250;
/** Who has not read anything for so long is gone, in milliseconds. */
const patience = 30_000;

export function watchSlowReaders({ rooms, askAgain }: { rooms: Rooms; askAgain: Frame }): SlowReaders {
	const since = new WeakMap<Reader, number>();
	const asked = new WeakSet<Reader>();
	/** Those that were skipped and have not come back or gone, since when. */
	const away = new Map<Reader, number>();
	let back = 0;
	let longest = 0;

	/** Who is behind no more has come back, or is gone. */
	function countBack(): void {
		for (const [reader, begun] of away) {
			if (rooms.behind.has(reader)) continue;
			away.delete(reader);
			if (!rooms.all.has(reader)) continue;
			back += 1;
			longest = Math.max(longest, performance.now() - begun);
		}
	}

	const timer = setInterval(() => {
		countBack();
		for (const reader of rooms.behind) {
			if (asked.has(reader)) continue;
			if (reader.isDrained()) {
				asked.add(reader);
				reader.askAgain(askAgain);
			} else if (performance.now() - Math.max(since.get(reader) ?? 0, reader.readAt ?? 0) > patience) {
				rooms.remove(reader);
				reader.cut();
			}
		}
	}, interval);

	return {
		note(reader, alreadyAsked = false) {
			if (alreadyAsked) asked.add(reader);
			else asked.delete(reader);
			since.set(reader, performance.now());
			if (!alreadyAsked) away.set(reader, away.get(reader) ?? performance.now());
		},
		figures: () => ({ back, longest: Math.round(longest) }),
		stop: () => clearInterval(timer),
	};
}
