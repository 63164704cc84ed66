import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, openPage, testChromium, type WatchedPage } from "./harness/browser.ts";
import { adminLink } from "./harness/dateline.ts";
import { enterNewsroom } from "./harness/enter-newsroom.ts";
import { eventually } from "./harness/eventually.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** The life of a story at the desk, in a real browser: what comes of it is looked at as readers get it. */
describe.skipIf(testChromium === null)("the life of a story", () => {
	let instance: EmbeddedInstance;
	let browser: Browser;
	let desk: WatchedPage;
	let page: Page;
	let reporter: string;
	let live: { id: string; slug: string };
	let article: { id: string; slug: string };

	/** One request to the API, which must be taken. */
	const api = async (method: string, path: string, body?: unknown, token = instance.token) => {
		const answer = await fetch(`${instance.url}/api/v1${path}`, {
			method,
			headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const json = await answer.json();
		expect(answer.status, JSON.stringify(json)).toBeLessThan(300);
		// biome-ignore lint/suspicious/noExplicitAny: answers of every shape are looked into
		return json as any;
	};
	const text = (value: string) => ({ body: { format: "text", value } });
	const reader = async (path: string) => (await fetch(instance.url + path)).text();
	const open = (path: string) => page.goto(`${instance.url}/newsroom${path}`);
	const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

	beforeAll(async () => {
		[instance, browser] = await Promise.all([startEmbedded(), openBrowser()]);
		desk = await openPage(browser);
		page = desk.page;
		page.on("console", (message) => message.type() === "warning" && desk.problems.push(`warning: ${message.text()}`));
		await page.setViewportSize({ width: 1440, height: 900 });
		page.setDefaultTimeout(30_000);
		reporter = (await api("POST", "/tokens", { name: "Daniel Osei", scopes: ["contribute"] })).token;
		await enterNewsroom(page, { url: instance.url, link: await adminLink(instance.dataDir) });
		live = (await api("POST", "/stories", { kind: "live", headline: "Storm over the harbour" })).story;
		const words = text("Six shelters have room.\n\nDogs are let in.");
		article = (await api("POST", "/stories", { kind: "article", headline: "Where to go", ...words })).story;
		await api("PATCH", `/stories/${article.id}`, { headline: "Where to go tonight" });
		const newer = text("Five shelters have room, and a doctor is there.\n\nDogs are let in.");
		await api("PATCH", `/stories/${article.id}`, { ...newer, significant: true });
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
	});

	it("shows the first revision as the first", async () => {
		const made = await api("POST", "/stories", { kind: "article", headline: "Ferries again", status: "published" });
		await open(`/story/${made["story"]?.id}/history`);
		await page.getByText("The first one: there is nothing before it.").waitFor();
		await page.getByRole("heading", { name: "Ferries again" }).waitFor();
	});

	it("compares revisions word by word and restores one by keyboard", async () => {
		await open(`/story/${article.id}/history`);
		await page.locator("del", { hasText: "Six" }).waitFor();
		await page.locator("ins", { hasText: "Five" }).waitFor();
		await page.locator("ins", { hasText: "and a doctor is there" }).waitFor();
		// Another older one, with one more change; to it and back.
		await page.keyboard.press("j");
		await page.locator(".post[data-change='1']").waitFor();
		await page.keyboard.press("n");
		await page.locator(".post.is-focus[data-change='1']").waitFor();
		await page.keyboard.press("v");
		await page.locator(".versions.full").waitFor();
		await page.keyboard.press("v");
		await page.locator(".joined", { hasText: "Five shelters" }).waitFor();
		await page.keyboard.press("r");
		await page.getByText("Revision 4 is with readers.").waitFor();
		const html = await reader(`/story/${article.slug}`);
		expect(html).toContain("Six shelters have room.");
		expect(html).not.toContain("a doctor is there");
		await page.locator(".revs [data-revision='4']", { hasText: "Revision 1 restored" }).waitFor();
	});

	it("re-times what is scheduled by keyboard, and says beforehand what would be refused", async () => {
		const at = inHours(2);
		const scheduled = await api("POST", "/stories", {
			kind: "article",
			headline: "The tide tables",
			slug: "tide",
			publishAt: at,
		});
		const { id } = scheduled.submission;
		await open("/schedule");
		await page.locator(".post.is-focus", { hasText: "The tide tables" }).waitFor();
		await page.keyboard.press("Alt+ArrowDown");
		await page.keyboard.press("Alt+ArrowDown");
		await eventually("it goes out ten minutes later", async () => {
			const { dueAt } = await api("GET", `/submissions/${id}`);
			return Date.parse(dueAt) === Date.parse(at) + 600_000;
		});
		await page.keyboard.press("t");
		await eventually("the caret is in its time", () => page.evaluate(() => document.activeElement?.id === "s-at"));
		await page.keyboard.press("Tab");
		await api("POST", "/stories", { kind: "article", headline: "Another tide", slug: "tide" });
		await page.reload();
		await page.locator(".why", { hasText: "Will not go out as it is." }).waitFor();
		await page.locator(".post", { hasText: "The tide tables" }).getByRole("button", { name: "Take it back" }).click();
		await page.getByText("Nothing goes out by itself today.").or(page.locator(".now-line")).first().waitFor();
		await eventually(
			"it is off the schedule",
			async () => (await api("GET", `/submissions/${id}`)).state === "cancelled",
		);
		const held = await api("POST", "/stories", { kind: "article", headline: "The outlook", embargo: inHours(3) });
		await page.reload();
		await page.locator(".post.is-embargo", { hasText: "The outlook" }).waitFor();
		await page.keyboard.press("2");
		await page.locator(".week .w-emb", { hasText: "The outlook" }).waitFor();
		await api("POST", `/submissions/${held.submission.id}/cancel`);
	});

	it("holds an article under embargo whoever publishes it, and says so where it stands", async () => {
		await open("");
		await page.getByRole("button", { name: "New article" }).click();
		await page.getByLabel("Headline", { exact: true }).fill("The audit of the port");
		await page.getByText("Embargo", { exact: true }).click();
		await page.getByText("Nothing leaves before: not to readers").waitFor();
		await page.getByRole("button", { name: /^Hold until / }).click();
		await page.waitForURL(/\/newsroom\/story\/[^/]+$/);
		await page.getByText(/It goes out .* by itself\./).waitFor();
		const id = new URL(page.url()).pathname.split("/")[3] ?? "";
		const { embargo, status } = await api("GET", `/stories/${id}`);
		expect(status).toBe("draft");
		const { items } = await api("GET", "/submissions?state=scheduled");
		const held = items.find(({ storyId }: { storyId: string }) => storyId === id);
		expect(held.dueAt).toBe(embargo);
		// Whoever publishes one "now" that is held has it scheduled for that moment, too.
		const kept = await api("POST", "/stories", { kind: "article", headline: "Kept back", status: "draft", embargo });
		const { submission } = await api("POST", `/stories/${kept.story.id}/publish`);
		expect({ state: submission.state, dueAt: submission.dueAt }).toEqual({ state: "scheduled", dueAt: embargo });
		expect(await reader("/")).not.toContain("The audit of the port");
		await open("/schedule");
		await page.getByRole("button", { name: /^Under embargo/ }).click();
		await page.locator(".post.is-embargo", { hasText: "The audit of the port" }).first().waitFor();
	});

	it("withdraws a post with a reason by Shift+W, and a story from its side; whoever comes later reads why", async () => {
		const add = { headline: "The quay", ...text("The quay is under water.") };
		await api("POST", `/stories/${live.id}/posts`, add);
		await open(`/story/${live.id}`);
		await page.locator(".stream .post", { hasText: "The quay is under water." }).first().click();
		await page.keyboard.press("Shift+W");
		await page.getByLabel("Why, for the desk").fill("One source only");
		await page.keyboard.press("Enter");
		await page.locator(".post.is-withdrawn", { hasText: "One source only" }).waitFor();
		expect(await reader(`/live/${live.slug}`)).not.toContain("The quay is under water.");
		await page.reload();
		await page.getByRole("button", { name: /^Withdrawn/ }).click();
		await page.locator(".post", { hasText: "The quay" }).getByText("One source only").waitFor();

		const { story } = await api("POST", "/stories", { kind: "article", headline: "Too soon", ...text("Not yet.") });
		await open(`/story/${story.id}`);
		await page.getByText("Take this story from readers").click();
		await page.getByLabel("Why", { exact: false }).selectOption("Published too early");
		await page.getByLabel("More on it").fill("before the vote");
		await page.locator("story-side").getByRole("button", { name: "Withdraw", exact: true }).click();
		await eventually("its address says so", async () => {
			return (await fetch(`${instance.url}/story/${story.slug}`)).status === 410;
		});
		await page.reload();
		await page.getByText("Published too early: before the vote").waitFor();
	});

	it("changes a contribution and publishes it, sends another one back, and lets no swapped words through", async () => {
		const file = async (words: string) =>
			(await api("POST", `/stories/${live.id}/posts`, text(words), reporter)).submission.id as string;
		const first = await file("Sandbags at Gate 4 are low and it looks bad.");
		const second = await file("The pumps were late.");
		const third = await file("A boat is loose.");
		await open("/waiting");
		await page.locator(".qrow.is-sel", { hasText: "Sandbags" }).waitFor();
		await page.getByLabel("Headline").fill("Gate 4: one row left");
		await page.locator(".marked ins", { hasText: "Gate 4: one row left" }).waitFor();
		await page.keyboard.press("Control+Enter");
		await page.locator(".qrow.is-sel", { hasText: "The pumps were late." }).waitFor();
		await eventually("readers have it with the editor’s headline", async () => {
			const html = await reader(`/live/${live.slug}`);
			return html.includes("Gate 4: one row left") && html.includes("it looks bad");
		});
		expect((await api("GET", `/submissions/${first}`)).state).toBe("done");

		await page.locator(".page-head h1").click();
		await page.keyboard.press("b");
		await page.getByLabel("Note").fill("Who says so? One name, please.");
		await page.locator(".send-back").getByRole("button", { name: "Send back" }).click();
		await page.locator(".qrow.is-back", { hasText: "One name, please." }).waitFor();
		const back = await api("GET", `/submissions/${second}`, undefined, reporter);
		expect(back.refusal).toEqual({ code: "sent_back", message: "Who says so? One name, please." });

		await page.locator(".qrow.is-sel", { hasText: "A boat is loose." }).waitFor();
		await page.getByLabel("Headline").fill("Boat loose in the harbour");
		const { change } = await api("GET", `/submissions/${third}`);
		await api("PATCH", `/stories/${live.id}/posts/${change.postId}`, text("Two boats are loose."), reporter);
		await page.locator(".newer", { hasText: "has changed it while you had it open" }).waitFor();
		expect(await reader(`/live/${live.slug}`)).not.toContain("loose");
		await page.getByRole("button", { name: "Read theirs" }).click();
		await page.keyboard.press("3");
		await page.locator(".post.is-waiting .prose", { hasText: "Two boats are loose." }).waitFor();
		await page.getByRole("button", { name: "Publish", exact: false }).last().click();
		await eventually("readers have both boats", async () =>
			(await reader(`/live/${live.slug}`)).includes("Two boats are loose."),
		);
	});

	it("orders the day’s digest by keys and by hand, and readers get that order", async () => {
		for (const line of ["The first line", "The second line", "The third line"])
			await api("POST", `/stories/${live.id}/key-developments`, { text: line });
		await open("/digest");
		const lines = page.locator(".lines > [data-line]");
		await eventually("they came in by themselves", async () => (await lines.count()) === 3);
		const words = async () => (await lines.locator(".line-t").allInnerTexts()).map((line) => line.split(" ")[1]);
		const [one, two, three] = await words();
		await lines.first().focus();
		await page.keyboard.press("Alt+ArrowDown");
		expect(await words()).toEqual([two, one, three]);
		const grip = await lines.last().locator(".grip").boundingBox();
		const top = await lines.first().boundingBox();
		if (!grip || !top) throw new Error("the lines are not on the screen");
		await page.mouse.move(grip.x + 8, grip.y + 8);
		await page.mouse.down();
		await page.mouse.move(top.x + 8, top.y + 4, { steps: 6 });
		await page.mouse.up();
		expect(await words()).toEqual([three, two, one]);
		await page.keyboard.press("Control+Enter");
		await page.getByText("Readers have it as it stands here.").waitFor();
		expect(await page.getByRole("button", { name: "Update the digest" }).isDisabled()).toBe(true);
		const date = (await page.getByRole("link", { name: "View as reader" }).getAttribute("href")) ?? "";
		const html = await reader(date);
		const places = [three, two, one].map((word) => html.indexOf(`The ${word} line`));
		expect(places).toEqual([...places].sort((a, b) => a - b));
		await page.keyboard.press("x");
		await page
			.locator(".kd.take li", { hasText: `The ${three} line` })
			.or(page.locator(".kd.take li"))
			.first()
			.waitFor();
		await page.keyboard.press("a");
		await eventually("all are in again", async () => (await lines.count()) === 3);
	});

	it("begins a live story from a template, and makes a template of a story", async () => {
		await open("");
		await page.getByRole("button", { name: "Templates" }).click();
		await page.locator("[data-template='match-en'] .btn").click();
		await page.getByLabel("Headline", { exact: true }).fill("Ansel v Mole, the final");
		await page.getByText("Live at once").click();
		await page.keyboard.press("Control+Enter");
		await page.waitForURL(/\/newsroom\/story\/[^/]+$/);
		const id = new URL(page.url()).pathname.split("/")[3] ?? "";
		await eventually("readers have it live", async () => (await api("GET", `/stories/${id}`)).state === "live");
		const drafts = await api("GET", `/stories/${id}/posts?status=draft`);
		expect(drafts.items.length).toBeGreaterThan(0);
		await open(`/story/${id}/text`);
		await page.getByText("Make a template of this story").click();
		await page.locator("template-maker").getByLabel("Name").fill("Our final");
		await page.getByRole("button", { name: "Make the template" }).click();
		await page.getByText("“Our final” is among the templates.").waitFor();
		expect((await api("GET", "/templates")).items.some(({ name }: { name: string }) => name === "Our final")).toBe(
			true,
		);
	});

	it("shows a draft to who has the link, without an account, until it is cut off", async () => {
		const draft = { kind: "article", headline: "The mayor’s plan", status: "draft", ...text("It begins on Monday.") };
		const { story } = await api("POST", "/stories", draft);
		await open(`/story/${story.id}`);
		await page.getByText("Make a link").click();
		await page.getByLabel("Whom is it for?").fill("Press office");
		await page.getByRole("button", { name: "Make the link" }).click();
		const link = await page.getByLabel("The link, shown this once").inputValue();
		const { pathname } = new URL(link);
		const outside = await openPage(browser);
		await outside.page.goto(instance.url + pathname);
		await outside.page.getByText("It begins on Monday.").first().waitFor();
		expect(outside.problems).toEqual([]);
		await page.getByRole("button", { name: "Cut it off" }).click();
		await page.getByText("Nobody outside the newsroom can see").waitFor();
		expect((await fetch(instance.url + pathname)).status).toBeGreaterThanOrEqual(400);
		await outside.context.close();
	});

	it("breaks a post out and merges two, as readers see them", async () => {
		const add = async (headline: string, words: string) =>
			(await api("POST", `/stories/${live.id}/posts`, { headline, ...text(words) })).post;
		const wall = await add("The wall", "The wall holds.");
		const sea = await add("The sea", "The sea is calm.");
		const out = await api("POST", `/stories/${live.id}/posts/${wall.id}/break-out`, {
			headline: "How the wall held",
			status: "published",
		});
		await eventually("each shows a card of the other", async () => {
			const [there, here] = await Promise.all([reader(`/story/${out.story.slug}`), reader(`/live/${live.slug}`)]);
			return there.includes("Storm over the harbour") && here.includes("How the wall held");
		});
		await api("POST", `/stories/${live.id}/posts/merge`, { into: wall.id, postIds: [sea.id] });
		await eventually("one post has both texts", async () => {
			const html = await reader(`/live/${live.slug}`);
			return html.includes("The sea is calm.") && !html.includes(`id="post-${sea.id}"`);
		});
	});

	it("erases in two steps, and the words are gone from the reader’s page", async () => {
		const { story } = await api("POST", "/stories", {
			kind: "article",
			headline: "A name",
			...text("The name was Orla Fenn."),
		});
		expect(await reader(`/story/${story.slug}`)).toContain("Orla Fenn");
		await open(`/story/${story.id}`);
		await page.getByText("Erase for good").click();
		await page.getByLabel("By what order or request").fill("Court of Ansel, 12/26");
		await page.getByRole("button", { name: "Go on" }).click();
		expect(await reader(`/story/${story.slug}`)).toContain("Orla Fenn");
		await page.getByRole("button", { name: "Erase it now" }).click();
		await page.getByText("Court of Ansel, 12/26").waitFor();
		// The answer waits two seconds for readers' pages, and no longer.
		await eventually("readers have no such name", async () => {
			return !(await reader(`/story/${story.slug}`)).includes("Orla Fenn");
		});
		expect(JSON.stringify(await api("GET", `/stories/${story.id}/revisions`))).not.toContain("Orla Fenn");
	});

	it("has no fault that axe finds on any of these screens, light and dark", async () => {
		await api("POST", `/stories/${live.id}/posts`, text("Filed from the docks."), reporter);
		await api("POST", "/stories", { kind: "article", headline: "Later", publishAt: inHours(1) });
		const found: string[] = [];
		const screens: [path: string, ready: string][] = [
			[`/story/${article.id}/history`, ".revs li"],
			["/schedule", ".post.is-focus"],
			["/waiting", ".post.is-waiting"],
			["/digest", ".lines li"],
			[`/story/${article.id}`, ".a-head"],
			["", ".row"],
			["/refused", ".empty"],
		];
		// A page of its own, whose policy lets the tool in.
		const context = await browser.newContext({
			storageState: await desk.context.storageState(),
			bypassCSP: true,
			viewport: { width: 1440, height: 900 },
		});
		const tested = await context.newPage();
		for (const [path, ready] of screens) {
			await tested.goto(`${instance.url}/newsroom${path}`);
			await tested.locator(ready).first().waitFor();
			await tested.evaluate(axe);
			for (const colorScheme of ["light", "dark"] as const) {
				await tested.emulateMedia({ colorScheme, reducedMotion: "reduce" });
				// In the dark only the colours are others.
				const runOnly =
					colorScheme === "light" ? { type: "tag", values: rules } : { type: "rule", values: ["color-contrast"] };
				const violations = await tested.evaluate(async (only) => {
					const { axe } = window as unknown as {
						axe: {
							run(
								node: Document,
								options: object,
							): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
						};
					};
					return (await axe.run(document, { runOnly: only })).violations.map(
						({ id, nodes }) => `${id}: ${nodes[0]?.html}`,
					);
				}, runOnly);
				found.push(...violations.map((violation) => `${path || "/"} ${colorScheme} ${violation}`));
			}
		}
		await context.close();
		expect(found).toEqual([]);
	});

	it("breaks no rule of its page: no error, no warning, no violation of its policy", () => {
		// What the desk was refused on purpose is an answer, which the browser reports as a failed request.
		expect(desk.problems.filter((problem) => !/status of 4(04|09|10|12)/.test(problem))).toEqual([]);
	});
});
