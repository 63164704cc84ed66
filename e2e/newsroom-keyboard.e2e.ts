import { readFileSync } from "node:fs";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AskApi, askApi } from "./harness/ask-api.ts";
import { openBrowser, openPage, testChromium, type WatchedPage } from "./harness/browser.ts";
import { adminLink } from "./harness/dateline.ts";
import { eventually } from "./harness/eventually.ts";
import { forbidPointer, keepsFocus, pressOn, tabTo } from "./harness/keyboard.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

const headline = "Storm over the harbour";

/** An editor's day without a mouse, one task after the other as they follow at a desk: each test begins where the last ended. */
describe.skipIf(testChromium === null)("the newsroom by keyboard alone", () => {
	let instance: EmbeddedInstance;
	let browser: Browser;
	let desk: WatchedPage;
	let page: Page;
	let api: AskApi;
	let storyId = "";
	/** What only the schedule asks for, after it was left. */
	const askedByLeft: string[] = [];

	beforeAll(async () => {
		[instance, browser] = await Promise.all([startEmbedded(), openBrowser()]);
		api = askApi(instance);
		desk = await openPage(browser);
		page = desk.page;
		page.on("console", (message) => message.type() === "warning" && desk.problems.push(`warning: ${message.text()}`));
		await forbidPointer(page);
		await desk.context.grantPermissions(["clipboard-read", "clipboard-write"]);
		await page.setViewportSize({ width: 1440, height: 900 });
		page.setDefaultTimeout(20_000);
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
	});

	const press = async (...keys: string[]) => {
		for (const key of keys) await page.keyboard.press(key);
	};
	const type = (text: string) => page.keyboard.type(text);
	const button = (name: string | RegExp, within: Page | Locator = page) => within.getByRole("button", { name });
	const composer = () => page.locator(".composer");
	const live = (text: string) => page.locator(".stream .post.is-live", { hasText: text });
	const reader = async () => (await fetch(`${instance.url}/live/storm-over-the-harbour`)).text();
	const readersHave = (words: string) =>
		eventually(`readers have “${words}”`, async () => (await reader()).includes(words));
	const hasFocus = (selector: string) =>
		eventually(`${selector} has the keyboard`, () =>
			page.evaluate((wanted) => document.activeElement?.closest(wanted) != null, selector),
		);
	/** Goes somewhere by the palette: what the words name stands first, or is walked to. */
	const goTo = async (words: string, option: string | RegExp) => {
		await press("Control+k");
		await hasFocus("#find-words");
		await type(words);
		const wanted = page.getByRole("option", { name: option }).first();
		await wanted.waitFor();
		await eventually(`${option} is chosen`, async () => {
			if ((await wanted.getAttribute("aria-selected")) === "true") return true;
			await press("ArrowDown");
			return (await wanted.getAttribute("aria-selected")) === "true";
		});
		await press("Enter");
		await keepsFocus(page, `going to ${words}`);
	};
	/** Leads the keyboard to a post of the stream, from wherever at the desk. */
	const choosePost = async (text: string) => {
		if (await page.evaluate(() => document.activeElement?.closest(".composer") !== null)) await press("Escape");
		else await tabTo(page, page.getByRole("region", { name: "Posts", exact: true }));
		await hasFocus(".stream");
		const rows = await page.locator(".stream [data-row]").count();
		for (let up = 0; up < rows; up += 1) await press("k");
		for (let down = 0; down < rows; down += 1) {
			const row = page.locator(".stream .post.is-focus");
			if (((await row.count()) > 0 ? await row.innerText() : "").includes(text)) return hasFocus(".post.is-focus");
			await press("j");
		}
		await page.locator(".post.is-focus", { hasText: text }).waitFor();
		return hasFocus(".post.is-focus");
	};

	it("opens the one-time link, chooses a name and a password", async () => {
		await page.goto(`${instance.url}/newsroom/welcome${new URL(await adminLink(instance.dataDir)).hash}`);
		await hasFocus("input[name='name']");
		await type("Ruth Adeyemi");
		await tabTo(page, page.getByLabel("E-mail"));
		await type("ruth@courier.example");
		await tabTo(page, page.getByLabel("Password", { exact: true }));
		await type("a gate of oak by the river");
		await press("Enter");
		await page.getByRole("heading", { name: "Stories" }).waitFor();
		await keepsFocus(page, "coming in");
	});

	it("starts a live story, and has the caret in the composer then", async () => {
		await pressOn(page, button("New live story"));
		await hasFocus(".a-head");
		await type(headline);
		await press("Control+Enter");
		await hasFocus(".composer .ProseMirror");
		storyId = new URL(page.url()).pathname.split("/")[3] ?? "";
		expect(await api("GET", `/stories/${storyId}`)).toMatchObject({ state: "live", status: "published" });
	});

	it("publishes posts: a plain one, one with a quote and a link, a breaking one", async () => {
		await type("The gauge read 3.38 metres.");
		await press("Control+Enter");
		await readersHave("The gauge read 3.38 metres.");
		await hasFocus(".composer .ProseMirror");
		await type("/quo");
		await press("Enter");
		await type("It holds.");
		await press("Enter", "Enter");
		await type("Joanna Pryce, harbour master");
		await press("Enter");
		await type("She spoke at the barrier");
		await press("Shift+Home", "Control+k");
		await hasFocus(".insert input");
		await type("https://barrier.example/");
		await press("Enter");
		await hasFocus(".composer .ProseMirror");
		await press("Control+Enter");
		await readersHave("<footer>Joanna Pryce, harbour master</footer>");
		await readersHave('<a href="https://barrier.example/">She spoke at the barrier</a>');
		await tabTo(page, composer().getByLabel("Headline"));
		await type("The gate is shut");
		await press("Enter");
		await hasFocus(".composer .ProseMirror");
		await type("Since noon.");
		await pressOn(page, button("Breaking", composer()), "Space");
		await pressOn(page, button(/^Publish as breaking/, composer()));
		await readersHave("The gate is shut");
		await hasFocus(".composer .ProseMirror");
		const { items } = await api("GET", `/stories/${storyId}/posts?status=published`);
		expect(items.map(({ content }: { content: { breaking: boolean } }) => content.breaking)).toEqual([
			true,
			false,
			false,
		]);
	});

	it("pins one, marks one a key event, and makes key developments of two", async () => {
		await choosePost("The gauge read");
		await press("p");
		await live("The gauge read").getByText("Pinned").waitFor();
		await hasFocus(".post.is-focus");
		await choosePost("The gate is shut");
		await press("m");
		await page.locator(".post.is-key", { hasText: "The gate is shut" }).waitFor();
		await press("d");
		await page.locator("key-developments .kd li").waitFor();
		await hasFocus(".post.is-focus");
		// One without a headline is read over first.
		await choosePost("The gauge read");
		await press("d");
		await hasFocus("key-developments .new-line textarea");
		await press("Enter");
		await eventually("two lines", async () => (await page.locator("key-developments .kd li").count()) === 2);
		await hasFocus("key-developments textarea");
		const side = page.locator("key-developments .kd textarea");
		await tabTo(page, side.first());
		await press("End");
		await type(", since noon");
		await press("Enter");
		await readersHave(", since noon");
		await keepsFocus(page, "a line was written");
	});

	it("edits one in its place, and corrects it", async () => {
		await choosePost("The gate is shut");
		await press("e");
		await hasFocus("post-editor .ProseMirror");
		await press("Control+End");
		await type(" It stays shut.");
		await press("Control+Enter");
		await readersHave("It stays shut.");
		await hasFocus(".post.is-focus");
		await press("e");
		await hasFocus("post-editor .ProseMirror");
		await pressOn(page, page.locator("post-editor").getByText("Add a correction"));
		await tabTo(page, page.getByLabel("What was wrong"));
		await type("The gate was shut at eleven.");
		await press("Control+Enter");
		await readersHave("The gate was shut at eleven.");
		await hasFocus(".post.is-focus");
	});

	it("withdraws one with a reason and takes it back", async () => {
		await press("Shift+W");
		await hasFocus(".ask-form input");
		await press("Escape");
		await hasFocus(".post.is-focus");
		await press("Shift+W");
		await hasFocus(".ask-form input");
		await type("One source only");
		await press("Enter");
		await page.locator(".post.is-withdrawn", { hasText: "One source only" }).waitFor();
		await eventually("readers don't have it", async () => !(await reader()).includes("It stays shut."));
		await hasFocus(".post.is-focus");
		await press("u");
		await live("The gate is shut").waitFor();
		await readersHave("It stays shut.");
		await hasFocus(".post.is-focus");
	});

	it("looks at the history of one and restores what it was", async () => {
		await choosePost("The gate is shut");
		await press("h");
		await page.locator(".revs [data-revision]").nth(1).waitFor();
		await keepsFocus(page, "opening the history");
		// Down to the oldest one, whatever came between.
		for (const _ of await page.locator(".revs [data-revision]").all()) await press("j");
		await page.locator("ins", { hasText: "It stays shut." }).waitFor();
		await press("r");
		await page.getByText(/Revision \d is with readers\./).waitFor();
		await keepsFocus(page, "restoring");
		await eventually("readers have the first text", async () => !(await reader()).includes("It stays shut."));
	});

	it("schedules a post, and sees it in the schedule", async () => {
		await goTo("storm over", /Storm over the harbour/);
		await composer().waitFor();
		await press("c");
		await hasFocus(".composer .ProseMirror");
		await type("High water is at ten.");
		await pressOn(page, composer().getByRole("button", { name: "set time, by" }));
		await tabTo(page, composer().getByLabel("Goes out"));
		const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
		const [year, month, day] = tomorrow.split("-");
		await type(`${month}${day}${year}`);
		await press("ArrowRight");
		await type("1015AM");
		await button(/^Publish at/, composer()).waitFor();
		await press("Control+Enter");
		await hasFocus(".composer .ProseMirror");
		const [due] = await eventually("it is scheduled", async () => {
			const { items } = await api("GET", "/submissions?state=scheduled");
			return items.length === 1 && items;
		});
		expect(due.dueAt).toContain(`${tomorrow}T10:15`);
		await pressOn(page, button(/^Scheduled/, page.locator(".views")));
		await page.locator("post-lists", { hasText: "High water is at ten." }).waitFor();
		await goTo(">schedule", /^Schedule/);
		await page.locator("schedule-screen .views").waitFor();
		await press("2");
		await page.locator(".week", { hasText: "High water is at ten." }).waitFor();
	});

	it("orders the digest and publishes it", async () => {
		await press("g", "d");
		await page.locator("digest-screen .lines").waitFor();
		page.on("request", (request) => request.url().includes("/forecasts") && askedByLeft.push(request.url()));
		const lines = page.locator(".lines > [data-line]");
		await eventually("both lines came in", async () => (await lines.count()) === 2);
		const ids = () => lines.evaluateAll((all) => all.map((one) => one.getAttribute("data-line")));
		const before = await ids();
		await tabTo(page, lines.first());
		await press("Alt+ArrowDown");
		await eventually("it stands second", async () => (await ids())[1] === before[0]);
		await hasFocus(`[data-line="${before[0]}"]`);
		await press("Control+Enter");
		await page.getByText("Readers have it as it stands here.").waitFor();
		await hasFocus(`[data-line="${before[0]}"]`);
		const { items } = await api("GET", "/digests");
		expect(items[0].lines.map(({ id }: { id: string }) => id)).toEqual(before.reverse());
	});

	it("finds a picture in the library", async () => {
		const form = new FormData();
		form.append("file", new Blob([readFileSync("client/static/icon-512.png")], { type: "image/png" }), "flag.png");
		form.append("caption", "The flag of the harbour");
		await api("POST", "/media", form);
		await goTo(">media", /^Media/);
		await page.locator(".wall button", { hasText: "The flag of the harbour" }).waitFor();
		await press("f");
		await hasFocus("input[type='search']");
		await type("flag");
		await pressOn(page, page.locator(".wall button", { hasText: "The flag of the harbour" }));
		await keepsFocus(page, "choosing a picture");
		const alt = page.locator(".media-side").getByLabel("Alt text");
		await tabTo(page, alt);
		await type("A blue flag");
		await press("Tab");
		await eventually(
			"its words are kept",
			async () => (await api("GET", "/media?limit=1")).items[0].alt === "A blue flag",
		);
	});

	it("gives the site another name", async () => {
		await goTo(">site", /^Site/);
		await tabTo(page, page.locator("#f-name"));
		await press("Control+a");
		await type("The Ansel Courier");
		await pressOn(page, button("Save", page.locator("site-panel")));
		await page.locator(".saved", { hasText: /live/ }).first().waitFor();
		await keepsFocus(page, "saving");
		expect((await api("GET", "/site")).name).toBe("The Ansel Courier");
	});

	it("invites a person, and copies the link", async () => {
		await goTo(">people", /^People/);
		await pressOn(page, page.getByRole("button", { name: "Invite", exact: true }));
		await hasFocus("people-invite #f-name");
		await type("Daniel Osei");
		await tabTo(page, page.getByLabel("E-mail"));
		await type("daniel@courier.example");
		await tabTo(page, page.getByLabel("As", { exact: true }));
		await type("contrib");
		await pressOn(page, button("Make the invitation"));
		const link = page.getByLabel("The link");
		await link.waitFor();
		await keepsFocus(page, "making the invitation");
		await pressOn(page, button("Copy"));
		await button("Copied").waitFor();
		expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await link.inputValue());
		await pressOn(page, button(/^Invitations/));
		await page
			.locator("people-invitations", { hasText: "Daniel Osei" })
			.getByText(/contributor/i)
			.first()
			.waitFor();
	});

	it("looks at every key, and is back where it was", async () => {
		await goTo("storm over", /Storm over the harbour/);
		await composer().waitFor();
		await choosePost("The gate is shut");
		await press("?");
		await hasFocus("dialog[open]");
		await press("Escape");
		await hasFocus(".post.is-focus");
		await press("Control+k");
		await hasFocus("#find-words");
		await press("Escape");
		await hasFocus(".post.is-focus");
	});

	it("asks for nothing any more that a screen wanted which was left", () => {
		expect(askedByLeft).toEqual([]);
	});

	it("ends the story, and signs out", async () => {
		await pressOn(page, page.getByText("End the coverage"));
		await pressOn(page, button("End it now"));
		await button("Start it again").waitFor();
		await keepsFocus(page, "ending the coverage");
		expect((await api("GET", `/stories/${storyId}`)).state).toBe("ended");
		expect(desk.problems.splice(0)).toEqual([]);
		await goTo(">sign out", /^Sign out/);
		await page.getByRole("heading", { name: "Sign in" }).waitFor();
		await hasFocus("sign-in input");
	});

	it("used no pointer, and broke nothing on the way", () => {
		// What was under way when somebody signed out is refused, which the browser reports.
		expect(desk.problems.filter((problem) => !problem.includes("401"))).toEqual([]);
	});
});
