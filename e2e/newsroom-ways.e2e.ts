import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
		response.end(request.method === "GET" ? rss : "thank you");
	});
	let instance: EmbeddedInstance;
	let browser: Browser;
	let address: string;
	beforeAll(async () => {
		await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
		address = `http://127.0.0.1:${(outside.address() as AddressInfo).port}/`;
		[instance, browser] = await Promise.all([
			startEmbedded({ settings: { OUTBOUND_HOSTS: "127.0.0.1:*" } }),
			openBrowser(),
		]);
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
		outside.closeAllConnections();
		outside.close();
	});

	it("a webhook is added and tested, a wire is looked at, added and asked, and a script gets its line", async () => {
		const { page, problems } = await openPage(browser);
		await enterNewsroom(page, { url: instance.url, link: await adminLink(instance.dataDir) });
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
});
