import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askApi } from "./harness/ask-api.ts";
import { findAccessProblems } from "./harness/axe.ts";
import { openBrowser, openPage, testChromium } from "./harness/browser.ts";
import { adminLink } from "./harness/dateline.ts";
import { enterNewsroom } from "./harness/enter-newsroom.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

const rss =
	'<rss version="2.0"><channel><title>Northern wire</title><item><guid>a</guid><title>Gate closed</title><description>At noon.</description></item></channel></rss>';

describe.skipIf(testChromium === null)("ways in and out, in the console", () => {
	const outside = createServer((request, response) => {
		request.resume();
		if (request.url === "/partner") response.setHeader("content-type", "text/html; charset=utf-8");
		response.end(request.url === "/partner" ? partnerPage : request.method === "GET" ? rss : "thank you");
	});
	/** What a partner's site shows: the line that was copied. */
	let partnerPage = "";
	let instance: EmbeddedInstance;
	let browser: Browser;
	let address: string;
	/** An administrator's, who is signed in. */
	let page: Page;
	let problems: string[];
	beforeAll(async () => {
		await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
		address = `http://127.0.0.1:${(outside.address() as AddressInfo).port}/`;
		[instance, browser] = await Promise.all([
			startEmbedded({ settings: { OUTBOUND_HOSTS: "127.0.0.1:*" } }),
			openBrowser(),
		]);
		({ page, problems } = await openPage(browser));
		await enterNewsroom(page, { url: instance.url, link: await adminLink(instance.dataDir) });
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
		outside.closeAllConnections();
		outside.close();
	});

	it("a webhook is added and tested, a wire is looked at, added and asked, and a script gets its line", async () => {
		await page.goto(`${instance.url}/newsroom/administration/webhooks`);
		await page.getByRole("button", { name: "Add a webhook" }).click();
		await page.getByLabel("Name").fill("Archive");
		await page.getByLabel("Address").fill(address);
		await page.getByRole("button", { name: "Add it" }).click();
		expect(await page.getByLabel("The secret", { exact: true }).inputValue()).toMatch(/^whsec_/);
		await page.getByRole("button", { name: "Send a test" }).click();
		await page.getByText("The test: 200").waitFor();
		await page.getByRole("button", { name: "Look webhook.test" }).first().click();
		await page.getByText("thank you").waitFor();
		expect(await findAccessProblems(page)).toEqual([]);

		await page.goto(`${instance.url}/newsroom/administration/wires`);
		await page.getByRole("button", { name: "Add a wire" }).click();
		await page.getByLabel("Address").fill(address);
		await page.getByRole("button", { name: "See what is there" }).click();
		await page.getByText("Gate closed").waitFor();
		await page.getByLabel("Bring in what is there already").check();
		await page.getByRole("button", { name: "Add it" }).click();
		await page.getByRole("link", { name: "Gate closed" }).waitFor();
		expect(await findAccessProblems(page)).toEqual([]);
		await page.getByRole("button", { name: "Add a wire" }).click();
		await page.getByLabel("How it comes").selectOption("inbound");
		await page.getByLabel("Name as editors know it").fill("Scoreboard");
		await page.getByRole("button", { name: "Add it" }).click();
		expect(await page.getByLabel("One line for a script", { exact: true }).inputValue()).toMatch(/^curl .*\/in\//);
		expect(problems).toEqual([]);
		if (process.env["WAYS_SHOTS"]) {
			await page.screenshot({ path: `${process.env["WAYS_SHOTS"]}/wires.png` });
			await page.goto(`${instance.url}/newsroom/administration/webhooks`);
			await page.getByText("Delivery log").first().waitFor();
			await page.screenshot({ path: `${process.env["WAYS_SHOTS"]}/hooks.png` });
		}
	});

	it("a partner is added, its line is copied onto its page, a post's receipt names it, and it is cut off", async () => {
		const { origin } = new URL(address);
		const api = askApi(instance);
		const { story } = await api("POST", "/stories", { kind: "live", headline: "Storm watch", status: "published" });
		await page.goto(`${instance.url}/newsroom/administration/partners`);
		await page.getByLabel("Name", { exact: true }).fill("Harbour Post");
		await page.getByLabel("Its pages’ addresses").fill(origin);
		await page.getByRole("button", { name: "Add", exact: true }).click();
		await page.getByText("Harbour Post may embed now.").waitFor();
		expect(await findAccessProblems(page)).toEqual([]);

		await page.goto(`${instance.url}/newsroom/story/${story.id}`);
		await page.getByText("Embed", { exact: true }).click();
		await page.getByLabel("Form", { exact: true }).selectOption("list");
		partnerPage = `<!doctype html><title>Harbour Post</title>${await page.getByLabel("The line to copy").inputValue()}`;
		expect(partnerPage).toContain(`channel="story:${story.id}"`);
		await page.frameLocator("iframe").getByText("Storm watch").first().waitFor();
		const reader = await openPage(browser);
		await reader.page.goto(`${origin}/partner`);
		await reader.page.locator("dateline-feed .dl:not(.plain)", { hasText: "Storm watch" }).waitFor();

		await page.locator(".ProseMirror").first().click();
		await page.keyboard.type("The gate is open again.");
		await page.keyboard.press("Control+Enter");
		await reader.page.locator("dateline-feed").getByText("The gate is open again.").waitFor();
		await page.locator(".partners", { hasText: "Harbour Post" }).first().waitFor();
		if (process.env["WAYS_SHOTS"]) {
			await page.screenshot({ path: `${process.env["WAYS_SHOTS"]}/receipt.png` });
			await reader.page.screenshot({ path: `${process.env["WAYS_SHOTS"]}/partner.png` });
		}
		await page.goto(`${instance.url}/newsroom/administration/partners`);
		await page.getByRole("button", { name: "Revoke Harbour Post" }).click();
		await page.getByText("Harbour Post was revoked").waitFor();
		await reader.page.locator("dateline-feed .plain a").waitFor();
		if (process.env["WAYS_SHOTS"])
			await page.screenshot({ path: `${process.env["WAYS_SHOTS"]}/partners.png`, fullPage: true });
		// The preview in the console hears it too, that its key opens nothing any more.
		expect(problems.filter((problem) => !problem.includes("403"))).toEqual([]);
	});
});
