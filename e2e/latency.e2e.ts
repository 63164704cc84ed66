import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiClient } from "./harness/api-client.ts";
import { openBrowser, openPage, testChromium } from "./harness/browser.ts";
import { createLedger } from "./harness/ledger.ts";
import { quantile } from "./harness/measure-phases.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

const program = fileURLToPath(new URL("../server/bin/dateline.js", import.meta.url));
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
		await noteWhatIsSeen(page);

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
			fromCall.push((await seenAt(page, postId)) - calledAt);
			await sleep(50);
		}
		console.table({
			"API call to answer, ms": rowOf(answered),
			"API call to screen, ms": rowOf(fromCall),
		});
		expect(fromCall).toHaveLength(updates);
		await page.context().close();
	});

	it(`${updates} posts, from the keys pressed in the console to a reader's screen (printed, not asserted)`, async () => {
		const reading = await openPage(browser);
		const { page: desk } = await openPage(browser);
		await desk.setViewportSize({ width: 1440, height: 900 });
		const { stdout } = await promisify(execFile)(process.execPath, [program, "admin", "link"], {
			env: { PATH: process.env["PATH"], DATA_DIR: instance.dataDir },
		});
		await desk.goto(`${instance.url}/newsroom/welcome${new URL(stdout.trim()).hash}`);
		await desk.getByLabel("Your name").fill("Ruth Adeyemi");
		await desk.getByLabel("E-mail").fill("ruth@courier.example");
		await desk.getByLabel("Password", { exact: true }).fill("a gate of oak by the river");
		await desk.getByRole("button", { name: "Open the newsroom" }).click();
		await desk.getByRole("heading", { name: "Stories" }).waitFor();
		const answer = await fetch(`${instance.url}/api/v1/stories`, {
			method: "POST",
			headers: { authorization: `Bearer ${instance.token}`, "content-type": "application/json" },
			body: JSON.stringify({ kind: "live", headline: "Measured at the desk", status: "published" }),
		});
		const { story } = (await answer.json()) as { story: { id: string; slug: string } };
		await desk.goto(`${instance.url}/newsroom/story/${story.id}`);
		await desk.locator(".composer .ProseMirror").click();
		await reading.page.goto(`${instance.url}/live/${story.slug}`);
		await reading.page.waitForSelector('[data-region="signal"][data-state="live"]', { state: "attached" });
		await noteWhatIsSeen(reading.page);
		await desk.evaluate(() => {
			const measured = { pressed: 0, standing: [] as number[], painted: [] as number[] };
			Object.assign(window, { measured });
			document.addEventListener(
				"keydown",
				(event) => {
					const pressed = performance.timeOrigin + event.timeStamp;
					const enter = event.key === "Enter" && event.ctrlKey;
					if (enter) measured.pressed = pressed;
					requestAnimationFrame(() => {
						const channel = new MessageChannel();
						// After the frame has been drawn.
						channel.port1.onmessage = () =>
							(enter ? measured.standing : measured.painted).push(performance.timeOrigin + performance.now() - pressed);
						channel.port2.postMessage(null);
					});
				},
				true,
			);
		});
		const toReader: number[] = [];
		for (let number = 1; number <= updates; number += 1) {
			await desk.keyboard.type(`Typed ${number} at the desk.`);
			await desk.keyboard.press("Control+Enter");
			const shownAt = await reading.page.waitForFunction(
				(text) => {
					const post = [...document.querySelectorAll<HTMLElement>("article.post[data-post]")].find((one) =>
						one.textContent?.includes(text),
					);
					return (window as unknown as { seen: Record<string, number> }).seen[post?.dataset["post"] ?? ""] ?? 0;
				},
				`Typed ${number} at the desk.`,
				{ polling: 20 },
			);
			const pressed = await desk.evaluate(
				() => (window as unknown as { measured: { pressed: number } }).measured.pressed,
			);
			toReader.push((await shownAt.jsonValue()) - pressed);
			await sleep(50);
		}
		const { standing, painted } = await desk.evaluate(
			() => (window as unknown as { measured: { standing: number[]; painted: number[] } }).measured,
		);
		console.table({
			"key to paint while typing, ms": rowOf(painted),
			"Ctrl+Enter to the post in the editor's stream, ms": rowOf(standing),
			"Ctrl+Enter to a reader's screen, ms": rowOf(toReader),
		});
		expect(toReader).toHaveLength(updates);
	});
});

/** Notes for each post when the frame that shows it is out. */
const noteWhatIsSeen = (page: Page) =>
	page.evaluate(() => {
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

async function seenAt(page: Page, postId: string): Promise<number> {
	const shownAt = await page.waitForFunction(
		(key) => (window as unknown as { seen: Record<string, number> }).seen[key] ?? 0,
		postId,
		{ polling: 20 },
	);
	return shownAt.jsonValue();
}

function rowOf(values: readonly number[]): Record<string, number> {
	const at = (q: number) => Math.round(quantile(values, q));
	return { median: at(0.5), "95 %": at(0.95), longest: at(1) };
}
