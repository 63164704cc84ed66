import { maxChannels } from "@dateline/shared/protocol";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findChromium } from "../../../scripts/find-program.mjs";
import { buildReader, type TestBuild } from "./test-build.ts";
import { openTestSite, type TestSite } from "./test-site.ts";

/** Without a Chromium these tests are skipped. */
const executablePath = findChromium();
let browser: Browser;
let build: TestBuild;
let site: TestSite;
let page: Page;
/** What the console said that it should not. */
let complaints: string[];

beforeAll(async () => {
	if (!executablePath) return;
	build = await buildReader();
	browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
});
afterAll(() => browser?.close());
beforeEach(async () => {
	if (!executablePath) return;
	site = await openTestSite(build);
	page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
	complaints = [];
	page.on("console", (message) => {
		if (message.type() === "warning" || message.type() === "error") complaints.push(message.text());
	});
	page.on("pageerror", (error) => complaints.push(String(error)));
});
afterEach(async () => {
	await page?.close();
	await site?.close();
});

async function visit(path: string) {
	await page.goto(site.server.url + path);
	await page.locator("[data-region='signal'][data-state='live']").waitFor();
}
const topOf = (selector: string) => page.locator(selector).evaluate((element) => element.getBoundingClientRect().top);
async function expectUnmoved(selector: string, before: number) {
	await settle();
	expect(await topOf(selector)).toBeCloseTo(before, 1);
}
const card = (id: string) => `[data-card="${id}"]`;
const post = (id: string) => `[data-post="${id}"]`;
const settle = () =>
	page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
/** Scrolls so far that a post stands near the top of the window. */
async function read(id: string) {
	await page.locator(post(id)).evaluate((element) => element.scrollIntoView({ block: "start" }));
	await page.mouse.wheel(0, -40);
	await settle();
}

describe.skipIf(!executablePath)("a live page", () => {
	it("takes the server's page over without a word in the console and keeps its nodes", async () => {
		await page.addInitScript(() => {
			document.addEventListener("DOMContentLoaded", () => {
				for (const node of document.querySelectorAll("[data-post]")) node.setAttribute("data-kept", "");
			});
		});
		await visit("/live/flood");
		expect(await page.locator("[data-post]").count()).toBe(13);
		expect(await page.locator("[data-post][data-kept]").count()).toBe(13);
		expect(complaints).toEqual([]);
	});

	it("shows a post at once to who is at the top and looking, announces it and tints it", async () => {
		await visit("/live/flood");
		const added = site.addPost({ headline: "Just in" });
		await page.locator(post(added.id)).waitFor();
		expect(await page.locator("[data-post]").first().getAttribute("data-post")).toBe(added.id);
		expect(await page.locator(`${post(added.id)}[data-fresh]`).count()).toBe(1);
		expect(await page.locator("[data-region='status']").textContent()).toBe("1 new update");
		expect(await page.title()).toBe("The river falls – Dateline");
		expect(await page.locator("[data-action='show-updates']").count()).toBe(0);
	});

	it("waits while text is selected and shows what waited when it is not any more", async () => {
		await visit("/live/flood");
		await page.evaluate(() => {
			const text = document.querySelector(".standfirst");
			if (text) document.getSelection()?.selectAllChildren(text);
		});
		const added = site.addPost();
		await page.locator("[data-action='show-updates']").waitFor();
		expect(await page.locator(post(added.id)).count()).toBe(0);
		await page.evaluate(() => document.getSelection()?.removeAllRanges());
		await page.locator(post(added.id)).waitFor();
		expect(await page.locator("[data-region='unread']").count()).toBe(1);
	});

	it("waits while media play", async () => {
		await visit("/live/flood");
		await page.evaluate(() => {
			const audio = document.createElement("audio");
			Object.defineProperty(audio, "paused", { value: false, configurable: true });
			document.body.append(audio);
		});
		const added = site.addPost();
		await page.locator("[data-action='show-updates']").waitFor();
		await page.evaluate(() => {
			const audio = document.querySelector("audio");
			if (!audio) return;
			Object.defineProperty(audio, "paused", { value: true });
			audio.dispatchEvent(new Event("pause"));
		});
		await page.locator(post(added.id)).waitFor();
	});

	it("takes up at once, out of sight, what stands beside the stream, and holds it where it is looked at", async () => {
		site.addDevelopment("The first development");
		await visit("/live/flood");
		const lines = page.locator(".summary [data-development]");
		const reading = site.posts()[6]?.id ?? "";
		await read(reading);
		const before = await topOf(post(reading));
		site.addDevelopment("The second development");
		await expect.poll(() => lines.count()).toBe(2);
		await expectUnmoved(post(reading), before);
		// In view, with text selected: nothing is put in.
		await page.evaluate(() => {
			window.scrollTo(0, 0);
			const text = document.querySelector(".standfirst");
			if (text) document.getSelection()?.selectAllChildren(text);
		});
		site.addDevelopment("The third development");
		site.editPost(site.posts()[0] as never, { headline: "Edited after it" });
		await page.locator("h3", { hasText: "Edited after it" }).waitFor();
		expect(await lines.count()).toBe(2);
		await page.evaluate(() => document.getSelection()?.removeAllRanges());
		await expect.poll(() => lines.count()).toBe(3);
	});

	it("does not move what is read above the stream while the stream takes up posts below it", async () => {
		site.editLive({
			html: `<p>${"Background. ".repeat(400)}</p><p>The line that is read.</p>${"<p>More.</p>".repeat(40)}`,
		});
		await visit("/live/flood");
		const line = page.locator("[data-body] p", { hasText: "The line that is read." });
		await line.evaluate((element) => element.scrollIntoView({ block: "start" }));
		await settle();
		const top = () => line.evaluate((element) => element.getBoundingClientRect().top);
		const before = await top();
		site.addDevelopment("A development above");
		const added = site.addPost();
		await page.locator(post(added.id)).waitFor({ state: "attached" });
		await page.locator(".summary [data-development]").waitFor({ state: "attached" });
		await settle();
		expect(await top()).toBeCloseTo(before, 1);
	});

	it("shows the card of a story that an edit has made it refer to, and asks the server no more than that", async () => {
		await visit("/live/flood");
		const related = site.addArticle("A related story");
		site.editLive({ related: [related.id] });
		await page.locator(".related", { hasText: "A related story" }).waitFor();
		await expect.poll(() => site.server.asked.length).toBe(2);
		expect(site.server.asked[1]?.channels).toContain(`card:${related.id}`);
		site.editArticle(related, { headline: "The related story, edited" });
		await page.locator(".related", { hasText: "The related story, edited" }).waitFor();
		site.editLive({ headline: "Another headline" });
		await page.locator("h1", { hasText: "Another headline" }).waitFor();
		expect(await page.title()).toBe("Another headline – Dateline");
		expect(site.server.asked).toHaveLength(2);
	});

	it("brings up what waits when the reader comes back to the top", async () => {
		await visit("/live/flood");
		await read(site.posts()[6]?.id ?? "");
		const added = site.addPost();
		await page.locator("[data-action='show-updates']").waitFor();
		await page.evaluate(() => window.scrollTo(0, 0));
		await page.locator(post(added.id)).waitFor();
		expect(await page.locator("[data-action='show-updates']").count()).toBe(0);
	});

	it("counts a withdrawn update down", async () => {
		await visit("/live/flood");
		await read(site.posts()[6]?.id ?? "");
		const [first] = [site.addPost(), site.addPost()];
		await page.locator("[data-action='show-updates']", { hasText: "2 new updates" }).waitFor();
		site.withdrawPost(first);
		await page.locator("[data-action='show-updates']", { hasText: "1 new update" }).waitFor();
	});

	it("loads older posts in place under their address, and follows them", async () => {
		await visit("/live/flood");
		await page.locator("[data-action='show-more']").click();
		await expect.poll(() => page.locator("[data-post]").count()).toBe(25);
		expect(new URL(page.url()).searchParams.has("page")).toBe(true);
		expect(await page.locator("[data-action='show-updates'], [data-action='show-more']").count()).toBe(0);
		const oldest = site.posts().at(-1);
		if (!oldest) throw new Error("no posts");
		site.editPost(oldest, { headline: "The first, edited" });
		await page.locator(`${post(oldest.id)} h3`, { hasText: "The first, edited" }).waitFor();
		const ids = await page.locator("[data-post]").evaluateAll((all) => all.map((one) => one.getAttribute("data-post")));
		expect(ids).toEqual(site.posts().map(({ id }) => id));
	});

	it("asks again for what a snapshot does not reach, and takes away what is gone from there", async () => {
		await visit("/live/flood");
		await page.locator("[data-action='show-more']").click();
		await expect.poll(() => page.locator("[data-post]").count()).toBe(25);
		site.silent = true;
		const oldest = site.posts().at(-1);
		const kept = site.posts().at(-2);
		if (!oldest || !kept) throw new Error("too few posts");
		site.withdrawPost(oldest);
		const added = site.addPost();
		site.server.intercept = ({ channels }) => {
			const { epoch, events } = site.log;
			return { ok: true, epoch, position: events.length, snapshot: site.snapshotOf(channels) };
		};
		site.server.askAll({ reason: "slow", retryAfter: 0 });
		await page.locator(post(oldest.id)).waitFor({ state: "detached" });
		await page.locator("[data-action='show-updates']").click();
		await page.locator(post(added.id)).waitFor();
		const ids = await page.locator("[data-post]").evaluateAll((all) => all.map((one) => one.getAttribute("data-post")));
		expect(ids).toEqual(site.posts().map(({ id }) => id));
	});

	it("goes on in another history when the record was restored", async () => {
		await visit("/live/flood");
		const first = site.posts()[0];
		if (!first) throw new Error("no posts");
		site.server.intercept = ({ channels }) => {
			const snapshot = site.snapshotOf(channels);
			const story = snapshot[`story:${site.live.id}`];
			if (story?.kind === "story") story.posts = story.posts.filter(({ id }) => id !== first.id);
			return { ok: true, epoch: "e2", position: 3, snapshot };
		};
		site.server.pulse({ epoch: "e2", position: 3 });
		await page.locator(post(first.id)).waitFor({ state: "detached" });
		expect(await page.locator("[data-post]").count()).toBe(12);
		expect(complaints).toEqual([]);
	});

	it("puts nothing into an older page and leads to the newest", async () => {
		const boundary = await page.request.get(`${site.server.url}/live/flood`).then((answer) => answer.text());
		const address = /href="([^"]*\?page=[^"]*)"/.exec(boundary)?.[1] ?? "";
		await page.goto(site.server.url + address);
		await expect.poll(() => site.server.asked.length).toBe(1);
		site.addPost();
		const oldest = site.posts().at(-1);
		if (oldest) site.editPost(oldest, { headline: "Edited on an older page" });
		await page.locator("h3", { hasText: "Edited on an older page" }).waitFor();
		const button = page.locator("[data-region='updates'] a");
		expect(await button.textContent()).toBe("Go to the latest");
		expect(await button.getAttribute("href")).toBe("/live/flood");
		expect(await page.locator("[data-post]").count()).toBe(12);
		site.editLive({ state: "ended", endedAt: "2026-05-02T10:00:00.000Z" }, "story.ended");
		await expect.poll(() => site.server.connections().length).toBe(0);
	});

	it("shows the other order in place", async () => {
		await visit("/live/flood");
		await page.locator("[data-action='show-more']").click();
		await expect.poll(() => page.locator("[data-post]").count()).toBe(25);
		await page.locator(".order a", { hasText: "Oldest first" }).click();
		await expect
			.poll(() => page.locator("[data-post]").first().getAttribute("data-post"))
			.toBe(site.posts().at(-1)?.id);
		expect(new URL(page.url()).searchParams.get("order")).toBe("oldest");
		const added = site.addPost();
		await page.locator(post(added.id)).waitFor();
		expect(await page.locator("[data-post]").last().getAttribute("data-post")).toBe(added.id);
	});

	it("reads on from an older page to the newest, oldest first, and is live from there", async () => {
		site.addDevelopment("A development");
		const newest = await page.request.get(`${site.server.url}/live/flood`).then((answer) => answer.text());
		const address = /href="(\/live\/flood\?page=[^"&]*)"/.exec(newest)?.[1] ?? "";
		await page.goto(`${site.server.url}${address}&order=oldest`);
		await page.locator("[data-action='show-more']").click();
		await page.locator("[data-region='signal'][data-state='live']").waitFor();
		const order = () =>
			page.locator("[data-post]").evaluateAll((all) => all.map((one) => one.getAttribute("data-post")));
		const all = () =>
			site
				.posts()
				.map(({ id }) => id)
				.reverse();
		expect(await order()).toEqual(all());
		expect(await page.locator(".stream-head h2").textContent()).toBe("25 posts");
		expect(await page.locator(".summary [data-development]").count()).toBe(1);
		const added = site.addPost();
		await page.locator(post(added.id)).waitFor();
		expect(await order()).toEqual(all());
	});

	it("says when the connection is lost and catches up by itself", async () => {
		await visit("/live/flood");
		for (const connection of site.server.connections()) connection.conn.close();
		await page.locator("[data-region='signal'][data-state='reconnecting']").waitFor();
		site.silent = true;
		const added = site.addPost();
		await page.locator(post(added.id)).waitFor();
		await page.locator("[data-region='signal'][data-state='live']").waitFor();
	});

	it("says that the device is offline, and as of when the page is, until it is not", async () => {
		await visit("/live/flood");
		const added = site.addPost();
		await page.locator(post(added.id)).waitFor();
		await page.context().setOffline(true);
		const signal = page.locator("[data-region='signal']");
		await page.locator("[data-region='signal'][data-state='offline']").waitFor();
		expect(await signal.textContent()).toMatch(/^Offline.*last update/);
		site.silent = true;
		const missed = site.addPost();
		await page.context().setOffline(false);
		await page.locator("[data-region='signal'][data-state='live']").waitFor();
		await page.locator(post(missed.id)).waitFor();
	});

	it("catches up after an hour of sleep without being loaded anew", async () => {
		await page.addInitScript(() => {
			const { now } = Date;
			Object.assign(window, { asleep: 0 });
			Date.now = () => now() + (window as unknown as { asleep: number }).asleep;
			Math.random = () => 0;
		});
		await visit("/live/flood");
		site.server.pulse();
		site.silent = true;
		const missed = site.addPost();
		const [before] = site.server.connections();
		// The connection looks open to both sides, and is not.
		await page.evaluate(() => Object.assign(window, { asleep: 3_600_000 }));
		await page.locator(post(missed.id)).waitFor();
		await page.locator("[data-region='signal'][data-state='live']").waitFor();
		expect(site.server.connections().map(({ id }) => id)).not.toContain(before?.id);
		expect(await page.evaluate(() => (window as unknown as { asleep: number }).asleep)).toBe(3_600_000);
		expect(await page.locator("[data-region='notice']").count()).toBe(0);
		expect(complaints).toEqual([]);
	});

	it("holds no connection once the coverage has ended", async () => {
		await visit("/live/flood");
		site.editLive({ state: "ended", endedAt: "2026-05-02T10:00:00.000Z" }, "story.ended");
		await page.locator("[data-region='signal'][data-state='ended']").waitFor();
		await expect.poll(() => site.server.connections().length).toBe(0);
	});

	it("shows at once that the story was withdrawn", async () => {
		await visit("/live/flood");
		site.editLive({}, "story.withdrawn");
		await page.locator("#message").waitFor();
		expect(await page.locator("[data-post]").count()).toBe(0);
	});

	it("fetches a body that was too long for its event before it shows the post", async () => {
		await visit("/live/flood");
		const bodyUrl = "/api/v1/bodies/post/x/1";
		site.longBodies.set(bodyUrl, "<p>A very long body.</p>");
		const added = site.addPost({ html: null, bodyUrl });
		await page.locator(`${post(added.id)} p`, { hasText: "A very long body." }).waitFor();
	});

	it("does by keyboard all that it does by a click, and moves the focus only then", async () => {
		await visit("/live/flood");
		await read(site.posts()[6]?.id ?? "");
		const focused = () =>
			page.evaluate(() => {
				const element = document.activeElement;
				return (
					element?.closest("[data-post]")?.getAttribute("data-post") ?? element?.getAttribute("data-region") ?? null
				);
			});
		site.addPost();
		const button = page.locator("[data-action='show-updates']");
		await button.waitFor();
		expect(await focused()).toBeNull();
		await button.focus();
		await page.keyboard.press("Enter");
		await expect.poll(focused).toBe("unread");
		await page.locator("[data-action='show-more']").focus();
		await page.keyboard.press("Enter");
		await expect.poll(focused).toBe(site.posts()[14]?.id);
	});

	it("remembers the theme that was chosen", async () => {
		await visit("/live/flood");
		const theme = () => page.evaluate(() => document.documentElement.dataset["theme"] ?? "");
		const button = page.locator("dateline-theme button");
		await button.click();
		await expect.poll(theme).toBe("light");
		await button.click();
		await expect.poll(theme).toBe("dark");
		await page.reload();
		await page.locator("[data-region='signal'][data-state='live']").waitFor();
		expect(await theme()).toBe("dark");
		expect(complaints).toEqual([]);
	});

	it("offers the new version and does not force it", async () => {
		await visit("/live/flood");
		site.server.pulse();
		site.server.pulse({ build: "b2" });
		// Its place is in sight: nothing is pushed down.
		await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
		expect(await page.locator("[data-region='notice']").count()).toBe(0);
		await read(site.posts()[6]?.id ?? "");
		await page.locator("[data-region='notice']").waitFor();
		await page.evaluate(() => window.scrollTo(0, 0));
		await page.locator("[data-action='dismiss']").click();
		site.server.pulse({ build: "b2" });
		site.addPost({ headline: "After the notice" });
		await page.locator("h3", { hasText: "After the notice" }).waitFor();
		expect(await page.locator("[data-region='notice']").count()).toBe(0);
	});
});

describe.skipIf(!executablePath).each([
	["with the browser's own scroll anchoring", ""],
	["in a browser that has none", "html, body { overflow-anchor: none !important }"],
])("what is read, %s,", (_name, styles) => {
	beforeEach(() => {
		site.moreStyles = styles;
	});

	it("does not move when something comes in above; the button leads to the first unread", async () => {
		await visit("/live/flood");
		const reading = site.posts()[5]?.id ?? "";
		await read(reading);
		const before = await topOf(post(reading));
		const posts = [1, 2, 3].map((number) => site.addPost({ headline: `New ${number}`, key: true }));
		await page.locator("[data-action='show-updates']").waitFor();
		await expect.poll(() => page.title()).toBe("(3) The river falls – Dateline");
		expect(await page.locator("[data-action='show-updates']").textContent()).toBe("3 new updates");
		expect(await page.locator(post(posts[0]?.id ?? "")).count()).toBe(0);
		await expectUnmoved(post(reading), before);
		await page.locator("[data-action='show-updates']").click();
		await page.locator(post(posts[0]?.id ?? "")).waitFor();
		expect(await page.title()).toBe("The river falls – Dateline");
		const order = await page
			.locator("[data-region='list'] [data-region='unread'], [data-region='list'] [data-post], [data-region='seen']")
			.evaluateAll((all) =>
				all.slice(0, 5).map((one) => one.getAttribute("data-post") ?? one.getAttribute("data-region")),
			);
		expect(order).toEqual(["unread", ...posts.map(({ id }) => id).reverse(), "seen"]);
		expect(await page.evaluate(() => document.activeElement?.getAttribute("data-region"))).toBe("unread");
		await expect.poll(() => topOf("[data-region='unread']")).toBeLessThan(400);
		expect(await page.locator("[data-region='unread']").textContent()).toContain("3 since");
	});

	it("does not move when something above it or in view is edited or withdrawn", async () => {
		await visit("/live/flood");
		const [, above, gone, reading, below] = site.posts();
		if (!above || !gone || !reading || !below) throw new Error("too few posts");
		await read(reading.id);
		const before = await topOf(post(reading.id));
		site.editPost(above, {
			headline: "Edited",
			html: `${above.html}${above.html}`,
			updatedAt: "2026-05-02T09:00:00.000Z",
		});
		await page.locator(`${post(above.id)} h3`, { hasText: "Edited" }).waitFor();
		await expectUnmoved(post(reading.id), before);
		site.withdrawPost(gone);
		await page.locator(`${post(gone.id)} .tombstone`).waitFor();
		await expectUnmoved(post(reading.id), before);
		expect(await page.locator(post(gone.id)).textContent()).not.toContain("Words of the post");
		expect(await page.locator("[data-action='show-updates']").count()).toBe(0);
		for (let count = 0; count < 8; count += 1) {
			site.editPost(above, { headline: "Edited", html: `<p>${"Another length. ".repeat(count * 9)}</p>` });
			await expect
				.poll(() =>
					page
						.locator(`${post(above.id)} p`)
						.first()
						.textContent(),
				)
				.toHaveLength(count * 9 * 16);
		}
		await expectUnmoved(post(reading.id), before);
		site.editPost(below, { headline: "Also edited" });
		await page.locator(`${post(below.id)} h3`, { hasText: "Also edited" }).waitFor();
		await expectUnmoved(post(reading.id), before);
		site.editLive({ standfirst: "A longer standfirst. ".repeat(60) });
		await page.locator(".standfirst", { hasText: "A longer standfirst." }).waitFor();
		await expectUnmoved(post(reading.id), before);
		expect(complaints).toEqual([]);
	});

	it("does not move when the very post that is read grows above the line", async () => {
		await visit("/live/flood");
		const reading = site.editPost(site.posts()[4] as never, {
			html: `<p>First.</p><p>Second, the line that is being read.</p>${"<p>More and more words.</p>".repeat(30)}`,
		});
		const line = page.locator(`${post(reading.id)} p`, { hasText: "Second, the line" });
		await line.waitFor();
		await line.evaluate((element) => element.scrollIntoView({ block: "start" }));
		await page.mouse.wheel(0, -10);
		await settle();
		const top = () => line.evaluate((element) => element.getBoundingClientRect().top);
		const before = await top();
		site.editPost(reading, { html: `<p>${"A new opening. ".repeat(80)}</p>${reading.html}` });
		await page.locator(`${post(reading.id)} p`, { hasText: "A new opening." }).waitFor();
		await settle();
		expect(await top()).toBeCloseTo(before, 1);
	});

	it("does not move when a story below moves up: it is edited in its place until the reader asks", async () => {
		await visit("/");
		const third = site.log.stateAt("feed");
		const moved = third?.kind === "list" ? third.cards[6] : undefined;
		const reading = third?.kind === "list" ? third.cards[4] : undefined;
		if (!moved || !reading) throw new Error("too few cards");
		await page.locator(card(reading.id)).evaluate((element) => element.scrollIntoView({ block: "start" }));
		await settle();
		const before = await topOf(card(reading.id));
		const order = () =>
			page.locator("[data-card]").evaluateAll((all) => all.map((one) => one.getAttribute("data-card")));
		const ids = await order();
		site.editArticle(moved, { headline: "Moved up", updatedAt: "2026-05-02T12:00:00.000Z" });
		await page.locator(`${card(moved.id)} h2`, { hasText: "Moved up" }).waitFor();
		await page.locator("[data-action='show-updates']", { hasText: "1 new update" }).waitFor();
		expect(await order()).toEqual(ids);
		await expectUnmoved(card(reading.id), before);
		await page.locator("[data-action='show-updates']").click();
		await expect.poll(async () => (await order())[0]).toBe(moved.id);
	});
});

describe.skipIf(!executablePath)("the feed", () => {
	it("follows the stories that its stories refer to, also those that an update brings", async () => {
		const first = site.addArticle("Referred to from the first");
		const other = site.addArticle("Referred to later");
		const top = site.addArticle("On top");
		site.editArticle(top, { related: [first.id] });
		await visit("/");
		const related = page.locator(`${card(top.id)} .related`);
		expect(await related.textContent()).toContain("Referred to from the first");
		site.editArticle(top, { related: [other.id] });
		await related.getByText("Referred to later").waitFor();
		site.editArticle(other, { headline: "Referred to and edited" });
		await related.getByText("Referred to and edited").waitFor();
		await expect.poll(() => site.server.asked.at(-1)?.channels).toContain(`card:${other.id}`);
		site.withdrawArticle(other);
		await related.waitFor({ state: "detached" });
		expect(complaints).toEqual([]);
	});

	it("follows the related stories that stand first, however many its stories refer to", async () => {
		await visit("/");
		let before = site.addArticle("The first of many");
		for (let count = 0; count < 60; count += 1) {
			const next = site.addArticle(`One of many ${count}`);
			site.editArticle(next, { related: [before.id] });
			before = next;
		}
		const last = site.addArticle("The last of many");
		site.editArticle(last, { related: [before.id] });
		const related = page.locator(`${card(last.id)} .related`);
		await related.getByText("One of many 59").waitFor();
		site.editArticle(before, { headline: "The newest, edited" });
		await related.getByText("The newest, edited").waitFor();
		expect(Math.max(...site.server.asked.map(({ channels }) => channels.length))).toBeLessThanOrEqual(maxChannels);
		await expect.poll(() => page.locator(".related").count()).toBeGreaterThan(30);
		expect(complaints).toEqual([]);
	});

	it("loads the next page in place, and knows what happened to it meanwhile", async () => {
		await visit("/");
		await page.locator("[data-action='show-more']").click();
		await expect.poll(() => page.locator("[data-card]").count()).toBe(20);
		const list = site.log.stateAt("feed");
		const late = list?.kind === "list" ? list.cards[15] : undefined;
		if (!late) throw new Error("too few cards");
		site.withdrawArticle(late);
		await page.locator(`${card(late.id)} .tombstone`).waitFor();
		await page.locator("[data-action='show-more']").click();
		await expect.poll(() => page.locator("[data-card]").count()).toBe(25);
		expect(await page.locator("[data-action='show-updates']").count()).toBe(0);
		expect(new URL(page.url()).searchParams.has("before")).toBe(true);
		expect(complaints).toEqual([]);
	});

	it("opens the rest of a story in place", async () => {
		await visit("/");
		const first = page.locator("[data-card]").first();
		await first.locator("[data-action='open']").click();
		await expect.poll(() => first.locator("[data-action='open']").count()).toBe(0);
		expect(await first.locator("[data-body] p").count()).toBe(4);
		expect(new URL(page.url()).pathname).toMatch(/^\/story\//);
	});

	it("goes on by asking where no socket gets through", async () => {
		site.server.block("refuse");
		await page.route(/socket\.io/, (route) => route.abort());
		// So that it does not wait between its tries.
		await page.addInitScript(() => {
			Math.random = () => 0;
		});
		await page.goto(site.server.url);
		await page.locator("[data-region='signal'][data-state='offline']").waitFor();
		site.silent = true;
		site.addArticle("By asking");
		await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
		await page.locator("[data-card] h2", { hasText: "By asking" }).waitFor();
		complaints = [];
	});
});

describe.skipIf(!executablePath)("an article", () => {
	it("is updated in place, and that is announced", async () => {
		const article = site.addArticle("Before the update");
		await page.goto(`${site.server.url}/story/${article.slug}`);
		await expect.poll(() => site.server.asked.length).toBe(1);
		site.updateArticle(article, { headline: "After the update", updatedAt: "2026-05-02T12:00:00.000Z" });
		await page.locator("h1", { hasText: "After the update" }).waitFor();
		await expect.poll(() => page.locator("[data-region='status']").textContent()).toBe("1 new update");
		expect(complaints).toEqual([]);
	});
});

describe.skipIf(!executablePath)("a page that can't be taken over", () => {
	it("stays readable, says so once, and is loaded anew at the next update", async () => {
		site.spoil = (html) => html.replace(/<!--lit-part[^>]*-->/, "");
		await page.goto(`${site.server.url}/live/flood`);
		await expect.poll(() => site.server.connections().length).toBe(1);
		expect(await page.locator("[data-post]").count()).toBe(13);
		expect(complaints).toHaveLength(1);
		expect(complaints[0]).toContain("could not be taken over");
		site.spoil = (html) => html;
		const added = site.addPost();
		await page.locator(post(added.id)).waitFor();
		await page.locator("[data-region='signal'][data-state='live']").waitFor();
		expect(complaints).toHaveLength(1);
	});
});
