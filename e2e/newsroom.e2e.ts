import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, openPage, testChromium, type WatchedPage } from "./harness/browser.ts";
import { adminLink } from "./harness/dateline.ts";
import { eventually } from "./harness/eventually.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

const password = "a gate of oak by the river";

/** One editor's day at the desk, in a real browser; what readers get of it is looked at in a second one. */
describe.skipIf(testChromium === null)("the newsroom", () => {
	let instance: EmbeddedInstance;
	let browser: Browser;
	let desk: WatchedPage;
	let page: Page;

	beforeAll(async () => {
		[instance, browser] = await Promise.all([startEmbedded(), openBrowser()]);
		desk = await openPage(browser);
		page = desk.page;
		page.on("console", (message) => message.type() === "warning" && desk.problems.push(`warning: ${message.text()}`));
		await page.setViewportSize({ width: 1440, height: 900 });
		// Bounds a hang; nothing here is about speed.
		page.setDefaultTimeout(20_000);
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
	});

	// What went wrong on the page of a test that failed is that test's.
	afterEach(({ task }) => {
		if (task.result?.state === "fail") desk.problems.splice(0);
	});

	const path = () => new URL(page.url()).pathname;
	const storyId = () => path().split("/")[3] ?? "";
	const api = async (method: string, address: string, body: unknown): Promise<Record<string, { id: string }>> => {
		const answer = await fetch(`${instance.url}/api/v1${address}`, {
			method,
			headers: { authorization: `Bearer ${instance.token}`, "content-type": "application/json" },
			body: JSON.stringify(body),
		});
		expect(answer.status).toBeLessThan(300);
		return (await answer.json()) as Record<string, { id: string }>;
	};
	let made = "";
	/** The live story that most of this is about, whatever became of the tests before. */
	const story = async () => {
		made ||=
			(await api("POST", "/stories", { kind: "live", headline: "Storm over the harbour", status: "published" }))[
				"story"
			]?.id ?? "";
		return made;
	};
	const signIn = async () => {
		await page.getByLabel("E-mail").fill("ruth@courier.example");
		await page.getByLabel("Password").fill(password);
		await page.getByRole("button", { name: "Sign in", exact: true }).click();
	};
	/** Comes to a screen, whatever became of the test before: connected, and signed in. */
	const comeTo = async (address: string) => {
		await desk.context.setOffline(false);
		await page.goto(`${instance.url}/newsroom${address}`);
		await page.getByLabel("E-mail").or(page.locator("desk-rail")).first().waitFor();
		if (await page.getByLabel("E-mail").isVisible()) await signIn();
	};
	/** The desk as it is when one comes to it: an empty composer with the caret in it. */
	const comeToDesk = async () => {
		await comeTo(`/story/${await story()}`);
		await hasCaret();
		if (await composer().evaluate((form) => form.classList.contains("is-empty"))) return;
		await composer().getByLabel("Headline").fill("");
		await composer().locator(".ProseMirror").click();
		await page.keyboard.press("Control+a");
		await page.keyboard.press("Delete");
	};
	/** The caret comes when what was kept has been read. */
	const hasCaret = () =>
		eventually("the caret is in the composer", () =>
			page.evaluate(() => document.activeElement?.closest(".composer .ProseMirror") != null),
		);
	/** A post that is there already, as a row of the stream. */
	const thereIs = async (headline: string, text = "") => {
		await api("POST", `/stories/${await story()}/posts`, { headline, body: { format: "text", value: text } });
		await post(headline).waitFor();
	};
	const composer = () => page.locator(".composer");
	const write = async (text: string) => {
		await composer().locator(".ProseMirror").click();
		await page.keyboard.type(text);
	};
	const post = (text: string) => page.locator(".stream .post.is-live", { hasText: text });
	/** What a post's row says once readers have it: the answer's time, or its receipt's. */
	const wentLive = (text: string) =>
		post(text)
			.getByText(/live (at )?\d\d:\d\d:\d\d/)
			.first()
			.waitFor();
	const reader = async (address: string) => (await fetch(instance.url + address)).text();

	it("lets the first administrator in by the one-time link, once", async () => {
		await page.goto(`${instance.url}/newsroom/welcome${new URL(await adminLink(instance.dataDir)).hash}`);
		await page.getByLabel("Your name").fill("Ruth Adeyemi");
		await page.getByLabel("E-mail").fill("ruth@courier.example");
		await page.getByLabel("Password").fill("short");
		await page.getByRole("button", { name: "Open the newsroom" }).click();
		await page.getByText("A password has at least 12 characters").waitFor();
		// A refusal is an answer, which the browser reports as a failed request.
		expect(desk.problems.splice(0)).toEqual([expect.stringContaining("422")]);
		await page.getByLabel("Password").fill(password);
		await page.getByRole("button", { name: "Open the newsroom" }).click();
		await page.getByRole("heading", { name: "Stories" }).waitFor();
		expect(path()).toBe("/newsroom");
	});

	it("publishes an article with Ctrl and Enter", async () => {
		await comeTo("");
		await page.getByRole("button", { name: "New article" }).click();
		await page.getByLabel("Headline").fill("Harbour gate opens early");
		await page.getByLabel("Standfirst").fill("The river stayed low.");
		await page.getByRole("textbox", { name: "Text" }).click();
		await page.keyboard.type("The **gate** is open. ");
		await page.keyboard.press("Enter");
		await page.keyboard.type("- Ferries run");
		await page.keyboard.press("Control+Enter");
		await page.waitForURL(/\/newsroom\/story\//);
		await page.getByText("With readers").waitFor();
		const html = await reader("/story/harbour-gate-opens-early");
		expect(html).toContain("<p>The <strong>gate</strong> is open. </p>");
		expect(html).toContain("<ul><li><p>Ferries run</p></li></ul>");
	});

	it("updates one as minor, then as significant, and keeps what is typed over a reload", async () => {
		const body = { format: "text", value: "The dam holds." };
		const { story } = await api("POST", "/stories", {
			kind: "article",
			headline: "Dam holds",
			status: "published",
			body,
		});
		await comeTo(`/story/${story?.id}`);
		await page.getByLabel("Standfirst").fill("The river stayed below 3.1 metres.");
		await page.locator(".post.is-draft", { hasText: "standfirst" }).first().waitFor();
		await page.locator(".saved", { hasText: "Saved" }).waitFor();
		await page.reload();
		await eventually("the words are back", async () =>
			(await page.getByLabel("Standfirst").inputValue()).includes("below 3.1 metres"),
		);
		await page.getByRole("button", { name: "Update" }).click();
		await page.getByText("Readers have all of this.").waitFor();
		expect(await reader("/story/dam-holds")).toContain("below 3.1 metres");
		await page.getByLabel("Headline").fill("Dam holds through the night");
		await page.getByText("Significant", { exact: true }).click();
		await page.getByText("“Updated” moves to now").waitFor();
		await page.keyboard.press("Control+Enter");
		await page.getByText("Readers have all of this.").waitFor();
		await page.getByText("Updated, significant").waitFor();
	});

	it("makes a live story, and its first post stands in the stream with the time it went live", async () => {
		await comeTo("");
		await page.getByRole("button", { name: "New live story" }).click();
		await page.getByLabel("Headline").fill("Storm over the harbour");
		await page.keyboard.press("Control+Enter");
		await page.locator(".composer").waitFor();
		made = storyId();
		const readers = await openPage(browser);
		await readers.page.goto(`${instance.url}/live/storm-over-the-harbour`);
		await readers.page.waitForSelector('[data-region="signal"][data-state="live"]', {
			state: "attached",
			timeout: 60_000,
		});
		await composer().getByLabel("Headline").fill("River falls");
		await write("The gauge read 3.38 metres.");
		await page.keyboard.press("Control+Enter");
		await wentLive("The gauge read 3.38 metres.");
		expect(await composer().getByLabel("Headline").inputValue()).toBe("");
		expect(await composer().locator(".ProseMirror").innerText()).toBe("\n");
		await readers.page.getByText("The gauge read 3.38 metres.").waitFor();
		expect(readers.problems).toEqual([]);
		await readers.context.close();
		expect(await page.locator(".stream .post").count()).toBe(1);
	});

	it("edits a post in its place", async () => {
		await comeToDesk();
		await thereIs("The river falls on", "Slowly.");
		await post("The river falls on").hover();
		await post("The river falls on").getByRole("button", { name: "Edit" }).click();
		const editor = page.locator("post-editor");
		await editor.locator(".ProseMirror").click();
		await page.keyboard.press("Control+End");
		await page.keyboard.type(" No second peak is expected.");
		await editor.getByText("Significant", { exact: true }).click();
		await page.keyboard.press("Control+Enter");
		await post("No second peak is expected.")
			.getByText(/edited/)
			.waitFor();
		expect(await reader("/live/storm-over-the-harbour")).toContain("No second peak is expected.");
	});

	it("marks a key event and makes a key development of a post with one key each", async () => {
		await comeToDesk();
		await thereIs("The peak has passed");
		await page.keyboard.press("Escape");
		await page.keyboard.press("j");
		await page.locator(".post.is-focus", { hasText: "The peak has passed" }).waitFor();
		await page.keyboard.press("m");
		await page.locator(".post.is-key", { hasText: "The peak has passed" }).waitFor();
		await page.keyboard.press("d");
		await page.locator("key-developments .kd li").waitFor();
		expect(await page.locator("key-developments .kd textarea").inputValue()).toBe("The peak has passed");
		await page.locator(".tl", { hasText: "The peak has passed" }).waitFor();
		const line = page.locator("key-developments .kd textarea");
		await line.fill("The peak has passed at 3.4 metres");
		await line.press("Enter");
		await eventually("readers have the line", async () =>
			(await reader("/live/storm-over-the-harbour")).includes("The peak has passed at 3.4 metres"),
		);
	});

	it("withdraws a post and gives it back", async () => {
		await comeToDesk();
		await write("This was wrong.");
		await page.keyboard.press("Control+Enter");
		await wentLive("This was wrong.");
		await post("This was wrong.").hover();
		await post("This was wrong.").getByRole("button", { name: "Withdraw" }).click();
		const gone = page.locator(".post.is-withdrawn", { hasText: "This was wrong." });
		await gone.getByText(/You withdrew it at \d\d:\d\d:\d\d/).waitFor();
		expect(await reader("/live/storm-over-the-harbour")).not.toContain("This was wrong.");
		await gone.getByRole("button", { name: "Undo" }).click();
		await post("This was wrong.").waitFor();
		expect(await reader("/live/storm-over-the-harbour")).toContain("This was wrong.");
	});

	it("inserts by a slash, and cleans what comes from a word processor", async () => {
		await comeToDesk();
		await write("/quo");
		await page.keyboard.press("Enter");
		await page.keyboard.type("It holds.");
		// A new line of the quote, then who said it, which stays empty, then out of it.
		for (let line = 0; line < 3; line += 1) await page.keyboard.press("Enter");
		await page.keyboard.type("/key");
		await page.keyboard.press("Enter");
		expect(await composer().getByRole("button", { name: "Key event" }).getAttribute("aria-pressed")).toBe("true");
		await page.keyboard.type("/story");
		await page.keyboard.press("Enter");
		await page.getByLabel("Find a story").fill("Harbour gate");
		await page.locator(".found .link", { hasText: "Harbour gate" }).click();
		await composer().locator("story-line", { hasText: "Harbour gate" }).waitFor();
		await page.evaluate(() => {
			const data = new DataTransfer();
			const word =
				'<style>p{color:red}</style><p class="MsoNormal" style="margin:0"><b>Bold</b> from Word<o:p></o:p></p><script>alert(1)</script>';
			data.setData("text/html", word);
			const target = document.querySelector(".composer .ProseMirror");
			target?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
		});
		await page.keyboard.press("Control+Enter");
		await wentLive("It holds.");
		const html = await reader("/live/storm-over-the-harbour");
		expect(html).toMatch(/<blockquote class="quote"><p>It holds\.<\/p><\/blockquote>/);
		expect(html).toContain("<strong>Bold</strong> from Word");
		expect(html).not.toContain("MsoNormal");
	});

	it("uploads a picture that was pasted, and asks what it shows before it publishes it", async () => {
		await comeToDesk();
		await write("A picture of the gate.");
		await page.evaluate(async () => {
			const canvas = new OffscreenCanvas(320, 200);
			const context = canvas.getContext("2d");
			if (context) context.fillRect(20, 20, 100, 100);
			const blob = await canvas.convertToBlob({ type: "image/png" });
			const data = new DataTransfer();
			data.items.add(new File([blob], "gate.png", { type: "image/png" }));
			const target = document.querySelector(".composer .ProseMirror");
			target?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
		});
		const figure = composer().locator("media-figure[data-state='ready']");
		await figure.waitFor();
		await page.keyboard.press("Control+Enter");
		await composer().getByText("Say what it shows").waitFor();
		await composer().getByLabel("Alt text").fill("The northern gate, closed");
		await composer().getByLabel("Credit").fill("Joanna Pryce");
		await page.keyboard.press("Control+Enter");
		await wentLive("A picture of the gate.");
		await eventually("readers have the picture and its words", async () =>
			(await reader("/live/storm-over-the-harbour")).includes('alt="The northern gate, closed"'),
		);
	});

	it("keeps an unfinished post over a reload, and over a look at another screen", async () => {
		await comeToDesk();
		await composer().getByLabel("Headline").fill("Crews may open the gate");
		await write("Engineers were told at noon");
		await composer()
			.locator(".saved", { hasText: /Kept here|Saved/ })
			.waitFor();
		await page.reload();
		await eventually("the headline is back", async () =>
			(await composer().getByLabel("Headline").inputValue()).includes("Crews may open"),
		);
		await composer().locator(".ProseMirror", { hasText: "Engineers were told at noon" }).waitFor();
		await page
			.getByRole("link", { name: /^Digest/ })
			.first()
			.click();
		await page.getByRole("heading", { name: /Key developments on/ }).waitFor();
		await page.getByRole("link", { name: "Storm over the harbour" }).first().click();
		await composer().locator(".ProseMirror", { hasText: "Engineers were told at noon" }).waitFor();
	});

	it("publishes a day’s digest of the lines that were marked", async () => {
		const id = await story();
		await api("POST", `/stories/${id}/key-developments`, { text: "Crews stand by at the gate" });
		await comeTo("/digest");
		await page.locator(".lines .post", { hasText: "Crews stand by at the gate" }).waitFor();
		await page.getByRole("button", { name: "Publish the digest" }).click();
		await page.getByText("Readers have it as it stands here.").waitFor();
		const html = await reader(`/digest/${new Date().toISOString().slice(0, 10)}`);
		expect(html).toContain("Crews stand by at the gate");
	});

	it("keeps what was handed in without a connection, and sends it when there is one", async () => {
		await comeToDesk();
		await write("Crews were told at two");
		await desk.context.setOffline(true);
		await page.keyboard.press("Control+Enter");
		await page.locator(".post.is-queued", { hasText: "Crews were told at two" }).waitFor();
		await page.getByText("No connection since").first().waitFor();
		await desk.context.setOffline(false);
		await wentLive("Crews were told at two");
		expect(await page.locator(".stream .post", { hasText: "Crews were told at two" }).count()).toBe(1);
		// While there was no network, each try was an error in the browser's eyes.
		expect(desk.problems.splice(0).filter((problem) => !/ERR_INTERNET_DISCONNECTED|WebSocket/.test(problem))).toEqual(
			[],
		);
	});

	it("goes on after the session has ended, where one left it", async () => {
		await comeToDesk();
		await write("Half a sentence");
		await composer()
			.locator(".saved", { hasText: /Kept here|Saved/ })
			.waitFor();
		await desk.context.clearCookies();
		await page.keyboard.press("Control+Enter");
		await page.getByRole("heading", { name: "You were signed out" }).waitFor();
		await page.getByText("Half a sentence").waitFor();
		await signIn();
		await post("Half a sentence").waitFor();
		expect(storyId()).not.toBe("");
		expect(desk.problems.splice(0).filter((problem) => !/401/.test(problem))).toEqual([]);
	});

	it("keeps both versions when somebody else was faster, and reverts nobody", async () => {
		await comeToDesk();
		await thereIs("Two at one post", "Half of it is ours");
		const target = post("Half of it is ours");
		const postId = await target.getAttribute("data-post");
		await target.hover();
		await target.getByRole("button", { name: "Edit" }).click();
		const editor = page.locator("post-editor");
		await editor.locator(".ProseMirror").click();
		await page.keyboard.press("Control+End");
		await page.keyboard.type(", and mine.");
		await api("PATCH", `/stories/${storyId()}/posts/${postId}`, { headline: "Theirs" });
		await page.keyboard.press("Control+Enter");
		const both = page.locator(".post.is-conflict");
		await both.getByText("You and somebody else both saved this post.").waitFor();
		await both.getByRole("heading", { name: "Theirs", exact: true, level: 3 }).waitFor();
		await both.getByText(", and mine.").waitFor();
		expect(await reader("/live/storm-over-the-harbour")).not.toContain("and mine.");
		await both.getByRole("button", { name: "Join both and read it over" }).click();
		await editor.locator(".ProseMirror", { hasText: "and mine." }).waitFor();
		expect(await editor.getByLabel("Headline").inputValue()).toBe("Theirs");
		await page.keyboard.press("Control+Enter");
		await eventually("readers have both", async () => {
			const html = await reader("/live/storm-over-the-harbour");
			return html.includes("Theirs") && html.includes("Half of it is ours, and mine.");
		});
		expect(desk.problems.splice(0)).toEqual([expect.stringContaining("412")]);

		await page.getByRole("link", { name: "Headline and text" }).click();
		await page.getByLabel("Headline").fill("Storm over the harbour, and beyond");
		await api("PATCH", `/stories/${storyId()}`, { standfirst: "Written by somebody else." });
		await eventually("their part is here, beside mine", async () =>
			(await page.getByLabel("Standfirst").inputValue()).includes("somebody else"),
		);
		await page.getByRole("button", { name: "Update" }).click();
		await page.getByText("Readers have all of this.").waitFor();
		const html = await reader("/live/storm-over-the-harbour");
		expect(html).toContain("Storm over the harbour, and beyond");
		expect(html).toContain("Written by somebody else.");
	});

	it("lets a contributor file, and an editor publish it", async () => {
		await story();
		await comeTo("/administration/people");
		await page.getByRole("button", { name: "Invite", exact: true }).click();
		await page.getByLabel("As", { exact: true }).selectOption("contributor");
		await page.getByRole("button", { name: "Make the invitation" }).click();
		const link = await page.getByLabel("The link").inputValue();
		const other = await openPage(browser);
		other.page.setDefaultTimeout(20_000);
		await other.page.goto(`${instance.url}/newsroom/welcome${new URL(link).hash}`);
		await other.page.getByText("You become a contributor").waitFor();
		await other.page.getByLabel("Your name").fill("Daniel Osei");
		await other.page.getByLabel("E-mail").fill("daniel@courier.example");
		await other.page.getByLabel("Password").fill("eight herons stand in the reeds");
		await other.page.getByRole("button", { name: "Open the newsroom" }).click();
		await other.page.locator(".row .head", { hasText: "Storm over the harbour" }).click();
		await other.page.locator(".composer .ProseMirror").click();
		await other.page.keyboard.type("Sandbags at Gate 4 are one row from the top.");
		await other.page.keyboard.press("Control+Enter");
		await other.page.locator(".post.is-waiting", { hasText: "Sandbags" }).getByText("waiting for an editor").waitFor();
		expect(await reader("/live/storm-over-the-harbour")).not.toContain("Sandbags");

		await page.getByRole("link", { name: /^Contributions/ }).click();
		await page.locator(".qrow.is-sel", { hasText: "Sandbags" }).waitFor();
		await page
			.getByRole("form", { name: "Publish this contribution" })
			.getByRole("button", { name: "Publish" })
			.click();
		await eventually("readers have it", async () =>
			(await reader("/live/storm-over-the-harbour")).includes("Sandbags"),
		);
		await other.page.locator(".stream .post.is-live", { hasText: "Sandbags" }).waitFor();
		expect(other.problems).toEqual([]);
		await other.context.close();
	});

	it("breaks no rule of its page: no error, no warning, no violation of its policy", () => {
		expect(desk.problems).toEqual([]);
	});
});
