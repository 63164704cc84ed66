import {
	findWebhook,
	insertWebhook,
	readWebhookLetters,
	readWebhooks,
	readWebhookTries,
	replayLetters,
	takeWebhooks,
	updateWebhook,
} from "@dateline/shared/database";
import { testKinds } from "@dateline/shared/database/testing";
import { newId } from "@dateline/shared/model";
import type { WebhookInput, WebhookView } from "@dateline/shared/protocol";
import { sql } from "kysely";
import { Webhook as Verifier } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createOutbound } from "../outbound/index.ts";
import { makePost, makeStory, openTestNewsroom, startReceiver, type TestNewsroom } from "../testing/index.ts";
import { newWebhookSecret, sealWebhookSecret } from "./index.ts";
import { tellWebhook } from "./tell-webhook.ts";
import { testWebhook } from "./test-webhook.ts";

const master = "a secret of the tests, 32 letters";

describe.each(testKinds)("webhooks on %s", (kind) => {
	let newsroom: TestNewsroom;
	let receiver: Awaited<ReturnType<typeof startReceiver>>;
	let answer: (body: { type: string; data: { position: number } }, count: number) => number | Promise<number>;
	const outbound = createOutbound({ allowedHosts: ["127.0.0.1:*"] });
	beforeEach(async () => {
		answer = () => 200;
		[newsroom, receiver] = await Promise.all([
			openTestNewsroom(kind),
			startReceiver(({ body }, count) => answer(JSON.parse(body), count)),
		]);
	});
	afterEach(async () => {
		await Promise.all([newsroom.close(), receiver.close()]);
	});

	const kysely = () => newsroom.database.kysely;
	async function add(given: Partial<WebhookInput> = {}) {
		const secret = newWebhookSecret();
		const webhook = { name: "Archive", address: receiver.url, types: [], channels: [], ...given };
		const id = newId();
		await insertWebhook(kysely(), { ...webhook, id, secret: sealWebhookSecret(master, secret), createdBy: "test" });
		return { id, secret };
	}
	/** What a worker does when it is woken, once. */
	async function tell(teller = "one") {
		const taken = await kysely()
			.transaction()
			.execute((transaction) => takeWebhooks(transaction, teller, 16));
		const parts = { database: newsroom.database, outbound, secret: master, isStopping: () => false };
		for (const webhook of taken) await tellWebhook(parts, webhook);
		return taken.length;
	}
	const look = async (id: string) => (await readWebhooks(kysely(), id))[0] as WebhookView;
	const later = () => kysely().updateTable("webhooks").set({ next_at: sql<Date>`clock_timestamp()` }).execute();
	async function publishLive() {
		const id = await newsroom.draft("live");
		const content = makeStory({ headline: "Storm" });
		const times = { publishedAt: null, updatedAt: null };
		await newsroom.submit(id, { type: "story.publish", content, keyDevelopments: [], state: "live", ...times });
		return id;
	}
	async function post(storyId: string, headline: string) {
		const postId = newId();
		const content = makePost({ headline });
		await newsroom.submit(storyId, { type: "post.add", postId, content, significant: true });
		return postId;
	}
	const bodies = () => receiver.received.map(({ body }) => JSON.parse(body));
	const headlines = () => bodies().map(({ data }) => data.post?.headline ?? data.post?.id);

	test("each event that is asked for comes once, in order, signed, under an id that never changes", async () => {
		const storyId = await publishLive();
		const { secret } = await add({ types: ["post.added"], channels: [`story:${storyId}`] });
		const other = await publishLive();
		for (const headline of ["First", "Second"]) await post(storyId, headline);
		await post(other, "Of another story");
		expect(await tell()).toBe(1);
		expect(headlines()).toEqual(["First", "Second"]);
		const [first] = receiver.received;
		if (!first) throw new Error("nothing came");
		expect(new Verifier(secret).verify(first.body, first.headers as Record<string, string>)).toMatchObject({
			type: "post.added",
			timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
			data: { v: 1, post: { headline: "First" } },
		});
		expect(first.headers["webhook-id"]).toMatch(/^msg_\w+_\d+$/);
		expect(() => new Verifier(newWebhookSecret()).verify(first.body, first.headers as never)).toThrow();
		expect(await tell()).toBe(0);
	});

	test("a receiver in trouble keeps its order: the next waits until the first was taken", async () => {
		const { id } = await add({ types: ["post.added"] });
		const storyId = await publishLive();
		for (const headline of ["First", "Second"]) await post(storyId, headline);
		answer = (_, count) => (count <= 2 ? 503 : 200);
		await tell();
		expect(await look(id)).toMatchObject({ failures: 1, lastStatus: 503, nextAt: expect.any(String) });
		// Not before its time.
		expect(await tell()).toBe(0);
		await later();
		await tell();
		await later();
		await tell();
		expect(headlines()).toEqual(["First", "First", "First", "Second"]);
		const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
		expect(new Set(ids.slice(0, 3)).size).toBe(1);
		expect(await look(id)).toMatchObject({ failures: 0, today: 2, state: "active", failingSince: null });
		const tries = await readWebhookTries(kysely(), id, { limit: 10 });
		expect(tries.map(({ attempt, outcome, answer: said }) => [attempt, outcome, said])).toEqual([
			[1, "done", "thank you"],
			[3, "done", "thank you"],
			[2, "again", "no"],
			[1, "again", "no"],
		]);
	});

	test("what was withdrawn between two tries is sent as its id only", async () => {
		await add({ types: ["post.added", "post.withdrawn"] });
		const storyId = await publishLive();
		const postId = await post(storyId, "Wrong");
		answer = () => 500;
		await tell();
		await newsroom.submit(storyId, { type: "post.withdraw", postId });
		answer = () => 200;
		await later();
		await tell();
		expect(headlines()).toEqual(["Wrong", postId, postId]);
		expect(receiver.received[1]?.body).not.toContain("Wrong");
		expect(bodies()[1].data).toMatchObject({ withheld: true, post: { id: postId } });
	});

	test("410 ends it", async () => {
		const { id } = await add();
		await publishLive();
		answer = () => 410;
		await tell();
		await later();
		expect(await tell()).toBe(0);
		expect(receiver.received).toHaveLength(1);
		expect(await look(id)).toMatchObject({ state: "gone" });
	});

	test("what it refuses again and again becomes a dead letter, the next goes on, and it can be replayed", async () => {
		const { id } = await add({ types: ["post.added"] });
		const storyId = await publishLive();
		for (const headline of ["Bad", "Good"]) await post(storyId, headline);
		answer = ({ data }) => ((data as { post?: { headline?: string } }).post?.headline === "Bad" ? 422 : 200);
		for (let count = 0; count < 8; count += 1) {
			await later();
			await tell();
		}
		expect(headlines()).toEqual([...Array(8).fill("Bad"), "Good"]);
		expect(await look(id)).toMatchObject({ state: "active", dead: 1, failures: 0 });
		const [letter] = await readWebhookLetters(kysely(), id);
		expect(letter).toMatchObject({ state: "dead", type: "post.added", attempts: 8, problem: "Its answer was 422." });
		answer = () => 200;
		expect(await replayLetters(kysely(), id, "dead")).toBe(1);
		await tell();
		expect(headlines().at(-1)).toBe("Bad");
		expect(receiver.received.at(-1)?.headers["webhook-id"]).toBe(receiver.received[0]?.headers["webhook-id"]);
		expect(await readWebhookLetters(kysely(), id)).toEqual([]);
		// One that it got can be had again; one that is none of its can't.
		const { position } = bodies().at(-2).data;
		expect(await replayLetters(kysely(), id, [position, 1])).toBe(1);
	});

	test("one that takes nothing for a day is switched off, and goes on where it stopped when it is switched on", async () => {
		const { id } = await add({ types: ["post.added"] });
		const storyId = await publishLive();
		for (const headline of ["First", "Second"]) await post(storyId, headline);
		answer = () => Promise.reject(new Error("the line is cut"));
		await tell();
		await kysely()
			.updateTable("webhooks")
			.set({ failing_since: sql<Date>`clock_timestamp() - interval '25 hours'`, next_at: sql<Date>`clock_timestamp()` })
			.execute();
		await tell();
		expect(await look(id)).toMatchObject({ state: "failing", dead: 1 });
		await later();
		expect(await tell()).toBe(0);
		answer = () => 200;
		await updateWebhook(kysely(), id, { state: "active" });
		await tell();
		expect(headlines()).toEqual(["First", "First", "Second"]);
	});

	test("after a new secret both sign for a day, and nobody else can read them", async () => {
		const { id, secret } = await add({ types: ["post.added"] });
		const storyId = await publishLive();
		const newest = newWebhookSecret();
		await updateWebhook(kysely(), id, { secret: sealWebhookSecret(master, newest) });
		await post(storyId, "First");
		await tell();
		for (const one of [secret, newest]) {
			const { body, headers } = receiver.received[0] as (typeof receiver.received)[0];
			expect(new Verifier(one).verify(body, headers as Record<string, string>)).toBeTruthy();
		}
		expect((await findWebhook(kysely(), id))?.secret).not.toContain(newest.slice(6, 20));
		await kysely().updateTable("webhooks").set({ old_until: sql<Date>`clock_timestamp()` }).execute();
		await post(storyId, "Second");
		await tell();
		const { body, headers } = receiver.received[1] as (typeof receiver.received)[0];
		expect(() => new Verifier(secret).verify(body, headers as Record<string, string>)).toThrow();
	});

	test("only one worker tells a webhook at a time, and one that was changed meanwhile is told no more", async () => {
		const { id } = await add({ types: ["post.added"] });
		const storyId = await publishLive();
		for (const headline of ["First", "Second"]) await post(storyId, headline);
		let others = -1;
		answer = async (_, count) => {
			if (count > 1) return 200;
			others = await tell("two");
			await updateWebhook(kysely(), id, { state: "paused" });
			return 200;
		};
		await tell();
		expect([others, headlines()]).toEqual([0, ["First"]]);
	});

	test("a test is sent at once and says what came back", async () => {
		const { id, secret } = await add();
		const parts = { database: newsroom.database, outbound, secret: master };
		expect(await testWebhook(parts, id)).toMatchObject({ outcome: "done", status: 200, answer: "thank you" });
		const { body, headers } = receiver.received[0] as (typeof receiver.received)[0];
		expect(new Verifier(secret).verify(body, headers as Record<string, string>)).toMatchObject({
			type: "webhook.test",
		});
		const strict = createOutbound({ allowedHosts: [] });
		const refused = await testWebhook({ ...parts, outbound: strict }, id);
		expect(refused).toMatchObject({ outcome: "dead", status: null, problem: "The address is in no public network." });
		expect(await testWebhook(parts, newId())).toBeNull();
	});
});
