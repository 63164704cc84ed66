import {
	approveSubmission,
	cancelSubmission,
	ensureEpoch,
	findPostPage,
	insertSubmission,
	newEpoch,
	readAllListStates,
	readAllSlugs,
	readAuthorBySlug,
	readBody,
	readCards,
	readChannelEvents,
	readChannelStates,
	readConsistent,
	readDigest,
	readEvents,
	readHeadPosition,
	readHeads,
	readListPage,
	readLog,
	readPostsPage,
	readSectionBySlug,
	readStoryBySlug,
	readSubmission,
	readTopicBySlug,
} from "@dateline/shared/database";
import { testKinds } from "@dateline/shared/database/testing";
import { type Document, type Event, isWithdrawn, newId, type StoryChannelState } from "@dateline/shared/model";
import type { StoryChange } from "@dateline/shared/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeLine, makePost, makeStory, makeText } from "../testing/make-content.ts";
import { openTestNewsroom, type TestNewsroom } from "../testing/test-newsroom.ts";

/** What the record promises, whatever is behind it: PGlite, and PostgreSQL where this machine has one. */
describe.each(testKinds)("the record on %s", (kind) => {
	let newsroom: TestNewsroom;
	const section = newId();
	const topic = newId();
	const author = newId();

	beforeAll(async () => {
		newsroom = await openTestNewsroom(kind);
		const content = { slug: "world", name: "World", description: "" };
		await done(null, { type: "section.put", id: section, content });
		await done(null, { type: "topic.put", id: topic, content: { ...content, slug: "storms" } });
		const words = { name: "Ann", desk: false, role: "", bio: "", contact: "", portrait: null };
		await done(null, { type: "author.put", id: author, content: { slug: "ann", ...words } });
	});
	afterAll(() => newsroom.close());

	async function done(storyId: string | null, change: Parameters<TestNewsroom["submit"]>[1]) {
		const submission = await newsroom.submit(storyId, change);
		expect(submission.refusal).toBeNull();
		return submission;
	}

	async function publish(given: Parameters<typeof makeStory>[0] = {}, kindOfStory: "article" | "live" = "live") {
		const storyId = await newsroom.draft(kindOfStory);
		const content = makeStory(given);
		const change: StoryChange = {
			type: "story.publish",
			content,
			keyDevelopments: [],
			state: "live",
			publishedAt: null,
			updatedAt: null,
		};
		const { result } = await done(storyId, change);
		return { storyId, slug: result?.slug as string };
	}

	async function post(storyId: string, given: Parameters<typeof makePost>[0] = {}) {
		const postId = newId();
		await done(storyId, { type: "post.add", postId, content: makePost(given), significant: true });
		return postId;
	}

	const executor = () => newsroom.database.kysely;
	const stateOf = async (storyId: string) =>
		(await readChannelStates(executor(), [`story:${storyId}`])).get(`story:${storyId}`) as StoryChannelState;

	test("a story is found by its slug, in its lists and as its card", async () => {
		const { storyId: other } = await publish({ headline: "Refers to nothing" });
		const { storyId, slug } = await publish({ section, topics: [topic], authors: [author], related: [other] });
		expect(await readStoryBySlug(executor(), slug)).toEqual({ storyId, slug, kind: "live", status: "published" });
		for (const channel of ["feed", `section:${section}`, `topic:${topic}`, `author:${author}`]) {
			const { cards } = await readListPage(executor(), channel, { before: null, limit: 1 });
			expect(
				cards.map((card) => card.id),
				channel,
			).toEqual([storyId]);
		}
		const card = (await readCards(executor(), [storyId])).get(storyId);
		expect(card).toMatchObject({ headline: makeStory().headline, section: { name: "World" }, related: [other] });
		expect(await readSectionBySlug(executor(), "world")).toMatchObject({ id: section, revision: 1 });
		expect(await readTopicBySlug(executor(), "storms")).toMatchObject({ id: topic });
		expect(await readAuthorBySlug(executor(), "ann")).toMatchObject({ id: author, name: "Ann" });
		expect(await readSectionBySlug(executor(), "nowhere")).toBeNull();
	});

	test("a slug never dies and is never used twice", async () => {
		const { storyId, slug } = await publish({ headline: "One slug" });
		await done(storyId, { type: "story.update", patch: { slug: "another-slug" }, significant: false });
		const address = { storyId, slug: "another-slug", kind: "live", status: "published" };
		expect(await readStoryBySlug(executor(), slug)).toEqual(address);
		expect((await readAllSlugs(executor())).get(slug)).toEqual(address);
		expect((await publish({ headline: "One slug" })).slug).toBe("one-slug-2");
		const other = await publish();
		const taken = { type: "story.update", patch: { slug }, significant: false } as const;
		expect(await newsroom.submit(other.storyId, taken)).toMatchObject({ refusal: { code: "slug_taken" } });
	});

	test("a list page goes on where the one before ended, without a card twice", async () => {
		for (let count = 0; count < 5; count++) await publish();
		const seen: string[] = [];
		for (let before = null, page = 0; page < 100; page++) {
			const { cards, floor } = await readListPage(executor(), "feed", { before, limit: 2 });
			seen.push(...cards.map((card) => card.id));
			if (!floor) break;
			before = floor as never;
		}
		const whole = (await readChannelStates(executor(), ["feed"])).get("feed");
		expect(whole).toMatchObject({ kind: "list", floor: null });
		expect(seen).toEqual(whole?.kind === "list" && whole.cards.map((card) => card.id));
		expect((await readAllListStates(executor())).get("feed")).toEqual(whole);
	});

	test("pages of posts freeze, never move, and hold every post once", async () => {
		const { storyId } = await publish();
		const at = (minute: number) => new Date(Date.UTC(2026, 4, 2, 8, minute)).toISOString();
		const ids: string[] = [];
		for (let minute = 0; minute < 62; minute++) ids.push(await post(storyId, { publishedAt: at(minute) }));
		const pages = async () => {
			const found: { id: string | null; posts: string[] }[] = [];
			for (let id: string | null = null; ; ) {
				const page = await readPostsPage(executor(), storyId, id);
				if (!page) throw new Error("a page is missing");
				found.push({ id, posts: page.posts.map((entry) => entry.id) });
				if (page.older === null) return found;
				const next = await readPostsPage(executor(), storyId, page.older);
				expect(next?.newer).toBe(id ?? "newest");
				id = page.older;
			}
		};
		const first = await pages();
		expect(first.map((page) => page.posts.length)).toEqual([22, 20, 20]);
		expect(first.flatMap((page) => page.posts)).toEqual([...ids].reverse());
		expect((await stateOf(storyId)).posts).toHaveLength(22);

		const late = await post(storyId, { publishedAt: at(30) });
		await done(storyId, { type: "post.withdraw", postId: ids[2] as string });
		const second = await pages();
		expect(second.map((page) => page.id)).toEqual(first.map((page) => page.id));
		expect(second.map((page) => page.posts.length)).toEqual([22, 21, 19]);
		expect(await findPostPage(executor(), storyId, late)).toEqual({ boundaryId: second[1]?.id });
		expect(await findPostPage(executor(), storyId, ids[61] as string)).toEqual({ boundaryId: null });
		expect(await findPostPage(executor(), storyId, ids[2] as string)).toBeNull();
		expect(await readPostsPage(executor(), storyId, newId())).toBeNull();
	});

	test("what is withdrawn is not handed out again, and comes back with exactly what went with it", async () => {
		const { storyId } = await publish();
		const postId = await post(storyId, { headline: "Secret", key: true, pinned: 0 });
		const lines = [newId(), newId()];
		for (const [index, keyDevelopmentId] of lines.entries()) {
			const content = makeLine({ text: `Secret ${index}`, postId });
			await done(storyId, { type: "key_development.add", keyDevelopmentId, content });
		}
		await done(null, { type: "digest.put", date: "2026-05-02", lines });
		await done(storyId, { type: "key_development.withdraw", keyDevelopmentId: lines[1] as string });
		expect((await readDigest(executor(), "2026-05-02"))?.lines).toHaveLength(1);
		const before = await stateOf(storyId);

		await done(storyId, { type: "post.withdraw", postId });
		const gone = await stateOf(storyId);
		expect([gone.posts, gone.pinned, gone.timeline, gone.keyDevelopments]).toEqual([[], [], [], []]);
		expect((await readDigest(executor(), "2026-05-02"))?.lines).toEqual([]);
		expect(await readBody(executor(), "post", postId, 1)).toBe("withdrawn");
		expect(JSON.stringify(await readEvents(executor(), { after: 0, limit: 10_000 }))).not.toContain("Secret");

		await done(storyId, { type: "post.restore", postId });
		const back = await stateOf(storyId);
		expect(back.posts).toMatchObject([{ id: postId, revision: 3 }]);
		expect(back.timeline).toEqual(before.timeline);
		expect(back.keyDevelopments.map((line) => line.id)).toEqual([lines[0]]);
		expect((await readDigest(executor(), "2026-05-02"))?.lines).toHaveLength(1);

		await done(storyId, { type: "story.withdraw" });
		const withdrawn = await stateOf(storyId);
		expect(isWithdrawn(withdrawn.story)).toBe(true);
		expect(await readBody(executor(), "story", storyId, 1)).toBe("withdrawn");
		await done(storyId, { type: "story.restore" });
		await done(storyId, { type: "post.withdraw", postId });
		expect(JSON.stringify(await readEvents(executor(), { after: 0, limit: 10_000 }))).not.toContain("Secret");
	});

	test("a long body stands at an address of its own, for each of its revisions", async () => {
		const long = (word: string) => makeText(...Array.from({ length: 400 }, () => `${word} `.repeat(20).trim()));
		const { storyId } = await publish({ body: long("first") }, "article");
		const { story } = await stateOf(storyId);
		expect(story).toMatchObject({ html: null, bodyUrl: `/api/v1/bodies/story/${storyId}/1` });
		await done(storyId, { type: "story.update", patch: { body: long("second") }, significant: false });
		expect(await readBody(executor(), "story", storyId, 1)).toContain("first");
		expect(await readBody(executor(), "story", storyId, 2)).toContain("second");
		expect(await readBody(executor(), "story", storyId, 3)).toBeNull();
		const events = await readEvents(executor(), { after: 0, limit: 10_000 });
		expect(Math.max(...events.map((event) => Buffer.byteLength(event.body)))).toBeLessThan(65_536);
	});

	test("a new caption reaches the texts that show the picture, as minor revisions of theirs", async () => {
		const mediaId = await newsroom.picture();
		const body: Document = { type: "doc", content: [{ type: "image", attrs: { mediaId } }] };
		const { storyId } = await publish({ body });
		const postId = await post(storyId, { body });
		const before = await stateOf(storyId);
		await done(null, { type: "media.update", id: mediaId, content: { caption: "The bridge at noon" } });
		expect(await newsroom.apply(storyId)).toBe(2);
		const after = await stateOf(storyId);
		expect(after.story).toMatchObject({ revision: 2, html: expect.stringContaining("The bridge at noon") });
		expect(after.posts).toMatchObject([{ id: postId, revision: 2, html: expect.stringContaining("at noon") }]);
		expect(after.story).toMatchObject({ updatedAt: (before.story as { updatedAt?: string }).updatedAt });
	});

	test("positions have no gap, and each event names the one before it in each of its channels", async () => {
		const events = await readEvents(executor(), { after: 0, limit: 100_000 });
		const heads = new Map<string, number>();
		let at = "";
		for (const [index, stored] of events.entries()) {
			const event = JSON.parse(stored.body) as Event;
			expect(event.position).toBe(index + 1);
			expect(event.at >= at && event.at === stored.at).toBe(true);
			at = event.at;
			expect(event.previous).toEqual(
				Object.fromEntries(stored.channels.map((channel) => [channel, heads.get(channel) ?? 0])),
			);
			for (const channel of stored.channels) heads.set(channel, event.position);
		}
		expect(await readHeads(executor())).toEqual(heads);
		expect(await readHeadPosition(executor())).toBe(events.length);
	});

	test("the events of some channels are those of the log that are in one of them", async () => {
		const all = await readEvents(executor(), { after: 10, limit: 100_000, upTo: 200 });
		const channels = ["site", `section:${section}`, "feed"];
		const wanted = all.filter((event) => event.channels.some((channel) => channels.includes(channel)));
		const found = await readChannelEvents(executor(), { channels, after: 10, limit: 100_000, upTo: 200 });
		expect(found).toEqual(wanted);
		expect(await readChannelEvents(executor(), { channels, after: 10, limit: 7 })).toEqual(wanted.slice(0, 7));
	});

	test("submissions are applied in the order they are due, and can be held back, approved and cancelled", async () => {
		const storyId = await newsroom.draft("live");
		const change: StoryChange = { type: "story.start" };
		const record = (state: "queued" | "scheduled" | "waiting", dueAt: Date | null = null) =>
			insertSubmission(executor(), { storyId, change, state, dueAt, ifMatch: 3, actor: "user:1" });
		const future = new Date(Date.now() + 3_600_000);
		const waiting = await record("waiting");
		const planned = await record("scheduled", future);
		const first = await record("queued");
		const second = await record("queued");
		expect(second.dueAt >= first.dueAt).toBe(true);
		expect(await newsroom.apply(storyId)).toBe(2);
		expect(await readSubmission(executor(), first.id)).toMatchObject({ state: "refused", type: "story.start" });
		expect(await readSubmission(executor(), waiting.id)).toMatchObject({ state: "waiting" });
		expect(await readSubmission(executor(), planned.id)).toMatchObject({
			state: "scheduled",
			dueAt: future.toISOString(),
		});
		expect(await approveSubmission(executor(), waiting.id)).toMatchObject({ state: "queued" });
		expect(await cancelSubmission(executor(), planned.id)).toMatchObject({ state: "cancelled" });
		await expect(cancelSubmission(executor(), first.id)).rejects.toMatchObject({ code: "not_cancellable" });
		await expect(approveSubmission(executor(), first.id)).rejects.toMatchObject({ code: "conflict" });
		expect(await cancelSubmission(executor(), newId())).toBeNull();
		expect(await newsroom.apply(storyId)).toBe(1);
	});

	test("the epoch stays with its cluster, and another cluster's record is another history", async () => {
		const { epoch } = await readLog(executor());
		expect(await ensureEpoch(newsroom.database)).toBe(epoch);
		await executor().updateTable("log").set({ timeline: 99 }).execute();
		const next = await ensureEpoch(newsroom.database);
		expect(next).not.toBe(epoch);
		expect(await ensureEpoch(newsroom.database)).toBe(next);
		expect(await newEpoch(executor())).not.toBe(next);
	});

	// PGlite has one connection: a query by any other handle than the transaction's would wait for ever.
	test("every read keeps to the executor that it was given", { timeout: 20_000 }, async () => {
		const { storyId, slug } = await publish({ section, topics: [topic], authors: [author] });
		const postId = await post(storyId);
		await readConsistent(newsroom.database, async (transaction, position) => {
			const channels = [
				"feed",
				"site",
				`section:${section}`,
				`author:${author}`,
				`story:${storyId}`,
				`card:${storyId}`,
			];
			const states = await readChannelStates(transaction, channels);
			expect([...states.keys()].sort()).toEqual([...channels].sort());
			expect(await readHeadPosition(transaction)).toBe(position);
			await readChannelEvents(transaction, { channels, after: 0, limit: 10 });
			await readEvents(transaction, { after: 0, limit: 10 });
			await readAllListStates(transaction);
			await readAllSlugs(transaction);
			await readHeads(transaction);
			await readLog(transaction);
			await readPostsPage(transaction, storyId, null);
			await findPostPage(transaction, storyId, postId);
			await readStoryBySlug(transaction, slug);
			await readBody(transaction, "post", postId, 1);
			await readDigest(transaction, "2026-05-02");
			await readAuthorBySlug(transaction, "ann");
			await readSubmission(transaction, newId());
		});
	});
});
