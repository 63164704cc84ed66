import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, createApiClient } from "./harness/api-client.ts";
import { openBrowser, openPage, testChromium } from "./harness/browser.ts";
import { createLedger } from "./harness/ledger.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";
import { type HandedInStory, handInPost, handInStory } from "./replay/hand-in-story.ts";
import { readLighthouse } from "./replay/read-lighthouse.ts";
import { readMars } from "./replay/read-mars.ts";
import { type ReplayPost, type ReplayStory, wordsOfInput } from "./replay/replay-story.ts";

interface Shown {
	headline: string;
	words: string[];
}

describe.skipIf(testChromium === null)("a live story is replayed and read back, post by post", { retry: 0 }, () => {
	let instance: EmbeddedInstance;
	let browser: Browser;
	let client: ApiClient;
	beforeAll(async () => {
		[instance, browser] = await Promise.all([startEmbedded(), openBrowser()]);
		client = createApiClient({
			name: "replay",
			pickServer: () => instance.url,
			token: instance.token,
			ledger: createLedger(),
		});
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
	});

	it("our own: Kestrel Light", () => replay(readLighthouse()));

	const mars = readMars();
	it.skipIf(mars === null)("the real one beside the repository", () => (mars ? replay(mars) : undefined));

	async function replay(story: ReplayStory): Promise<void> {
		const handedIn = await handInStory({ client, url: instance.url, token: instance.token }, story);
		const address = `${instance.url}/live/${handedIn.slug}`;
		const live = await openPage(browser);
		await live.page.goto(address);
		await live.page.waitForSelector('[data-region="signal"][data-state="live"]');

		const posts = new Map<string, ReplayPost>();
		for (const post of story.posts) {
			const id = await handInPost(client, handedIn, post);
			posts.set(id, post);
			// The reader looks at the top of the page: it appears by itself, without a reload.
			await live.page.waitForSelector(articleOf(id));
			expectShown(await readPost(live.page, id), post, `${post.headline || id} as it came in`);
		}
		await changeAfterwards(handedIn, posts, live.page);

		const plain = await openPage(browser, { javaScript: false });
		const withoutScript = await readAllPages(plain.page, address);
		const standing = [...posts].filter(([, post]) => !post.withdraw);
		expect([...withoutScript.keys()]).toEqual(
			standing
				.sort(([a, one], [b, two]) =>
					one.publishedAt === two.publishedAt ? (a < b ? 1 : -1) : one.publishedAt < two.publishedAt ? 1 : -1,
				)
				.map(([id]) => id),
		);
		for (const [id, post] of standing) {
			const shown = withoutScript.get(id);
			const edited = { ...post, headline: post.edit?.headline ?? post.headline };
			expectShown(shown, edited, `${post.headline || id} without JavaScript`);
			// With JavaScript a box that loads on a click says so; besides that both read the same.
			const withScript = await readPost(live.page, id);
			const what = `${post.headline || id} with and without JavaScript`;
			if (post.exact) expect(withScript, what).toEqual(shown);
			else expect(missingOf(shown?.words ?? [], withScript?.words ?? []), what).toEqual([]);
		}

		for (const [id, post] of posts) {
			const response = await plain.page.goto(`${address}/post/${id}`);
			expect(response?.status(), `the permalink of ${post.headline || id}`).toBe(post.withdraw ? 410 : 200);
			if (!post.withdraw) expect(await plain.page.locator(articleOf(id)).count()).toBe(1);
		}
		expect([...live.problems, ...plain.problems].filter((one) => !one.includes("410"))).toEqual([]);
		await Promise.all([live.context.close(), plain.context.close()]);
	}

	/** Edits, corrects and withdraws what the story says so, and waits until the open page shows it. */
	async function changeAfterwards({ id }: HandedInStory, posts: Map<string, ReplayPost>, page: Page): Promise<void> {
		for (const [postId, post] of posts) {
			const path = `/stories/${id}/posts/${postId}`;
			if (post.edit) {
				expect((await client.send("PATCH", path, post.edit, "edit")).status).toBeLessThan(300);
				await page.waitForFunction(
					([selector, headline]) => document.querySelector(`${selector} .post-headline`)?.textContent === headline,
					[articleOf(postId), post.edit.headline] as const,
				);
			}
			if (post.correction) {
				const body = { postId, text: post.correction };
				expect((await client.send("POST", `/stories/${id}/corrections`, body, "correct")).status).toBeLessThan(300);
				await page.waitForFunction(
					([selector, text]) => document.querySelector(selector)?.textContent?.includes(text),
					[articleOf(postId), post.correction] as const,
				);
			}
			if (post.withdraw) {
				expect((await client.send("DELETE", path, undefined, "withdraw")).status).toBeLessThan(300);
				await page.waitForFunction((key) => document.querySelector(`[data-body="post:${key}"]`) === null, postId);
			}
		}
	}
});

const articleOf = (id: string) => `article.post[data-post="${id}"]`;

/** A post as it stands on a page, or undefined. */
async function readPost(page: Page, id: string): Promise<Shown | undefined> {
	const article = page.locator(articleOf(id));
	if ((await article.count()) === 0) return undefined;
	const headline = article.locator(".post-headline");
	return {
		headline: (await headline.count()) > 0 ? ((await headline.textContent()) ?? "") : "",
		words: wordsOfInput({ format: "html", value: await page.locator(`[data-body="post:${id}"]`).innerHTML() }),
	};
}

/** All posts of a story in their order, from the newest page along the links to the oldest. */
async function readAllPages(page: Page, address: string): Promise<Map<string, Shown | undefined>> {
	const shown = new Map<string, Shown | undefined>();
	let next: string | null = address;
	while (next) {
		await page.goto(next);
		for (const article of await page.locator("article.post[data-post]").all()) {
			const id = (await article.getAttribute("data-post")) ?? "";
			if (shown.has(id)) throw new Error(`post ${id} stands on two pages`);
			shown.set(id, await readPost(page, id));
		}
		const link = page.locator('.pager [data-action="show-more"]');
		next = (await link.count()) > 0 ? new URL((await link.getAttribute("href")) ?? "", address).href : null;
	}
	return shown;
}

function expectShown(shown: Shown | undefined, post: ReplayPost, what: string): void {
	expect(shown?.headline, what).toBe(post.headline);
	if (post.exact) expect(shown?.words, what).toEqual(post.words);
	else expect(missingOf(post.words, shown?.words ?? []), what).toEqual([]);
}

/** The words of `wanted` that do not stand in `found` in their order. */
function missingOf(wanted: readonly string[], found: readonly string[]): string[] {
	let at = 0;
	return wanted.filter((word) => {
		const place = found.indexOf(word, at);
		if (place >= 0) at = place + 1;
		return place < 0;
	});
}
