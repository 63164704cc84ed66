import type { StoredEvent } from "@dateline/shared/database";
import { readChannelStates, readConsistent, readEvents } from "@dateline/shared/database";
import {
	type ChannelState,
	type Event,
	type FoldWindow,
	fold,
	newId,
	withholdEvent,
	withholds,
} from "@dateline/shared/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { makePost, makeText } from "../testing/make-content.ts";
import { type Choose, type Pool, randomChange } from "../testing/random-change.ts";
import { openTestNewsroom, type TestNewsroom } from "../testing/test-newsroom.ts";

/** The most important test of the product: whoever folds the events sees what a fresh reader sees, after every change. */

const runs = Number(process.env["DATELINE_PROPERTY_RUNS"] ?? 3);
const changesPerRun = Number(process.env["DATELINE_PROPERTY_CHANGES"] ?? 120);
const serverWindow: FoldWindow = { cards: 500, newestPageOnly: true };

type States = Map<string, ChannelState>;

function follow(states: States, heads: Map<string, number>, event: Event, window: FoldWindow): void {
	for (const [channel, previous] of Object.entries(event.previous)) {
		expect(previous, `${channel} before ${event.position}`).toBe(heads.get(channel) ?? 0);
		heads.set(channel, event.position);
		const next = fold(states.get(channel) ?? null, channel, event, window);
		if (next) states.set(channel, next);
	}
}

const parsed = (event: StoredEvent) => JSON.parse(event.body) as Event;

async function freshStates({ database }: TestNewsroom, channels: readonly string[]): Promise<States> {
	return readConsistent(database, (executor) => readChannelStates(executor, channels));
}

/** The state as it would go over the wire. */
const wire = (state: ChannelState | undefined) => (state ? JSON.parse(JSON.stringify(state)) : null);

function expectSame(folded: States, fresh: States, channels: Iterable<string>, when: string): void {
	for (const channel of channels) {
		expect(wire(folded.get(channel)), `${channel} ${when}`).toEqual(wire(fresh.get(channel)));
	}
}

/** Choices that a seed repeats: the counterexample that a failure prints, given as DATELINE_PROPERTY_SEED. */
function chooser(seed: number): Choose {
	let state = seed;
	return (n) => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
	};
}

async function openPool(newsroom: TestNewsroom): Promise<Pool> {
	const ids = (count: number) => Array.from({ length: count }, newId);
	const stories: string[] = [];
	for (let count = 0; count < 5; count++) stories.push(await newsroom.draft(count < 2 ? "article" : "live"));
	const pictures = [await newsroom.picture(), await newsroom.picture()];
	return { stories, posts: [], lines: [], sections: ids(2), topics: ids(2), authors: ids(3), pictures };
}

async function followRandomChanges(choose: Choose, count: number): Promise<void> {
	const newsroom = await openTestNewsroom();
	try {
		const pool = await openPool(newsroom);
		const states = await freshStates(newsroom, ["feed", "site"]);
		const heads = new Map<string, number>();
		let position = 0;
		const late: { states: States; heads: Map<string, number>; position: number }[] = [
			{ states: new Map(states), heads: new Map(), position: 0 },
		];
		const inMemory: StoredEvent[] = [];
		for (let step = 0; step < count; step++) {
			const { storyId, change } = randomChange(choose, pool);
			const submission = await newsroom.submit(storyId, change);
			expect(submission.state, JSON.stringify(submission)).toMatch(/^(done|refused)$/);
			expect(submission.refusal?.code).not.toBe("internal");
			const burst = choose(12) === 0 && change.type === "post.add" ? 25 : 0;
			for (let extra = 0; extra < burst; extra++) {
				const postId = newId();
				pool.posts.push({ id: postId, storyId: storyId as string });
				const content = makePost({ body: makeText(`burst ${extra}`), key: extra % 9 === 0 });
				await newsroom.submit(storyId, { type: "post.add", postId, content, significant: extra % 5 === 0 });
			}
			const events = await readEvents(newsroom.database.kysely, { after: position, limit: 10_000 });
			for (const event of events) {
				expect(event.position).toBe(++position);
				follow(states, heads, parsed(event), serverWindow);
			}
			for (const event of newsroom.committed.splice(0)) {
				for (const [index, earlier] of inMemory.entries()) {
					if (earlier.withheld || !withholds(event.subject, earlier.subject)) continue;
					inMemory[index] = { ...earlier, withheld: true, body: JSON.stringify(withholdEvent(parsed(earlier))) };
				}
				inMemory.push(event);
			}
			const fresh = await freshStates(newsroom, [...heads.keys(), "feed", "site"]);
			expectSame(
				states,
				fresh,
				heads.keys(),
				`after step ${step}, ${change.type} ${events.map((e) => e.body.slice(0, 400)).join("\n")}`,
			);
			if (choose(20) === 0) late.push({ states: new Map(states), heads: new Map(heads), position });
		}
		await expectCaughtUp(newsroom, late, heads);
		const stored = await readEvents(newsroom.database.kysely, { after: 0, limit: 100_000 });
		for (const [index, event] of stored.entries()) {
			expect(inMemory[index]?.withheld, `withheld ${event.position}`).toBe(event.withheld);
		}
	} finally {
		await newsroom.close();
	}
}

/** A reader who comes back later, to a log of which some is withheld by then, ends with the same state. */
async function expectCaughtUp(
	newsroom: TestNewsroom,
	late: { states: States; heads: Map<string, number>; position: number }[],
	heads: ReadonlyMap<string, number>,
): Promise<void> {
	const fresh = await freshStates(newsroom, [...heads.keys()]);
	for (const reader of late) {
		const missed = await readEvents(newsroom.database.kysely, { after: reader.position, limit: 100_000 });
		for (const event of missed) follow(reader.states, reader.heads, parsed(event), serverWindow);
		expectSame(reader.states, fresh, heads.keys(), `for who was away since ${reader.position}`);
	}
}

test(
	"a fold of the events is what the record says, after every change, for who was there and for who was away",
	async () => {
		const given = process.env["DATELINE_PROPERTY_SEED"];
		await fc.assert(
			fc.asyncProperty(fc.noShrink(fc.integer()), async (seed) => {
				await followRandomChanges(chooser(given === undefined ? seed : Number(given)), changesPerRun);
			}),
			{ numRuns: runs, endOnFailure: true },
		);
	},
	runs * changesPerRun * 300 + 60_000,
);
