import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publishArabicStory, turnRightToLeft } from "../scripts/reader-pages/arabic-story.mjs";
import { findReaderPages } from "../scripts/reader-pages/find-reader-pages.mjs";
import { findAccessProblems } from "./harness/axe.ts";
import { openBrowser, testChromium } from "./harness/browser.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

const desktop = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };

/** axe on every reader's page. `npm run audit` tries all forms of each; here each form is met by every page once. */
describe.skipIf(testChromium === null)("every reader's page can be used by everybody", () => {
	let instance: EmbeddedInstance;
	let browser: Browser;
	let pages: Record<string, string>;
	beforeAll(async () => {
		[instance, browser] = await Promise.all([startEmbedded({ settings: { DATELINE_SAMPLE: "full" } }), openBrowser()]);
		pages = await findReaderPages(browser, instance.url);
		pages["arabic"] = await publishArabicStory(instance.url, instance.token);
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
	});

	async function problemsOf(viewport: { width: number; height: number }, scheme: "light" | "dark") {
		const context = await browser.newContext({ viewport, colorScheme: scheme, reducedMotion: "reduce" });
		const page = await context.newPage();
		const problems: string[] = [];
		page.on("console", (message) => {
			// A page that is not there is answered with 404, which the browser calls an error.
			if (message.type() === "error" && !message.text().includes("404"))
				problems.push(`${page.url()}: ${message.text()}`);
		});
		page.on("pageerror", ({ message }) => problems.push(`${page.url()}: ${message}`));
		for (const [name, path] of Object.entries(pages)) {
			await page.goto(instance.url + path);
			for (const problem of await findAccessProblems(page, [scheme])) problems.push(`${name}: ${problem}`);
		}
		await context.close();
		return problems;
	}

	it("in light on a desktop, and in dark on a phone", async () => {
		expect(Object.keys(pages)).toEqual(
			expect.arrayContaining(["feed", "story", "live", "section", "topic", "author", "digest", "post", "missing"]),
		);
		expect(await problemsOf(desktop, "light")).toEqual([]);
		expect(await problemsOf(phone, "dark")).toEqual([]);
	});

	it("from right to left, when the site itself is in Arabic", async () => {
		await turnRightToLeft(instance.url, instance.token);
		expect(await problemsOf(phone, "light")).toEqual([]);
		expect(await problemsOf(desktop, "dark")).toEqual([]);
	});
});
