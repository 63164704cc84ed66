import {
	type OpenRecord,
	readChannelStates,
	readConsistent,
	readEvents,
	type StoredEvent,
} from "@dateline/shared/database";
import { type ChannelState, cardKey, compareKeys, type Event, fold } from "@dateline/shared/model";
import { expect } from "vitest";

/** Somebody who follows every channel by folding the events of the record, as a server does. */
export interface Follower {
	readonly position: number;
	readonly heads: ReadonlyMap<string, number>;
	/** Folds what was committed since, and checks that nothing is missing and nothing comes twice. */
	follow(): Promise<StoredEvent[]>;
	/** Checks that every channel is what the record says of it. */
	expectSameAsRecord(when: string): Promise<void>;
	/** Somebody who knows what this one knows, and goes away. */
	clone(): Follower;
}

interface Known {
	states: Map<string, ChannelState>;
	heads: Map<string, number>;
	position: number;
}

/**
 * A follower who begins with what the record of a new newsroom has: the empty feed and the site; of each list it keeps
 * `cards` cards.
 */
export async function createFollower(database: OpenRecord, cards = 500): Promise<Follower> {
	const states = await readStates(database, ["feed", "site"], cards);
	return followFrom(database, { states, heads: new Map(), position: 0 }, cards);
}

const readStates = (database: OpenRecord, channels: readonly string[], cards: number) =>
	readConsistent(database, (executor) => readChannelStates(executor, channels, { cards }));

/** The state as it would go over the wire, of a list only what both have whole: down to the higher floor. */
function comparable(state: ChannelState | undefined, other: ChannelState | undefined): unknown {
	if (!state) return null;
	if (state.kind !== "list" || other?.kind !== "list") return JSON.parse(JSON.stringify(state));
	const floors = [state.floor, other.floor].filter((key) => key !== null).sort(compareKeys);
	const floor = floors[0];
	const cards = floor ? state.cards.filter((card) => compareKeys(cardKey(card), floor) <= 0) : state.cards;
	return JSON.parse(JSON.stringify({ ...state, cards, floor: floor ?? null }));
}

function followFrom(database: OpenRecord, known: Known, cards: number): Follower {
	const { states, heads } = known;

	function foldEvent(event: Event): void {
		expect(event.position).toBe(++known.position);
		for (const [channel, previous] of Object.entries(event.previous)) {
			expect(previous, `${channel} before ${event.position}`).toBe(heads.get(channel) ?? 0);
			heads.set(channel, event.position);
			const window = { cards, newestPageOnly: true };
			const next = fold(states.get(channel) ?? null, channel, event, window);
			if (next) states.set(channel, next);
		}
	}

	return {
		get position() {
			return known.position;
		},
		heads,
		async follow() {
			const events = await readEvents(database.kysely, { after: known.position, limit: 100_000 });
			for (const event of events) foldEvent(JSON.parse(event.body) as Event);
			return events;
		},
		async expectSameAsRecord(when) {
			const fresh = await readStates(database, [...heads.keys()], cards);
			for (const channel of heads.keys()) {
				const [mine, theirs] = [states.get(channel), fresh.get(channel)];
				expect(comparable(mine, theirs), `${channel} ${when}`).toEqual(comparable(theirs, mine));
			}
		},
		clone: () => followFrom(database, { ...known, states: new Map(states), heads: new Map(heads) }, cards),
	};
}
