import type { SubmissionLine, WorkCounts } from "@dateline/shared/protocol";
import { api } from "./api.ts";
import type { Outbox } from "./outbox.ts";
import type { Together } from "./together.ts";

/** What readers don't have yet of all that was handed in: contributions that wait, and what is scheduled. */
export interface Pending {
	readonly waiting: readonly SubmissionLine[];
	readonly scheduled: readonly SubmissionLine[];
	/** How much there is of a story's posts (null: of everything); null until it is known. */
	counts(storyId: string | null): WorkCounts | null;
	refresh(): Promise<void>;
	observe(listener: () => void): () => void;
	close(): void;
}

/** Without the newsroom's socket the lists are read again so often, milliseconds. */
const interval = 15_000;
/** What comes in a burst is looked at once. */
const settle = 120;

/** Reads the two lists again the moment the server says that something changed, and after one's own writes. */
export function watchPending({ outbox, together }: { outbox: Outbox; together: Together }): Pending {
	let waiting: readonly SubmissionLine[] = [];
	let scheduled: readonly SubmissionLine[] = [];
	let soon: ReturnType<typeof setTimeout> | undefined;
	let version = together.version(null);
	let settled = 0;
	let wasConnected = together.connected;
	const listeners = new Set<() => void>();
	const tell = () => {
		for (const listener of [...listeners]) listener();
	};

	const refresh = async () => {
		try {
			const { items } = await api.submissions({ state: "waiting,scheduled", limit: 100 });
			waiting = items.filter(({ state }) => state === "waiting");
			scheduled = items.filter(({ state }) => state === "scheduled");
			tell();
		} catch {
			// No connection: the outbox says so, and the next round asks again.
		}
	};
	const refreshSoon = () => {
		clearTimeout(soon);
		soon = setTimeout(() => void refresh(), settle);
	};
	const timer = setInterval(() => {
		if (!together.connected) void refresh();
	}, interval);
	let counts = "";
	const ends = [
		outbox.observe(() => {
			const now = outbox.list().filter(({ state }) => state !== "sending" && state !== "queued").length;
			if (now !== settled) refreshSoon();
			settled = now;
		}),
		together.observe(() => {
			const now = JSON.stringify(together.counts(null));
			if (together.version(null) !== version || together.connected !== wasConnected) refreshSoon();
			else if (now !== counts) tell();
			counts = now;
			version = together.version(null);
			wasConnected = together.connected;
		}),
	];
	void refresh();
	return {
		get waiting() {
			return waiting;
		},
		get scheduled() {
			return scheduled;
		},
		counts: (storyId) => together.counts(storyId),
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
