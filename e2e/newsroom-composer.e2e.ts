import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, openPage, testChromium } from "./harness/browser.ts";
import { adminLink } from "./harness/dateline.ts";
import { eventually } from "./harness/eventually.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

const password = "a gate of oak by the river";

/** What Word for Windows puts on the clipboard: styles, conditional comments, and lists as paragraphs. */
const fromWord = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head><meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--><style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;} @list l0:level1 {mso-level-number-format:bullet;} --></style></head>
<body lang=EN-GB style='tab-interval:36.0pt;word-wrap:break-word'><!--StartFragment--><h1 style='mso-list:none'>Word heading<o:p></o:p></h1><p class=MsoNormal><b style='mso-bidi-font-weight:normal'><span lang=EN-US style='font-size:12.0pt;mso-fareast-language:EN-US'>Bold</span></b><span lang=EN-US> and <i>leaning</i>,
broken over lines</span><del cite="mailto:Ines" datetime="2026-11-14T13:40"><span> struck by an editor</span></del><o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>First word item<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span><![endif]>Nested word item<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>Last word item<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr style='mso-yfti-irow:0'><td width=301 valign=top style='width:225.4pt'><p class=MsoNormal>Gauge<o:p></o:p></p></td><td><p class=MsoNormal>3.38&nbsp;m<o:p></o:p></p></td></tr></table><!--EndFragment--></body></html>`;

/** What Google Docs puts there: a bold that is none around everything, emphasis by style, and lists in lists. */
const fromDocs = `<meta charset='utf-8'><meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-6f1c0a3e-7fff-9f2e"><h2 dir="ltr" style="line-height:1.38;margin-top:18pt;"><span style="font-size:16pt;font-family:Arial;font-weight:700;">Docs heading</span></h2><p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-weight:700;white-space:pre-wrap;">Heavy</span><span style="font-size:11pt;font-weight:400;"> then </span><span style="font-style:italic;">slanted</span><a href="https://www.google.com/url?q=https://river.example/gauge&amp;sa=D&amp;ust=1" style="text-decoration:none;"><span style="color:#1155cc;text-decoration:underline;">the gauge</span></a></p><br><ul style="margin-top:0;padding-inline-start:48px;"><li dir="ltr" aria-level="1" style="list-style-type:disc;"><p dir="ltr" role="presentation"><span style="font-size:11pt;">One docs item</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span>Inner docs item</span></p></li></ul></ul></b><br class="Apple-interchange-newline">`;

/** The composer as somebody at the desk meets it, and what must not be lost there. */
describe.skipIf(testChromium === null)("the composer", () => {
	let instance: EmbeddedInstance;
	let browser: Browser;
	let context: BrowserContext;
	let page: Page;
	let storyPath = "";
	const problems: string[] = [];

	const reader = async () => (await fetch(`${instance.url}/live/storm-ragna`)).text();
	const composer = (of: Page = page) => of.locator(".composer");
	const write = async (text: string, of: Page = page) => {
		await composer(of).locator(".ProseMirror").click();
		await of.keyboard.type(text);
	};
	const post = (text: string, of: Page = page) => of.locator(".stream .post", { hasText: text });
	const live = (text: string, of: Page = page) => of.locator(".stream .post.is-live", { hasText: text });
	const paste = (data: Record<string, string>) =>
		page.evaluate((pasted) => {
			const transfer = new DataTransfer();
			for (const [type, value] of Object.entries(pasted)) transfer.setData(type, value);
			const target = document.querySelector(".composer .ProseMirror");
			target?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
		}, data);
	const link = async () => `${instance.url}/newsroom/welcome${new URL(await adminLink(instance.dataDir)).hash}`;
	/** The caret comes when what was kept has been read. */
	const hasCaret = () =>
		eventually("the caret is in the composer", () =>
			page.evaluate(() => document.activeElement?.closest(".composer .ProseMirror") != null),
		);
	/** The desk as one comes to it, whatever became of the test before: connected, with an empty composer. */
	const comeToDesk = async () => {
		await context.setOffline(false);
		await page.goto(`${instance.url}${storyPath}`);
		await hasCaret();
		if (!(await composer().evaluate((form) => form.classList.contains("is-empty")))) {
			await composer().getByLabel("Headline").fill("");
			await clear();
		}
	};
	const clear = async () => {
		await composer().locator(".ProseMirror").click();
		await page.keyboard.press("Control+a");
		await page.keyboard.press("Delete");
	};
	/** A post that is there already, as a row of the stream. */
	const thereIs = async (text: string) => {
		const answer = await api("POST", `/stories/${storyId()}/posts`, { body: { format: "text", value: text } });
		expect(answer.status).toBeLessThan(300);
		await live(text).waitFor();
		const id = await live(text).getAttribute("data-post");
		return String(id);
	};
	const api = (method: string, path: string, body: unknown) =>
		fetch(`${instance.url}/api/v1${path}`, {
			method,
			headers: { authorization: `Bearer ${instance.token}`, "content-type": "application/json" },
			body: JSON.stringify(body),
		});
	/** How many posts readers have with these words. */
	const published = async (words: string) => {
		const answer = await fetch(`${instance.url}/api/v1/stories/${storyId()}/posts?status=published&limit=100`, {
			headers: { authorization: `Bearer ${instance.token}` },
		});
		const { items } = (await answer.json()) as { items: unknown[] };
		return items.filter((one) => JSON.stringify(one).includes(words)).length;
	};
	const storyId = () => storyPath.split("/")[3] ?? "";

	beforeAll(async () => {
		[instance, browser] = await Promise.all([startEmbedded(), openBrowser()]);
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
	});

	it("leads a first-time editor from the one-time link to a live post with a picture (seconds printed)", async () => {
		const opened = await openPage(browser);
		({ context, page } = opened);
		page.on("pageerror", (error) => problems.push(error.message));
		await page.setViewportSize({ width: 1440, height: 900 });
		page.setDefaultTimeout(20_000);
		/** About as long as a person needs to see where to click and to move the hand there; and 300 characters a minute. */
		const look = () => page.waitForTimeout(700);
		const type = (text: string) => page.keyboard.type(text, { delay: 60 });
		const address = await link();
		const begun = Date.now();
		await page.goto(address);
		for (const [label, text] of [
			["Your name", "Ruth Adeyemi"],
			["E-mail", "ruth@courier.example"],
			["Password", password],
		] as const) {
			await look();
			await page.getByLabel(label, { exact: true }).click();
			await type(text);
		}
		await look();
		await page.getByRole("button", { name: "Open the newsroom" }).click();
		await page.getByRole("heading", { name: "Stories" }).waitFor();
		await look();
		await page.getByRole("button", { name: "New live story" }).click();
		await look();
		await page.getByLabel("Headline").click();
		await type("Storm Ragna");
		await look();
		await page.getByRole("button", { name: /^Publish/ }).click();
		await composer().waitFor();
		await look();
		await composer().locator(".ProseMirror").click();
		await type("The northern gate is closed.");
		await look();
		const chooser = page.waitForEvent("filechooser");
		await composer()
			.getByRole("button", { name: /^Picture/ })
			.click();
		await (await chooser).setFiles({ name: "gate.png", mimeType: "image/png", buffer: await picture() });
		await look();
		await composer().getByLabel("Alt text").click();
		await type("The northern gate from the pier");
		await look();
		await composer()
			.getByRole("button", { name: /^Publish/ })
			.click();
		await eventually("readers have the picture", async () => {
			const html = await reader();
			return html.includes("The northern gate is closed.") && /<img[^>]*\/media\//.test(html);
		});
		console.log(`From the one-time link to a live post with a picture: ${((Date.now() - begun) / 1000).toFixed(1)} s.`);
		storyPath = new URL(page.url()).pathname;
		await live("The northern gate is closed.").waitFor();
		await eventually("they are told what it shows", async () =>
			(await reader()).includes("The northern gate from the pier"),
		);
	});

	/** A small picture, drawn by the browser. */
	const picture = async (): Promise<Buffer> => {
		const bytes = await page.evaluate(async () => {
			const canvas = new OffscreenCanvas(640, 400);
			canvas.getContext("2d")?.fillRect(40, 40, 300, 200);
			return [...new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer())];
		});
		return Buffer.from(bytes);
	};

	it("has the caret in the composer when the desk opens, and shows a post in the frame in which it was sent", async () => {
		await comeToDesk();
		await page.keyboard.type("Sent at once.");
		const stood = await page.evaluate(async () => {
			const target = document.querySelector(".composer .ProseMirror");
			target?.dispatchEvent(
				new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true }),
			);
			await new Promise(requestAnimationFrame);
			return [...document.querySelectorAll(".stream .post")].some((one) => one.textContent?.includes("Sent at once."));
		});
		expect(stood).toBe(true);
		await live("Sent at once.").waitFor();
		expect(await composer().locator(".ProseMirror").innerText()).toBe("\n");
	});

	it("sets what a post is by a slash, and names who is quoted", async () => {
		await comeToDesk();
		await write("/time 00:01");
		await page.keyboard.press("Enter");
		expect(await composer().locator(".at").innerText()).toBe("00:01");
		await page.keyboard.type("/breaking");
		await page.keyboard.press("Enter");
		await composer().getByRole("button", { name: "Publish as breaking" }).waitFor();
		await page.keyboard.type("/quo");
		await page.keyboard.press("Enter");
		await page.keyboard.type("It holds.");
		await page.keyboard.press("Enter");
		await page.keyboard.press("Enter");
		await page.keyboard.type("Joanna Pryce, harbour master");
		await page.keyboard.press("Enter");
		await page.keyboard.type("She spoke at the barrier");
		await page.keyboard.press("Shift+Home");
		await page.keyboard.press("Control+k");
		await composer().getByLabel("Address").fill("https://barrier.example/");
		await page.keyboard.press("Enter");
		await composer().locator(".insert").waitFor({ state: "detached" });
		await eventually("the caret is back in the text", () =>
			page.evaluate(() => document.activeElement?.classList.contains("ProseMirror") ?? false),
		);
		await page.keyboard.press("Control+Enter");
		await live("It holds.").waitFor();
		const html = await reader();
		expect(html).toContain(
			'<blockquote class="quote"><p>It holds.</p><footer>Joanna Pryce, harbour master</footer></blockquote>',
		);
		expect(html).toContain('<a href="https://barrier.example/">She spoke at the barrier</a>');
		expect(await post("It holds.").locator("time").first().innerText()).toBe("00:01");
	});

	it("cleans what Word, Google Docs and a mail put on the clipboard", async () => {
		await comeToDesk();
		await paste({ "text/html": fromWord, "text/plain": "Word heading" });
		const text = composer().locator(".ProseMirror");
		expect(await text.innerHTML()).not.toMatch(/Mso|struck by an editor|·/);
		expect(await text.locator("h2").innerText()).toBe("Word heading");
		expect(await text.locator("strong").innerText()).toBe("Bold");
		expect(await text.locator("em").innerText()).toBe("leaning");
		expect(await text.locator("p", { hasText: "Bold" }).first().innerText()).toBe(
			"Bold and leaning, broken over lines",
		);
		expect(await text.locator("> ul > li").count()).toBe(2);
		expect(await text.locator("> ul > li > ul > li").innerText()).toBe("Nested word item");
		expect(await text.locator("td").allInnerTexts()).toEqual(["Gauge", "3.38\u00a0m"]);
		await page.keyboard.press("Control+a");
		await page.keyboard.press("Delete");

		await paste({ "text/html": fromDocs, "text/plain": "Docs heading" });
		expect(await text.locator("h2").innerText()).toBe("Docs heading");
		expect(await text.locator("h2 strong").count()).toBe(0);
		expect(await text.locator("p strong").allInnerTexts()).toEqual(["Heavy"]);
		expect(await text.locator("em").innerText()).toBe("slanted");
		expect(await text.locator("a").getAttribute("href")).toBe("https://river.example/gauge");
		expect(await text.locator("> ul > li > ul > li").innerText()).toBe("Inner docs item");
		await page.keyboard.press("Control+a");
		await page.keyboard.press("Delete");

		await paste({ "text/plain": "First line\n\n- one\n- two\n\nhttps is not alone" });
		expect(await text.locator("> p").first().innerText()).toBe("First line");
		expect(await text.locator("> ul > li").allInnerTexts()).toEqual(["one", "two"]);
		await page.keyboard.press("Control+a");
		await page.keyboard.press("Delete");

		await paste({ "text/plain": "https://www.youtube.com/watch?v=abcdefghijk" });
		await text.locator("embed-line", { hasText: "YouTube" }).waitFor();
		await page.keyboard.press("Control+a");
		await page.keyboard.press("Delete");
		await paste({ "text/plain": `${instance.url}/live/storm-ragna` });
		await text.locator("story-line", { hasText: "Storm Ragna" }).waitFor();
		await page.keyboard.press("Control+a");
		await page.keyboard.press("Delete");
	});

	it("does in the stream what each key says, and nothing while letters are switched off", async () => {
		await comeToDesk();
		await write("Told by keys.");
		await page.keyboard.press("Control+Enter");
		await live("Told by keys.").waitFor();
		await page.keyboard.press("Escape");
		await page.keyboard.press("j");
		await page.locator(".post.is-focus", { hasText: "Told by keys." }).waitFor();
		await page.keyboard.press("m");
		await page.locator(".post.is-key", { hasText: "Told by keys." }).waitFor();
		await page.keyboard.press("p");
		await post("Told by keys.").getByText("Pinned").waitFor();
		await page.keyboard.press("t");
		await page.locator(".time-form input").press("Escape");
		await page.locator(".time-form").waitFor({ state: "detached" });
		await eventually("the list has the keyboard", () =>
			page.evaluate(() => document.activeElement?.classList.contains("is-focus") ?? false),
		);
		await page.keyboard.press("x");
		await page.getByText("1 post selected.").waitFor();
		await page.keyboard.press("x");
		await page.keyboard.press("w");
		await page
			.locator(".post.is-withdrawn", { hasText: "Told by keys." })
			.getByText(/withdrew it at/)
			.waitFor();
		await page.keyboard.press("u");
		await live("Told by keys.").waitFor();
		await page.keyboard.press("?");
		await page.getByLabel("Single letters act, on this device").uncheck();
		await page.keyboard.press("Escape");
		await page.locator(".post.is-live", { hasText: "Told by keys." }).click();
		await page.keyboard.press("e");
		await page.keyboard.press("c");
		expect(await page.locator("post-editor").count()).toBe(0);
		expect(await page.evaluate(() => document.activeElement?.closest(".composer"))).toBeNull();
		await page.getByRole("button", { name: "every key" }).click();
		await page.getByLabel("Single letters act, on this device").check();
		await page.keyboard.press("Escape");
	});

	it("merges two posts, moves one to another story, and gives one a story of its own", async () => {
		await comeToDesk();
		const made = await api("POST", "/stories", { kind: "live", headline: "After the storm", status: "published" });
		const { story: other } = (await made.json()) as { story: { id: string } };
		for (const text of ["First half of it.", "Second half of it.", "Belongs to the other one.", "Grown too big."])
			await thereIs(text);
		const select = async (text: string) => {
			await live(text).click();
			await page.keyboard.press("x");
		};
		await select("First half of it.");
		await select("Second half of it.");
		await page.getByText("2 posts selected.").waitFor();
		await page.getByRole("button", { name: "Merge", exact: true }).click();
		await eventually("one post says both, for readers too", async () => {
			if (!(await live("First half of it.").textContent())?.includes("Second half of it.")) return false;
			return (await published("Second half of it.")) === 1 && (await reader()).includes("Second half of it.");
		});
		await page.locator(".stream").getByRole("button", { name: /^Undo/ }).waitFor();
		await live("First half of it.").click();
		await page.keyboard.press("u");
		await eventually("they are two again, for readers too", async () => {
			// What was merged into stands there struck for a minute, in the other one.
			const first = live("First half of it.").filter({ hasNotText: "Second half of it." });
			return (await first.count()) === 1 && (await published("First half of it.")) === 1;
		});
		await select("Belongs to the other one.");
		await page.getByRole("button", { name: "Move to another story" }).click();
		await page.locator("select-bar").getByRole("button", { name: "After the storm" }).click();
		await eventually("readers find it in the other story, and here no more", async () => {
			const there = await (await fetch(`${instance.url}/live/after-the-storm`)).text();
			return there.includes("Belongs to the other one.") && !(await reader()).includes("Belongs to the other one.");
		});
		expect(await published("Belongs to the other one.")).toBe(0);
		expect(other.id).not.toBe(storyId());
		await page.locator(".stream").getByRole("button", { name: /^Undo/ }).click();
		await live("Belongs to the other one.").waitFor();
		expect(await published("Belongs to the other one.")).toBe(1);
		await live("Grown too big.").click();
		await post("Grown too big.").getByLabel("More actions for this post").click();
		await post("Grown too big.").getByRole("button", { name: "Own story" }).click();
		await page.waitForURL(/\/newsroom\/story\/[^/]+\/text$/);
		await page.locator(".ProseMirror", { hasText: "Grown too big." }).waitFor();
	});

	it("sends a correction with the update, and keeps an edit that was left", async () => {
		await comeToDesk();
		await thereIs("Counted at the keys.");
		await live("Counted at the keys.").click();
		await page.keyboard.press("e");
		const editor = page.locator("post-editor");
		await editor.getByText("Nothing is changed yet.").waitFor();
		await editor.locator(".ProseMirror").click();
		await page.keyboard.press("Control+End");
		await page.keyboard.type(" And changed.");
		await editor.locator(".saved", { hasText: /Kept|Saved/ }).waitFor();
		await page.keyboard.press("Escape");
		const row = post("Counted at the keys.");
		await row.getByText("your words are kept").waitFor();
		await row.getByRole("button", { name: "Go on" }).click();
		await editor.locator(".ProseMirror", { hasText: "And changed." }).waitFor();
		await editor.getByText("Add a correction").click();
		await editor.getByLabel("What was wrong").fill("The keys were counted wrongly.");
		await page.keyboard.press("Control+Enter");
		await eventually("readers have both", async () => {
			const html = await reader();
			return html.includes("And changed.") && html.includes("The keys were counted wrongly.");
		});
		await row.locator("ins", { hasText: "And changed." }).waitFor();
	});

	it("shows two versions side by side, and joins them", async () => {
		await comeToDesk();
		const postId = await thereIs("Said by both.");
		await live("Said by both.").click();
		await page.keyboard.press("e");
		const editor = page.locator("post-editor");
		await editor.locator(".ProseMirror", { hasText: "Said by both." }).click();
		await page.keyboard.press("Control+End");
		await page.keyboard.press("Enter");
		await page.keyboard.type("Mine, below.");
		const theirs = await api("PATCH", `/stories/${storyId()}/posts/${postId}`, { headline: "Theirs, above" });
		expect(theirs.status).toBeLessThan(300);
		await page.keyboard.press("Control+Enter");
		const row = page.locator(".post.is-conflict");
		await row.getByText("Theirs, above").first().waitFor();
		await row.getByText("Mine, below.").waitFor();
		await row.getByRole("button", { name: "Join both and read it over" }).click();
		await editor.locator(".ProseMirror", { hasText: "Mine, below." }).waitFor();
		expect(await editor.getByLabel("Headline").inputValue()).toBe("Theirs, above");
		await page.keyboard.press("Control+Enter");
		await eventually("readers have both", async () => {
			const html = await reader();
			return html.includes("Theirs, above") && html.includes("Mine, below.");
		});
	});

	it("queues without a connection, changes what waits, and sends it in order with a picture", async () => {
		await comeToDesk();
		await context.setOffline(true);
		await write("First of the queue.");
		await page.keyboard.press("Control+Enter");
		await page.locator(".post.is-queued", { hasText: "First of the queue." }).getByText("First in the queue").waitFor();
		await write("Second of the queue.");
		await page.evaluate(async () => {
			const canvas = new OffscreenCanvas(320, 200);
			canvas.getContext("2d")?.fillRect(20, 20, 100, 100);
			const data = new DataTransfer();
			data.items.add(new File([await canvas.convertToBlob({ type: "image/png" })], "tide.png", { type: "image/png" }));
			const target = document.querySelector(".composer .ProseMirror");
			target?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
		});
		await composer().getByLabel("Alt text").fill("The tide at the pier");
		await page.keyboard.press("Control+Enter");
		await composer().getByRole("button", { name: "Queue" }).waitFor();
		await page
			.locator(".post.is-queued", { hasText: "Second of the queue." })
			.getByText("when its picture is up")
			.waitFor();
		await page
			.locator(".post.is-queued", { hasText: "First of the queue." })
			.getByRole("button", { name: "Edit" })
			.click();
		await page.locator("queued-editor .ProseMirror").click();
		await page.keyboard.press("Control+End");
		await page.keyboard.type(" Changed while it waited.");
		await page.keyboard.press("Control+Enter");
		await write("Third, taken out.");
		await page.keyboard.press("Control+Enter");
		await page
			.locator(".post.is-queued", { hasText: "Third, taken out." })
			.getByRole("button", { name: "Take out" })
			.click();
		await composer().locator(".ProseMirror", { hasText: "Third, taken out." }).waitFor();
		await context.setOffline(false);
		await live("First of the queue. Changed while it waited.").waitFor();
		await live("Second of the queue.").waitFor();
		expect(await published("of the queue.")).toBe(2);
		await eventually("the picture says what it shows", async () =>
			(await reader()).includes('alt="The tide at the pier"'),
		);
	});

	it("loses nothing when the browser is killed, and sends what had not gone out", async () => {
		const folder = mkdtempSync(join(tmpdir(), "dateline-profile-"));
		const open = async () => {
			const persistent = await chromium.launchPersistentContext(folder, {
				...(testChromium && { executablePath: testChromium }),
				args: ["--no-sandbox"],
			});
			const tab = persistent.pages()[0] ?? (await persistent.newPage());
			tab.setDefaultTimeout(20_000);
			return { persistent, tab };
		};
		let { persistent, tab } = await open();
		try {
			const enter = async () => {
				await tab.goto(`${instance.url}${storyPath}`);
				const door = tab.getByLabel("E-mail");
				await door.or(composer(tab)).first().waitFor();
				if (!(await door.isVisible())) return;
				await door.fill("ruth@courier.example");
				await tab.getByLabel("Password").fill(password);
				await tab.getByRole("button", { name: "Sign in", exact: true }).click();
				await composer(tab).waitFor();
			};
			await enter();
			// The connection goes, something is handed in, something else is half written, and the machine dies.
			await persistent.setOffline(true);
			await write("Handed in before the crash.", tab);
			await tab.keyboard.press("Control+Enter");
			await tab.locator(".post.is-queued", { hasText: "Handed in before the crash." }).waitFor();
			await write("Half a sentence before the cr", tab);
			await tab.locator(".composer .saved", { hasText: /Kept here/ }).waitFor();
			await killBrowser(folder);
			({ persistent, tab } = await open());
			// A browser writes its cookies down every half minute only: then one signs in again, and goes on.
			await enter();
			await composer(tab).locator(".ProseMirror", { hasText: "Half a sentence before the cr" }).waitFor();
			await live("Handed in before the crash.", tab).waitFor();
			expect(await published("Handed in before the crash.")).toBe(1);
			// And a tab that is killed alone.
			await tab.keyboard.press("End");
			await composer(tab).getByLabel("Headline").fill("A headline before the tab died");
			await tab.locator(".composer .saved", { hasText: /Kept here|Saved/ }).waitFor();
			void tab.goto("chrome://crash").catch(() => undefined);
			await new Promise((resolve) => tab.once("crash", resolve));
			const next = await persistent.newPage();
			await next.goto(`${instance.url}${storyPath}`);
			await eventually(
				"the headline is back",
				async () => (await composer(next).getByLabel("Headline").inputValue()) === "A headline before the tab died",
			);
		} finally {
			await persistent.close().catch(() => undefined);
			rmSync(folder, { recursive: true, force: true });
		}
	});

	it("keeps the words of two tabs apart", async () => {
		await comeToDesk();
		await write("Words of the first tab");
		await composer()
			.locator(".saved", { hasText: /Kept|Saved/ })
			.waitFor();
		const second = await context.newPage();
		await second.goto(`${instance.url}${storyPath}`);
		await composer(second).waitFor();
		await write("Words of the second tab", second);
		await composer(second).locator(".saved", { hasText: "Saved" }).waitFor();
		await second.close();
		await page.reload();
		await composer()
			.locator(".ProseMirror", { hasText: /Words of the (first|second) tab/ })
			.waitFor();
		await hasCaret();
		await page.keyboard.press("Control+Enter");
		await live("Words of the").first().waitFor();
		await page.reload();
		await composer()
			.locator(".ProseMirror", { hasText: /Words of the (first|second) tab/ })
			.waitFor();
		await hasCaret();
		await page.keyboard.press("Control+Enter");
		await eventually("readers have both", async () => {
			const html = await reader();
			return html.includes("Words of the first tab") && html.includes("Words of the second tab");
		});
	});

	it("works with one hand: publish under the thumb, a sheet of actions, two taps to withdraw", async () => {
		const phone = await browser.newContext({
			viewport: { width: 390, height: 844 },
			isMobile: true,
			hasTouch: true,
			storageState: await context.storageState(),
		});
		const hand = await phone.newPage();
		hand.setDefaultTimeout(20_000);
		await hand.goto(`${instance.url}${storyPath}`);
		await hand.locator(".stream .post").first().waitFor();
		await composer(hand).locator(".ProseMirror").tap();
		await hand.keyboard.type("From the field.");
		const button = await composer(hand)
			.getByRole("button", { name: /^Publish/ })
			.boundingBox();
		expect(button?.height).toBeGreaterThanOrEqual(52);
		expect((button?.y ?? 0) + (button?.height ?? 0)).toBeLessThanOrEqual(844);
		expect(button?.y ?? 0).toBeGreaterThan(600);
		await composer(hand)
			.getByRole("button", { name: /^Publish/ })
			.tap();
		await live("From the field.", hand).waitFor();
		const small = await hand.evaluate(() =>
			[...document.querySelectorAll("main :is(button, a, summary)")]
				.filter((one) => one.checkVisibility() && !one.closest(".prose"))
				.map((one) => one.getBoundingClientRect())
				.filter(({ width, height }) => width > 0 && Math.min(width, height) < 43.5),
		);
		expect(small).toEqual([]);
		expect(await hand.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
		await post("From the field.", hand).locator(".sheet-opener").tap();
		const sheet = hand.locator("post-sheet");
		await sheet.getByText("Withdraw", { exact: true }).tap();
		await sheet.getByRole("button", { name: "Withdraw it now" }).tap();
		await hand.locator(".post.is-withdrawn", { hasText: "From the field." }).waitFor();
		await hand.getByRole("button", { name: "Desk" }).tap();
		await hand.getByRole("heading", { name: "Key developments" }).waitFor();
		await phone.close();
	});

	it("shows the text of a post that is too long for its event", async () => {
		await comeToDesk();
		const value = Array.from(
			{ length: 900 },
			(_, line) => `Line ${line} of a very long minute of the hearing, word for word.`,
		);
		const answer = await api("POST", `/stories/${storyId()}/posts`, {
			headline: "The hearing, word for word",
			body: { format: "text", value: value.join("\n\n") },
		});
		expect(answer.status).toBeLessThan(300);
		await live("Line 899 of a very long minute").waitFor();
	});

	it("breaks nothing on its page", () => {
		expect(problems).toEqual([]);
	});
});

/** Ends a browser as a power cut would: its own processes, found by the profile that only they have open. */
async function killBrowser(folder: string): Promise<void> {
	const { stdout } = await promisify(execFile)("ps", ["-eo", "pid,args"]);
	for (const line of stdout.split("\n")) {
		const [pid] = line.trim().split(/\s+/);
		if (pid && line.includes(`--user-data-dir=${folder}`)) process.kill(Number(pid), "SIGKILL");
	}
	await eventually("it is gone", async () => {
		const { stdout: left } = await promisify(execFile)("ps", ["-eo", "args"]);
		return !left.includes(`--user-data-dir=${folder}`);
	});
	rmSync(join(folder, "SingletonLock"), { force: true });
}
