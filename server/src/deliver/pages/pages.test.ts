import { once } from "node:events";
import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { readSubmission } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import type { Change, PostContent, StoryContent } from "@dateline/shared/protocol";
import {
	makeLine,
	makePost,
	makeStory,
	makeText,
	openTestNewsroom,
	type TestNewsroom,
} from "@dateline/workers/testing";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMetrics } from "../../http/create-metrics.ts";
import { startTestDeliver, type TestDeliver } from "../testing/start-test-deliver.ts";
import { createPages, type Pages } from "./create-pages.ts";
import type { ReaderAssets } from "./reader-assets.ts";

// Pages over a real record, written by the worker's own publishing.
const assets: ReaderAssets = {
	build: "b1",
	styles: ["/assets/a.css"],
	script: "/assets/a.js",
	preloads: [],
	contents: {},
	words: {},
	font: null,
	worker: "/sw.js",
};
const metrics = createMetrics();
const lines: string[] = [];
let newsroom: TestNewsroom;
let deliver: TestDeliver;
let pages: Pages;
let server: Server;
let port = 0;

beforeAll(async () => {
	newsroom = await openTestNewsroom();
	deliver = await startTestDeliver({ record: newsroom.database });
	pages = createPages({
		model: deliver.deliver.model,
		states: deliver.deliver.states,
		search: deliver.deliver.search,
		record: newsroom.database,
		settings: { publicUrl: "https://news.example", s3: null },
		assets,
		metrics,
		log: pino({ level: "debug" }, { write: (line: string) => void lines.push(line) }),
	});
	server = createServer((request, response) => {
		if (!pages.servePage(request, response)) pages.serveMissing(request, response);
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	port = (server.address() as AddressInfo).port;
});

afterAll(async () => {
	server.closeAllConnections();
	server.close();
	await deliver.stop();
	await newsroom.close();
});

interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	bytes: Buffer;
	text: string;
}

async function get(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
	const request = httpRequest({ port, path, headers, method, agent: false });
	request.end();
	const [response] = await once(request, "response");
	const chunks: Buffer[] = [];
	for await (const chunk of response) chunks.push(chunk);
	const bytes = Buffer.concat(chunks);
	const encoding = response.headers["content-encoding"];
	const decode = encoding === "br" ? brotliDecompressSync : encoding === "gzip" ? gunzipSync : (same: Buffer) => same;
	const text = bytes.length > 0 ? decode(bytes).toString() : "";
	return { status: response.statusCode ?? 0, headers: response.headers, bytes, text };
}

/** Hands in a change and waits until the pages' model has it. */
async function publish(storyId: string | null, change: Change): Promise<void> {
	let submission = await newsroom.submit(storyId, change);
	// On a busy machine a submission may fail for a passing reason: it is tried again, as a worker does.
	while (submission.state === "queued") {
		await newsroom.apply(storyId);
		submission = (await readSubmission(newsroom.database.kysely, submission.id)) ?? submission;
	}
	if (submission.state !== "done") throw new Error(JSON.stringify(submission));
	expect(await deliver.deliver.waitUntilFolded(submission.result?.position ?? 0, 10_000)).toBe(true);
}

async function publishStory(
	kind: "article" | "live",
	content: Partial<StoryContent>,
	lines: string[] = [],
): Promise<string> {
	const id = await newsroom.draft(kind);
	const keyDevelopments = lines.map((text) => ({ ...makeLine({ text }), id: newId() }));
	const change = { type: "story.publish", content: makeStory(content), keyDevelopments, state: "live" } as const;
	await publish(id, { ...change, publishedAt: null, updatedAt: null });
	return id;
}

async function addPost(storyId: string, content: Partial<PostContent>): Promise<string> {
	const postId = newId();
	await publish(storyId, { type: "post.add", postId, content: makePost(content), significant: true });
	return postId;
}

const put = (kind: "section" | "topic", slug: string, name: string) => {
	const id = newId();
	return publish(null, { type: `${kind}.put`, id, content: { slug, name, description: `About ${name}.` } }).then(
		() => id,
	);
};

/** The state that the page carries. */
function stateOf(text: string) {
	const block = /<script type="application\/json" id="page-state">(.*?)<\/script>/s.exec(text)?.[1] ?? "null";
	return JSON.parse(block) as { cursor: { epoch: string; position: number }; states: Record<string, unknown> };
}

describe("what a page is", () => {
	let section = "";
	let topic = "";
	let author = "";
	beforeAll(async () => {
		section = await put("section", "environment", "Environment");
		topic = await put("topic", "flood", "Flood & tide");
		author = newId();
		const content = {
			slug: "varga",
			name: "Ilse Varga",
			desk: false,
			role: "Reporter",
			bio: "Ilse covers the coast.",
			contact: "ilse@news.example",
			portrait: null,
		};
		await publish(null, { type: "author.put", id: author, content });
		await publish(null, { type: "site.update", patch: { navigation: [section], name: "Port News" } });
	});

	it("shows a story on its own page, in the feed, its section, topic and author, as they are just now", async () => {
		const picture = await newsroom.picture();
		const id = await publishStory("article", {
			headline: "Storm <reaches> the coast",
			section,
			topics: [topic],
			authors: [author],
			lead: picture,
		});
		for (const path of ["/", "/section/environment", "/topic/flood", "/author/varga"]) {
			const { status, text } = await get(path);
			expect(status).toBe(200);
			expect(text).toContain("Storm &lt;reaches&gt; the coast");
			expect(text).toContain(`data-card="${id}"`);
		}
		const story = await get("/story/storm-reaches-the-coast");
		expect(story.status).toBe(200);
		expect(story.text).toContain("The wind rose overnight.");
		expect(story.text).toContain("Ilse covers the coast.");
		expect(story.text).toContain('href="mailto:ilse@news.example"');
		expect(story.text).toContain('<link rel="canonical" href="https://news.example/story/storm-reaches-the-coast">');
		expect(story.text).toContain('<meta property="og:title" content="Storm &#60;reaches&#62; the coast">');
		expect(story.text).toMatch(/<img (?:[^>]* )?src="[^"]+" (?:[^>]* )?width="800"/);
		const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(story.text)?.[1] ?? "null");
		expect(data["@graph"][0]).toMatchObject({
			"@type": "NewsArticle",
			headline: "Storm <reaches> the coast",
			author: [{ name: "Ilse Varga" }],
		});
		await publish(id, { type: "story.update", patch: { headline: "Storm passes" }, significant: true });
		for (const path of ["/", "/section/environment", "/story/storm-reaches-the-coast"])
			expect((await get(path)).text).toContain("Storm passes");
	});

	it("carries the position that it was rendered at, and no body twice", async () => {
		const { text } = await get("/story/storm-reaches-the-coast");
		const { cursor, states } = stateOf(text);
		const { model } = deliver.deliver;
		const heads = Object.keys(states).map((channel) => model.head(channel));
		expect(cursor).toEqual({ epoch: model.epoch, position: Math.max(...heads) });
		expect(text.match(/The wind rose overnight/g)).toHaveLength(1);
	});

	it("shows the cards of related stories, key developments, and the next story of the feed", async () => {
		await publishStory("article", { headline: "The one below" });
		const live = await publishStory("live", { headline: "Coverage of the storm" }, ["Bridge closed", "Trains stop"]);
		const text = [
			...makeText("First.").content,
			{ type: "relatedStory" as const, attrs: { storyId: live } },
			...makeText("Last.").content,
		];
		await publishStory("article", { headline: "With a card", body: { type: "doc", content: text } });
		const page = (await get("/story/with-a-card")).text;
		expect(page).toMatch(
			/<p>First\.<\/p>.*<aside class="related".*Coverage of the storm.*Key developments on .*Bridge closed.*<\/aside>.*<p>Last\.<\/p>/s,
		);
		expect(page).toContain("Next in the News Feed");
		expect(Object.keys(stateOf(page).states)).toContain(`card:${live}`);
		await publish(live, { type: "story.update", patch: { headline: "Coverage renamed" }, significant: false });
		expect((await get("/story/with-a-card")).text).toContain("Coverage renamed");
	});

	it("shows in the feed, under a story, the card of the one that it refers to, as that is just now", async () => {
		const live = await publishStory("live", { headline: "The siege" }, ["Gates open"]);
		await publishStory("article", { headline: "Refers to it", related: [live] });
		const related = /Refers to it.*?<aside class="related"(.*?)<\/aside>/s;
		const relatedNow = async () => related.exec((await get("/")).text)?.[1] ?? "";
		expect(await relatedNow()).toMatch(/Live.*The siege.*Key developments on .*Gates open/s);
		const { states } = stateOf((await get("/")).text);
		expect(Object.keys(states)).toContain(`card:${live}`);
		await publish(live, { type: "story.update", patch: { headline: "The siege is over" }, significant: false });
		expect(await relatedNow()).toContain("The siege is over");
		await publish(live, { type: "story.withdraw" });
		expect((await get("/")).text).not.toContain("The siege is over");
	});

	it("shows a day's digest, and leads to the newest one", async () => {
		const id = await publishStory("article", { headline: "Of the digest" }, ["A line of the day"]);
		const line = await newsroom.database.kysely
			.selectFrom("key_developments")
			.select("id")
			.where("story_id", "=", id)
			.executeTakeFirstOrThrow();
		await publish(null, { type: "digest.put", date: "2026-05-01", lines: [line.id] });
		await publish(null, { type: "digest.put", date: "2026-05-02", lines: [line.id] });
		expect((await get("/digest")).headers.location).toBe("/digest/2026-05-02");
		const { text } = await get("/digest/2026-05-02");
		expect(text).toContain("A line of the day");
		expect(text).toContain('href="/digest/2026-05-01"');
		expect((await get("/")).text).toContain("Key developments on May 2");
		expect((await get("/digest/2026-04-01")).status).toBe(404);
	});

	it("is written in the story's language and direction", async () => {
		await publishStory("article", { headline: "نهر سورن", language: "ar", slug: "arabic" });
		expect((await get("/story/arabic")).text).toContain('<html lang="ar" dir="rtl"');
		expect((await get("/")).text).toMatch(/<h2[^>]*lang="ar" dir="rtl"[^>]*>(?:<[^>]*>|\s)*نهر سورن/);
	});

	it("takes a slug of any script, however it is spelled", async () => {
		await publishStory("article", { headline: "Новини дня", slug: "новини-дня" });
		const path = `/story/${encodeURIComponent("новини-дня")}`;
		expect((await get(path)).status).toBe(200);
		expect((await get("/")).text).toContain(`href="${path}"`);
		expect((await get(path.toLowerCase())).status).toBe(200);
	});
});

describe("what an address leads to", () => {
	it("redirects the other kind's address, earlier slugs and a slash at the end for good", async () => {
		const id = await publishStory("live", { headline: "Moves", slug: "first-slug" });
		const postId = await addPost(id, { headline: "A post" });
		await publish(id, { type: "story.update", patch: { slug: "second-slug" }, significant: false });
		const ways = {
			"/live/first-slug": "/live/second-slug",
			"/story/first-slug": "/live/second-slug",
			"/story/second-slug": "/live/second-slug",
			"/live/second-slug/": "/live/second-slug",
			[`/live/first-slug/post/${postId}`]: `/live/second-slug/post/${postId}`,
			"/live/first-slug?order=oldest": "/live/second-slug?order=oldest",
		};
		for (const [path, location] of Object.entries(ways)) {
			const { status, headers } = await get(path);
			expect([path, status, headers.location]).toEqual([path, 301, location]);
		}
	});

	it("answers 404 as a page with a way on, and does not keep one for each address", async () => {
		for (const path of [
			"/nothing",
			"/story/never-was",
			"/section/none",
			"/author/%00",
			"/live/x/post/00000000000000",
			"/digest/x",
			"/?before=x",
			"/?before=2026-02-30T00:00:00.000Z_00000000000000",
		]) {
			const { status, text, headers } = await get(path);
			expect([path, status]).toEqual([path, 404]);
			expect(text).toContain("There is no page at this address");
			expect(text).toContain("noindex");
			expect(headers["cache-control"]).toBe("no-cache");
		}
	});

	it("answers 410 for what was withdrawn, with a way on, and 200 when it is back", async () => {
		const id = await publishStory("live", { headline: "Comes and goes", slug: "comes-and-goes" });
		const post = await addPost(id, { headline: "Wrong", body: makeText("It was not so.") });
		await publish(id, { type: "post.withdraw", postId: post });
		const gone = await get(`/live/comes-and-goes/post/${post}`);
		expect(gone.status).toBe(410);
		expect(gone.text).toContain("Comes and goes");
		expect(gone.text).not.toContain("It was not so.");
		await publish(id, { type: "post.restore", postId: post });
		expect((await get(`/live/comes-and-goes/post/${post}`)).status).toBe(200);
		await publish(id, { type: "story.withdraw" });
		for (const path of ["/live/comes-and-goes", `/live/comes-and-goes/post/${post}`]) {
			const { status, text } = await get(path);
			expect([path, status]).toEqual([path, 410]);
			expect(text).toContain("This story was withdrawn");
			expect(text).not.toContain("It was not so.");
		}
		await publish(id, { type: "story.restore" });
		expect((await get("/live/comes-and-goes")).text).toContain("It was not so.");
	});

	it("leads from where a post was to where it was moved, or to the post that took its text over", async () => {
		const from = await publishStory("live", { headline: "Left", slug: "left" });
		const to = await publishStory("live", { headline: "Right", slug: "right", timeZone: "Asia/Tokyo" });
		const moved = await addPost(from, { headline: "On the way" });
		const kept = await addPost(from, { headline: "Stays" });
		const merged = await addPost(from, { headline: "Goes into it" });
		await publish(from, { type: "posts.move", postIds: [moved], toStoryId: to, significant: false });
		await publish(from, { type: "posts.merge", postId: kept, postIds: [merged], patch: {}, significant: false });
		const lead = async (path: string) => {
			const { status, headers } = await get(path);
			return [status, headers.location];
		};
		expect(await lead(`/live/left/post/${moved}`)).toEqual([301, `/live/right/post/${moved}`]);
		expect(await lead(`/live/left/post/${merged}`)).toEqual([301, `/live/left/post/${kept}`]);
		expect((await get("/live/left")).text).not.toContain("On the way");
		const there = (await get(`/live/right/post/${moved}`)).text;
		expect(there).toContain('data-time-zone="Asia/Tokyo" data-time-place="Tokyo"');
		expect(there).toContain("All times are Tokyo time (GMT+9)");
		await publish(from, { type: "post.restore", postId: merged });
		expect((await get(`/live/left/post/${merged}`)).status).toBe(200);
	});

	it("does not show a draft", async () => {
		const id = await newsroom.draft("article");
		await newsroom.database.kysely.updateTable("stories").set({ slug: "not-yet" }).where("id", "=", id).execute();
		expect((await get("/story/not-yet")).status).toBe(404);
	});

	it("answers 500 as a page that is never cached, and names it in the log", async () => {
		const lines: string[] = [];
		const broken = createPages({
			model: { ...deliver.deliver.model, findStory: deliver.deliver.model.findStory, held: deliver.deliver.model.held },
			states: { ...deliver.deliver.states, read: () => Promise.reject(new Error("the record is away")) },
			search: deliver.deliver.search,
			record: newsroom.database,
			settings: { publicUrl: "https://news.example", s3: null },
			assets,
			metrics,
			log: pino({ level: "error" }, { write: (line: string) => void lines.push(line) }),
		});
		const before = pages;
		pages = broken;
		const { status, headers, text } = await get("/");
		pages = before;
		expect(status).toBe(500);
		expect(headers["cache-control"]).toBe("no-store");
		const reference = /<code>(.*?)<\/code>/.exec(text.replaceAll(/<!--.*?-->/g, ""))?.[1] ?? "none";
		expect(lines.join("")).toContain(reference);
		expect(lines.join("")).toContain("the record is away");
		expect(text).not.toContain("the record is away");
	});
});

describe("how it is answered", () => {
	it("compresses once, tags each encoding by itself, and says what the answer depends on", async () => {
		const [plain, gzip, brotli] = await Promise.all([
			get("/"),
			get("/", { "Accept-Encoding": "gzip" }),
			get("/", { "Accept-Encoding": "gzip, deflate, br;q=0.9" }),
		]);
		expect(plain.headers["content-encoding"]).toBeUndefined();
		expect(gzip.headers["content-encoding"]).toBe("gzip");
		expect(brotli.headers["content-encoding"]).toBe("br");
		expect(gzip.text).toBe(plain.text);
		expect(brotli.text).toBe(plain.text);
		expect(brotli.bytes.length).toBeLessThan(plain.bytes.length / 3);
		expect(new Set([plain, gzip, brotli].map(({ headers }) => headers.etag)).size).toBe(3);
		expect(brotli.headers).toMatchObject({
			vary: "Accept-Encoding",
			"cache-control": "no-cache",
			"content-type": "text/html; charset=utf-8",
			"content-length": String(brotli.bytes.length),
			"x-content-type-options": "nosniff",
		});
		expect(brotli.headers["content-security-policy"]).not.toContain("unsafe");
		expect((await get("/", { "Accept-Encoding": "br;q=0, gzip;q=0" })).headers["content-encoding"]).toBeUndefined();
	});

	it("answers 304 to who has it, and HEAD without the page", async () => {
		const { headers } = await get("/", { "Accept-Encoding": "br" });
		const etag = headers.etag as string;
		for (const value of [etag, `"other", W/${etag}`, "*"]) {
			const answer = await get("/", { "Accept-Encoding": "br", "If-None-Match": value });
			expect([answer.status, answer.bytes.length, answer.headers.etag]).toEqual([304, 0, etag]);
		}
		expect((await get("/", { "Accept-Encoding": "br", "If-None-Match": '"other"' })).status).toBe(200);
		const head = await get("/", { "Accept-Encoding": "br" }, "HEAD");
		expect([head.status, head.bytes.length, head.headers.etag]).toEqual([200, 0, etag]);
		expect(Number(head.headers["content-length"])).toBeGreaterThan(1_000);
	});

	it("is counted by status and by whether it stood ready, and has its line in the log", async () => {
		const count = async (status: number, cached: "yes" | "no") => {
			const text = await metrics.registry.getSingleMetricAsString("dateline_pages_total");
			return Number(new RegExp(`\\{status="${status}",cached="${cached}"\\} (\\d+)`).exec(text)?.[1] ?? 0);
		};
		await publishStory("article", { headline: "Counted", slug: "counted" });
		const before = [await count(200, "no"), await count(200, "yes"), await count(304, "yes"), await count(404, "no")];
		lines.length = 0;
		const { headers } = await get("/story/counted?from=letter");
		await get("/story/counted");
		await get("/story/counted", { "If-None-Match": headers.etag as string });
		await get("/story/not-counted");
		const after = [await count(200, "no"), await count(200, "yes"), await count(304, "yes"), await count(404, "no")];
		expect(after.map((number, index) => number - (before[index] ?? 0))).toEqual([1, 1, 1, 1]);
		await expect.poll(() => lines.filter((line) => line.includes('"path":"/story/counted"')).length).toBe(3);
		expect(lines.join("")).not.toContain("letter");
	});

	it("drops parameters that mean nothing, and leaves other methods to others", async () => {
		const { headers } = await get("/");
		expect((await get("/?utm_source=letter")).headers.etag).toBe(headers.etag);
		const taken = await get("/", {}, "POST");
		expect(taken.status).toBe(404);
	});

	it("leaves every page as it is that a change does not touch", async () => {
		const one = await publishStory("live", { headline: "One of two", slug: "one-of-two" });
		await publishStory("article", { headline: "Two of two", slug: "two-of-two" });
		const before = { other: await get("/story/two-of-two"), own: await get("/live/one-of-two"), feed: await get("/") };
		await addPost(one, { headline: "A post in one" });
		const after = { other: await get("/story/two-of-two"), own: await get("/live/one-of-two"), feed: await get("/") };
		// The article's next story is the live one, whose card the post has changed; a third one is neither.
		expect(after.own.headers.etag).not.toBe(before.own.headers.etag);
		expect(after.feed.headers.etag).not.toBe(before.feed.headers.etag);
		const third = await get("/story/with-a-card");
		await addPost(one, { headline: "Another post in one" });
		const again = await get("/story/with-a-card");
		expect(again.headers.etag).toBe(third.headers.etag);
		expect(again.bytes.equals(third.bytes)).toBe(true);
	});

	it("renders once for all who ask at the same time, and never anything older than the change that was answered", async () => {
		const id = await publishStory("live", { headline: "Under load", slug: "under-load" });
		for (let round = 0; round < 5; round++) {
			await addPost(id, { headline: `Round ${round}` });
			const answers = await Promise.all(Array.from({ length: 20 }, () => get("/live/under-load")));
			for (const { text } of answers) expect(text).toContain(`Round ${round}`);
			expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(1);
		}
	});
});

describe("frozen pages", () => {
	let id = "";
	const posts: string[] = [];
	const frozenOf = (text: string) =>
		/href="(\/live\/long-one\?page=[^"&]+)" data-action="show-more"/.exec(text)?.[1] ?? "";
	const at = (minute: number) => new Date(Date.UTC(2026, 4, 1, 6, minute)).toISOString();

	beforeAll(async () => {
		id = await publishStory("live", { headline: "A long one", slug: "long-one" });
		for (let number = 0; number < 62; number++) {
			posts.push(await addPost(id, { headline: `Post number ${number}.`, publishedAt: at(number) }));
		}
	});
	const shown = (text: string) => [...text.matchAll(/data-post="([^"]+)"/g)].map((match) => match[1] as string);

	it("pages from the newest to the oldest post: each once, none left out, and the ends are plain text", async () => {
		const seen: string[] = [];
		let path = "/live/long-one";
		let pagesRead = 0;
		while (path !== "") {
			const { status, text } = await get(path);
			expect(status).toBe(200);
			seen.push(...shown(text));
			path = frozenOf(text);
			pagesRead += 1;
		}
		expect(pagesRead).toBeGreaterThan(2);
		expect(seen).toEqual([...posts].reverse());
		const oldest = await get("/live/long-one?page=oldest");
		expect(oldest.status).toBe(302);
		expect(shown((await get(oldest.headers.location as string)).text)).toContain(posts[0]);
	});

	it("stay byte for byte as they are when a post comes elsewhere, and change when one of their own does", async () => {
		const path = frozenOf((await get("/live/long-one")).text);
		const before = await get(path);
		const own = shown(before.text)[0] as string;
		await addPost(id, { headline: "A new one", key: true, pinned: 0 });
		await publish(id, {
			type: "key_development.add",
			keyDevelopmentId: newId(),
			content: makeLine({ text: "New line" }),
		});
		const after = await get(path);
		expect(after.headers.etag).toBe(before.headers.etag);
		expect(after.bytes.equals(before.bytes)).toBe(true);
		await publish(id, { type: "post.update", postId: own, patch: { headline: "Edited" }, significant: true });
		const edited = await get(path);
		expect(edited.headers.etag).not.toBe(before.headers.etag);
		expect(edited.text).toContain("Edited");
		await publish(id, { type: "post.withdraw", postId: own });
		expect(shown((await get(path)).text)).not.toContain(own);
		expect((await get(path)).status).toBe(200);
	});

	it("are where a permalink opens its post, under its own title and share card", async () => {
		const post = posts[5] as string;
		const { status, text } = await get(`/live/long-one/post/${post}`);
		expect(status).toBe(200);
		expect(shown(text)).toContain(post);
		expect(text).toMatch(new RegExp(`<article [^>]*data-post="${post}"[^>]* data-addressed`));
		expect(text).toContain("<title>Post number 5. – ");
		expect(text).toContain('<meta property="og:title" content="Post number 5.">');
		expect(text).toContain(`<link rel="canonical" href="https://news.example/live/long-one/post/${post}">`);
		expect((text.match(/ data-addressed/g) ?? []).length).toBe(1);
	});

	it("can be read oldest first", async () => {
		const { headers } = await get("/live/long-one?page=oldest&order=oldest");
		const { text } = await get(headers.location as string);
		expect(shown(text)[0]).toBe(posts[0]);
		expect(text).toMatch(/href="[^"]*order=oldest" data-action="show-more"/);
	});
});

describe("older pages of a list", () => {
	beforeAll(async () => {
		for (let number = 0; number < 45; number++) await publishStory("article", { headline: `Filler ${number}` });
	}, 120_000);
	const shown = (text: string) => [...text.matchAll(/data-card="([^"]+)"/g)].map((match) => match[1] as string);

	it("go on from one to the next without a gap or a repetition, to the oldest", async () => {
		const seen: string[] = [];
		let path: string | undefined = "/";
		while (path) {
			const { status, text }: Answer = await get(path);
			expect(status).toBe(200);
			seen.push(...shown(text));
			path = /href="(\/\?before=[^"]+)" data-action="show-more"/.exec(text)?.[1];
		}
		const all = await newsroom.database.kysely
			.selectFrom("stories")
			.select("id")
			.where("status", "=", "published")
			.execute();
		expect(new Set(seen).size).toBe(seen.length);
		expect(new Set(seen)).toEqual(new Set(all.map((row) => row.id)));
	});
});
