import type { Frame } from "./frame.ts";
import type { Reader } from "./reader.ts";
import type { Rooms } from "./rooms.ts";

/** Looks after the readers that were skipped: asks each to subscribe again once it has drained, ends those that never do. */
export interface SlowReaders {
	/** It was skipped just now. `asked` says that it has been asked to subscribe again already. */
	note(reader: Reader, asked?: boolean): void;
	stop(): void;
}

const interval = 1_000;
/** Who has not read anything for so long is gone, in milliseconds. */
const patience = 30_000;

export function watchSlowReaders({ rooms, askAgain }: { rooms: Rooms; askAgain: Frame }): SlowReaders {
	const since = new WeakMap<Reader, number>();
	const asked = new WeakSet<Reader>();

	const timer = setInterval(() => {
		for (const reader of rooms.behind) {
			if (asked.has(reader)) continue;
			if (reader.isDrained()) {
				asked.add(reader);
				reader.askAgain(askAgain);
			} else if (performance.now() - (since.get(reader) ?? 0) > patience) {
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
		},
		stop: () => clearInterval(timer),
	};
}
