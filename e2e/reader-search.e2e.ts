import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, createApiClient } from "./harness/api-client.ts";
import { findAccessProblems } from "./harness/axe.ts";
import { openBrowser, openPage, testChromium } from "./harness/browser.ts";
import { createLedger } from "./harness/ledger.ts";
import { sendWell } from "./harness/send-well.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

const text = (value: string) => ({ format: "text", value });

describe.skipIf(testChromium === null)("the readers' search", () => {
	let instance: EmbeddedInstance;
	let browser: Browser;
	let client: ApiClient;
	let live: { id: string; slug: string };
	let postId: string;
	beforeAll(async () => {
		[instance, browser] = await Promise.all([startEmbedded(), openBrowser()]);
		const { url, token } = instance;
		client = createApiClient({ name: "search", pickServer: () => url, token, ledger: createLedger() });
		const made = await send("POST", "/stories", {
			kind: "live",
			headline: "Sorn flood",
			body: text("The river rises."),
		});
		live = made["story"] as { id: string; slug: string };
		const body = text("Two of three pumps stopped on Tannery Lane. <b>Neighbours</b> formed a chain with buckets.");
		const post = await send("POST", `/stories/${live.id}/posts`, { headline: "Pumps fail for an hour", body });
		postId = (post["post"] as { id: string }).id;
		await send("POST", "/stories", {
			...{ kind: "article", headline: "What became of the tanners", status: "published" },
			body: text("Nobody on Tannery Lane asked."),
		});
		const arabic = { headline: "الفيضانات تغمر الميناء", body: text("أُعلنت حالة الطوارئ."), language: "ar" };
		await send("POST", "/stories", { ...arabic, kind: "article", status: "published" });
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
	});

	const send = (method: string, path: string, body?: unknown) => sendWell(client, method, path, body);

	it("finds by a form without JavaScript, and leads to the very post", async () => {
		const { page, problems } = await openPage(browser, { javaScript: false });
		await page.goto(`${instance.url}/`);
		await page.getByRole("link", { name: "Search" }).click();
		await page.getByRole("searchbox").fill("pump tannery");
		await page.getByRole("button", { name: "Search" }).click();
		expect(new URL(page.url()).search).toContain("q=pump+tannery");
		expect(await page.locator("#found").innerText()).toBe("1 result");
		expect(await page.locator("mark").allInnerTexts()).toEqual(["Pumps", "pumps", "Tannery"]);
		expect(await page.locator('meta[name="robots"]').getAttribute("content")).toBe("noindex");
		await page.getByRole("link", { name: "Pumps fail for an hour" }).click();
		expect(new URL(page.url()).pathname).toBe(`/live/${live.slug}/post/${postId}`);
		expect(problems).toEqual([]);
	});

	it("finds as one types, announces it, keeps the address, and forgets what is withdrawn", async () => {
		const { page, problems } = await openPage(browser);
		await page.goto(`${instance.url}/search`);
		await page.getByText("Type two letters or more.").waitFor();
		await page.getByRole("searchbox").pressSequentially("tanner");
		await page.getByRole("heading", { name: "2 results" }).waitFor();
		expect(new URL(page.url()).search).toBe("?q=tanner");
		expect(await page.getByRole("status").innerText()).toBe("2 results for tanner");
		expect(await findAccessProblems(page)).toEqual([]);
		await page.getByRole("link", { name: "Posts 1" }).press("Enter");
		await page.getByRole("heading", { name: "1 result" }).waitFor();
		expect(new URL(page.url()).search).toBe("?q=tanner&kind=post");
		await page.reload();
		await page.getByRole("heading", { name: "1 result" }).waitFor();
		expect(await page.getByRole("searchbox").inputValue()).toBe("tanner");
		await page.getByRole("link", { name: "All 2" }).click();
		await page.getByRole("searchbox").fill("فيضان");
		await page.locator("mark", { hasText: "الفيضانات" }).waitFor();

		await send("DELETE", `/stories/${live.id}/posts/${postId}`);
		await page.getByRole("searchbox").fill("pumps");
		await page.getByText("Nothing has “pumps”.").waitFor();
		expect(problems).toEqual([]);
	});

	it("says that it does not answer, keeps the words, and goes on when it does", async () => {
		const { page } = await openPage(browser);
		await page.goto(`${instance.url}/search`);
		await page.waitForFunction(() => document.querySelector("dateline-theme button:not([hidden])"));
		await page.route("**/api/v1/search/published?**", (route) => route.abort());
		await page.getByRole("searchbox").fill("river");
		await page.getByText("Search is not answering.").first().waitFor();
		expect(await page.getByRole("searchbox").inputValue()).toBe("river");
		await page.unroute("**/api/v1/search/published?**");
		await page.getByRole("link", { name: "Try again" }).click();
		await page.getByRole("heading", { name: "1 result" }).waitFor();
	});
});
