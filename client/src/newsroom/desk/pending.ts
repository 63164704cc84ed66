import type { SubmissionLine } from "@dateline/shared/protocol";
import { api } from "./api.ts";
import type { ReadersView } from "./follow-readers.ts";
import type { Outbox } from "./outbox.ts";

/** What readers don't have yet of all that was handed in: contributions that wait, and what is scheduled. */
export interface Pending {
	readonly waiting: readonly SubmissionLine[];
	readonly scheduled: readonly SubmissionLine[];
	refresh(): Promise<void>;
	observe(listener: () => void): () => void;
	close(): void;
}

const interval = 15_000;
/** What comes in a burst is looked at once. */
const settle = 400;

/** Reads the two lists again every 15 s, and soon after anything here or at the readers' end has changed. */
export function watchPending({ outbox, readers }: { outbox: Outbox; readers: ReadersView }): Pending {
	let waiting: readonly SubmissionLine[] = [];
	let scheduled: readonly SubmissionLine[] = [];
	let soon: ReturnType<typeof setTimeout> | undefined;
	const listeners = new Set<() => void>();

	const refresh = async () => {
		try {
			const { items } = await api.submissions({ state: "waiting,scheduled", limit: 100 });
			waiting = items.filter(({ state }) => state === "waiting");
			scheduled = items.filter(({ state }) => state === "scheduled");
			for (const listener of [...listeners]) listener();
		} catch {
			// No connection: the outbox says so, and the next round asks again.
		}
	};
	const refreshSoon = () => {
		clearTimeout(soon);
		soon = setTimeout(() => void refresh(), settle);
	};
	const timer = setInterval(() => void refresh(), interval);
	const ends = [outbox.observe(refreshSoon), readers.observe(refreshSoon)];
	void refresh();
	return {
		get waiting() {
			return waiting;
		},
		get scheduled() {
			return scheduled;
		},
		refresh,
		observe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		close() {
			clearInterval(timer);
			clearTimeout(soon);
			for (const end of ends) end();
		},
	};
}
