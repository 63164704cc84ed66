import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AskApi, askApi } from "./harness/ask-api.ts";
import { findAccessProblems } from "./harness/axe.ts";
import { openBrowser, openPage, testChromium } from "./harness/browser.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

const paragraph = "The tide gate was closed at noon, and the water in the old harbour stood as still as in a bath. ";
const text = (value: string) => ({ format: "markdown", value });

describe.skipIf(testChromium === null)("a live page", () => {
	let instance: EmbeddedInstance;
	let browser: Browser;
	let api: AskApi;
	let story: { id: string; slug: string };
	const posts: string[] = [];

	beforeAll(async () => {
		[instance, browser] = await Promise.all([startEmbedded(), openBrowser()]);
		api = askApi(instance);
		story = (await api("POST", "/stories", { kind: "live", headline: "Storm over the harbour" })).story;
		for (let number = 1; number <= 45; number += 1) {
			const made = await publish(`Post ${number}`, paragraph.repeat(2), { key: number % 15 === 1 });
			posts.push(made);
		}
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
	});

	const publish = async (headline: string, value: string, more = {}): Promise<string> =>
		(await api("POST", `/stories/${story.id}/posts`, { headline, body: text(value), ...more })).post.id;
	const path = () => `${instance.url}/live/${story.slug}`;
	const open = async (page: Page, address = path()) => {
		await page.goto(address);
		await page.waitForSelector('[data-region="signal"][data-state="live"]');
	};

	it("folds a pinned post that does not fit, whatever its length, without moving anything", async () => {
		// Few letters and many lines; many letters, most of them in an address; and one that fits just so.
		const tall = await publish("Tall", "a\n\n".repeat(30), { pinned: 0 });
		const low = await publish("Low", `[Where to sleep](https://courier.example/${"x".repeat(900)})`, { pinned: 1 });
		await publish("The newest", paragraph);
		const { page, problems } = await openPage(browser);
		await page.addInitScript(() => {
			const moved: string[] = [];
			Object.assign(window, { moved });
			new PerformanceObserver((list) => {
				for (const entry of list.getEntries() as (PerformanceEntry & {
					hadRecentInput: boolean;
					sources?: { node: Node | null }[];
				})[])
					for (const { node } of entry.hadRecentInput ? [] : (entry.sources ?? [])) {
						const element = node instanceof Element ? node : node?.parentElement;
						// Times write themselves; of the rest of the column, nothing may move.
						if (element?.closest(".live-main, .live-stream") && !element.closest("dateline-time"))
							moved.push(element.outerHTML.slice(0, 160));
					}
			}).observe({ type: "layout-shift", buffered: true });
		});
		await open(page);
		const pin = (id: string) => page.locator(`[data-pinned="${id}"]`);
		const button = pin(tall).getByRole("button", { name: "Show more" });
		await button.waitFor();
		const heightOf = async (id: string) => (await pin(id).locator(".pinned-fold").boundingBox())?.height ?? 0;
		const folded = await heightOf(tall);
		expect(folded).toBeLessThan(230);
		expect(await pin(low).getByRole("button").count()).toBe(0);
		expect(await heightOf(low)).toBeLessThan(80);
		await button.click();
		expect(await heightOf(tall)).toBeGreaterThan(folded * 3);
		expect(await pin(tall).getByRole("button", { name: "Show less" }).getAttribute("aria-expanded")).toBe("true");
		await pin(tall).getByRole("button").click();
		expect(await heightOf(tall)).toBe(folded);
		expect(await page.evaluate(() => (window as unknown as { moved: string[] }).moved)).toEqual([]);
		// When the newest is pinned, it stands open.
		const newest = await publish("Newest and pinned", "b\n\n".repeat(30), { pinned: 2 });
		await pin(newest).waitFor();
		expect(await heightOf(newest)).toBeGreaterThan(folded * 3);
		expect(problems).toEqual([]);

		const plain = await openPage(browser, { javaScript: false });
		await plain.page.goto(path());
		expect((await plain.page.locator(`[data-pinned="${tall}"] .pinned-fold`).boundingBox())?.height).toBeGreaterThan(
			700,
		);
		expect(await plain.page.locator(".pinned-toggle").first().isVisible()).toBe(false);
		await plain.context.close();
	});

	it("says that a post was withdrawn, and why when the editor tells it", async () => {
		const wrong = await publish("A landslip on the valley road", paragraph);
		const secret = await publish("A name that should not be here", paragraph);
		const { page, problems } = await openPage(browser);
		await open(page);
		await page.locator(`[data-post="${wrong}"]`).waitFor();
		const reason = "The police say that there was none; we should have waited for them.";
		await api("POST", `/stories/${story.id}/posts/${wrong}/withdraw`, { reason, reasonShown: true });
		await api("POST", `/stories/${story.id}/posts/${secret}/withdraw`, { reason: "Legal, see the letter" });
		const stone = page.locator(`[data-post="${wrong}"] .tombstone`);
		await stone.getByText(reason).waitFor();
		await page.locator(`[data-post="${secret}"] .tombstone`).waitFor();
		expect(await page.locator(`[data-post="${secret}"]`).innerText()).not.toContain("letter");
		const gone = await page.goto(`${path()}/post/${wrong}`);
		expect(gone?.status()).toBe(410);
		expect(await page.locator("main").innerText()).toContain(reason);
		expect(await page.locator(".message-code time, .message-way time").count()).toBe(2);
		expect((await page.goto(`${path()}/post/${secret}`))?.status()).toBe(410);
		expect(await page.locator("main").innerText()).not.toContain("letter");
		// Nobody else is told either.
		const updates = await (await fetch(`${instance.url}/api/v1/updates?channels=story:${story.id}&after=x:1`)).text();
		expect(updates).not.toContain("letter");
		await api("POST", `/stories/${story.id}/posts/${wrong}/restore`, {});
		expect((await page.goto(`${path()}/post/${wrong}`))?.status()).toBe(200);
		expect(problems.filter((problem) => !problem.includes("410"))).toEqual([]);
	});

	it("leads from its timeline to posts on any page, and by old addresses to where they are now", async () => {
		const { page, problems } = await openPage(browser);
		await open(page);
		const first = posts[0] ?? "";
		await page.locator(`[data-key-event="${first}"] a`).click();
		await page.waitForURL(`**/post/${first}`);
		const post = page.locator(`article[data-post="${first}"]`);
		expect(await post.getAttribute("data-addressed")).toBe("");
		const box = await post.boundingBox();
		expect(box?.y).toBeGreaterThanOrEqual(0);
		expect(box?.y).toBeLessThan(700);
		expect(await page.locator(".frozen").innerText()).toMatch(/You are reading .*\d\d:\d\d – .*\d\d:\d\d\./);
		expect(await page.locator('meta[property="og:url"]').getAttribute("content")).toContain(`/post/${first}`);
		const old = story.slug;
		await api("PATCH", `/stories/${story.id}`, { slug: "storm-renamed", significant: false });
		story = { ...story, slug: "storm-renamed" };
		const moved = await fetch(`${instance.url}/live/${old}/post/${first}`, { redirect: "manual" });
		expect([moved.status, moved.headers.get("location")]).toEqual([301, `/live/storm-renamed/post/${first}`]);
		expect(problems).toEqual([]);
	});

	it("becomes a briefing when its editor says so, on open pages too", async () => {
		const { page, problems } = await openPage(browser);
		await open(page);
		await page.evaluate(() => Object.assign(window, { isMarked: true }));
		expect(await page.locator(".briefing").count()).toBe(0);
		await api("PATCH", `/stories/${story.id}`, { layout: "briefing", significant: false });
		const index = page.locator(".briefing a");
		await index.first().waitFor();
		const headlines = await page.locator("[data-post] .post-headline").allInnerTexts();
		const lines = await page
			.locator(".briefing a")
			.evaluateAll((all) => all.map((one) => one.childNodes[1]?.textContent?.trim()));
		expect(lines.filter(Boolean)).toEqual(headlines.slice(0, lines.length));
		await index.nth(5).click();
		const target = page.locator("[data-post]").nth(5);
		expect((await target.boundingBox())?.y).toBeLessThan(400);
		expect(await page.evaluate(() => "isMarked" in window)).toBe(true);
		expect(await findAccessProblems(page, ["light"])).toEqual([]);
		expect(problems).toEqual([]);
	});
});
