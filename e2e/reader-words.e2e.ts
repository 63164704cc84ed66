import { frameWords, loadAllWords, wordsFor } from "@dateline/client/pages";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, createApiClient } from "./harness/api-client.ts";
import { findAccessProblems } from "./harness/axe.ts";
import { openBrowser, testChromium } from "./harness/browser.ts";
import { createLedger } from "./harness/ledger.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

const newsrooms = {
	uk: {
		zone: "Europe/Kyiv",
		headline: "Дністер зупинився за метр до позначки",
		live: "Повінь: мешканці повертаються",
		post: "Відчинено шлюзи",
		body: "Вода стояла нерухомо, як у відрі.",
	},
	ar: {
		zone: "Africa/Cairo",
		headline: "النيل يبلغ ذروته دون العلامة بمتر",
		live: "الفيضان: السكان يعودون",
		post: "فتح البوابات",
		body: "وقف الماء ساكناً كأنه في دلو.",
	},
};
type Language = keyof typeof newsrooms;

/** Names that stand in Latin letters in every language. */
const names = /Dateline|GMT|UTC|E2E|[\w.-]+\/[\w/.-]+/g;

describe.skipIf(testChromium === null)("a reader's page in another language", () => {
	let instance: EmbeddedInstance;
	let browser: Browser;
	let client: ApiClient;
	beforeAll(async () => {
		[instance, browser] = await Promise.all([startEmbedded(), openBrowser(), loadAllWords()]);
		client = createApiClient({
			name: "words",
			pickServer: () => instance.url,
			token: instance.token,
			ledger: createLedger(),
		});
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
	});

	async function send(method: string, path: string, body?: unknown) {
		const answer = await client.send(method, path, body, `${method} ${path}`);
		if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
		return answer.body as Record<string, { id: string; slug: string }>;
	}
	const post = (story: { id: string }, text: { post: string; body: string }, more = {}) =>
		send("POST", `/stories/${story.id}/posts`, {
			...{ headline: text.post, body: { format: "text", value: text.body }, key: true, ...more },
		});

	/** An article and a live story of a site in `language`, by their addresses. */
	async function publishIn(language: Language) {
		const text = newsrooms[language];
		const body = { format: "text", value: text.body };
		await send("PATCH", "/site", { language, timeZone: text.zone });
		const article = await send("POST", "/stories", { kind: "article", language, headline: text.headline, body });
		const made = await send("POST", "/stories", { kind: "live", language, headline: text.live, body });
		const live = made["story"] as { id: string; slug: string };
		await post(live, text, { pinned: 1, breaking: true });
		await post(live, { ...text, post: "" });
		return { live, paths: ["/", `/story/${article["story"]?.slug}`, `/live/${live.slug}`, "/about", "/story/none"] };
	}

	async function open(path: string, timezoneId: string) {
		const context = await browser.newContext({ timezoneId, viewport: { width: 1280, height: 800 } });
		const page = await context.newPage();
		const problems: string[] = [];
		page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
		page.on("console", (message) => {
			if (["error", "warning"].includes(message.type()) && !message.text().includes("404"))
				problems.push(message.text());
		});
		await page.goto(instance.url + path);
		// From then on the page is taken over, and its times are written.
		await page.evaluate(() => customElements.whenDefined("dateline-time").then(() => undefined));
		return { page, problems, close: () => context.close() };
	}

	it.each<Language>(["uk", "ar"])("says nothing in English: %s", async (language) => {
		const words = wordsFor(language);
		const { live, paths } = await publishIn(language);
		for (const path of paths) {
			const { page, problems, close } = await open(path, newsrooms[language].zone);
			const isLive = path.startsWith("/live/");
			const html = await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
			expect([path, ...html]).toEqual([path, language, language === "ar" ? "rtl" : "ltr"]);
			expect([path, await page.evaluate(latinWords, names.source)]).toEqual([path, []]);
			expect([path, await findAccessProblems(page, isLive ? ["light", "dark"] : ["light"])]).toEqual([path, []]);
			if (isLive) {
				await page.waitForSelector('[data-region="signal"][data-state="live"]');
				await post(live, newsrooms[language]);
				const status = page.locator('[data-region="status"]');
				await status.filter({ hasText: words.newUpdates(1) }).waitFor({ state: "attached" });
			}
			expect([path, problems]).toEqual([path, []]);
			await close();
		}
	});

	it("tells times in the reader's zone with the event's beside", async () => {
		const { live } = await publishIn("uk");
		const at = "2026-05-02T13:05:00.000Z";
		await post(live, newsrooms.uk, { publishedAt: at });
		const seen = async (zone: string) => {
			const { page, close } = await open(`/live/${live.slug}`, zone);
			const rail = page.locator(`.post-rail:has(time[datetime="${at}"])`).last();
			const time = rail.locator(".post-time time");
			const texts = [await time.textContent(), await rail.locator(".place-time").textContent()];
			const result = { texts, title: await time.getAttribute("title"), footer: await footerOf(page) };
			await close();
			return result;
		};
		const there = await seen("America/New_York");
		expect(there.texts.map((text) => text?.trim())).toEqual(["09:05", "16:05 Україна"]);
		expect(there.title).toMatch(/09:05 \(GMT-4\) · Україна: .*16:05 \(GMT\+3\)/);
		expect(there.footer).toContain("Години за вашим часом");
		const here = await seen("Europe/Kyiv");
		expect(here.texts.map((text) => text?.trim())).toEqual(["16:05", ""]);
		expect(here.title).toMatch(/16:05 \(GMT\+3\)$/);
		expect(here.footer).toContain("Усі години за місцевим часом: Україна");
		// The story's own zone goes before the site's.
		await send("PATCH", `/stories/${live.id}`, { timeZone: "Asia/Tokyo" });
		expect((await seen("Europe/Kyiv")).texts[1]).toMatch(/^22:05 /);
	});

	it("says which language a story of another one is in", async () => {
		const { paths } = await publishIn("ar");
		await send("PATCH", "/site", { language: "en", timeZone: "Europe/London" });
		const { page, close } = await open("/", "Europe/London");
		const headline = page.locator(".story .headline", { hasText: newsrooms.ar.headline }).first();
		expect([await headline.getAttribute("lang"), await headline.getAttribute("dir")]).toEqual(["ar", "rtl"]);
		expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
		// What the interface says in that card is the page's language, not the story's.
		expect(await page.evaluate(wronglyMarked)).toEqual([]);
		await close();
		const story = await open(paths[1] as string, "Europe/London");
		expect(await story.page.evaluate(() => document.documentElement.dir)).toBe("rtl");
		expect(await story.page.locator(".wordmark a").getAttribute("lang")).toBe("en");
		expect(await story.page.locator(".skip").textContent()).toBe(frameWords.of("ar").skip);
		await story.close();
	});
});

const footerOf = async (page: Page) => (await page.locator(".footer-line").textContent()) ?? "";

/** Words in Latin letters that a page says to eyes or ears, but for those that `names` matches. */
function latinWords(names: string): string[] {
	const texts: string[] = [];
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		const element = walker.currentNode.parentElement;
		if (!element?.closest("script, style, svg, code, [lang]:not(html)"))
			texts.push(walker.currentNode.textContent ?? "");
	}
	for (const element of document.querySelectorAll("[aria-label], [title], [alt], [placeholder]"))
		for (const name of ["aria-label", "title", "alt", "placeholder"]) texts.push(element.getAttribute(name) ?? "");
	texts.push(document.title);
	return texts.map((text) => text.replace(new RegExp(names, "g"), "")).filter((text) => /[A-Za-z]{2}/.test(text));
}

/** Latin words that stand where the page says that it is Arabic, and the other way round. */
function wronglyMarked(): string[] {
	const wrong: string[] = [];
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		const element = walker.currentNode.parentElement;
		const text = walker.currentNode.textContent ?? "";
		if (!element || element.closest("script, style, svg, time, bdi:not([lang])")) continue;
		const language = element.closest("[lang]")?.getAttribute("lang");
		if (language === "ar" ? /[A-Za-z]{3}/.test(text) : /\p{Script=Arabic}{3}/u.test(text)) wrong.push(text);
	}
	return wrong;
}
