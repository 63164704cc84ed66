import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AskApi, askApi } from "./harness/ask-api.ts";
import { findAccessProblems } from "./harness/axe.ts";
import { openBrowser, openPage, testChromium } from "./harness/browser.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

const text = { format: "text", value: "The tide gate was closed at noon. ".repeat(30) };

describe.skipIf(testChromium === null)("a reader without a network", () => {
	let instance: EmbeddedInstance;
	let browser: Browser;
	let api: AskApi;
	const made: { id: string; slug: string }[] = [];
	let live: { id: string; slug: string };

	beforeAll(async () => {
		[instance, browser] = await Promise.all([startEmbedded(), openBrowser()]);
		api = askApi(instance);
		for (const headline of ["The first story", "The second story", "The third story"])
			made.push((await api("POST", "/stories", { kind: "article", headline, body: text })).story);
		live = (await api("POST", "/stories", { kind: "live", headline: "Storm over the harbour" })).story;
		for (let number = 1; number <= 4; number += 1) await post(number);
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
	});

	const post = (number: number) => api("POST", `/stories/${live.id}/posts`, { headline: `Post ${number}`, body: text });
	const pathOf = (index: number) => `/story/${made[index]?.slug}`;
	const open = (page: Page, path: string) => page.goto(instance.url + path);
	const isLive = (page: Page) => page.waitForSelector('[data-region="signal"][data-state="live"]');
	const worksHere = (page: Page) => page.waitForFunction(() => navigator.serviceWorker.controller !== null);
	/** Whether the device has a page. */
	const isKept = (page: Page, path: string) =>
		page.waitForFunction(async (address) => (await caches.match(address)) !== undefined, path);

	it("reads again what was read, is told as of when, and is brought up to date", async () => {
		const toWithdraw = (await api("POST", "/stories", { kind: "article", headline: "A story to withdraw", body: text }))
			.story;
		const gone = `/story/${toWithdraw.slug}`;
		const { page, problems } = await openPage(browser);
		await open(page, pathOf(0));
		await worksHere(page);
		// The page that was open when the worker came is kept, and the feed; then those that are opened.
		for (const path of [pathOf(0), "/"]) await isKept(page, path);
		for (const path of [pathOf(1), gone, `/live/${live.slug}`]) {
			await open(page, path);
			await isKept(page, path);
		}
		const manifest = await (await fetch(`${instance.url}/manifest.webmanifest`)).json();
		expect(manifest).toMatchObject({ id: "/", scope: "/", start_url: "/", display: "minimal-ui" });
		expect(manifest.icons.map(({ purpose }: { purpose: string }) => purpose)).toContain("maskable");
		// What is withdrawn is taken from the device at the next visit.
		await api("POST", `/stories/${toWithdraw.id}/withdraw`, {});
		expect((await open(page, gone))?.status()).toBe(410);
		await page.waitForFunction(async (address) => (await caches.match(address)) === undefined, gone);
		expect(problems.filter((problem) => !problem.includes("410"))).toEqual([]);

		await instance.kill();
		for (const path of [pathOf(0), pathOf(1), "/"]) {
			await open(page, path);
			await page.locator("[data-region='kept']", { hasText: "You are offline. This is the copy of" }).waitFor();
			expect(await page.locator("[data-region='kept'] time").getAttribute("datetime"), path).toMatch(/^\d{4}-/);
			await page.locator("main", { hasText: "The tide gate was closed" }).first().waitFor();
		}
		expect(await findAccessProblems(page, ["light"])).toEqual([]);
		await open(page, pathOf(2));
		await page.locator("h1", { hasText: "this page is not on your device" }).waitFor();
		for (const title of ["The first story", "The second story", "Storm over the harbour"]) {
			const row = page.locator("article.entry", { hasText: title });
			await row.locator(".updated", { hasText: "As of" }).waitFor();
		}
		expect(await page.locator("article.entry", { hasText: "A story to withdraw" }).count()).toBe(0);
		expect(await findAccessProblems(page)).toEqual([]);

		const copy = await page.context().newPage();
		await open(copy, `/live/${live.slug}`);
		await copy.locator("[data-region='kept']").waitFor();
		await instance.start();
		await post(5);
		// The page that was asked for opens by itself.
		await page
			.locator("[data-action='retry']")
			.click({ timeout: 2_000 })
			.catch(() => undefined);
		await page.locator("h1", { hasText: "The third story" }).waitFor();
		// It finds the server by itself sooner or later; the button is there until then.
		const again = copy.locator("[data-region='kept'] [data-action='retry']");
		await again.click({ timeout: 2_000 }).catch(() => undefined);
		await copy.locator("article.post", { hasText: "Post 5" }).waitFor();
		await copy.locator("[data-region='kept']", { hasText: "Online again." }).waitFor();
	});

	it("is told what came since the visit before, and where it begins", async () => {
		const { page, problems } = await openPage(browser);
		const path = `/live/${live.slug}`;
		await open(page, path);
		await isLive(page);
		await open(page, "/about");
		expect(await page.evaluate(() => localStorage.getItem("dateline-visits"))).toContain(path);
		await post(6);
		// Some minutes later nothing is said.
		await open(page, path);
		await isLive(page);
		expect(await page.locator("[data-region='since']").isVisible()).toBe(false);
		await open(page, "/about");
		await post(7);
		await api("POST", `/stories/${live.id}/key-developments`, { text: "The gate is open" });
		await page.evaluate((key) => {
			const visits = JSON.parse(localStorage.getItem("dateline-visits") ?? "{}");
			visits[key].left -= 3_600_000;
			localStorage.setItem("dateline-visits", JSON.stringify(visits));
		}, path);
		// What moves of the stream, in which the summary and the line stand.
		await page.addInitScript(() => {
			const moved: string[] = [];
			Object.assign(window, { moved });
			new PerformanceObserver((list) => {
				for (const entry of list.getEntries())
					for (const { node } of (entry as PerformanceEntry & { sources?: { node: Node | null }[] }).sources ?? []) {
						const element = node instanceof Element ? node : node?.parentElement;
						if (element?.closest(".live-stream")) moved.push(element?.outerHTML.slice(0, 120) ?? "?");
					}
			}).observe({ type: "layout-shift", buffered: true });
		});
		await open(page, path);
		const line = page.locator("[data-region='since']");
		await line.getByText("Since your last visit: 1 key development, 1 update").waitFor();
		await isLive(page);
		expect(await page.evaluate(() => (window as unknown as { moved: string[] }).moved)).toEqual([]);
		const read = page.locator("li", { has: page.locator("[data-region='seen']") });
		expect(await read.textContent()).toContain("Post 7");
		await line.getByRole("link").click();
		expect(await page.evaluate(() => document.activeElement?.getAttribute("data-region"))).toBe("seen");
		expect(await findAccessProblems(page, ["light"])).toEqual([]);
		// At the next page of the same visit the summary has gone.
		await open(page, "/about");
		await open(page, path);
		await isLive(page);
		expect(await line.isVisible()).toBe(false);
		expect(problems).toEqual([]);
	});
});
