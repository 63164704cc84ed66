import { readFileSync, writeFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AskApi, askApi } from "./harness/ask-api.ts";
import { openBrowser, openPage, testChromium } from "./harness/browser.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

const paragraph = "The tide gate was closed at noon, and the water in the old harbour stood as still as in a bath. ";
/** Each build has a name that is made of this file's text. */
const manifest = "client/build/manifest.json";

/**
 * Several pages stand open at once, each for one of the things that happen to a connection. It runs alone (scripts/test.mjs):
 * it stands in for a deploy, by another manifest of the client in the build folder that all instances share.
 */
describe.skipIf(testChromium === null)("what a page says of its connection is true", () => {
	let instance: EmbeddedInstance;
	let browser: Browser;
	let api: AskApi;
	let story: { id: string; slug: string };
	let number = 0;
	const built = readFileSync(manifest, "utf8");

	beforeAll(async () => {
		[instance, browser] = await Promise.all([startEmbedded(), openBrowser()]);
		api = askApi(instance);
		story = (await api("POST", "/stories", { kind: "live", headline: "Storm over the harbour" })).story;
		for (let count = 0; count < 8; count += 1) await publish();
	});
	afterAll(async () => {
		writeFileSync(manifest, built);
		await browser?.close();
		await instance?.dispose();
	});

	async function publish(): Promise<string> {
		number += 1;
		const body = { headline: `Post ${number}`, body: { format: "text", value: paragraph.repeat(5) } };
		return (await api("POST", `/stories/${story.id}/posts`, body)).post.id;
	}

	/** A page of the story; it is marked, so that a reload would be noticed. */
	async function open(prepare?: (page: Page) => Promise<unknown>) {
		const watched = await openPage(browser);
		await prepare?.(watched.page);
		await watched.page.goto(`${instance.url}/live/${story.slug}`);
		await says(watched.page, "live");
		await watched.page.evaluate(() => Object.assign(window, { isMarked: true }));
		return watched;
	}

	const says = (page: Page, state: string) =>
		page.waitForSelector(`[data-region="signal"][data-state="${state}"]`, { timeout: 40_000 });
	const shows = (page: Page, headline: string) =>
		page.locator("article.post", { hasText: headline }).first().waitFor({ timeout: 40_000 });
	const isTheSame = (page: Page) => page.evaluate(() => (window as unknown as { isMarked?: true }).isMarked === true);
	const lastUpdate = (page: Page) => page.locator('[data-region="signal"] time').getAttribute("datetime");

	it("while it is offline, frozen out, or given a whole state again; and nothing moves", async () => {
		const asleep = await open((page) => page.clock.install());
		const offline = await open();
		let cut: (() => void) | undefined;
		let isForgotten = false;
		const old = await open((page) =>
			page.routeWebSocket(/socket\.io/, (socket) => {
				const server = socket.connectToServer();
				cut = () => {
					void server.close();
					void socket.close();
				};
				// A cursor that the server can't go on from: what it answers is a whole state.
				socket.onMessage((message) => {
					const asked = String(message);
					server.send(isForgotten ? asked.replace(/"after":\{"epoch":"[^"]*"/, '"after":{"epoch":"forgotten"') : asked);
				});
			}),
		);
		const updated = await lastUpdate(offline.page);
		await offline.context.setOffline(true);
		const signal = await says(offline.page, "offline");
		expect(await signal.innerText()).toMatch(/^Offline\s*last update \d/);
		expect(await lastUpdate(offline.page)).toBe(updated);
		await offline.page.locator('[data-region="signal"] button', { hasText: "Try again" }).waitFor();

		// Who reads further down, and is given a whole state, is where they were.
		const reading = old.page.locator("article.post", { hasText: "Post 4" });
		await reading.evaluate((post) => window.scrollTo(0, post.getBoundingClientRect().top + scrollY - 150));
		expect(await topOf(reading)).toBe(150);
		isForgotten = true;
		cut?.();
		const last = await publish();
		await publish();
		await api("PATCH", `/stories/${story.id}/posts/${last}`, { headline: "Post 9, and what came of it" });
		await old.page.waitForFunction(() => document.title.startsWith("(2) "), undefined, { timeout: 40_000 });
		await says(old.page, "live");
		expect(await topOf(reading)).toBe(150);
		await old.page.click('[data-action="show-updates"]');
		await shows(old.page, "Post 9, and what came of it");

		await offline.context.setOffline(false);
		await says(offline.page, "live");
		await shows(offline.page, "Post 10");
		expect((await lastUpdate(offline.page)) ?? "").toMatch(/^\d{4}/);
		expect(await lastUpdate(offline.page)).not.toBe(updated);

		// A server that hangs keeps its connections: only the pulse is missing. A page that slept is no wiser.
		await shows(asleep.page, "Post 10");
		await asleep.page.clock.fastForward(20_000);
		await says(asleep.page, "live");
		instance.process().signal("SIGSTOP");
		await asleep.page.clock.fastForward(40_000);
		await says(asleep.page, "reconnecting");
		instance.process().signal("SIGCONT");
		await publish();
		await asleep.page.clock.fastForward(6_000);
		await says(asleep.page, "live");
		await shows(asleep.page, "Post 11");
		for (const { page, problems } of [asleep, offline, old]) {
			expect(await isTheSame(page)).toBe(true);
			expect(problems.filter((problem) => !/ERR_INTERNET_DISCONNECTED|WebSocket|fetch/.test(problem))).toEqual([]);
		}
		await Promise.all([asleep, offline, old].map(({ context }) => context.close()));
	});

	it("while the server is restarted as another version, without service worker", async () => {
		const { page, context } = await open();
		await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
		await page.waitForFunction(async (path) => (await caches.match(path)) !== undefined, `/live/${story.slug}`);
		await page.evaluate(() => window.scrollTo(0, 900));
		const updated = await lastUpdate(page);
		await instance.process().stop();
		await says(page, "reconnecting");
		expect(await lastUpdate(page)).toBe(updated);
		writeFileSync(manifest, `${built}\n`);
		await instance.start({ SERVICE_WORKER: "off" });
		await publish();
		await page.waitForFunction(() => document.title.startsWith("(1) "), undefined, { timeout: 40_000 });
		await says(page, "live");
		// It has caught up without a reload, and offers one.
		const line = page.locator('[data-region="notice"]', { hasText: "has a new version" });
		await line.waitFor({ timeout: 40_000 });
		expect(await isTheSame(page)).toBe(true);
		const place = await page.evaluate(() => scrollY);
		expect(place).toBeGreaterThan(600);
		await line.getByRole("button", { name: "Reload now" }).click();
		await page.waitForFunction(() => !("isMarked" in window));
		await says(page, "live");
		expect(await page.locator('[data-region="notice"]').count()).toBe(0);
		// The device forgets what it kept, and the pages go on without it.
		await page.waitForFunction(
			async () =>
				(await caches.keys()).every((name) => !name.startsWith("dateline-")) &&
				(await navigator.serviceWorker.getRegistrations()).length === 0,
			undefined,
			{ timeout: 30_000 },
		);
		await page.reload();
		await says(page, "live");
		expect(await page.evaluate(() => document.documentElement.dataset["worker"] ?? null)).toBe(null);
		await context.close();
	});
});

const topOf = (post: ReturnType<Page["locator"]>) =>
	post.evaluate((element) => Math.round(element.getBoundingClientRect().top));
