import {
	findPublished,
	hasLikeness,
	presentFound,
	readSearchChoices,
	takeBacklog,
	takeWordChanges,
} from "@dateline/shared/database";
import { testKinds } from "@dateline/shared/database/testing";
import { newId } from "@dateline/shared/model";
import type { PostContent, SearchQuery, StoryContent } from "@dateline/shared/protocol";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeLine, makePost, makeStory, makeText } from "../testing/make-content.ts";
import { openTestNewsroom, type TestNewsroom } from "../testing/test-newsroom.ts";

const anything: SearchQuery = {
	...{ q: "", kind: "", section: "", topic: "", author: "", when: "", from: "", to: "", sort: "best", page: 1 },
	exactly: false,
};

describe.each(testKinds)("the readers' search, on %s", (kind) => {
	let newsroom: TestNewsroom;
	beforeEach(async () => {
		newsroom = await openTestNewsroom(kind);
	});
	afterEach(() => newsroom.close());

	async function ask(q: string, more: Partial<SearchQuery> = {}, bounds: { since?: string; until?: string } = {}) {
		const { kysely } = newsroom.database;
		const query = { ...anything, ...more, q };
		const settings = { likeness: await hasLikeness(kysely), since: null, until: null, ...bounds };
		const found = await findPublished(kysely, query, settings);
		return presentFound(kysely, found, query, await readSearchChoices(kysely));
	}
	const ids = async (q: string, more: Partial<SearchQuery> = {}, bounds = {}) =>
		(await ask(q, more, bounds)).results.map(({ id }) => id).sort();

	async function publish(kindOfStory: "article" | "live", content: Partial<StoryContent>): Promise<string> {
		const id = await newsroom.draft(kindOfStory);
		const choices = { keyDevelopments: [], publishedAt: null, updatedAt: null };
		const change = { type: "story.publish", content: makeStory(content), state: "live", ...choices } as const;
		expect(await newsroom.submit(id, change)).toMatchObject({ state: "done" });
		return id;
	}
	async function post(storyId: string, content: Partial<PostContent>): Promise<string> {
		const postId = newId();
		const change = { type: "post.add", postId, content: makePost(content), significant: true } as const;
		expect(await newsroom.submit(storyId, change)).toMatchObject({ state: "done" });
		return postId;
	}
	async function learnWords() {
		const take = () => newsroom.database.kysely.transaction().execute((transaction) => takeWordChanges(transaction));
		while ((await take()) > 0);
	}

	test("what is withdrawn is not found from that transaction on, and what is restored, edited, moved or merged is found as it is", async () => {
		const one = await publish("live", { headline: "Flood" });
		const other = await publish("live", { headline: "Harbour" });
		const a = await post(one, { headline: "Zeppelin over the dam", body: makeText("Seen at dawn.") });
		const b = await post(one, { headline: "", body: makeText("A zeppelin again.") });
		const line = newId();
		const content = makeLine({ text: "The zeppelin has landed", postId: a });
		await newsroom.submit(one, { type: "key_development.add", keyDevelopmentId: line, content });
		expect(await ids("zeppelin")).toEqual([a, b, line].sort());
		await newsroom.submit(one, { type: "post.withdraw", postId: a });
		expect(await ids("zeppelin")).toEqual([b]);
		await newsroom.submit(one, { type: "post.restore", postId: a });
		expect(await ids("zeppelin")).toEqual([a, b, line].sort());

		await newsroom.submit(one, { type: "posts.move", postIds: [a], toStoryId: other, significant: true });
		const moved = (await ask("zeppelin")).results.find(({ id }) => id === a);
		expect(moved).toMatchObject({ story: { id: other }, path: `/live/harbour/post/${a}` });
		await newsroom.submit(one, { type: "story.withdraw" });
		expect(await ids("zeppelin")).toEqual([a, line].sort());
		await newsroom.submit(one, { type: "story.restore" });
		expect(await ids("zeppelin")).toEqual([a, b, line].sort());

		const patch = { headline: "An airship", body: makeText("Seen at noon.") };
		await newsroom.submit(other, { type: "post.update", postId: a, patch, significant: false });
		expect(await ids("zeppelin")).toEqual([b, line].sort());
		expect(await ids("airship")).toEqual([a]);
		const c = await post(one, { body: makeText("Nothing to see.") });
		const merged = { postId: c, postIds: [b], patch: { body: makeText("The zeppelin is gone.") }, significant: true };
		await newsroom.submit(one, { type: "posts.merge", ...merged });
		expect(await ids("zeppelin")).toEqual([c, line].sort());

		await learnWords();
		const erasure = { erasureId: newId(), reason: "Order of a court", media: false };
		await newsroom.submit(one, { type: "story.erase", ...erasure, subject: { kind: "post", id: c } });
		await newsroom.submit(other, {
			...{ type: "story.erase", ...erasure, erasureId: newId() },
			subject: { kind: "key_development", id: line },
		});
		expect(await ids("zeppelin")).toEqual([]);
		const { rows } = await sql`
			select from search_words where word = 'zeppelin' union all
			select from search_word_changes where 'zeppelin' = any(added || gone)`.execute(newsroom.database.kysely);
		expect(rows).toEqual([]);
	});

	test("nothing is found of a draft, nor of a post in a story that readers don't see", async () => {
		const draft = await newsroom.draft("live");
		const values = { id: newId(), story_id: draft, content: JSON.stringify(makePost({ headline: "Quokka" })) };
		await newsroom.database.kysely
			.insertInto("posts")
			.values({ ...values, status: "published", published_at: new Date() })
			.execute();
		await newsroom.database.kysely
			.updateTable("stories")
			.set({ draft: JSON.stringify(makeStory({ headline: "Quokka" })) })
			.where("id", "=", draft)
			.execute();
		expect(await ask("quokka")).toMatchObject({ total: 0, results: [] });
	});

	test("words are found in other forms, by their beginnings and without accents, in three languages", async () => {
		const english = await publish("article", {
			headline: "Bridges are closing",
			body: makeText("The café’s owner evacuated."),
		});
		const ukrainian = await publish("article", {
			...{ headline: "Повінь у Києві", language: "uk", standfirst: "" },
			body: makeText("Евакуація мешканців триває. П’ять мостів закрито."),
		});
		const arabic = await publish("article", {
			...{ headline: "الفيضانات تغمر الميناء", language: "ar", standfirst: "" },
			body: makeText("أُعلِنت حالة الطوارئ في المدينة."),
		});
		for (const q of ["bridge", "BRIDGES", "close", "evacuating", "evacuat", "cafe", "“are closing”", "the bridge"]) {
			expect(await ids(q), q).toEqual([english]);
		}
		for (const q of ["ПОВІНЬ", "евакуації", "мешканці", "мости", "п'ять мостів", "Києв"]) {
			expect(await ids(q), q).toEqual([ukrainian]);
		}
		for (const q of ["الفيضان", "فيضان", "ميناء", "اعلنت", "المدينه"]) expect(await ids(q), q).toEqual([arabic]);
		expect(await ids("bridges -closing")).toEqual([]);
		expect(await ids("“closing bridges”")).toEqual([]);
		expect(await ids("' \\ & | ! :* <-> ( \u0001")).toEqual([]);
		const { results } = await ask("evacuation");
		expect(results[0]?.text).toEqual([expect.stringContaining("owner "), "evacuated", "."]);
		expect((await ask("فيضان")).results[0]?.headline).toEqual(["", "الفيضانات", " تغمر الميناء"]);
	});

	test("a mistyped word is looked for as it was meant, and left as it is when told to", async () => {
		expect(await hasLikeness(newsroom.database.kysely)).toBe(true);
		const id = await publish("article", { headline: "Pumps fail on Tannery Lane" });
		await learnWords();
		const answer = await ask("tanery lane");
		expect(answer).toMatchObject({ total: 1, spelling: { kind: "instead", words: "tannery lane" } });
		expect(answer.results[0]?.id).toBe(id);
		expect(await ask("tanery lane", { exactly: true })).toMatchObject({ total: 0, spelling: null });
		await newsroom.submit(id, { type: "story.withdraw" });
		expect(await ask("tanery lane")).toMatchObject({ total: 0, spelling: null });
	});

	test("Chinese and Japanese are found by any signs in a row, in the middle of a text too", async () => {
		const id = await publish("live", {
			headline: "东京都发生地震",
			language: "zh",
			body: makeText("气象厅说没有海啸危险。"),
		});
		const own = await post(id, { headline: "", body: makeText("台風の影響で新幹線が止まっています。") });
		expect(await ids("地震")).toEqual([id]);
		expect(await ids("京都发")).toEqual([id]);
		expect(await ids("海啸")).toEqual([id]);
		expect(await ids("地发")).toEqual([]);
		expect(await ids("新幹線")).toEqual([own]);
		expect(await ids("東京")).toEqual([]);
		const [found] = (await ask("新幹線")).results;
		expect(found).toMatchObject({ text: ["台風の影響で", "新幹線", "が止まっています。"] });
		expect((await ask("地震")).results[0]).toMatchObject({ headline: ["东京都发生", "地震", ""] });
	});

	test("mistyped words are understood in Ukrainian and Arabic too", async () => {
		const uk = await publish("article", { headline: "Евакуація мешканців гавані", language: "uk" });
		const ar = await publish("article", { headline: "إجلاء سكان المرفأ القديم", language: "ar" });
		await learnWords();
		expect(await ids("евакуацыя")).toEqual([uk]);
		expect(await ids("القديمم")).toEqual([ar]);
	});

	test("signs that a query language knows, and thousands of them, are words or nothing", async () => {
		const id = await publish("article", { headline: "Flood at the dam" });
		const hostile = [
			"flood & | ! <-> ( )",
			"'); drop table stories; --",
			"flood:*A",
			"\\'flood\\' flood",
			"(((((flood)))))",
			"flood*.*%_",
		];
		for (const q of hostile) await expect(ids(q), q).resolves.toBeInstanceOf(Array);
		expect(await ids("flood & | ! <-> ( )")).toEqual([id]);
		for (const q of ["(".repeat(10_000), "a ".repeat(5_000), "x".repeat(10_000), '"'.repeat(9_999), "'".repeat(9_999)])
			await expect(ids(q)).resolves.toEqual(expect.any(Array));
	});

	test("filters narrow, counts are of what is found, and an empty filter says what is without it", async () => {
		const { kysely } = newsroom.database;
		const [section, author, colleague] = [newId(), newId(), newId()];
		const named = (name: string) => ({ content: JSON.stringify({ name, description: "" }), revision: 1 });
		await kysely
			.insertInto("sections")
			.values({ id: section, slug: "coast", ...named("Coast") })
			.execute();
		for (const [id, slug] of [[author, "ilse"] as const, [colleague, "noor"] as const]) {
			const content = { name: slug, role: "", bio: "", desk: false, portrait: null, email: "", links: [] };
			await kysely
				.insertInto("authors")
				.values({ id, slug, revision: 1, content: JSON.stringify(content) })
				.execute();
		}
		const live = await publish("live", { headline: "Otters return", section, authors: [author] });
		const article = await publish("article", { headline: "Otters elsewhere", authors: [colleague] });
		const own = await post(live, { body: makeText("Otters seen."), authors: [colleague] });
		const shared = await post(live, { body: makeText("More otters.") });
		expect(await ask("otter")).toMatchObject({ total: 4, counts: { story: 2, post: 2, key_development: 0 } });
		expect(await ids("otter", { section: "coast" })).toEqual([live, own, shared].sort());
		expect(await ids("otter", { author: "ilse" })).toEqual([live, shared].sort());
		expect(await ids("otter", { author: "noor" })).toEqual([article, own].sort());
		expect(await ids("otter", { kind: "post" })).toEqual([own, shared].sort());
		expect(await ids("elsewhere", { section: "nowhere" })).toEqual([]);
		expect(await ask("elsewhere", { section: "coast" })).toMatchObject({
			...{ total: 0, without: { filter: "section", total: 1, more: false } },
			choices: { sections: [{ slug: "coast", name: "Coast" }], topics: [] },
		});
		expect(await ids("otter", {}, { until: "2020-01-01T00:00:00.000Z" })).toEqual([]);
		const oldest = (await ask("otter", { sort: "oldest" })).results.map(({ kind, at, story }) =>
			kind === "story" ? (story.updatedAt ?? at) : at,
		);
		expect(oldest).toEqual([...oldest].sort());
	});

	test("what was published before there was an index is taken in, as is a story whose language changes", async () => {
		const live = await publish("live", { headline: "Flood" });
		const id = await post(live, { body: makeText("Die Brücken werden gesperrt.") });
		await newsroom.submit(live, { type: "story.update", patch: { language: "de" }, significant: false });
		const take = () => newsroom.database.kysely.transaction().execute(takeBacklog);
		expect(await ids("sperren")).toEqual([]);
		expect(await take()).toBe(1);
		expect(await ids("gesperrte Brücke")).toEqual([id]);
		await sql`delete from search_entries`.execute(newsroom.database.kysely);
		await sql`insert into search_backlog (kind, id) values ('post', ${id}), ('story', ${live})`.execute(
			newsroom.database.kysely,
		);
		expect(await take()).toBe(2);
		expect(await ids("gesperrte Brücke")).toEqual([id]);
		expect(await take()).toBe(0);
	});
});
