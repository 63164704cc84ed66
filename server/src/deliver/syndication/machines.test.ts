import { makeText } from "@dateline/workers/testing";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drawShare } from "./share/draw-share.ts";
import { shareForms } from "./share/share-address.ts";
import { startTestSyndication, type TestSyndication, testOrigin } from "./testing/start-test-syndication.ts";
import { graphOf, validateJsonLd } from "./testing/validate-json-ld.ts";
import { validateOembed } from "./testing/validate-oembed.ts";
import { validateSitemap } from "./testing/validate-sitemap.ts";

// What search engines and other sites read, over HTTP, of a record written by the worker's own publishing.
let site: TestSyndication;
let section = "";
let author = "";
let live = "";
let post = "";
beforeAll(async () => {
	site = await startTestSyndication();
	section = await site.put("section", "weather", "Weather & sea");
	author = await site.put("author", "ana-li", "Ana Li");
	await site.publish(null, { type: "site.update", patch: { name: "Port News (beta)", navigation: [section] } });
	live = await site.publishStory("live", {
		headline: "Storm, hour by hour",
		slug: "storm",
		section,
		authors: [author],
	});
	await site.addPost(live, { headline: "", body: makeText("First paragraph.", "Second one.") });
	post = await site.addPost(live, { headline: "The bridge is closed" });
	await site.publishStory("article", { headline: "Ferries & trains", slug: "ferries", section });
});
afterAll(() => site.stop());

const typesOf = (nodes: readonly Record<string, unknown>[]) => nodes.map((node) => node["@type"]);

async function graphAt(path: string) {
	const nodes = graphOf((await site.get(path)).text);
	expect([path, validateJsonLd(nodes)]).toEqual([path, []]);
	return nodes;
}

describe("structured data", () => {
	it("tells of an article, its page, the way to it and who publishes it", async () => {
		const types = typesOf(await graphAt("/story/ferries"));
		expect(types).toEqual(["NewsArticle", "WebPage", "BreadcrumbList", "NewsMediaOrganization"]);
	});

	it("tells of live coverage with its posts, and of its end only once it has ended", async () => {
		const [coverage] = await graphAt("/live/storm");
		expect(coverage).toMatchObject({ "@type": "LiveBlogPosting", "@id": `${testOrigin}/live/storm#liveblog` });
		expect(coverage).not.toHaveProperty("coverageEndTime");
		const updates = coverage?.["liveBlogUpdate"] as Record<string, unknown>[];
		expect(updates.map((update) => update["headline"])).toEqual([
			"The bridge is closed",
			"First paragraph. Second one.",
		]);
		// A page that is not the whole story does not claim to be.
		expect(typesOf(await graphAt(`/live/storm/post/${post}`))).not.toContain("LiveBlogPosting");
		const ended = await site.publishStory("live", { headline: "عاصفة", slug: "storm-ar", language: "ar" });
		expect(typesOf(await graphAt("/live/storm-ar"))).not.toContain("LiveBlogPosting");
		const gone = await site.addPost(ended, { headline: "خطأ" });
		await site.addPost(ended, { headline: "رياح قوية" });
		await site.publish(ended, { type: "post.withdraw", postId: gone });
		await site.publish(ended, { type: "story.end" });
		const [over] = await graphAt("/live/storm-ar");
		expect(over).toHaveProperty("coverageEndTime");
		expect(over?.["liveBlogUpdate"]).toHaveLength(1);
	});

	it("is one block, whatever an editor writes", async () => {
		const id = await site.publishStory("live", { headline: "Tags", slug: "tags" });
		await site.addPost(id, { headline: "How to write </script>", body: makeText("<!-- <script> </script>") });
		const [coverage] = graphOf((await site.get("/live/tags")).text);
		expect(coverage).toMatchObject({ liveBlogUpdate: [{ headline: "How to write </script>" }] });
	});

	it("says nothing of what was withdrawn", async () => {
		const id = await site.publishStory("article", { headline: "Secret", slug: "secret" });
		await site.publish(id, { type: "story.withdraw" });
		const { status, text } = await site.get("/story/secret");
		expect(status).toBe(410);
		expect(text).not.toContain("application/ld+json");
		expect((await site.get(`/oembed?url=${encodeURIComponent(`${testOrigin}/story/secret`)}`)).status).toBe(404);
		expect((await site.get("/sitemap.xml")).text).not.toContain("/secret");
	});
});

describe("sitemaps", () => {
	it("list every page once, and of the last two days the news", async () => {
		const whole = await site.get("/sitemap.xml");
		expect(validateSitemap(whole.text, testOrigin)).toEqual([]);
		for (const path of ["/", "/story/ferries", "/live/storm", "/section/weather", "/author/ana-li"]) {
			expect(whole.text).toContain(`<loc>${testOrigin}${path}</loc>`);
		}
		const old = await site.newsroom.draft("article");
		const { content } = (await site.newsroom.database.kysely
			.selectFrom("stories")
			.select("content")
			.where("id", "=", live)
			.executeTakeFirstOrThrow()) as { content: never };
		await site.publish(old, {
			...{ type: "story.publish", keyDevelopments: [], state: "live", updatedAt: null },
			...{ content: { ...(content as object), slug: "old" } as never, publishedAt: "2026-01-01T00:00:00.000Z" },
		});
		const news = await site.get("/sitemap-news.xml");
		expect(validateSitemap(news.text, testOrigin, { news: true })).toEqual([]);
		expect(news.text).toContain("<news:name>Port News</news:name>");
		expect(news.text).toContain("/live/storm</loc>");
		expect(news.text).not.toContain("/old</loc>");
		expect((await site.get("/robots.txt")).text).toContain(`Sitemap: ${testOrigin}/sitemap-news.xml`);
	});
});

describe("oEmbed", () => {
	const ask = (url: string, more = "") => site.get(`/oembed?url=${encodeURIComponent(testOrigin + url)}${more}`);

	it("answers for stories and posts in both formats, no larger than asked for", async () => {
		for (const format of ["json", "xml"] as const) {
			for (const url of ["/live/storm", `/live/storm/post/${post}`, "/story/ferries?utm_source=x"]) {
				const { status, headers, text } = await ask(url, `&format=${format}`);
				expect([url, status, validateOembed(text, format)]).toEqual([url, 200, []]);
				expect(headers["content-type"]).toContain(format === "json" ? "application/json" : "text/xml");
				const small = await ask(url, `&format=${format}&maxwidth=300&maxheight=200`);
				expect(validateOembed(small.text, format, { width: 300, height: 200 })).toEqual([]);
			}
		}
		const { html } = JSON.parse((await ask(`/live/storm/post/${post}`)).text) as { html: string };
		expect(html).toContain(`${testOrigin}/embed/story/${live}/post/${post}?still=1`);
	});

	it("refuses as the standard says", async () => {
		expect((await ask("/story/nowhere")).status).toBe(404);
		expect((await site.get(`/oembed?url=${encodeURIComponent("https://other.example/story/ferries")}`)).status).toBe(
			404,
		);
		expect((await ask("/story/ferries", "&format=yaml")).status).toBe(501);
		expect((await site.get("/oembed")).status).toBe(400);
	});

	it("is found from the page, by an address with nothing else in it", async () => {
		const { text } = await site.get("/story/ferries");
		const href = /type="application\/json\+oembed"[^>]*href="([^"]+)"/.exec(text)?.[1] ?? "";
		const url = new URL(href.replaceAll("&#38;", "&"));
		expect([...url.searchParams.keys()]).toEqual(["url", "format"]);
		expect((await site.get(url.pathname + url.search)).status).toBe(200);
	});
});

describe("the share image", () => {
	it("is drawn for a story and a post, kept for ever, and another when the headline is another", async () => {
		const imageAt = async (path: string) => {
			const { text } = await site.get(path);
			return new URL(/property="og:image" content="([^"]+)"/.exec(text)?.[1] ?? "").pathname;
		};
		const path = await imageAt(`/live/storm/post/${post}`);
		expect(path).not.toBe(await imageAt("/live/storm"));
		const { status, headers } = await site.get(path);
		expect([status, headers["content-type"]]).toEqual([200, "image/jpeg"]);
		expect(headers["cache-control"]).toContain("immutable");
		await site.publish(live, {
			...{ type: "post.update", postId: post, significant: false },
			patch: { headline: "The bridge is open" },
		});
		const now = await imageAt(`/live/storm/post/${post}`);
		const moved = await site.get(path);
		expect([moved.status, moved.headers.location]).toEqual([302, now]);
	});

	it("writes Latin, Cyrillic and Arabic with our own letters, and cuts the picture in each form", async () => {
		const picture = await sharp({ create: { width: 400, height: 300, channels: 3, background: "#a0b0c0" } })
			.jpeg()
			.toBuffer();
		const subject = {
			...{ storyId: "", postId: null, site: "Port News", live: true, picture: null },
			...{ headline: "Storm reaches the coast", language: "en" },
		};
		const light = async (image: Buffer) => {
			const { data } = await sharp(image).greyscale().raw().toBuffer({ resolveWithObject: true });
			return data.filter((value) => value > 200).length;
		};
		const counts = [];
		for (const [headline, language] of [
			["Storm", "en"],
			["Шторм", "uk"],
			["عاصفة", "ar"],
			["嵐", "ja"],
		] as const) {
			const image = await drawShare({ ...subject, site: "嵐", live: false, headline, language }, "card", null);
			counts.push(await light(image));
		}
		// Letters, not empty boxes: in a script that we have no letters for nothing is written.
		for (const count of counts.slice(0, 3)) expect(count).toBeGreaterThan(1_000);
		expect(counts[3]).toBe(0);
		for (const [form, size] of Object.entries(shareForms)) {
			const drawn = await drawShare(subject, form as keyof typeof shareForms, picture);
			expect(await sharp(drawn).metadata()).toMatchObject(size);
		}
	});
});
