import { newEpoch, type OpenRecord, readChannelStates, readEvents } from "@dateline/shared/database";
import { openTestDatabase } from "@dateline/shared/database/testing";
import { type ChannelState, type Event, fold } from "@dateline/shared/model";
import fc from "fast-check";
import { sql } from "kysely";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findRedis } from "../../scripts/find-program.mjs";
import { createMetrics } from "../../server/src/http/create-metrics.ts";
import { compareStates } from "../harness/compare-states.ts";
import { seedOfRun } from "../harness/random.ts";
import { judgeSteps } from "../harness/verify-readers.ts";
import { openNewsdesk } from "./newsdesk.ts";
import { type Step, stepsOf } from "./steps.ts";
import { openStreamBox, type StreamBox } from "./stream-box.ts";
import { createWorld, type World } from "./world.ts";

const log = pino({ level: "silent" });
const runs = 60;

describe.skipIf(findRedis() === null)("any order of commits, relays, wipes, kills and reconnects", { retry: 0 }, () => {
	let record: OpenRecord;
	let stream: StreamBox;
	const metrics = createMetrics();
	beforeAll(async () => {
		[record, stream] = await Promise.all([openTestDatabase("pglite"), openStreamBox()]);
	});
	afterAll(async () => {
		await stream.close();
		await record.close();
	});

	it("ends with every reader where the plain fold of the log ends", { timeout: 180_000 }, async () => {
		await fc.assert(
			fc.asyncProperty(stepsOf({ nodes: 2, readers: 4 }), async (steps) => {
				await emptyRecord(record);
				const newsdesk = await openNewsdesk(record, log, 2);
				const world = await createWorld({ record, stream, metrics, log, newsdesk });
				try {
					await run(world, steps);
				} finally {
					await world.stop();
				}
			}),
			{ numRuns: runs, seed: seedOfRun() | 0 },
		);
	});

	async function run(world: World, steps: readonly Step[]): Promise<void> {
		const before = new Map(await readChannelStates(record.kysely, ["site", "feed"]));
		for (const step of steps) await world.take(step);
		await world.settle();

		const stored = await readEvents(record.kysely, { after: 0, limit: 10_000 });
		const events = stored.map(({ body }) => JSON.parse(body) as Event);
		const channels = [...new Set(["feed", "site", ...events.flatMap(({ previous }) => Object.keys(previous))])];
		const recorded = await readChannelStates(record.kysely, channels);
		const folded = new Map(channels.map((channel) => [channel, foldAll(before.get(channel) ?? null, channel, events)]));
		const wrong: string[] = [];
		const compare = (what: string, state: ChannelState | null, other: ChannelState | null | undefined) => {
			const difference = compareStates(state, asSent(other ?? null));
			if (difference) wrong.push(`${what}: ${difference}`);
		};
		for (const channel of channels)
			compare(`the fold of ${channel}`, folded.get(channel) ?? null, recorded.get(channel));
		for (const [name, states] of await world.nodeStates(channels)) {
			for (const channel of channels)
				compare(`${name}, ${channel}`, asSent(states.get(channel) ?? null), recorded.get(channel));
		}
		for (const reader of world.readers) {
			for (const [channel, { state, steps: taken }] of reader.channels) {
				if (taken.length === 0) continue;
				const positions = events.filter(({ previous }) => channel in previous).map(({ position }) => position);
				wrong.push(...judgeSteps(world.epoch, positions, taken).map((one) => `${reader.name}, ${channel}: ${one}`));
				compare(`${reader.name}, ${channel}`, state, recorded.get(channel));
			}
			if (reader.gaps() > 0 && !world.wasChoked(reader.name)) {
				wrong.push(`${reader.name} met ${reader.gaps()} gaps on connections that were never too slow`);
			}
		}
		expect(wrong).toEqual([]);
	}
});

function foldAll(first: ChannelState | null, channel: string, events: readonly Event[]): ChannelState | null {
	return events.reduce((state, event) => (channel in event.previous ? fold(state, channel, event) : state), first);
}

/** A state as it is after a way over the wire. */
const asSent = <State>(state: State): State => JSON.parse(JSON.stringify(state)) as State;

async function emptyRecord({ kysely }: OpenRecord): Promise<void> {
	await sql`truncate events, event_channels, channel_heads, stories, slugs, story_lists, posts, boundaries,
		key_developments, corrections, revisions, submissions cascade`.execute(kysely);
	await newEpoch(kysely);
}
