import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	claimKey,
	insertSubmission,
	type OpenRecord,
	readEditorPost,
	readEvents,
	readHeadPosition,
	readLog,
	readOpenErasures,
	readSubmission,
	recordAnswer,
	writeAutosave,
} from "@dateline/shared/database";
import { openTestDatabase, testKinds } from "@dateline/shared/database/testing";
import { newId } from "@dateline/shared/model";
import type { Change, Erasable, StoryChange, Submission } from "@dateline/shared/protocol";
import { parseSettings } from "@dateline/shared/settings";
import { streamKey } from "@dateline/shared/stream";
import { startTestRedis, type TestRedis, testRedisProgram } from "@dateline/shared/stream/testing";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type RunningWorker, startWorker } from "../start-worker.ts";
import { createFollower } from "../testing/follower.ts";
import { makePost, makeStory, makeText } from "../testing/make-content.ts";
import { silent } from "../testing/test-newsroom.ts";
import { until } from "../testing/until.ts";

/** A word that stands in nothing else. */
const word = "Zanzibarov";
const texts = [makeText(`Accused is ${word}, 41.`), makeText(`${word} denies it.`)] as const;

describe.skipIf(!testRedisProgram).each(testKinds)("what is erased is nowhere any more, on %s", (kind) => {
	let database: OpenRecord;
	let redis: TestRedis;
	let worker: RunningWorker;
	let dataDir: string;
	beforeAll(async () => {
		dataDir = await mkdtemp(join(tmpdir(), "dateline-erase-"));
		redis = await startTestRedis();
	});
	beforeEach(async () => {
		database = await openTestDatabase(kind);
		const settings = parseSettings({ DATA_DIR: dataDir });
		worker = await startWorker({ settings, database, redis: redis.address, log: silent });
	});
	afterEach(async () => {
		await worker.stop();
		await database.close();
	});
	afterAll(async () => {
		await redis.close();
		await rm(dataDir, { recursive: true, force: true });
	});

	async function submit(storyId: string | null, change: Change): Promise<Submission> {
		const { kysely } = database;
		const submission = { storyId, change, state: "queued", dueAt: null, ifMatch: null, actor: "test" } as const;
		const { id } = await insertSubmission(kysely, submission);
		await worker.ring(storyId);
		await until(async () => (await readSubmission(kysely, id))?.state !== "queued");
		return (await readSubmission(kysely, id)) as Submission;
	}

	const erase = (subject: Erasable, media = false): StoryChange & { erasureId: string } => ({
		...{ type: "story.erase", erasureId: newId(), subject, reason: "Order of the district court", media },
	});

	/** Every row of every table that holds the word, and every entry of the stream that does. */
	async function findWord(): Promise<string[]> {
		const { rows: tables } = await sql<{ name: string }>`
			select tablename as name from pg_tables where schemaname = 'public' order by tablename`.execute(database.kysely);
		const found: string[] = [];
		for (const { name } of tables) {
			const { rows } = await sql<{ row: string }>`
				select row_to_json(t)::text as row from ${sql.table(name)} t
				where row_to_json(t)::text ilike ${`%${word}%`}`.execute(database.kysely);
			found.push(...rows.map(({ row }) => `${name}: ${row.slice(0, 300)}`));
		}
		const { epoch } = await readLog(database.kysely);
		const entries = (await redis.command("XRANGE", streamKey(epoch), "-", "+")) as [string, string[]][];
		for (const [id, fields] of entries) {
			if (fields.join(" ").toLowerCase().includes(word.toLowerCase())) found.push(`stream: ${id}`);
		}
		return found;
	}

	const cleared = () => until(async () => (await readOpenErasures(database.kysely)).length === 0);

	const relayed = () =>
		until(async () => {
			const { epoch } = await readLog(database.kysely);
			const [last] = (await redis.command("XREVRANGE", streamKey(epoch), "+", "-", "COUNT", "1")) as [string][];
			return Number.parseInt(last?.[0] ?? "0", 10) >= (await readHeadPosition(database.kysely));
		});

	/** A live story, with a post that names the word in every way that a post can, changed, corrected, summed up, digested. */
	async function publishAll() {
		const { kysely } = database;
		const [storyId, otherId] = [newId(), newId()];
		for (const id of [storyId, otherId]) {
			await kysely.insertInto("stories").values({ id, kind: "live", status: "draft" }).execute();
			const choices = { keyDevelopments: [], state: "live" as const, publishedAt: null, updatedAt: null };
			await submit(id, { type: "story.publish", content: makeStory(), ...choices });
		}
		const mediaId = newId();
		await kysely
			.insertInto("media")
			.values({
				id: mediaId,
				content: JSON.stringify({ alt: word, caption: word, credit: "", focus: { x: 0.5, y: 0.5 } }),
				...{ file: `${mediaId}.jpg`, type: "image/jpeg", width: 8, height: 8, bytes: 1, made: "done" },
			})
			.execute();
		const postId = newId();
		const body = { ...texts[0], content: [...texts[0].content, { type: "image" as const, attrs: { mediaId } }] };
		const content = makePost({ headline: `${word} held`, body, key: true, pinned: 0 });
		await submit(storyId, { type: "post.add", postId, content, significant: true });
		await submit(storyId, { type: "post.update", postId, patch: { body: texts[1] }, significant: false });
		await submit(storyId, { type: "story.correct", correctionId: newId(), postId, text: `${word} is 42.` });
		const keyDevelopmentId = newId();
		const line = { text: `${word} is held`, postId, at: "2026-05-01T10:00:00.000Z" };
		await submit(storyId, { type: "key_development.add", keyDevelopmentId, content: line });
		await submit(null, { type: "digest.put", date: "2026-05-01", lines: [keyDevelopmentId] });
		await submit(storyId, { type: "story.withdraw" });
		await submit(storyId, { type: "story.restore" });
		await submit(storyId, { type: "posts.move", postIds: [postId], toStoryId: otherId, significant: true });
		const key = { owner: "test", key: "k" };
		await claimKey(kysely, { ...key, bodyHash: "h", submissionId: newId() });
		await recordAnswer(kysely, key, { status: 201, body: { post: await readEditorPost(kysely, otherId, postId) } });
		await writeAutosave(kysely, { owner: "test", subject: `post:${postId}`, content: { headline: word } });
		await relayed();
		return { storyId, otherId, postId, keyDevelopmentId, mediaId };
	}

	test("a post, with its corrections, its line in the digest, its picture and all that was said of it where it stood before", async () => {
		const { otherId, postId, mediaId } = await publishAll();
		// The list of words follows a moment later.
		const places = (await findWord()).flatMap((line) => (/^search_word/.test(line) ? [] : line.split(":", 1)));
		expect(new Set(places)).toEqual(
			new Set([
				...["corrections", "drafts", "events", "idempotency_keys", "key_developments", "media", "posts"],
				...["revisions", "search_entries", "stream", "submissions"],
			]),
		);
		const follower = await createFollower(database);
		await follower.follow();
		const before = await readEvents(database.kysely, { after: 0, limit: 1_000 });
		const change = erase({ kind: "post", id: postId }, true);
		expect(await submit(otherId, change)).toMatchObject({ state: "done" });
		await cleared();
		expect(await findWord()).toEqual([]);
		const after = await readEvents(database.kysely, { after: 0, limit: 1_000 });
		expect(after.slice(0, before.length).map(({ position, channels }) => [position, channels])).toEqual(
			before.map(({ position, channels }) => [position, channels]),
		);
		await follower.follow();
		await follower.expectSameAsRecord("after the erasure");
		const fresh = await createFollower(database);
		await fresh.follow();
		await fresh.expectSameAsRecord("for who comes later");
		const row = await database.kysely.selectFrom("erasures").selectAll().executeTakeFirstOrThrow();
		expect(row).toMatchObject({ id: change.erasureId, reason: change.type === "story.erase" && change.reason });
		expect(row).toMatchObject({ media: [mediaId], files: [`${mediaId}.jpg`] });
		expect(await readdir(dataDir)).not.toContain(`${mediaId}.jpg`);
		const again = await submit(otherId, erase({ kind: "post", id: postId }));
		expect(again).toMatchObject({ state: "refused", refusal: { code: "erased" } });
		const restored = await submit(otherId, { type: "post.restore", postId });
		expect(restored).toMatchObject({ state: "refused", refusal: { code: "erased" } });
	});

	test("an earlier revision alone: the text as it is now stays with readers", async () => {
		const { otherId, postId, keyDevelopmentId } = await publishAll();
		const patch = { headline: "A man is held", body: makeText("He denies it.") };
		await submit(otherId, { type: "post.update", postId, patch, significant: false });
		const follower = await createFollower(database);
		await follower.follow();
		for (const number of [1, 2]) {
			const subject = { kind: "revision" as const, postId, number };
			expect(await submit(otherId, erase(subject))).toMatchObject({ state: "done" });
		}
		const { rows } = await sql<{ number: number }>`
			select number from revisions where subject_id = ${postId} and content::text like ${`%${word}%`}`.execute(
			database.kysely,
		);
		// A move unpins, so what the post was then is another text than before, and is named by itself.
		for (const { number } of rows) {
			const { state } = await submit(otherId, erase({ kind: "revision", postId, number }));
			expect(state).toBe("done");
		}
		const corrections = await database.kysely.selectFrom("corrections").select("id").execute();
		for (const { id } of corrections) await submit(otherId, erase({ kind: "correction", id }));
		await submit(otherId, erase({ kind: "key_development", id: keyDevelopmentId }));
		await cleared();
		expect((await findWord()).filter((line) => !/^(drafts|media)/.test(line))).toEqual([]);
		expect(await readEditorPost(database.kysely, otherId, postId)).toMatchObject({
			...{ status: "published", content: { headline: "A man is held" } },
		});
		await follower.follow();
		await follower.expectSameAsRecord("after the erasures");
	});

	test("a whole story, with its addresses", async () => {
		const { storyId, otherId } = await publishAll();
		await submit(otherId, {
			type: "story.update",
			patch: { headline: `${word} on trial`, slug: "zanzibarov-on-trial" },
			significant: true,
		});
		const follower = await createFollower(database);
		await follower.follow();
		for (const id of [otherId, storyId]) {
			expect(await submit(id, erase({ kind: "story" }, true))).toMatchObject({ state: "done" });
		}
		await cleared();
		expect((await findWord()).filter((line) => !line.startsWith("media"))).toEqual([]);
		await follower.follow();
		await follower.expectSameAsRecord("after the erasure");
		expect(await submit(otherId, { type: "story.restore" })).toMatchObject({ refusal: { code: "erased" } });
	});

	test("while Redis is away it is done in the record, and in the stream once Redis is back", async () => {
		const { otherId, postId } = await publishAll();
		redis.freeze();
		const { state } = await submit(otherId, erase({ kind: "post", id: postId }));
		expect(state).toBe("done");
		expect(await readOpenErasures(database.kysely)).toHaveLength(1);
		redis.thaw();
		await cleared();
		expect((await findWord()).filter((line) => !line.startsWith("media"))).toEqual([]);
	});
});
