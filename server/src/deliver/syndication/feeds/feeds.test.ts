import { newId } from "@dateline/shared/model";
import { makeText } from "@dateline/workers/testing";
import { parseAtomFeed, parseFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestSyndication, type TestSyndication, testOrigin } from "../testing/start-test-syndication.ts";
import { validateAtom } from "../testing/validate-atom.ts";
import { validateJsonFeed } from "../testing/validate-json-feed.ts";
import { validateRss } from "../testing/validate-rss.ts";

// Feeds over HTTP, of a record written by the worker's own publishing.
let site: TestSyndication;
let section = "";
let author = "";
beforeAll(async () => {
	site = await startTestSyndication();
	section = await site.put("section", "weather", "Weather & sea");
	author = await site.put("author", "ana-li", "Ana Li");
	await site.publish(null, { type: "site.update", patch: { name: "Port News", navigation: [section] } });
});
afterAll(() => site.stop());

const validators = { "feed.xml": validateRss, "atom.xml": validateAtom, "feed.json": validateJsonFeed };

/** All three formats of a feed, each held against the rules, with what a parser of a second hand makes of them. */
async function read(base: string, query = "") {
	const texts: Record<string, string> = {};
	for (const [file, validate] of Object.entries(validators)) {
		const path = `${base}/${file}${query}`;
		const { status, text, headers } = await site.get(path);
		expect([path, status]).toEqual([path, 200]);
		expect([path, validate(text, testOrigin + path)]).toEqual([path, []]);
		expect(headers["link"]).toContain('rel="hub"');
		texts[file] = text;
	}
	const rss = parseRssFeed(texts["feed.xml"] ?? "");
	const atom = parseAtomFeed(texts["atom.xml"] ?? "");
	const json = parseJsonFeed(texts["feed.json"] ?? "");
	// The three say the same of the same entries, in the same order.
	const ids = json.items?.map((item) => item.id) ?? [];
	expect(rss.items?.map((item) => item.guid?.value) ?? []).toEqual(ids);
	expect(atom.entries?.map((entry) => entry.id) ?? []).toEqual(ids);
	const titles = json.items?.map((item) => item.title) ?? [];
	expect(rss.items?.map((item) => item.title) ?? []).toEqual(titles);
	expect(atom.entries?.map((entry) => entry.title?.value) ?? []).toEqual(titles);
	const htmls = json.items?.map((item) => item.content_html?.trim()) ?? [];
	expect(rss.items?.map((item) => item.content?.encoded?.trim()) ?? []).toEqual(htmls);
	expect(atom.entries?.map((entry) => entry.content?.value?.trim()) ?? []).toEqual(htmls);
	return { json, atom, rss, texts, titles, ids };
}

describe("the feed of a list", () => {
	it("has each story whole, in the site's, its section's and its author's feed", async () => {
		const lead = await site.newsroom.picture();
		await site.publishStory(
			"article",
			{
				headline: `Ferries & "trains" 5 < 6`,
				standfirst: "It's the wind.",
				section,
				authors: [author],
				lead,
				body: {
					type: "doc",
					content: [
						...makeText("First.", "Last, long after the opening. ".repeat(80)).content,
						{ type: "image", attrs: { mediaId: lead } },
						{
							type: "paragraph",
							content: [
								{ type: "text", text: "a link", marks: [{ type: "link", attrs: { href: "/about" } }] },
								{ type: "text", text: "a note", marks: [{ type: "link", attrs: { href: "#n1" } }] },
							],
						},
						{
							type: "embed",
							attrs: { url: "https://video.example/v/1", provider: "video", title: "The storm" },
						},
					],
				},
			},
			["All ferries stay in port"],
		);
		for (const base of ["", "/section/weather", "/author/ana-li"]) {
			const { json, titles } = await read(base);
			expect(titles).toEqual(['Ferries & "trains" 5 < 6']);
			const html = json.items?.[0]?.content_html ?? "";
			expect(html).toContain("long after the opening");
			expect(html).toContain(`${testOrigin}/about`);
			expect(html).toContain("https://video.example/v/1");
			expect(html).toContain("All ferries stay in port");
		}
		const { rss, json } = await read("/section/weather");
		expect(rss.title).toBe("Weather & sea – Port News");
		expect(json.items?.[0]?.authors).toEqual([{ name: "Ana Li", url: `${testOrigin}/author/ana-li` }]);
	});

	it("keeps an entry's id through edits, says when it changed, and shows a correction", async () => {
		const id = await site.publishStory("article", { headline: "Bridge closed", slug: "bridge" });
		const before = await read("");
		await site.publish(id, {
			...{ type: "story.update", significant: false },
			patch: { headline: "Bridge is closed" },
		});
		const minor = await read("");
		expect(minor.ids).toEqual(before.ids);
		expect(minor.titles[0]).toBe("Bridge is closed");
		expect(minor.atom.entries?.[0]?.updated).toBe(before.atom.entries?.[0]?.updated);
		expect(minor.json.items?.[0]?.date_modified).toBeDefined();
		const text = "The bridge in the north is closed, not the one in the south.";
		await site.publish(id, { type: "story.correct", correctionId: newId(), postId: null, text });
		const corrected = await read("");
		expect(corrected.json.items?.[0]?.content_html).toContain(text);
		expect(String(corrected.atom.entries?.[0]?.updated) > String(minor.atom.entries?.[0]?.updated)).toBe(true);
	});

	it("takes a withdrawn story back, by a tombstone where the format has one, and gives it back", async () => {
		const id = await site.publishStory("article", { headline: "Not for long", section });
		const entry = (await read("/section/weather")).ids[0] ?? "";
		await site.publish(id, { type: "story.withdraw" });
		const { ids, texts, json } = await read("/section/weather");
		expect(ids).not.toContain(entry);
		expect(Object.values(texts).join()).not.toContain("Not for long");
		expect(texts["atom.xml"]).toContain(`<at:deleted-entry ref="${entry}"`);
		expect(JSON.stringify(json)).not.toContain("Not for long");
		await site.publish(id, { type: "story.restore" });
		const restored = await read("/section/weather");
		expect(restored.ids).toContain(entry);
		expect(restored.texts["atom.xml"]).not.toContain(`ref="${entry}"`);
	});

	it("is in pages that neither skip nor repeat, by language and of key developments only", async () => {
		for (let number = 0; number < 31; number++) {
			await site.publishStory("article", { headline: `خبر ${number}`, language: "ar", section }, [`تطور ${number}`]);
		}
		const first = await read("/section/weather", "?language=ar");
		expect(first.ids).toHaveLength(30);
		const next = new URL(first.json.next_url ?? "");
		const second = await read("/section/weather", next.search);
		expect(second.titles).toEqual(["خبر 0"]);
		expect(second.json.next_url).toBeUndefined();
		const lines = await read("/section/weather/key-developments");
		expect(lines.titles[0]).toBe("تطور 30");
		expect(lines.json.items?.[0]?.content_html).toContain("خبر 30");
		expect((await site.get("/section/nowhere/feed.xml")).status).toBe(404);
		expect((await site.get("/feed.xml?before=yesterday")).status).toBe(404);
	});
});

describe("the feed of a live story", () => {
	it("has its posts, with corrections and tombstones, and ends when the coverage does", async () => {
		const id = await site.publishStory("live", { headline: "Storm, hour by hour", slug: "storm" });
		expect((await read("/live/storm")).ids).toEqual([]);
		const wrong = await site.addPost(id, { headline: "Wrong report", body: makeText("Nothing of this is true.") });
		const post = await site.addPost(id, { headline: "", body: makeText("The wind turns.") });
		await site.publish(id, { type: "post.withdraw", postId: wrong });
		const { texts, titles, ids } = await read("/live/storm");
		expect(titles).toEqual(["The wind turns."]);
		expect(Object.values(texts).join()).not.toContain("true");
		expect(texts["atom.xml"]).toMatch(/<at:deleted-entry ref="urn:uuid:[0-9a-f-]{36}" when="[^"]+Z"\/>/);
		expect((await read("/live")).titles).toContain("Storm, hour by hour");
		const text = "It turns to the north.";
		await site.publish(id, { type: "story.correct", correctionId: newId(), postId: post, text });
		await site.publish(id, { type: "story.end" });
		const ended = await read("/live/storm");
		expect(ended.ids).toEqual(ids);
		expect(ended.json.items?.[0]?.content_html).toContain(text);
		expect(JSON.parse(ended.texts["feed.json"] ?? "")).toMatchObject({ expired: true });
		const moved = await site.get("/story/storm/atom.xml");
		expect([moved.status, moved.headers.location]).toEqual([301, "/live/storm/atom.xml"]);
	});

	it("answers 410 with nothing but tombstones when its story was withdrawn", async () => {
		const id = await site.publishStory("live", { headline: "Secret coverage", slug: "secret" });
		await site.addPost(id, { headline: "Secret post" });
		const [entry = ""] = (await read("/live/secret")).ids;
		await site.publish(id, { type: "story.withdraw" });
		for (const file of Object.keys(validators)) {
			const { status, text } = await site.get(`/live/secret/${file}`);
			expect(status).toBe(410);
			expect(text).not.toMatch(/secret (coverage|post)/i);
			if (file === "atom.xml") expect(text).toContain(entry);
			expect(() => parseFeed(text)).not.toThrow();
		}
	});
});

describe("how a feed is served", () => {
	it("answers 304 to who has it, and anew once it changed", async () => {
		const id = await site.publishStory("live", { headline: "Served", slug: "served" });
		await site.addPost(id, {});
		const { headers } = await site.get("/live/served/atom.xml", { "accept-encoding": "gzip" });
		expect(headers["content-type"]).toBe("application/atom+xml; charset=utf-8");
		expect(headers["content-encoding"]).toBe("gzip");
		const tag = { "accept-encoding": "gzip", "if-none-match": headers.etag ?? "" };
		expect((await site.get("/live/served/atom.xml", tag)).status).toBe(304);
		const since = { "if-modified-since": headers["last-modified"] ?? "" };
		expect((await site.get("/live/served/atom.xml", since)).status).toBe(304);
		const old = { "if-modified-since": "Thu, 01 Jan 2026 00:00:00 GMT" };
		expect((await site.get("/live/served/atom.xml", old)).status).toBe(200);
		await site.addPost(id, { headline: "More" });
		const after = await site.get("/live/served/atom.xml", tag);
		expect([after.status, after.text.includes("More")]).toEqual([200, true]);
	});

	it("is found from the page that shows the same", async () => {
		for (const [page, feed] of [
			["/", "/feed.xml"],
			["/section/weather", "/section/weather/atom.xml"],
			["/live/served", "/live/served/feed.json"],
		] as const) {
			expect((await site.get(page)).text).toContain(`href="${testOrigin}${feed}"`);
		}
	});
});
