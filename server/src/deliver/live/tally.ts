import type { PartnerScreens } from "@dateline/shared/protocol";
import type { LoggedEvent } from "../model/logged-event.ts";
import type { HandedOut } from "./broadcaster.ts";
import type { Reader } from "./reader.ts";

/** How one event that readers look at went out from this process. */
export interface Delivery {
	position: number;
	/** When it was committed, by the database's clock. */
	at: string;
	type: string;
	storyId: string;
	postId: string | null;
	/** Open pages of readers that it was handed to; consoles don't count. */
	screens: number;
	/** Readers that were too slow to take it. */
	skipped: number;
	/** Of the screens, those on partners' sites. */
	partners: readonly PartnerScreens[];
	/** Milliseconds by this process's clock from the commit until everybody had been handed it; null until then. */
	handed: number | null;
	/** Milliseconds after the commit at which readers who were drawn had it on the screen. */
	seen: number[];
}

/** Counts for the newest publications how they go out: what editors' receipts are made of. Knows no reader by name. */
export interface Tally {
	/** An event was folded and will be handed out. */
	begin(event: LoggedEvent): void;
	/** It has been handed to everybody. */
	handedOut(positions: readonly number[], counts: HandedOut): void;
	/** A reader says when it was on its screen; once for each event, and only of what it follows. */
	seen(reader: Reader, position: number, milliseconds: number): void;
	/** Calls back after each of the latter two. */
	observe(listener: (delivery: Readonly<Delivery>) => void): () => void;
	/** The newest ones, oldest first. */
	recent(): readonly Readonly<Delivery>[];
}

/** Publications that are kept in mind, and answers that are kept of each. */
const kept = 300;
const keptAnswers = 1_000;

export function createTally(): Tally {
	const deliveries = new Map<number, Delivery & { answered: WeakSet<Reader> }>();
	const listeners = new Set<(delivery: Readonly<Delivery>) => void>();

	const tell = (delivery: Delivery) => {
		for (const listener of listeners) listener(delivery);
	};

	return {
		begin({ position, at, subject, withheld }) {
			const { type, storyId, postId } = subject;
			if (storyId === null || withheld || !/^(post|story)\./.test(type)) return;
			deliveries.set(position, {
				...{ position, at, type, storyId, postId, screens: 0, skipped: 0, partners: [], handed: null, seen: [] },
				answered: new WeakSet(),
			});
			const [oldest] = deliveries.keys();
			if (deliveries.size > kept && oldest !== undefined) deliveries.delete(oldest);
		},
		handedOut(positions, { screens, skipped, partners }) {
			for (const position of positions) {
				const delivery = deliveries.get(position);
				if (!delivery) continue;
				Object.assign(delivery, {
					screens,
					skipped,
					partners,
					handed: Math.max(0, Date.now() - Date.parse(delivery.at)),
				});
				tell(delivery);
			}
		},
		seen(reader, position, milliseconds) {
			const delivery = deliveries.get(position);
			if (!delivery || delivery.answered.has(reader) || delivery.seen.length >= keptAnswers) return;
			if (!reader.channels.includes(`story:${delivery.storyId}`)) return;
			delivery.answered.add(reader);
			delivery.seen.push(milliseconds);
			tell(delivery);
		},
		observe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		recent: () => [...deliveries.values()],
	};
}
