import { putFollower, readEvents, setNoticeProgress } from "@dateline/shared/database";
import { testKinds } from "@dateline/shared/database/testing";
import { newId } from "@dateline/shared/model";
import type { FollowChoices } from "@dateline/shared/protocol";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makePost, makeStory, openTestNewsroom, startPushService, type TestNewsroom } from "../testing/index.ts";
import { planDue } from "./plan-due.ts";
import { ensurePushKeys } from "./push-keys.ts";
import { createPushSender, type PushMessage, problemOfEndpoint, type Sent } from "./push-sender.ts";
import { sendDue } from "./send-due.ts";
import { createSlowServices } from "./slow-services.ts";

const secret = "a secret of the tests, 32 letters";
const nothing: FollowChoices = { timeZone: "UTC", breaking: false, onlyBreaking: false, quiet: null, follows: [] };

describe.each(testKinds)("notices on %s", (kind) => {
	let newsroom: TestNewsroom;
	let service: Awaited<ReturnType<typeof startPushService>>;
	let push: ReturnType<typeof createPushSender>;
	beforeEach(async () => {
		[newsroom, service] = await Promise.all([openTestNewsroom(kind), startPushService()]);
		const keys = await ensurePushKeys(newsroom.database, secret);
		push = createPushSender({ keys, publicUrl: "https://news.example", allowedHosts: [service.host] });
	});
	afterEach(async () => {
		push.close();
		await Promise.all([newsroom.close(), service.close()]);
	});

	const follow = (name: string, choices: Partial<FollowChoices>) =>
		putFollower(newsroom.database.kysely, {
			subscription: service.addDevice(name).subscription,
			secretHash: newId(),
			pushKey: "key",
			choices: { ...nothing, ...choices },
		});
	const publishLive = async (headline: string) => {
		const id = await newsroom.draft("live");
		const content = makeStory({ headline });
		const times = { publishedAt: null, updatedAt: null };
		await newsroom.submit(id, { type: "story.publish", content, keyDevelopments: [], state: "live", ...times });
		return id;
	};
	const post = async (storyId: string, given: Parameters<typeof makePost>[0]) => {
		const postId = newId();
		await newsroom.submit(storyId, { type: "post.add", postId, content: makePost(given), significant: true });
		return postId;
	};
	async function plan() {
		while (await planDue(newsroom.database)) {
			// Until everything is planned.
		}
	}
	async function tell(send: (message: PushMessage) => Promise<Sent> = push.send) {
		await plan();
		while (await sendDue(newsroom.database, send)) {
			// Until nothing is due.
		}
	}
	const titles = () => service.received.map(({ device, payload }) => `${device}: ${payload.title}`).sort();

	test("each gets what they follow, as much as they want", async () => {
		const flood = await publishLive("Flood");
		const fire = await publishLive("Fire");
		await plan();
		await follow("all", { follows: [{ channel: `story:${flood}`, level: "all" }] });
		await follow("key", { follows: [{ channel: `story:${flood}`, level: "key" }] });
		await follow("breaking", { breaking: true });
		await follow("paused", { onlyBreaking: true, follows: [{ channel: `story:${flood}`, level: "all" }] });
		await post(flood, { headline: "The gate is shut" });
		await tell();
		await post(flood, { headline: "The dam holds", key: true });
		await tell();
		const last = await post(fire, { headline: "The harbour burns", breaking: true });
		await tell();
		expect(titles()).toEqual([
			"all: The dam holds",
			"all: The gate is shut",
			"breaking: Breaking: The harbour burns",
			"key: The dam holds",
		]);
		expect(service.received.at(-1)?.payload).toMatchObject({
			body: "Fire",
			tag: fire,
			path: expect.stringMatching(new RegExp(`^/live/[^/]+/post/${last}$`)),
		});
		// Nothing is left, and looking again sends nothing.
		await tell();
		expect(service.received).toHaveLength(4);
	});

	test("a log that grew while nobody followed is passed over in one step, and what comes after is told", async () => {
		const story = await publishLive("The flood");
		await post(story, { headline: "Before anybody followed" });
		expect(await planDue(newsroom.database)).toBe(false);
		const { kysely } = newsroom.database;
		const { position } = await kysely.selectFrom("notice_progress").select("position").executeTakeFirstOrThrow();
		const newest = (await readEvents(kysely, { after: 0, limit: 100 })).at(-1)?.position;
		expect(position).toBe(newest);
		await follow("phone", { follows: [{ channel: `story:${story}`, level: "all" }] });
		await post(story, { headline: "After that" });
		await tell();
		expect(service.received).toHaveLength(1);
	});

	test("minor edits are nobody's news, significant ones and corrections of what was told are", async () => {
		const story = await publishLive("Flood");
		await plan();
		await follow("told", { follows: [{ channel: `story:${story}`, level: "key" }] });
		const id = await post(story, { headline: "Two missing", key: true });
		await tell();
		await follow("late", { follows: [{ channel: `story:${story}`, level: "key" }] });
		const edit = (headline: string, significant: boolean) =>
			newsroom.submit(story, { type: "post.update", postId: id, patch: { headline }, significant });
		await edit("Two people missing", false);
		await tell();
		expect(titles()).toEqual(["told: Two missing"]);
		await newsroom.submit(story, { type: "story.correct", correctionId: newId(), postId: id, text: "It is one." });
		await tell();
		expect(titles()).toEqual(["told: Corrected: Two people missing", "told: Two missing"]);
		await edit("Nobody missing", true);
		await tell();
		expect(titles()).toContain("late: Nobody missing");
	});

	test("what was withdrawn before it was sent is not sent, and no word of it waits", async () => {
		const story = await publishLive("Flood");
		await plan();
		await follow("reader", { follows: [{ channel: `story:${story}`, level: "key" }] });
		const id = await post(story, { headline: "Unproven words", key: true });
		await plan();
		const { rows } = await sql<{ all: string }>`select notices::text as all from notices`.execute(
			newsroom.database.kysely,
		);
		expect(rows).toHaveLength(1);
		expect(rows[0]?.all).not.toContain("Unproven");
		await newsroom.submit(story, { type: "post.withdraw", postId: id } as never);
		await tell();
		expect(service.received).toEqual([]);
	});

	test("a worker that dies in the middle sends nobody anything twice who has it, and forgets nobody", async () => {
		const story = await publishLive("Flood");
		await plan();
		const names = Array.from({ length: 300 }, (_one, index) => `device ${index}`);
		for (const name of names) await follow(name, { follows: [{ channel: `story:${story}`, level: "key" }] });
		await post(story, { headline: "The dam holds", key: true });
		// Dies after a part was planned, then after a part was sent and noted.
		await planDue(newsroom.database);
		await planDue(newsroom.database);
		await sendDue(newsroom.database, push.send);
		const noted = service.received.length;
		expect(noted).toBeGreaterThan(0);
		// Dies between what the push services took and its note: what it had taken comes to another worker later.
		await expect(
			sendDue(newsroom.database, async () => {
				throw new Error("killed");
			}),
		).rejects.toThrow("killed");
		await sql`update notices set due_at = clock_timestamp()`.execute(newsroom.database.kysely);
		await tell();
		const got = service.received.map(({ device }) => device);
		expect([...got].sort()).toEqual([...names].sort());
		const { rows } = await sql`select from notices_sent`.execute(newsroom.database.kysely);
		expect(rows).toHaveLength(names.length);
	});

	test("a device that is gone is forgotten, one that fails is asked again later, and in the end no more", async () => {
		const story = await publishLive("Flood");
		await plan();
		const choices = { follows: [{ channel: `story:${story}`, level: "key" as const }] };
		for (const name of ["gone", "failing", "well"]) await follow(name, choices);
		service.answerWith((device) => ({ gone: 410, failing: 503 })[device] ?? 201);
		await post(story, { headline: "The dam holds", key: true });
		await tell();
		expect(titles()).toEqual(["well: The dam holds"]);
		const { kysely } = newsroom.database;
		expect(await kysely.selectFrom("followers").select("failures").orderBy("failures").execute()).toEqual([
			{ failures: 0 },
			{ failures: 1 },
		]);
		for (let round = 0; round < 6; round += 1) {
			await sql`update notices set due_at = clock_timestamp()`.execute(kysely);
			await tell();
		}
		expect(service.asked.filter((device) => device === "failing")).toHaveLength(5);
		expect(await kysely.selectFrom("notices").selectAll().execute()).toEqual([]);
	});

	test("a push service that never answers holds up nobody else, and its notices are put off, not lost", async () => {
		const story = await publishLive("Flood");
		await plan();
		const choices = { follows: [{ channel: `story:${story}`, level: "key" as const }] };
		for (let index = 0; index < 60; index += 1) {
			const { keys } = service.addDevice("slow").subscription;
			const subscription = { endpoint: `https://n${index}.slow.example/${index}`, keys };
			const device = { subscription, secretHash: newId(), pushKey: "key", choices: { ...nothing, ...choices } };
			await putFollower(newsroom.database.kysely, device);
		}
		await follow("well", choices);
		const slow = createSlowServices();
		const answers: ((sent: Sent) => void)[] = [];
		let isOpen = false;
		const send = (message: PushMessage): Promise<Sent> =>
			message.subscription.endpoint.endsWith("well")
				? push.send(message)
				: new Promise((resolve) => (isOpen ? resolve({ outcome: "sent" }) : answers.push(resolve)));
		const each = async () => {
			await post(story, { headline: "The dam holds", key: true });
			await plan();
			while (await sendDue(newsroom.database, send, slow)) {
				// Until nothing is due.
			}
		};
		await each();
		expect(titles()).toEqual(["well: The dam holds"]);
		expect(answers).toHaveLength(60);
		await each();
		// Nothing more goes to the service that keeps so many waiting, and no device is blamed.
		expect(titles()).toHaveLength(2);
		expect(answers).toHaveLength(60);
		const { kysely } = newsroom.database;
		const waiting = await kysely.selectFrom("notices").select(["attempts"]).execute();
		expect(waiting).toEqual(Array.from({ length: 60 }, () => ({ attempts: 0 })));
		isOpen = true;
		for (const answer of answers) answer({ outcome: "sent" });
		await slow.settle();
		await sql`update notices set due_at = clock_timestamp()`.execute(kysely);
		while (await sendDue(newsroom.database, send, slow)) {
			// Until nothing is due.
		}
		expect(await kysely.selectFrom("notices").selectAll().execute()).toEqual([]);
		expect(await kysely.selectFrom("notices_sent").selectAll().execute()).toHaveLength(2 * 61);
		expect(await kysely.selectFrom("followers").select("failures").distinct().execute()).toEqual([{ failures: 0 }]);
	});

	test("quiet hours end by the clock on the wall, also in the night that it is changed", async () => {
		const ends = async (zone: string, at: string) => {
			const { rows } = await sql<{ ends: Date | null }>`
				select quiet_end(${zone}, 1350, 420, ${at}::timestamptz) as ends`.execute(newsroom.database.kysely);
			return rows[0]?.ends?.toISOString() ?? null;
		};
		// 22:30 to 07:00 in Kyiv: summer time begins on March 29, 2026 at 03:00 and ends on October 25 at 04:00.
		expect(await ends("Europe/Kyiv", "2026-03-28T21:00:00Z")).toBe("2026-03-29T04:00:00.000Z");
		expect(await ends("Europe/Kyiv", "2026-10-24T20:00:00Z")).toBe("2026-10-25T05:00:00.000Z");
		expect(await ends("Europe/Kyiv", "2026-10-25T00:30:00Z")).toBe("2026-10-25T05:00:00.000Z");
		expect(await ends("Europe/Kyiv", "2026-10-25T05:00:00Z")).toBeNull();
		// Half an hour and three quarters; a zone on the other side of the date line.
		expect(await ends("Asia/Kathmandu", "2026-06-01T18:00:00Z")).toBe("2026-06-02T01:15:00.000Z");
		expect(await ends("Pacific/Kiritimati", "2026-06-01T09:00:00Z")).toBe("2026-06-01T17:00:00.000Z");
	});

	test("in quiet hours nothing is sent but what is breaking; then all of it as one", async () => {
		const { kysely } = newsroom.database;
		const [flood, fire] = [await publishLive("Flood"), await publishLive("Fire")];
		await plan();
		const { rows } = await sql<{ minute: number }>`
			select (extract(hour from now() at time zone 'Asia/Tokyo') * 60 + extract(minute from now() at time zone 'Asia/Tokyo'))::int as minute`.execute(
			kysely,
		);
		const from = rows[0]?.minute ?? 0;
		const quiet = { from, until: (from + 180) % 1_440, exceptBreaking: true };
		const follows = [flood, fire].map((id) => ({ channel: `story:${id}`, level: "all" as const }));
		await follow("asleep", { timeZone: "Asia/Tokyo", quiet, follows });
		await post(flood, { headline: "One" });
		await post(flood, { headline: "Two", key: true });
		await post(fire, { headline: "Three" });
		await tell();
		expect(service.received).toEqual([]);
		await post(fire, { headline: "Four", breaking: true });
		await tell();
		expect(titles()).toEqual(["asleep: Breaking: Four"]);
		await post(fire, { headline: "Five" });
		await plan();
		// The hours are over.
		await sql`update followers set quiet_from = null, quiet_until = null`.execute(kysely);
		await sql`update notices set due_at = clock_timestamp()`.execute(kysely);
		await tell();
		expect(service.received).toHaveLength(2);
		expect(service.received.at(-1)?.payload).toMatchObject({
			title: "2 notices while it was quiet",
			body: "• Five\n• Two",
		});
	});

	test("many followers are planned in pieces that hold up nobody", async () => {
		const story = await publishLive("Flood");
		const { kysely } = newsroom.database;
		await plan();
		await sql`insert into followers (id, secret_hash, endpoint, p256dh, auth, push_key, time_zone, breaking)
			select 'f' || n, 's' || n, 'https://push.example/' || n, '', '', '', 'UTC', true
			from generate_series(1, 1200) n`.execute(kysely);
		await post(story, { headline: "Quake", breaking: true });
		const newest = (await readEvents(kysely, { after: 0, limit: 1_000 })).at(-1)?.position ?? 0;
		const counts: number[] = [];
		for (let more = true; more; ) {
			more = await planDue(newsroom.database);
			counts.push((await kysely.selectFrom("notices").select("story_id").execute()).length);
		}
		expect(counts.slice(0, 3)).toEqual([500, 1_000, 1_200]);
		// The same event again, as after a restored record, adds nobody.
		await setNoticeProgress(kysely, newest - 10);
		await plan();
		expect((await kysely.selectFrom("notices").select("story_id").execute()).length).toBe(1_200);
	});

	test("the keys are made once, kept sealed, and made anew under another SECRET", async () => {
		const { database } = newsroom;
		const keys = await ensurePushKeys(database, secret);
		expect(await ensurePushKeys(database, secret)).toEqual(keys);
		const row = await database.kysely.selectFrom("push_keys").selectAll().executeTakeFirstOrThrow();
		expect(row.private_key).not.toContain(keys.privateKey);
		await follow("reader", {});
		const fresh = await ensurePushKeys(database, `${secret} another`);
		expect(fresh.publicKey).not.toBe(keys.publicKey);
		expect(await database.kysely.selectFrom("followers").select("id").execute()).toEqual([]);
	});
});

test("only public addresses of push services are taken", () => {
	for (const bad of [
		"http://push.example/1",
		"https://localhost/1",
		"https://127.0.0.1/1",
		"https://[::1]/1",
		"https://2130706433/1",
		"https://0x7f.1/1",
		"https://u:p@push.example/1",
		"https://push.example:8443/1",
		"ftp://push.example",
		"nonsense",
	])
		expect(problemOfEndpoint(bad, []), bad).not.toBeNull();
	expect(problemOfEndpoint("https://fcm.googleapis.com/fcm/send/x", [])).toBeNull();
	expect(problemOfEndpoint("http://127.0.0.1:4000/1", ["127.0.0.1:4000"])).toBeNull();
});

test("a name that leads to this machine is refused when it is connected to", async () => {
	const keys = { publicKey: "", privateKey: "" };
	const { publicKey, privateKey } = (await import("web-push")).default.generateVAPIDKeys();
	Object.assign(keys, { publicKey, privateKey });
	const push = createPushSender({ keys, publicUrl: "https://news.example", allowedHosts: [] });
	const service = await startPushService();
	const { keys: device } = service.addDevice("here").subscription;
	// A name with a dot that the system's resolver leads here.
	const subscription = { endpoint: "https://here.localhost/push", keys: device };
	const sent = await push.send({ subscription, payload: "{}", topic: "t", urgent: false });
	expect(sent).toEqual({ outcome: "later", retryAfter: null });
	expect(service.asked).toEqual([]);
	push.close();
	await service.close();
});
