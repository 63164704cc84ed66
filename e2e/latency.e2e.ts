import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiClient } from "./harness/api-client.ts";
import { openBrowser, openPage, testChromium } from "./harness/browser.ts";
import { createLedger } from "./harness/ledger.ts";
import { quantile } from "./harness/measure-phases.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

const updates = 60;

describe.skipIf(testChromium === null)("how long an update takes to the screen", () => {
	let instance: EmbeddedInstance;
	let browser: Browser;
	beforeAll(async () => {
		[instance, browser] = await Promise.all([startEmbedded(), openBrowser()]);
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
	});

	it(`${updates} posts, from the API call to the frame that shows them (printed, not asserted)`, async () => {
		const client = createApiClient({
			name: "latency",
			pickServer: () => instance.url,
			token: instance.token,
			ledger: createLedger(),
		});
		const { body } = await client.send("POST", "/stories", { kind: "live", headline: "Measured" }, "publish");
		const { id, slug } = body["story"] as { id: string; slug: string };
		const { page } = await openPage(browser);
		await page.goto(`${instance.url}/live/${slug}`);
		await page.waitForSelector('[data-region="signal"][data-state="live"]');
		await page.evaluate(() => {
			const note: Record<string, number> = {};
			Object.assign(window, { seen: note });
			new MutationObserver(() => {
				for (const article of document.querySelectorAll<HTMLElement>("article.post[data-post]")) {
					const key = article.dataset["post"] ?? "";
					if (key in note) continue;
					note[key] = 0;
					// The frame after the next one begins when the one that shows it is out.
					requestAnimationFrame(() =>
						requestAnimationFrame(() => {
							note[key] = Date.now();
						}),
					);
				}
			}).observe(document.body, { childList: true, subtree: true });
		});

		const fromCall: number[] = [];
		const answered: number[] = [];
		for (let number = 1; number <= updates; number += 1) {
			const calledAt = Date.now();
			const post = {
				headline: `Update ${number}`,
				body: { format: "markdown", value: `This is **update ${number}**.` },
			};
			const answer = await client.send("POST", `/stories/${id}/posts`, post, "post");
			answered.push(answer.ms);
			const postId = (answer.body["post"] as { id: string }).id;
			const shownAt = await page.waitForFunction(
				(key) => (window as unknown as { seen: Record<string, number> }).seen[key] ?? 0,
				postId,
				{ polling: 20 },
			);
			fromCall.push((await shownAt.jsonValue()) - calledAt);
			await sleep(50);
		}
		console.table({
			"API call to answer, ms": rowOf(answered),
			"API call to screen, ms": rowOf(fromCall),
		});
		expect(fromCall).toHaveLength(updates);
	});
});

function rowOf(values: readonly number[]): Record<string, number> {
	const at = (q: number) => Math.round(quantile(values, q));
	return { median: at(0.5), "95 %": at(0.95), longest: at(1) };
}
