import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AskApi, askApi } from "./harness/ask-api.ts";
import { findAccessProblems } from "./harness/axe.ts";
import { openBrowser, openPage, testChromium } from "./harness/browser.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

const paragraph = (word: string) =>
	`${word} was seen at the tide gate, and the harbour master wrote it down. `.repeat(9);
/** Long enough that a card shows its opening only. */
const long = (word: string) => ({
	format: "text",
	value: [1, 2, 3, 4, 5, 6, 7].map((count) => paragraph(`${word} ${count}`)).join("\n\n"),
});

describe.skipIf(testChromium === null)("the feed", () => {
	let instance: EmbeddedInstance;
	let browser: Browser;
	let api: AskApi;
	let live: { id: string; slug: string };
	let first: { id: string; slug: string };
	let second: { id: string; slug: string };

	beforeAll(async () => {
		[instance, browser] = await Promise.all([startEmbedded(), openBrowser()]);
		api = askApi(instance);
		await api("POST", "/sections", { slug: "harbour", name: "Harbour", description: "" });
		await api("POST", "/sections", { slug: "city", name: "City", description: "" });
		await api("POST", "/topics", { slug: "tides", name: "Tides", description: "" });
		await api("POST", "/authors", {
			...{ slug: "news-desk", name: "The Courier news desk", desk: true, role: "" },
			...{ bio: "We are the news team of the Courier.", contact: "desk@courier.example" },
		});
		await api("PATCH", "/site", {
			navigation: ["harbour", "city"],
			filters: { sections: ["harbour"], topics: ["tides"], keyDevelopments: true },
		});
		const form = new FormData();
		form.append("file", new Blob([readFileSync("client/static/icon-512.png")], { type: "image/png" }), "flag.png");
		for (const [name, value] of [
			...[["alt", "A flag among others"] as const, ["caption", "The flag in the gallery of flags."] as const],
			["credit", "M. Konstantin / Agency"] as const,
		])
			form.append(name, value);
		const picture = (await api("POST", "/media", form)).media ?? {};
		for (let number = 1; number <= 24; number += 1) {
			await api("POST", "/stories", {
				kind: "article",
				headline: `Older story ${number}`,
				section: "city",
				body: long("Rain"),
			});
		}
		live = (
			await api("POST", "/stories", { kind: "live", headline: "War latest", section: "harbour", topics: ["tides"] })
		).story;
		await api("POST", `/stories/${live.id}/start`, {}).catch(() => null);
		await api("POST", `/stories/${live.id}/posts`, { headline: "A first post", body: long("Fog") });
		const lines: string[] = [];
		for (const text of ["Ukraine destroys 83,000 targets", "The president shifts tone", "The army retook 115"]) {
			const made = await api("POST", `/stories/${live.id}/key-developments`, { text });
			lines.push((made.keyDevelopment ?? made.key_development ?? made).id);
		}
		const { date } = await today();
		await api("PUT", `/digests/${date}`, { lines });
		second = (
			await api("POST", "/stories", {
				kind: "article",
				headline: "The second story",
				section: "city",
				body: long("Wind"),
			})
		).story;
		first = (
			await api("POST", "/stories", {
				...{ kind: "article", headline: "Lawmaker blames neighbour for attack", standfirst: "An inquiry has ended." },
				...{ section: "harbour", topics: ["tides"], authors: ["news-desk"], related: [live.id], lead: picture.id },
				body: long("Ice"),
			})
		).story;
		await api("PATCH", `/stories/${first.id}`, {
			headline: "Lawmaker blames neighbour for cyberattack",
			significant: true,
		});
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
	});

	/** The day in the site's zone, as the digest of it is addressed. */
	async function today(): Promise<{ date: string }> {
		const { timeZone } = await api("GET", "/site");
		return { date: new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date()) };
	}
	const open = async (page: Page, path: string) => {
		await page.goto(instance.url + path);
		await page.waitForSelector('[data-region="signal"][data-state="live"]');
	};

	it("has every element of the seed page, readable without JavaScript", async () => {
		const { page, problems } = await openPage(browser, { javaScript: false });
		await page.goto(instance.url);
		const has = (selector: string, text?: string) =>
			page
				.locator(selector, text === undefined ? {} : { hasText: text })
				.first()
				.waitFor({ timeout: 5_000 });
		// The News Feed label, and with the first story: headline, reading time, picture, caption, credit, whole body.
		await has("h1", "News Feed");
		const card = `[data-card="${first.id}"]`;
		expect(await page.locator("[data-card]").first().getAttribute("data-card")).toBe(first.id);
		await has(`${card} h2 a`, "Lawmaker blames neighbour for cyberattack");
		await has(`${card} .meta`, "min read");
		await has(`${card} figure img[alt="A flag among others"]`);
		await has(`${card} figcaption`, "The flag in the gallery of flags.");
		await has(`${card} figcaption .credit`, "M. Konstantin / Agency");
		await has(`${card} .prose`, "Ice 7 was seen");
		expect(await page.locator(`${card} [data-action="open"]`).count()).toBe(0);
		// The "Updated:" stamp.
		await has(`${card} .meta .updated time[datetime]`);
		// The related-story card, whose standfirst is its key developments.
		await has(`${card} .related h3 a`, "War latest");
		await has(`${card} .related .developments-title`, "Key developments on");
		await has(`${card} .related li`, "Ukraine destroys 83,000 targets");
		// The author box: avatar, name, bio, contact, Read more.
		await has(`${card} .author .avatar`);
		await has(`${card} .author h3`, "The Courier news desk");
		await has(`${card} .author`, "We are the news team of the Courier.");
		await has(`${card} .author a[href="mailto:desk@courier.example"]`);
		await has(`${card} .author a[href="/author/news-desk"]`, "Read more");
		// The next story under it by its opening and Show More, the digest card, Show More for older stories.
		const next = `[data-card="${second.id}"]`;
		await has(`${next} .prose`, "Wind 1 was seen");
		expect(await page.locator(`${next} .prose`).textContent()).not.toContain("Wind 7");
		await has(`${next} a[href="/story/${second.slug}"]`, "Show More");
		await has(".digest", "Key developments on");
		await has(`.live-now [data-live="${live.id}"]`);
		await page.locator(".show-more a").click();
		await page.waitForURL(/\?before=/);
		await has("[data-card] h2", "Older story 1");
		expect(problems).toEqual([]);
	});

	it("opens stories and older ones in place, and the address goes with it", async () => {
		const { page, problems } = await openPage(browser);
		await open(page, "/");
		await page.locator(`[data-card="${second.id}"] [data-action="open"]`).click();
		await page.locator(`[data-card="${second.id}"] .prose`, { hasText: "Wind 7" }).waitFor();
		await page.waitForURL(`**/story/${second.slug}`);
		await page.locator("[data-action='show-more']").click();
		await page.waitForURL(/\/\?before=/);
		await page.locator("[data-card] h2", { hasText: "Older story 1" }).first().waitFor();
		expect(await page.locator(`[data-card="${first.id}"]`).count()).toBe(1);
		expect(problems).toEqual([]);
	});

	it("is narrowed to a topic and to key developments, and what comes in respects it", async () => {
		const { page, problems } = await openPage(browser);
		await open(page, "/");
		await page.locator(".filters a", { hasText: "Tides" }).click();
		await page.waitForURL(/\/\?topic=tides$/);
		await page.waitForSelector('[data-region="signal"][data-state="live"]');
		expect(await page.locator("[data-card]").count()).toBe(2);
		await page.locator(".filters a", { hasText: "Key developments only" }).click();
		await page.waitForURL(/\/\?topic=tides&only=key$/);
		await page.waitForSelector('[data-region="signal"][data-state="live"]');
		expect(
			await page.locator("[data-card]").evaluateAll((all) => all.map((one) => one.getAttribute("data-card"))),
		).toEqual([live.id]);
		// One without key developments stays away; with the first it comes in. The one that follows shows that both arrived.
		const plain = { kind: "article", topics: ["tides"], body: long("Hail") };
		const quiet = (await api("POST", "/stories", { ...plain, headline: "Without developments" })).story;
		const loud = (await api("POST", "/stories", { ...plain, headline: "With developments" })).story;
		await api("POST", `/stories/${loud.id}/key-developments`, { text: "Hail has fallen" });
		await page.locator(`[data-card="${loud.id}"]`).waitFor();
		expect(await page.locator(`[data-card="${quiet.id}"]`).count()).toBe(0);
		expect(await findAccessProblems(page)).toEqual([]);
		expect(problems).toEqual([]);
	});

	it("tells who comes back what has come, and leads to the first of it", async () => {
		const { page, problems } = await openPage(browser);
		await open(page, "/");
		const newest = await page.locator("[data-card]").first().getAttribute("data-card");
		await page.goto(`${instance.url}/about`);
		await page.evaluate(() => {
			const visits = JSON.parse(localStorage.getItem("dateline-visits") ?? "{}");
			visits["/"].left -= 3_600_000;
			localStorage.setItem("dateline-visits", JSON.stringify(visits));
		});
		const made: string[] = [];
		for (const headline of ["Came first", "Came second"]) {
			made.push(
				(await api("POST", "/stories", { kind: "article", headline, section: "city", body: long("Snow") })).story.id,
			);
		}
		await api("POST", `/stories/${made[1]}/key-developments`, { text: "Snow has fallen" });
		await open(page, "/");
		const line = page.locator("[data-region='since']");
		await line.getByText("Since your last visit: 1 key development, 2 updates").waitFor();
		await line.getByRole("link").click();
		expect(await page.evaluate(() => document.activeElement?.getAttribute("data-region"))).toBe("seen");
		// It stands under the first of them, and over what had been the newest.
		const after = await page.evaluate(() => {
			const seen = document.querySelector("[data-region='seen']");
			const cards = [...document.querySelectorAll("[data-card]")];
			const under = cards.filter(
				(card) => seen && seen.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_PRECEDING,
			);
			return [under.at(-1), cards[under.length]].map((card) => card?.getAttribute("data-card"));
		});
		expect(after).toEqual([made[0], newest]);
		// At the next page of the same visit nothing is said.
		await page.goto(`${instance.url}/about`);
		await open(page, "/");
		expect(await line.isVisible()).toBe(false);
		expect(problems).toEqual([]);
	});

	it("says what is live on every page", async () => {
		const { page } = await openPage(browser, { javaScript: false });
		const { date } = await today();
		for (const path of [
			`/story/${first.slug}`,
			`/section/city`,
			"/topic/tides",
			`/digest/${date}`,
			"/about",
			"/nothing",
		]) {
			await page.goto(instance.url + path);
			expect(await page.locator(`.live-now [data-live="${live.id}"] a`).count(), path).toBe(1);
		}
		// With its newest post, where the page holds its card; a section's front has what is live in the section.
		await page.goto(instance.url);
		expect(await page.locator(`.live-now [data-live="${live.id}"]`).innerText()).toContain("A first post");
		await page.goto(`${instance.url}/section/harbour`);
		expect(await page.locator(".live-now h2").innerText()).toBe("Live in Harbour");
		expect(await page.locator(".head-topics a").allInnerTexts()).toEqual(["Tides"]);
		expect(await page.locator(".story-lead .latest").innerText()).toContain("A first post");
	});
});
