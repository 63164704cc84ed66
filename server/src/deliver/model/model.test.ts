import { readChannelStates, readConsistent, readEvents } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import { openTestNewsroom, type Pool, randomChange, type TestNewsroom } from "@dateline/workers/testing";
import fc from "fast-check";
import { pino } from "pino";
import { expect, it } from "vitest";
import { createMetrics } from "../../http/create-metrics.ts";
import { findDifference } from "./compare-states.ts";
import { createModel, type Model } from "./model.ts";
import { createStateReader, type StateReader } from "./read-states.ts";
import { watchModel } from "./watch-model.ts";

const log = pino({ level: "silent" });
const changes = Number(process.env["DATELINE_PROPERTY_CHANGES"] ?? 60);
const runs = Number(process.env["DATELINE_PROPERTY_RUNS"] ?? 1);

interface Followed {
	newsroom: TestNewsroom;
	model: Model;
	reader: StateReader;
	/** Folds what was committed since. */
	follow(): void;
}

async function openFollowed(): Promise<Followed> {
	const newsroom = await openTestNewsroom();
	const metrics = createMetrics();
	const model = createModel({ record: newsroom.database, log, metrics });
	await model.load("epoch");
	const reader = createStateReader({ record: newsroom.database, model, metrics, nudge: () => follow() });
	const follow = () => {
		for (const event of newsroom.committed.splice(0)) model.apply(event);
	};
	return { newsroom, model, reader, follow };
}

async function openPool(newsroom: TestNewsroom): Promise<Pool> {
	const stories: string[] = [];
	for (let count = 0; count < 5; count++) stories.push(await newsroom.draft(count < 2 ? "article" : "live"));
	const ids = (count: number) => Array.from({ length: count }, newId);
	return {
		stories,
		posts: [],
		lines: [],
		sections: ids(2),
		topics: ids(2),
		authors: ids(2),
		pictures: [await newsroom.picture()],
	};
}

/** Everything in memory is what the record has: heads, states, events with their withheld forms, addresses. */
async function expectSameAsRecord({ newsroom, model, reader }: Followed): Promise<void> {
	const channels = new Set(["feed", "site", ...model.states.channels()]);
	for (let position = model.ring.first; position <= model.position; position++) {
		for (const channel of model.ring.at(position)?.channels ?? []) channels.add(channel);
	}
	const fresh = await readConsistent(newsroom.database, (executor) => readChannelStates(executor, [...channels]));
	const { position, states } = await reader.read([...channels].slice(0, 400));
	expect(position).toBe(model.position);
	for (const channel of channels) {
		const record = fresh.get(channel);
		const memory = states.get(channel);
		if (!record || !memory) expect([channel, memory === undefined]).toEqual([channel, record === undefined]);
		else expect([channel, findDifference(memory, record)]).toEqual([channel, null]);
		if (record?.kind === "story" && "slug" in record.story) {
			const { id, slug, kind } = record.story;
			expect(model.findStory(slug)).toEqual({ storyId: id, slug, kind, status: "published" });
		}
	}
	const events = await readEvents(newsroom.database.kysely, { after: 0, limit: 100_000 });
	expect(events.length).toBe(model.position);
	for (const event of events) {
		const logged = model.ring.at(event.position);
		expect(JSON.parse(logged?.text ?? "null")).toEqual(JSON.parse(event.body));
		expect(logged?.withheld).toBe(event.withheld);
	}
}

it("is what the record says, after whatever was published, whether it followed or was loaded just now", async () => {
	await fc.assert(
		fc.asyncProperty(fc.noShrink(fc.infiniteStream(fc.nat())), async (numbers) => {
			const followed = await openFollowed();
			const { newsroom, model } = followed;
			const choose = (n: number) => (numbers.next().value ?? 0) % n;
			const pool = await openPool(newsroom);
			try {
				for (let count = 0; count < changes; count++) {
					const { storyId, change } = randomChange(choose, pool);
					await newsroom.submit(storyId, change);
					// Sometimes it falls behind, and what was asked for meanwhile is read ahead of it.
					if (choose(4) > 0) followed.follow();
					else await followed.reader.read([`story:${pool.stories[choose(pool.stories.length)]}`]);
					if (count % 20 === 19) {
						followed.follow();
						await expectSameAsRecord(followed);
					}
				}
				followed.follow();
				await expectSameAsRecord(followed);
				await model.load("epoch");
				await expectSameAsRecord(followed);
			} finally {
				await newsroom.close();
			}
		}),
		{ numRuns: runs },
	);
}, 180_000);

it("finds a difference from the record, says where, and repairs it", async () => {
	const { newsroom, model, reader, follow } = await openFollowed();
	const metrics = createMetrics();
	const watch = watchModel({ model, reader, metrics, log });
	const site = model.held("site");
	if (site?.kind !== "site") throw new Error("no site");
	expect(await watch.check("site")).toBe(null);
	model.states.put("site", { ...site, site: { ...site.site, name: "Something else" } }, model.position);
	expect(await watch.check("site")).toBe("/site/name");
	expect(model.held("site")).toEqual(site);
	expect(await watch.check("site")).toBe(null);
	expect((await metrics.differences.get()).values[0]?.value).toBe(1);
	follow();
	await watch.stop();
	await newsroom.close();
});

it("folds the next event only", async () => {
	const { newsroom, model, follow } = await openFollowed();
	await newsroom.submit(null, { type: "site.update", patch: { name: "The Evening Post" } });
	const [first] = newsroom.committed;
	if (!first) throw new Error("nothing was committed");
	expect(() => model.apply({ ...first, position: first.position + 1 })).toThrow();
	follow();
	expect(model.held("site")).toMatchObject({ site: { name: "The Evening Post" } });
	expect(() => model.apply(first)).toThrow();
	await newsroom.close();
});
