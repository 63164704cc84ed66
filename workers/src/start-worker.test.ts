import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	insertSubmission,
	type OpenRecord,
	readEvents,
	readHeadPosition,
	readLog,
	readSubmission,
	type StoredEvent,
} from "@dateline/shared/database";
import { openTestDatabase, testPostgresUrl } from "@dateline/shared/database/testing";
import { newId } from "@dateline/shared/model";
import type { StoryChange, Submission } from "@dateline/shared/protocol";
import type { RedisAddress, Settings } from "@dateline/shared/settings";
import { streamKey } from "@dateline/shared/stream";
import { startTestRedis, type TestRedis, testRedisProgram } from "@dateline/shared/stream/testing";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createDoorbell } from "./create-doorbell.ts";
import { type RunningWorker, startWorker } from "./start-worker.ts";
import { makePost, makeStory, makeText } from "./testing/make-content.ts";
import { silent } from "./testing/test-newsroom.ts";
import { until } from "./testing/until.ts";

const settings = { dataDir: join(tmpdir(), "dateline-no-files") } as Settings;
const open: { stop(): Promise<void> }[] = [];
let database: OpenRecord;

beforeAll(async () => {
	database = await openTestDatabase();
});
afterEach(async () => {
	for (const part of open.splice(0).reverse()) await part.stop();
});
afterAll(() => database.close());

async function work(
	database: OpenRecord,
	redis: RedisAddress | null,
	onStep?: Parameters<typeof startWorker>[0]["onStep"],
): Promise<RunningWorker> {
	const worker = await startWorker({ settings, database, redis, log: silent, ...(onStep && { onStep }) });
	open.push(worker);
	return worker;
}

async function draft({ kysely }: OpenRecord): Promise<string> {
	const id = newId();
	await kysely.insertInto("stories").values({ id, kind: "live", status: "draft" }).execute();
	return id;
}

const publication: StoryChange = {
	type: "story.publish",
	content: makeStory(),
	keyDevelopments: [],
	state: "live",
	publishedAt: null,
	updatedAt: null,
};
const newPost = (text = "The bridge is closed."): StoryChange => ({
	type: "post.add",
	postId: newId(),
	content: makePost({ body: makeText(text) }),
	significant: true,
});

async function handIn({ kysely }: OpenRecord, storyId: string, change: StoryChange, dueAt: Date | null = null) {
	const state = dueAt ? "scheduled" : "queued";
	return insertSubmission(kysely, { storyId, change, state, dueAt, ifMatch: null, actor: "test" });
}

const ended = ({ kysely }: OpenRecord, { id }: Submission) =>
	until(async () => {
		const submission = await readSubmission(kysely, id);
		return submission?.doneAt ? submission : null;
	});

describe("without Redis", () => {
	test("the poll finds what nobody rang for", async () => {
		await work(database, null);
		const storyId = await draft(database);
		const submission = await ended(database, await handIn(database, storyId, publication));
		expect(submission.state).toBe("done");
		expect(submission.result).toMatchObject({ revision: 1, slug: "storm-reaches-the-coast" });
	});

	test("who rings in the same process is answered when it is done, and listeners are told", async () => {
		const worker = await work(database, null);
		const after = await readHeadPosition(database.kysely);
		const told: StoredEvent[] = [];
		worker.committed.subscribe((events) => told.push(...events));
		const storyId = await draft(database);
		const { id } = await handIn(database, storyId, publication);
		await worker.ring(storyId);
		expect((await readSubmission(database.kysely, id))?.state).toBe("done");
		expect(told).toEqual(await readEvents(database.kysely, { after, limit: 100 }));
	});

	test("what is planned goes live when it is due, not before, and an upcoming story starts by itself", async () => {
		await work(database, null);
		const storyId = await draft(database);
		const dueAt = new Date(Date.now() + 700);
		const startsAt = new Date(Date.now() + 1_400).toISOString();
		const change = { ...publication, state: "upcoming", content: makeStory({ startsAt }) } as const;
		const submission = await ended(database, await handIn(database, storyId, change, dueAt));
		expect(Date.parse(submission.doneAt as string)).toBeGreaterThanOrEqual(dueAt.getTime());
		const started = await until(() =>
			database.kysely
				.selectFrom("stories")
				.select("started_at")
				.where("id", "=", storyId)
				.where("state", "=", "live")
				.executeTakeFirst(),
		);
		expect(started.started_at?.getTime()).toBeGreaterThanOrEqual(Date.parse(startsAt));
	});

	test.each(["found", "applied", "ended", "committed"] as const)(
		"a crash when it was %s changes nothing in the end",
		async (step) => {
			const after = await readHeadPosition(database.kysely);
			const crashes = new Set<string>([step]);
			const worker = await work(database, null, (reached) => {
				if (crashes.delete(reached)) throw new Error(`a crash when it was ${reached}`);
			});
			const storyId = await draft(database);
			const submissions = [
				await handIn(database, storyId, publication),
				await handIn(database, storyId, newPost("first")),
				await handIn(database, storyId, newPost("second")),
			];
			await worker.ring(storyId);
			for (const submission of submissions) {
				expect((await ended(database, submission)).state).toBe("done");
			}
			expect(crashes.size).toBe(0);
			const events = await readEvents(database.kysely, { after, limit: 100 });
			expect(events.map((event) => event.subject.type)).toEqual([
				"story.published",
				"card.added",
				"site.updated",
				"post.added",
				"card.updated",
				"post.added",
				"card.updated",
			]);
			expect(events.map((event) => event.position)).toEqual(events.map((_, index) => after + index + 1));
		},
	);

	test("what fails for a passing reason stays at the head, and what is refused steps aside", async () => {
		let failures = 2;
		const worker = await work(database, null, (step) => {
			if (step === "applied" && failures-- > 0) throw new Error("passing");
		});
		const storyId = await draft(database);
		const refused = await handIn(database, storyId, newPost());
		const published = await handIn(database, storyId, publication);
		const post = await handIn(database, storyId, newPost());
		await worker.ring(storyId);
		expect((await readSubmission(database.kysely, post.id))?.state).toBe("queued");
		expect((await ended(database, post)).state).toBe("done");
		expect((await readSubmission(database.kysely, published.id))?.state).toBe("done");
		const told = await readSubmission(database.kysely, refused.id);
		expect(told).toMatchObject({ state: "refused", refusal: { code: "not_published" } });
	});
});

describe.skipIf(!testRedisProgram)("with Redis", () => {
	let redis: TestRedis;
	beforeAll(async () => {
		redis = await startTestRedis();
	});
	afterAll(() => redis.close());

	async function streamed({ kysely }: OpenRecord): Promise<number[]> {
		const { epoch } = await readLog(kysely);
		const entries = (await redis.command("XRANGE", streamKey(epoch), "-", "+")) as [string, string[]][];
		return entries.map(([id]) => Number(id.split("-")[0]));
	}

	/** Waits until the stream has every event of the record, each once and in order. */
	const relayed = (database: OpenRecord) =>
		until(async () => {
			const newest = await readHeadPosition(database.kysely);
			const positions = await streamed(database).catch(() => []);
			if (positions.length < newest) return null;
			expect(positions).toEqual(positions.map((_, index) => index + 1));
			return true;
		});

	const keys = async () => ((await redis.command("KEYS", "dateline:queue:*")) as string[]).sort();

	test("a bell through the queue has the change applied and relayed, and leaves nothing behind", async () => {
		await work(database, redis.address);
		const doorbell = createDoorbell({ redis: redis.address, log: silent });
		open.push(doorbell);
		const storyId = await draft(database);
		const { id } = await handIn(database, storyId, publication);
		await until(async () => {
			await doorbell.ring(storyId);
			return (await readSubmission(database.kysely, id))?.doneAt;
		});
		await relayed(database);
		for (let rings = 0; rings < 50; rings++) await doorbell.ring(storyId);
		await until(async () => {
			const left = (await keys()).filter((key) => /:(\d+|wait|active|completed|failed)(:|$)/.test(key));
			return left.length === 0;
		});
	});

	test("publishing goes on while Redis is down, and the stream is whole when it is back", async () => {
		await work(database, redis.address);
		const doorbell = createDoorbell({ redis: redis.address, log: silent });
		open.push(doorbell);
		const storyId = await draft(database);
		await ended(database, await handIn(database, storyId, publication));
		await relayed(database);
		await redis.kill();
		const post = await handIn(database, storyId, newPost());
		await doorbell.ring(storyId);
		expect((await ended(database, post)).state).toBe("done");
		await redis.start();
		await relayed(database);
	});

	test("a Redis that is frozen holds up nobody, and a bell is heard again when it goes on", async () => {
		await work(database, redis.address);
		const doorbell = createDoorbell({ redis: redis.address, log: silent });
		open.push(doorbell);
		const storyId = await draft(database);
		await ended(database, await handIn(database, storyId, publication));
		redis.freeze();
		const post = await handIn(database, storyId, newPost());
		await doorbell.ring(storyId);
		expect((await ended(database, post)).state).toBe("done");
		redis.thaw();
		await relayed(database);
	});

	test("a Redis that is not there yet is found when it comes", async () => {
		await redis.kill();
		await work(database, redis.address);
		const doorbell = createDoorbell({ redis: redis.address, log: silent });
		open.push(doorbell);
		const storyId = await draft(database);
		const published = await handIn(database, storyId, publication);
		await doorbell.ring(storyId);
		expect((await ended(database, published)).state).toBe("done");
		await redis.start();
		await relayed(database);
	});

	test("an old copy of the stream is brought up to date", async () => {
		const worker = await work(database, redis.address);
		const storyId = await draft(database);
		for (const change of [publication, newPost(), newPost()]) await handIn(database, storyId, change);
		await worker.ring(storyId);
		await relayed(database);
		const { epoch } = await readLog(database.kysely);
		const newest = await readHeadPosition(database.kysely);
		for (const back of [0, 1, 2]) await redis.command("XDEL", streamKey(epoch), `${newest - back}-0`);
		await redis.command("XSETID", streamKey(epoch), `${newest - 3}-0`);
		await relayed(database);
	});

	test.skipIf(!testPostgresUrl)("several workers on one PostgreSQL apply each submission once, in order", async () => {
		const database = await openTestDatabase("postgres");
		open.push({ stop: () => database.close() });
		const workers = [await work(database, redis.address), await work(database, redis.address)];
		const stories = await Promise.all(Array.from({ length: 4 }, () => draft(database)));
		const handedIn = stories.map(async (storyId, story) => {
			const submissions = [await handIn(database, storyId, publication)];
			for (let count = 0; count < 20; count++) {
				submissions.push(await handIn(database, storyId, newPost(`post ${count}`)));
				void workers[(story + count) % 2]?.ring(storyId);
			}
			return submissions;
		});
		const submissions = await Promise.all(handedIn);
		for (const ofStory of submissions) {
			const results = await Promise.all(ofStory.map((submission) => ended(database, submission)));
			expect(results.map((result) => result.state)).toEqual(results.map(() => "done"));
			const positions = results.map((result) => result.result?.position as number);
			expect(positions).toEqual([...positions].sort((a, b) => a - b));
		}
		const slugs = submissions.map(([first]) => first?.id);
		expect(new Set(slugs).size).toBe(stories.length);
		const events = await readEvents(database.kysely, { after: 0, limit: 10_000 });
		expect(events.map((event) => event.position)).toEqual(events.map((_, index) => index + 1));
		await relayed(database);
	});
});
