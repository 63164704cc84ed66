import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, createApiClient } from "./harness/api-client.ts";
import { openBrowser, openPage, testChromium } from "./harness/browser.ts";
import { createLedger } from "./harness/ledger.ts";
import { sendWell } from "./harness/send-well.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

const paragraph = "The tide gate was closed at noon, and the water in the old harbour stood as still as in a bath. ";
const bodyOf = (times: number) => ({ format: "text", value: paragraph.repeat(times) });

describe.skipIf(testChromium === null)("nothing moves under a reader's eyes", () => {
	let instance: EmbeddedInstance;
	let browser: Browser;
	let client: ApiClient;
	beforeAll(async () => {
		[instance, browser] = await Promise.all([startEmbedded(), openBrowser()]);
		client = createApiClient({
			name: "position",
			pickServer: () => instance.url,
			token: instance.token,
			ledger: createLedger(),
		});
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
	});

	const send = (method: string, path: string, body?: unknown) => sendWell(client, method, path, body);
	const idOf = (body: Record<string, unknown>, name: string) => (body[name] as { id: string }).id;

	it("in a live story", async () => {
		const made = await send("POST", "/stories", {
			kind: "live",
			headline: "Storm over the old harbour",
			body: bodyOf(3),
		});
		const story = made["story"] as { id: string; slug: string };
		const posts: string[] = [];
		for (let number = 1; number <= 14; number += 1) {
			const body = { headline: `Post ${number}`, body: bodyOf(3 + (number % 3)) };
			posts.push(idOf(await send("POST", `/stories/${story.id}/posts`, body), "post"));
		}
		const { page, problems } = await openPage(browser);
		await page.goto(`${instance.url}/live/${story.slug}`);
		await page.waitForSelector('[data-region="signal"][data-state="live"]');
		const reading = `article.post[data-post="${posts[4]}"]`;
		await page.evaluate((selector) => {
			const article = document.querySelector(selector);
			window.scrollTo(0, (article?.getBoundingClientRect().top ?? 0) + window.scrollY - 200);
		}, reading);
		const before = await placesOf(page, posts.slice(4, 5));
		// There is something above it that could push it: nine posts.
		expect(before[posts[4] ?? ""]).toBe(200);
		expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(800);

		const path = `/stories/${story.id}`;
		const newest = `${path}/posts/${posts[13]}`;
		const above = `${path}/posts/${posts[11]}`;
		const changes: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
			[
				"three posts arrive on top",
				async () => {
					for (let number = 15; number <= 17; number += 1) {
						const body = { headline: `Post ${number}`, body: bodyOf(4) };
						posts.push(idOf(await send("POST", `${path}/posts`, body), "post"));
					}
				},
				() => page.waitForFunction(() => document.querySelector(".updates")?.textContent?.includes("3")),
			],
			[
				"a post above becomes longer",
				() => send("PATCH", newest, { body: bodyOf(30), significant: false }),
				() => bodyReaches(page, posts[13], 2_000),
			],
			[
				"a post above becomes shorter",
				() => send("PATCH", newest, { body: bodyOf(1), significant: false }),
				() => bodyStaysBelow(page, posts[13], 300),
			],
			[
				"a post above gets a correction",
				() => send("POST", `${path}/corrections`, { postId: posts[12], text: "It was the other gate." }),
				() => contains(page, "It was the other gate."),
			],
			["a post above is withdrawn", () => send("DELETE", above), () => isGone(page, posts[11])],
			["a post above is given back", () => send("POST", `${above}/restore`, {}), () => isBack(page, posts[11])],
			[
				"a post is pinned",
				() => send("PATCH", `${path}/posts/${posts[1]}`, { pinned: 0, significant: false }),
				() => page.waitForSelector(`[data-pinned="${posts[1]}"]`, { state: "attached" }),
			],
			[
				"key developments arrive",
				() => send("POST", `${path}/key-developments`, { text: "The tide gate is closed" }),
				() => contains(page, "The tide gate is closed"),
			],
			[
				"the story gets another headline and standfirst",
				() =>
					send("PATCH", path, {
						headline: "Storm over the harbour, old and new",
						standfirst: paragraph,
						significant: true,
					}),
				() => contains(page, "Storm over the harbour, old and new"),
			],
			[
				"the story gets a longer text",
				() => send("PATCH", path, { body: bodyOf(20) }),
				() => contains(page, paragraph.repeat(12).trim()),
			],
			[
				"the post that is read becomes longer",
				() => send("PATCH", `${path}/posts/${posts[4]}`, { headline: "Post 5, now known" }),
				() => contains(page, "Post 5, now known"),
			],
		];
		for (const [what, change, arrives] of changes) {
			await change();
			await arrives();
			await twoFrames(page);
			expect(await placesOf(page, posts.slice(4, 5)), what).toEqual(before);
		}

		expect(await page.title()).toMatch(/^\(3\) /);
		await page.click('[data-action="show-updates"]');
		await page.waitForSelector('[data-region="unread"]');
		const unread = await page.locator('[data-region="unread"]').boundingBox();
		expect(unread?.y).toBeGreaterThanOrEqual(0);
		expect(unread?.y).toBeLessThan(800);
		expect(await page.locator(`article.post[data-post="${posts[16]}"]`).count()).toBe(1);
		expect(await page.title()).not.toMatch(/^\(/);
		expect(problems).toEqual([]);
	});

	it("on the home page", async () => {
		const stories: string[] = [];
		for (let number = 1; number <= 12; number += 1) {
			const body = {
				kind: "article",
				headline: `Story ${number} of the harbour`,
				standfirst: paragraph,
				body: bodyOf(6),
			};
			stories.push(idOf(await send("POST", "/stories", body), "story"));
		}
		const { page, problems } = await openPage(browser);
		const loaded = page.waitForEvent("websocket");
		await page.goto(instance.url);
		await (await loaded).waitForEvent("framereceived");
		const reading = stories[5] ?? "";
		await page.waitForFunction(() => document.querySelectorAll("[data-card]").length >= 8);
		await page.evaluate((id) => {
			const card = document.querySelector(`[data-card="${id}"]`);
			window.scrollTo(0, (card?.getBoundingClientRect().top ?? 0) + window.scrollY - 200);
		}, reading);
		const before = await cardPlace(page, reading);
		expect(before).toBe(200);
		await send("POST", "/stories", {
			kind: "article",
			headline: "A story that is new",
			standfirst: paragraph,
			body: bodyOf(5),
		});
		await page.waitForSelector(".updates");
		await send("PATCH", `/stories/${stories[11]}`, { standfirst: paragraph.repeat(5), significant: false });
		await page.waitForFunction(
			([id, text]) => document.querySelector(`[data-card="${id}"]`)?.textContent?.includes(text),
			[stories[11] ?? "", paragraph.repeat(5).trim()] as const,
		);
		await twoFrames(page);
		expect(await cardPlace(page, reading)).toBe(before);
		await send("POST", `/stories/${stories[10]}/withdraw`, {});
		await page.waitForFunction(
			([id, text]) => !document.querySelector(`[data-card="${id}"]`)?.textContent?.includes(text),
			[stories[10] ?? "", paragraph.trim()] as const,
		);
		await twoFrames(page);
		expect(await cardPlace(page, reading)).toBe(before);
		expect(problems).toEqual([]);
	});
});

/** Where posts stand on the screen, in whole pixels from its top. */
function placesOf(page: Page, ids: readonly string[]): Promise<Record<string, number>> {
	return page.evaluate(
		(wanted) =>
			Object.fromEntries(
				wanted.map((id) => [
					id,
					Math.round(
						document.querySelector(`article.post[data-post="${id}"]`)?.getBoundingClientRect().top ?? Number.NaN,
					),
				]),
			),
		[...ids],
	);
}

function cardPlace(page: Page, id: string): Promise<number> {
	return page.evaluate(
		(wanted) =>
			Math.round(document.querySelector(`[data-card="${wanted}"]`)?.getBoundingClientRect().top ?? Number.NaN),
		id,
	);
}

function twoFrames(page: Page): Promise<void> {
	return page.evaluate(
		() => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
	);
}

const contains = (page: Page, text: string) =>
	page.waitForFunction((wanted) => document.querySelector("main")?.textContent?.includes(wanted), text);

const bodyReaches = (page: Page, id: string | undefined, length: number) =>
	page.waitForFunction(
		([key, least]) => (document.querySelector(`[data-body="post:${key}"]`)?.textContent?.length ?? 0) >= least,
		[id ?? "", length] as const,
	);

const bodyStaysBelow = (page: Page, id: string | undefined, length: number) =>
	page.waitForFunction(
		([key, most]) => (document.querySelector(`[data-body="post:${key}"]`)?.textContent?.length ?? most) < most,
		[id ?? "", length] as const,
	);

const isGone = (page: Page, id: string | undefined) =>
	page.waitForFunction((key) => document.querySelector(`[data-body="post:${key}"]`) === null, id ?? "");

const isBack = (page: Page, id: string | undefined) =>
	page.waitForFunction((key) => document.querySelector(`[data-body="post:${key}"]`) !== null, id ?? "");
