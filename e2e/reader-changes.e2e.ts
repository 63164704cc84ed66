import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, createApiClient } from "./harness/api-client.ts";
import { findAccessProblems } from "./harness/axe.ts";
import { openBrowser, openPage, testChromium } from "./harness/browser.ts";
import { createLedger } from "./harness/ledger.ts";
import { sendWell } from "./harness/send-well.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

const text = (value: string) => ({ format: "markdown", value });
const first =
	"The dam has six gates.\n\n## The night\n\nThe trainee, Ada Fen, was alone.\n\nNobody answered the telephone.";
const second = first.replace("Fen", "Fenn");
const third = second.replace("six", "five");

describe.skipIf(testChromium === null)("what changed", () => {
	let instance: EmbeddedInstance;
	let browser: Browser;
	let client: ApiClient;
	beforeAll(async () => {
		[instance, browser] = await Promise.all([startEmbedded(), openBrowser()]);
		client = createApiClient({
			...{ name: "changes", pickServer: () => instance.url, token: instance.token, ledger: createLedger() },
		});
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
	});

	const send = (method: string, path: string, body?: unknown) => sendWell(client, method, path, body);

	it("of a story: from the stamp, word by word, two versions beside each other, and nothing of what was erased", async () => {
		const made = await send("POST", "/stories", { kind: "article", headline: "The dam held", body: text(first) });
		const story = made["story"] as { id: string; slug: string };
		const path = `/stories/${story.id}`;
		await send("PATCH", path, { body: text(second), significant: false });
		await send("PATCH", path, { body: text(third), headline: "The dam held all night", significant: true });
		await send("POST", `${path}/corrections`, {
			text: "It has five gates.",
			reason: "An old drawing.",
			reasonShown: true,
		});
		await send("POST", `${path}/corrections`, { text: "A name was wrong.", reason: "Only for the newsroom." });

		const { page, problems } = await openPage(browser);
		await page.goto(`${instance.url}/story/${story.slug}`);
		await page.click(".story-page .stamp");
		await page.waitForURL(/\/changes$/);
		expect(await page.locator("h1").textContent()).toBe("What changed in “The dam held all night”");
		const corrections = await page.locator(".correction-list").innerText();
		expect(corrections).toContain("It has five gates.");
		expect(corrections).toContain("An old drawing.");
		expect(await page.content()).not.toContain("Only for the newsroom.");
		expect(await page.locator(".revision").count()).toBe(5);
		expect(await page.locator("#r3 ins, #r3 del").allTextContents()).toEqual([
			...[/added:\s+all night/, /removed:\s+six/, /added:\s+five/].map((words) => expect.stringMatching(words)),
		]);
		expect(await page.locator("#r2 .where").innerText()).toBe("Changed “The night”, paragraph 1");
		expect(await page.locator("#r2").getAttribute("data-kind")).toBe("minor");
		await page.click(".order a:nth-child(2)");
		await page.waitForURL(/show=corrections/);
		expect(await page.locator(".revision").count()).toBe(2);
		expect(await findAccessProblems(page)).toEqual([]);

		// Without JavaScript: the form compares, a version reads.
		const plain = await openPage(browser, { javaScript: false });
		await plain.page.goto(`${instance.url}/story/${story.slug}/changes`);
		await plain.page.selectOption("#from", "1");
		await plain.page.selectOption("#to", "3");
		await plain.page.click(".compare button");
		expect(new URL(plain.page.url()).search).toBe("?from=1&to=3");
		expect(await plain.page.locator(".difference del").allTextContents()).toEqual([
			...["six", "Fen"].map((word) => expect.stringContaining(word)),
		]);
		await plain.page.goto(`${instance.url}/story/${story.slug}/changes?version=1`);
		expect(await plain.page.locator(".version-text").innerText()).toContain("The dam has six gates.");

		// A page that is open says that there is a newer version, and the words of an erased one are nowhere.
		await send("POST", `${path}/erase`, { subject: { kind: "revision", number: 1 }, reason: "A court's order" });
		const answer = await fetch(`${instance.url}/story/${story.slug}/changes`);
		const html = await answer.text();
		expect(answer.status).toBe(200);
		expect(html).toContain("The text of version 1 was erased");
		expect(html).not.toMatch(/court|<del>.*Fen\b/);
		expect((await fetch(`${instance.url}/story/${story.slug}/changes?version=1`)).status).toBe(404);
		await send("POST", `${path}/withdraw`, {});
		const gone = await fetch(`${instance.url}/story/${story.slug}/changes`);
		expect(gone.status).toBe(410);
		expect(await gone.text()).not.toContain("telephone");
		expect(problems).toEqual([]);
	});

	it("of a post: from its mark, and as its story's page names it", async () => {
		const made = await send("POST", "/stories", { kind: "live", headline: "The river", body: text("About it.") });
		const story = made["story"] as { id: string; slug: string };
		const posts = `/stories/${story.id}/posts`;
		const post = (await send("POST", posts, { headline: "It falls", body: text("By 20 cm an hour.") }))["post"] as {
			id: string;
		};
		await send("PATCH", `${posts}/${post.id}`, { body: text("By 30 cm an hour."), key: true, significant: true });
		const { page, problems } = await openPage(browser);
		await page.goto(`${instance.url}/live/${story.slug}`);
		await page.click(`[data-post="${post.id}"] .edited a`);
		await page.waitForURL(/changes\?post=/);
		expect(await page.locator("#r2 .where").allInnerTexts()).toEqual(["Changed paragraph 1", "Marked as a key event"]);
		expect(await page.locator("#r2 del").innerText()).toContain("20");
		await page.goto(`${instance.url}/story/${story.slug}/changes`);
		expect(new URL(page.url()).pathname).toBe(`/live/${story.slug}/changes`);
		expect(await page.locator(".changed-posts a").getAttribute("href")).toBe(
			`/live/${story.slug}/changes?post=${post.id}`,
		);
		await send("DELETE", `${posts}/${post.id}`);
		expect((await fetch(`${instance.url}/live/${story.slug}/changes?post=${post.id}`)).status).toBe(410);
		expect(problems).toEqual([]);
	});
});
