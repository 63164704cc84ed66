import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, openPage, testChromium, type WatchedPage } from "./harness/browser.ts";
import { adminLink } from "./harness/dateline.ts";
import { eventually } from "./harness/eventually.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

const password = "a gate of oak by the river";

/** Two editors at one story, each in a browser of their own, and what becomes of what they send. */
describe.skipIf(testChromium === null)("two editors on one story", () => {
	let instance: EmbeddedInstance;
	let browser: Browser;
	let storyId: string;
	let address: string;
	const cookies: string[] = [];
	const windows: WatchedPage[] = [];

	/** As the console asks: with the cookie of one of the two. */
	async function ask<Body>(
		editor: number,
		method: string,
		path: string,
		body?: unknown,
		headers: Record<string, string> = {},
	): Promise<{ status: number; body: Body }> {
		const answer = await fetch(instance.url + path, {
			method,
			headers: {
				...{ origin: instance.url, cookie: cookies[editor] ?? "", "content-type": "application/json" },
				...headers,
			},
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
		const text = await answer.text();
		return { status: answer.status, body: (text === "" ? null : JSON.parse(text)) as Body };
	}

	async function makeAccount(link: string, name: string): Promise<void> {
		const given = { link: new URL(link).hash.slice(1), name, email: `${name.split(" ")[0]}@courier.example`, password };
		const answer = await fetch(`${instance.url}/api/auth/accept-link`, {
			method: "POST",
			headers: { origin: instance.url, "content-type": "application/json" },
			body: JSON.stringify(given),
		});
		expect(answer.status).toBe(201);
		cookies.push(
			answer.headers
				.getSetCookie()
				.map((line) => line.split(";")[0])
				.join("; "),
		);
	}

	/** A window of the console, signed in, on the story. */
	async function openDesk(editor: number): Promise<WatchedPage> {
		const desk = await openPage(browser);
		windows.push(desk);
		await desk.context.addCookies(
			(cookies[editor] ?? "").split("; ").map((cookie) => {
				const [name = "", ...value] = cookie.split("=");
				return { name, value: value.join("="), url: instance.url };
			}),
		);
		desk.page.setDefaultTimeout(60_000);
		await desk.page.setViewportSize({ width: 1440, height: 900 });
		await desk.page.goto(`${instance.url}/newsroom/story/${storyId}`);
		await desk.page.locator(".composer").waitFor();
		return desk;
	}

	async function addPost(headline: string, text: string): Promise<void> {
		const post = { headline, body: { format: "text", value: text } };
		expect((await ask(0, "POST", `/api/v1/stories/${storyId}/posts`, post)).status).toBe(201);
	}

	const row = (page: Page, text: string): Locator => page.locator(".stream .post", { hasText: text }).first();
	const edit = async (page: Page, text: string) => {
		await row(page, text).hover();
		await row(page, text).getByRole("button", { name: /^Edit/ }).click();
	};

	beforeAll(async () => {
		[instance, browser] = await Promise.all([startEmbedded(), openBrowser()]);
		await makeAccount(await adminLink(instance.dataDir), "Ruth Adeyemi");
		const { body } = await ask<{ link: string }>(0, "POST", "/api/auth/links", { role: "editor" });
		await makeAccount(body.link, "Ines Carvalho");
		const made = await ask<{ story: { id: string; url: string } }>(0, "POST", "/api/v1/stories", {
			...{ kind: "live", headline: "Storm Ragna", status: "published" },
		});
		storyId = made.body.story.id;
		address = instance.url + made.body.story.url;
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
	});

	it("sees the other and what she does; asks for a post, takes it over, and her text is a draft that says so", async () => {
		await addPost("Power cuts", "6,100 homes are without power.");
		const [ruth, ines] = [(await openDesk(0)).page, (await openDesk(1)).page];
		await ruth.locator(".here li", { hasText: "Ines Carvalho" }).first().waitFor();
		await ines.locator(".here li", { hasText: "Ines Carvalho, you" }).waitFor();

		await edit(ines, "Power cuts");
		await ines.locator("post-editor .ProseMirror").click();
		await ines.keyboard.type("Ines was here. ");
		const lease = row(ruth, "Power cuts").locator(".why.lease");
		await lease.getByText("Ines Carvalho").waitFor();
		await ruth.locator(".here li", { hasText: "Ines Carvalho" }).getByText("Power cuts").first().waitFor();
		// Reading is never in the way.
		await row(ruth, "Power cuts").getByText("6,100 homes are without power.").waitFor();

		await lease.getByRole("button", { name: "Ask for it" }).click();
		await ines.getByText("Ruth Adeyemi asks for this.").waitFor();
		await lease.getByRole("button", { name: "Take over" }).click();
		await ruth.locator("post-editor .ProseMirror").waitFor();
		await row(ines, "Power cuts").getByText("took this over at").waitFor();
		expect(await ines.locator("post-editor").count()).toBe(0);

		const audit = await ask<{ items: { action: string; actorName: string }[] }>(
			0,
			"GET",
			"/api/v1/audit?action=lease.take_over",
		);
		expect(audit.body.items.map(({ action, actorName }) => `${actorName} ${action}`)).toEqual([
			"Ruth Adeyemi lease.take_over",
		]);

		// A tab that is closed frees what it held, and her words are still there.
		await ruth.context().close();
		windows.shift();
		await row(ines, "Power cuts").getByRole("button", { name: "Open my draft" }).click();
		await ines.locator("post-editor .ProseMirror", { hasText: "Ines was here." }).waitFor();
		await eventually("the lease is hers again", async () => (await ines.locator(".why.lease").count()) === 0);
		await ines.keyboard.press("Escape");
	});

	it("keeps both versions in two browsers when one saves while the other is away, and joins them", async () => {
		await addPost("Ferry times", "Boats leave at nine.\n\nTickets cost four.");
		const ines = windows[0] as WatchedPage;
		const ruth = await openDesk(0);
		await row(ines.page, "Ferry times").waitFor();
		await edit(ines.page, "Ferry times");
		await ines.page.locator("post-editor .ProseMirror").waitFor();
		await ines.page.locator("post-editor .ProseMirror p").last().click();
		await ines.page.keyboard.press("End");
		await ines.page.keyboard.type(" Children are free.");
		// She saves without a network; the other one saves first.
		await ines.context.setOffline(true);
		await ines.page.keyboard.press("Control+Enter");
		const text = ruth.page.locator("post-editor .ProseMirror");
		await eventually("the post is open", async () => {
			const lease = row(ruth.page, "Ferry times").locator(".why.lease");
			if ((await lease.count()) > 0) await lease.getByRole("button", { name: "Take over" }).click();
			else await edit(ruth.page, "Ferry times");
			await text.waitFor({ timeout: 5_000 });
			return true;
		});
		await text.locator("p").first().click();
		await ruth.page.keyboard.press("Home");
		await ruth.page.keyboard.type("Storm permitting: ");
		await ruth.page.keyboard.press("Control+Enter");
		await row(ruth.page, "Storm permitting").locator(".receipt").waitFor();
		await ines.context.setOffline(false);
		const mine = row(ines.page, "Ferry times");
		await mine.getByRole("button", { name: /Join both/ }).click();
		await ines.page
			.locator("post-editor .ProseMirror", { hasText: "Storm permitting: Boats" })
			.filter({ hasText: "Children are free." })
			.waitFor();
		await ines.page.keyboard.press("Control+Enter");
		await row(ruth.page, "Children are free.").getByText("Storm permitting: Boats leave at nine.").waitFor();
		ines.problems.splice(0);
		await ruth.context.close();
	});

	it("says on how many screens a post is, and counts what waits the moment it does", async () => {
		const desk = (windows[0] as WatchedPage).page;
		const readers = await Promise.all([0, 1, 2].map(() => openPage(browser)));
		for (const { page } of readers) {
			await page.goto(address);
			await page.waitForSelector('[data-region="signal"][data-state="live"]', { state: "attached", timeout: 60_000 });
		}
		await desk.locator(".readers", { hasText: "3 reading" }).waitFor();
		await desk.locator(".composer .ProseMirror").click();
		await desk.keyboard.type("Line 4 trains run again.");
		await desk.keyboard.press("Control+Enter");
		const receipt = row(desk, "Line 4 trains run again.").locator(".receipt");
		await receipt.getByText("on 3 screens").waitFor();
		await receipt.getByText(/slowest [\d.]+ m?s/).waitFor();
		await desk.locator(".landing .spread").waitFor();
		for (const { page, problems } of readers) {
			expect(problems).toEqual([]);
			// Leaves the page, not the browser: what a page sends as it goes needs one.
			await page.goto("about:blank");
		}
		const drafts = desk.locator(".views button", { hasText: "Drafts" }).locator(".n");
		const before = Number(await drafts.innerText());
		await ask(0, "POST", `/api/v1/stories/${storyId}/posts`, {
			...{ body: { format: "text", value: "Not yet." }, status: "draft" },
		});
		await eventually("the count has grown", async () => Number(await drafts.innerText()) === before + 1);
		await eventually("visits are counted", async () => {
			const { body } = await ask<{ opened: Record<string, number>; left: Record<string, number> }>(
				0,
				"GET",
				`/api/v1/stories/${storyId}/audience`,
			);
			const left = Object.values(body.left).reduce((sum, count) => sum + count, 0);
			expect({ opened: body.opened, left }).toEqual({ opened: { direct: 3 }, left: 3 });
			return true;
		});
		for (const { context } of readers) await context.close();
	});

	it("loses none of 24 posts and edits that two editors make in turn, each in a browser of her own", async () => {
		const ines = (windows[0] as WatchedPage).page;
		const ruth = (await openDesk(0)).page;
		const reader = await openPage(browser);
		await reader.page.goto(address);
		const write = async (page: Page, text: string) => {
			await page.locator(".composer .ProseMirror").click();
			await page.keyboard.type(text);
			await page.keyboard.press("Control+Enter");
		};
		/** Adds to what the other one wrote, as soon as it stands here. */
		const add = async (page: Page, text: string, more: string) => {
			await row(page, text).waitFor();
			await edit(page, text);
			await page.locator("post-editor .ProseMirror").click();
			await page.keyboard.press("Control+End");
			await page.keyboard.type(more);
			await page.keyboard.press("Control+Enter");
			await page.locator("post-editor").waitFor({ state: "detached" });
		};
		const wanted: string[] = [];
		for (let round = 1; round <= 6; round += 1) {
			// Both at once: each writes, then each goes on with the other's.
			await Promise.all([write(ruth, `Ruth’s line ${round}.`), write(ines, `Ines’s line ${round}.`)]);
			await Promise.all([
				add(ruth, `Ines’s line ${round}.`, ` Ruth agrees ${round}.`),
				add(ines, `Ruth’s line ${round}.`, ` Ines agrees ${round}.`),
			]);
			wanted.push(`Ines’s line ${round}. Ruth agrees ${round}.`, `Ruth’s line ${round}. Ines agrees ${round}.`);
		}
		const stands = async (page: Page, selector: string) =>
			(await page.locator(selector).allInnerTexts())
				.flatMap((text) => text.match(/(?:Ruth|Ines)’s line \d\.(?: (?:Ruth|Ines) agrees \d\.)*/g) ?? [])
				.sort();
		const places = [
			["Ruth’s stream", ruth, ".stream .post .prose"],
			["Ines’s stream", ines, ".stream .post .prose"],
			["a reader’s page", reader.page, "main article"],
		] as const;
		for (const [where, page, selector] of places) {
			let last: string[] = [];
			await eventually(
				`${where} has all`,
				async () => {
					last = [...new Set(await stands(page, selector))];
					return JSON.stringify(last) === JSON.stringify([...wanted].sort());
				},
				{ explain: () => last.join("\n") },
			);
		}
		expect(reader.problems).toEqual([]);
		await reader.context.close();
		await ruth.context().close();
		windows.pop();
	});

	it("shows how the way of an update does, measured", async () => {
		const { page, problems } = await openDesk(0);
		await page.goto(`${instance.url}/newsroom/administration/state`);
		await page.getByText(/Everything arrives\. Half within/).waitFor();
		const ways = page.locator(".way li");
		expect(await ways.count()).toBe(7);
		for (const index of [1, 2, 3, 4, 5, 6]) expect(await ways.nth(index).locator(".ms").innerText()).toMatch(/\d/);
		expect(problems).toEqual([]);
	});
});
