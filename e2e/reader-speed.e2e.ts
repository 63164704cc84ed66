import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findReaderPages } from "../scripts/reader-pages/find-reader-pages.mjs";
import { readByReadability } from "../scripts/reader-pages/read-by-readability.mjs";
import { openBrowser, openPage, testChromium } from "./harness/browser.ts";
import { eventually } from "./harness/eventually.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

/** As the developer tools of Chromium have it: bytes per second, milliseconds. */
const slow3G = { offline: false, latency: 2_000, downloadThroughput: 50_000, uploadThroughput: 50_000 };

/**
 * What may move in all, as the Layout Instability API counts it (0.1 is called good): a time that becomes shorter beside
 * its neighbours. A picture, an embed or a post without its room is far more; a font that is late waits for the next page.
 */
const timesMove = 0.005;

/** What waits until it is opened. */
function createGate(): { opened: Promise<void>; open(): void } {
	let open = () => {};
	const opened = new Promise<void>((resolve) => {
		open = resolve;
	});
	return { opened, open };
}

describe.skipIf(testChromium === null)("a reader's page is there at once", () => {
	let instance: EmbeddedInstance;
	let browser: Browser;
	let pages: Record<string, string>;
	beforeAll(async () => {
		[instance, browser] = await Promise.all([startEmbedded({ settings: { DATELINE_SAMPLE: "full" } }), openBrowser()]);
		pages = await findReaderPages(browser, instance.url);
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
	});

	async function send(method: string, path: string, body: unknown) {
		const answer = await fetch(`${instance.url}/api/v1${path}`, {
			method,
			headers: { authorization: `Bearer ${instance.token}`, "content-type": "application/json" },
			body: JSON.stringify(body),
		});
		expect(answer.status, path).toBeLessThan(300);
		// biome-ignore lint/suspicious/noExplicitAny: answers of several shapes are looked into
		return (await answer.json()) as any;
	}
	const address = (name: string) => instance.url + (pages[name] ?? "/never");

	/** How far things moved since the page began, as the browser saw it: nothing is forgiven for following a click. */
	async function watchShifts(page: Page): Promise<() => Promise<number[]>> {
		await page.addInitScript(() => {
			const moved: number[] = [];
			Object.assign(window, { moved });
			new PerformanceObserver((list) => {
				for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) moved.push(entry.value);
			}).observe({ type: "layout-shift", buffered: true });
		});
		return () =>
			page.evaluate(
				() =>
					new Promise<number[]>((resolve) => {
						requestAnimationFrame(() =>
							requestAnimationFrame(() => resolve((window as unknown as { moved: number[] }).moved)),
						);
					}),
			);
	}
	const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

	it("on slow 3G from the first response and its style sheet alone, and keeps its form when the rest comes", async () => {
		const { page, context, problems } = await openPage(browser);
		const shifts = await watchShifts(page);
		const session = await context.newCDPSession(page);
		await session.send("Network.enable");
		await session.send("Network.emulateNetworkConditions", slow3G);
		const held: string[] = [];
		const [rest, fonts] = [createGate(), createGate()];
		await page.route("**/*", async (route) => {
			const type = route.request().resourceType();
			if (["script", "font", "image"].includes(type)) {
				held.push(type);
				await (type === "font" ? fonts : rest).opened;
			}
			await route.continue();
		});
		await page.goto(address("story"), { waitUntil: "commit" });
		await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
		const text = await page.locator("article.story-page .prose").innerText();
		expect(text.length).toBeGreaterThan(500);
		expect(new Set(held)).toEqual(new Set(["script", "font", "image"]));
		await session.send("Network.emulateNetworkConditions", { ...slow3G, latency: 0, downloadThroughput: -1 });
		// Fonts last: what is late then must not be swapped in under the eyes of who reads.
		rest.open();
		await page.waitForSelector("dateline-theme button:not([hidden])");
		fonts.open();
		await page.evaluate(() => document.fonts.ready);
		expect(sumOf(await shifts())).toBe(0);
		expect(problems).toEqual([]);
		await context.close();
	});

	it("and keeps its place for pictures, embeds and updates", async () => {
		const { story } = await send("POST", "/stories", {
			kind: "live",
			status: "published",
			headline: "What must not move",
		});
		const sentence = "The tide gate was closed at noon, and the water stood as still as in a bath. ";
		const embed = '<iframe src="https://video.example/watch/1" title="The gate closes"></iframe>';
		for (let number = 1; number <= 8; number += 1) {
			const value = `<p>${sentence.repeat(4)}</p>${number === 6 ? embed : ""}`;
			await send("POST", `/stories/${story.id}/posts`, { headline: `Post ${number}`, body: { format: "html", value } });
		}
		const { page, context } = await openPage(browser);
		await page.route("https://video.example/**", (route) =>
			route.fulfill({ contentType: "text/html", body: "<p>Playing" }),
		);
		const shifts = await watchShifts(page);
		await page.goto(`${instance.url}/live/${story.slug}`);
		await page.waitForSelector('[data-region="signal"][data-state="live"]');
		// Somebody reads the third post: what comes waits.
		await page.evaluate(() => document.querySelectorAll("[data-post]")[2]?.scrollIntoView());
		const { post } = await send("POST", `/stories/${story.id}/posts`, {
			headline: "Post 9",
			body: { format: "text", value: sentence.repeat(3) },
		});
		await page.waitForFunction(() => document.querySelector(".updates")?.textContent?.includes("1"));
		await send("PATCH", `/stories/${story.id}/posts/${post.id}`, { headline: "Post nine", significant: false });
		await send("POST", `/stories/${story.id}/key-developments`, { text: "The tide gate is closed" });
		await page.waitForFunction(() => document.body.textContent?.includes("The tide gate is closed"));
		await page.locator("dateline-embed").scrollIntoViewIfNeeded();
		await page.locator("dateline-embed button").click();
		await page.waitForSelector("dateline-embed iframe");
		expect(sumOf(await shifts())).toBeLessThan(timesMove);
		await context.close();
	});

	it("fetches the page of a link that is pointed at, runs nothing of it, and counts it when it is seen", async () => {
		const { page, context, problems } = await openPage(browser);
		const fetched: string[] = [];
		const counted: string[] = [];
		context.on("request", (request) => {
			if (request.headers()["sec-purpose"]?.startsWith("prefetch")) fetched.push(new URL(request.url()).pathname);
			if (request.url().endsWith("/counts")) counted.push(request.postData() ?? "");
		});
		const rules = await fetch(`${instance.url}/speculation-rules.json`);
		expect(rules.headers.get("content-type")).toBe("application/speculationrules+json");
		const saving = await fetch(`${instance.url}/speculation-rules.json`, { headers: { "save-data": "on" } });
		expect(await saving.json()).toEqual({});
		const answer = await page.goto(instance.url);
		expect(answer?.headers()["speculation-rules"]).toBe('"/speculation-rules.json"');
		const link = page.locator(`a[href="${pages["section"]}"]`).first();
		await eventually("the page is fetched", async () => {
			await page.mouse.move(1, 1);
			await link.hover();
			await page.waitForTimeout(500);
			return fetched.includes(pages["section"] ?? "");
		});
		expect(counted).toEqual([]);
		expect(problems).toEqual([]);
		await context.close();
	});

	it("is not counted as opened while it is hidden", async () => {
		const { page, context } = await openPage(browser);
		const counted: string[] = [];
		await page.route("**/api/v1/counts", (route) => {
			counted.push(route.request().postData() ?? "");
			return route.fulfill({ status: 204 });
		});
		await page.addInitScript(() => {
			let state = "hidden";
			Object.defineProperty(document, "visibilityState", { get: () => state });
			addEventListener("seen-at-last", () => {
				state = "visible";
				document.dispatchEvent(new Event("visibilitychange"));
			});
		});
		await page.goto(address("story"));
		await page.waitForSelector("dateline-theme button:not([hidden])");
		await page.waitForLoadState("networkidle");
		expect(counted).toEqual([]);
		await page.evaluate(() => dispatchEvent(new Event("seen-at-last")));
		await eventually("it is counted", async () => counted.some((count) => count.includes('"opened"')));
		await context.close();
	});

	it("is read whole by a browser's reader mode, without JavaScript", async () => {
		const blank = await browser.newPage();
		for (const name of ["story", "live", "digest", "feed"]) {
			const html = await (await fetch(address(name))).text();
			const article = await readByReadability(blank, html, address(name));
			const read = (article?.text ?? "").replace(/\s+/g, " ");
			const pieces = await textsOf(blank, html);
			expect(pieces.length, name).toBeGreaterThan(3);
			expect(
				pieces.filter((piece) => !read.includes(piece)),
				name,
			).toEqual([]);
		}
		await blank.close();
	});

	/** Paragraphs, lines and headlines of what a page tells, without its navigation and what stands beside. */
	function textsOf(page: Page, html: string): Promise<string[]> {
		return page.evaluate((text) => {
			const document = new DOMParser().parseFromString(text, "text/html");
			const selector =
				"#main .prose > p, #main .prose li, #main .prose h2, #main article.post .post-headline, #main article .standfirst";
			return [...document.querySelectorAll(selector)]
				.filter((element) => !element.closest(".related, .next, nav, aside"))
				.map((element) => (element.textContent ?? "").replace(/\s+/g, " ").trim())
				.filter((piece) => piece !== "");
		}, html);
	}
});
