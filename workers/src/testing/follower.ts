import {
	type OpenRecord,
	readChannelStates,
	readConsistent,
	readEvents,
	type StoredEvent,
} from "@dateline/shared/database";
import { type ChannelState, type Event, fold } from "@dateline/shared/model";
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

/** A follower who begins with what the record of a new newsroom has: the empty feed and the site. */
export async function createFollower(database: OpenRecord): Promise<Follower> {
	return followFrom(database, { states: await readStates(database, ["feed", "site"]), heads: new Map(), position: 0 });
}

const readStates = (database: OpenRecord, channels: readonly string[]) =>
	readConsistent(database, (executor) => readChannelStates(executor, channels));

/** The state as it would go over the wire. */
const wire = (state: ChannelState | undefined) => (state ? JSON.parse(JSON.stringify(state)) : null);

function followFrom(database: OpenRecord, known: Known): Follower {
	const { states, heads } = known;

	function foldEvent(event: Event): void {
		expect(event.position).toBe(++known.position);
		for (const [channel, previous] of Object.entries(event.previous)) {
			expect(previous, `${channel} before ${event.position}`).toBe(heads.get(channel) ?? 0);
			heads.set(channel, event.position);
			const window = { cards: 500, newestPageOnly: true };
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
			const fresh = await readStates(database, ["feed", "site", ...heads.keys()]);
			for (const channel of heads.keys()) {
				expect(wire(states.get(channel)), `${channel} ${when}`).toEqual(wire(fresh.get(channel)));
			}
		},
		clone: () => followFrom(database, { ...known, states: new Map(states), heads: new Map(heads) }),
	};
}
