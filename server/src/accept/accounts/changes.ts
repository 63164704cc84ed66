import { type Control, type OpenRecord, readControls, readLastControl } from "@dateline/shared/database";
import type { Logger } from "pino";

/** What other parts hear of accounts: who may do what has changed. */
export interface AccountChanges {
	/** Calls the listener for each change from now on; answers with what ends it. */
	subscribe(listener: (change: Control) => void): () => void;
	stop(): void;
}

/** How often the record is asked, in milliseconds: a partner that is revoked is cut off within a second. */
const interval = 500;

/**
 * Follows the table of controls, which tells of changes that any process makes. It begins with the first subscriber;
 * a record that is away for a while is asked again, and nothing is missed.
 */
export function followChanges({ database, log }: { database: OpenRecord; log: Logger }): AccountChanges {
	const listeners = new Set<(change: Control) => void>();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let stopped = false;
	let last: number | null = null;

	const look = async () => {
		try {
			if (last === null) {
				last = await readLastControl(database.kysely);
			} else {
				for (const change of await readControls(database.kysely, last)) {
					last = change.number;
					for (const listener of listeners) listener(change);
				}
			}
		} catch (error) {
			log.debug({ err: error }, "the controls could not be read; they are asked for again");
		}
		if (!stopped) timer = setTimeout(() => void look(), interval).unref();
	};

	return {
		subscribe(listener) {
			listeners.add(listener);
			if (timer === undefined && !stopped) {
				timer = setTimeout(() => void look(), 0).unref();
			}
			return () => listeners.delete(listener);
		},
		stop() {
			stopped = true;
			clearTimeout(timer);
		},
	};
}
