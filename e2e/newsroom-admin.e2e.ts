import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findAccessProblems } from "./harness/axe.ts";
import { openBrowser, openPage, testChromium, type WatchedPage } from "./harness/browser.ts";
import { adminLink } from "./harness/dateline.ts";
import { enterNewsroom } from "./harness/enter-newsroom.ts";
import { eventually } from "./harness/eventually.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

const logo = {
	name: "logo.png",
	mimeType: "image/png",
	buffer: Buffer.from(
		"iVBORw0KGgoAAAANSUhEUgAAAHgAAAAgCAIAAABW2ysfAAAAR0lEQVR42u3QMQ0AAAgDsN0oRAryUQFXkypoqocHUSBaNKJFi7YgWjSiRYu2IFo0okWLRrRoRIsWjWjRiBYtGtGiES1aNNcW/rPGtdebXaAAAAAASUVORK5CYII=",
		"base64",
	),
};

/** What an administrator does in the console, and what becomes of it for readers and programs. */
describe.skipIf(testChromium === null)("administration", () => {
	let instance: EmbeddedInstance;
	let browser: Browser;
	let desk: WatchedPage;
	let page: Page;
	let readers: WatchedPage;

	beforeAll(async () => {
		[instance, browser] = await Promise.all([startEmbedded(), openBrowser()]);
		desk = await openPage(browser);
		page = desk.page;
		await page.setViewportSize({ width: 1440, height: 900 });
		page.setDefaultTimeout(60_000);
		await enter(page, "Ruth Adeyemi", "ruth@courier.example", "administrator");
		readers = await openPage(browser);
		await readers.page.goto(`${instance.url}/`);
		await readers.page.waitForSelector('[data-region="signal"][data-state="live"]', { state: "attached" });
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
	});

	async function enter(into: Page, name: string, email: string, role: string) {
		const link = role === "administrator" ? await adminLink(instance.dataDir) : await roleLink(role);
		await enterNewsroom(into, {
			url: instance.url,
			link,
			person: { name, email, password: "a gate of oak by the river" },
		});
	}

	/** As the console asks for it. */
	async function roleLink(role: string): Promise<string> {
		return page.evaluate(async (asked) => {
			const answer = await fetch("/api/auth/links", {
				method: "POST",
				headers: { "content-type": "application/json" },
				body: JSON.stringify({ role: asked }),
			});
			return (await answer.json()).link as string;
		}, role);
	}

	const open = async (part: string) => {
		await page.goto(`${instance.url}/newsroom/administration/${part}`);
		await page.locator(".admin h2").first().waitFor();
	};
	const api = (path: string, headers: Record<string, string>, init: RequestInit = {}) =>
		fetch(`${instance.url}/api/v1${path}`, { ...init, headers: { ...headers, "content-type": "application/json" } });
	const admin = () => ({ authorization: `Bearer ${instance.token}` });

	it("shows the site's new name and logo on a reader's open page at once", async () => {
		await open("site");
		await page.locator("#f-name").fill("The Ansel Courier");
		await page.getByLabel("Logo on light paper").setInputFiles(logo);
		await page.locator("picture-field img.chosen").first().waitFor();
		await page.getByLabel("Time zone").fill("Europe/Kyiv");
		await page.getByRole("button", { name: "Save" }).click();
		await page.locator(".saved", { hasText: /live/ }).first().waitFor();
		await readers.page.locator(".wordmark img.logo").waitFor();
		expect(await readers.page.locator(".wordmark").innerText()).toContain("The Ansel Courier");
		expect(await (await fetch(`${instance.url}/`)).text()).toContain("The Ansel Courier");
		// A zone that only one of the two knows is refused by name, and nothing is half done.
		const zone = await api("/site", admin(), { method: "PATCH", body: JSON.stringify({ timeZone: "+05:30" }) });
		expect([zone.status, (await zone.json()).errors?.[0].pointer]).toEqual([422, "/timeZone"]);
	});

	it("gives readers a legal page with a link in the footer, and takes it away", async () => {
		expect((await fetch(`${instance.url}/legal/imprint`)).status).toBe(404);
		await open("pages");
		await page.getByRole("button", { name: "Imprint" }).click();
		await page.getByRole("textbox", { name: "Imprint" }).click();
		await page.keyboard.type("Ansel Courier Ltd, **1 Quay**, Ansel");
		await page.getByRole("button", { name: "Save" }).click();
		await page.locator(".saved", { hasText: /live/ }).waitFor();
		await readers.page.getByRole("link", { name: "Imprint" }).click();
		await readers.page.getByRole("heading", { name: "Imprint" }).waitFor();
		await readers.page.locator("main strong", { hasText: "1 Quay" }).waitFor();
		expect(await findAccessProblems(readers.page, ["light"])).toEqual([]);
		await page.getByRole("button", { name: "Take the page away" }).click();
		await eventually("it is gone", async () => (await fetch(`${instance.url}/legal/imprint`)).status === 404);
	});

	it("makes sections, puts them in order by the keyboard, and retires one", async () => {
		await open("sections");
		for (const name of ["World", "Coast"]) {
			await page.locator("#f-name").fill(name);
			await page.getByRole("button", { name: "Add", exact: true }).click();
			await page.locator("td", { hasText: name }).first().waitFor();
		}
		await open("site");
		for (const name of ["World", "Coast"]) {
			await page
				.getByRole("group", { name: /^Navigation/ })
				.getByLabel("Add: section")
				.selectOption({ label: name });
			await page.locator(".nav-order li", { hasText: name }).waitFor();
		}
		await page.getByRole("button", { name: /Move Coast/ }).focus();
		await page.keyboard.press("Alt+ArrowUp");
		expect(await page.locator(".nav-order li > span").allInnerTexts()).toEqual(["Coast", "World"]);
		await page.getByRole("button", { name: "Save" }).click();
		await page.locator(".saved", { hasText: /live/ }).first().waitFor();
		const navigation = async () => {
			const links = (await (await fetch(`${instance.url}/`)).text()).matchAll(/<a href="\/section\/(\w+)"/g);
			return [...links].map((match) => match[1]);
		};
		expect((await navigation()).slice(0, 2)).toEqual(["coast", "world"]);
		await open("sections");
		await page.getByRole("button", { name: "Retire World" }).click();
		await page.getByRole("button", { name: "Bring back World" }).waitFor();
		await eventually("readers no longer find it", async () => !(await navigation()).includes("world"));
	});

	it("makes a token that is shown once, works, and stops when it is revoked", async () => {
		await open("tokens");
		await page.locator("#f-name").fill("scoreboard");
		await page.getByLabel("Read everything that editors see").check();
		await page.getByRole("button", { name: "Make it" }).click();
		const token = await page.getByLabel("The token").inputValue();
		expect(await page.getByLabel("An example for the command line").inputValue()).toContain("curl");
		const use = () => api("/me", { authorization: `Bearer ${token}` });
		expect(await (await use()).json()).toMatchObject({ name: "scoreboard", scopes: ["read"] });
		await page.reload();
		const row = page.locator("tr", { hasText: "scoreboard" });
		await row.getByText("Ruth Adeyemi").waitFor();
		expect(await page.locator("[data-copy]").count()).toBe(0);
		await row.getByText("127.0.0.0/24").waitFor();
		await row.getByRole("button", { name: "Revoke" }).click();
		await row.getByText(/revoked/).waitFor();
		expect((await use()).status).toBe(401);
	});

	it("filters the audit log and exports what fits", async () => {
		await open("audit");
		await page.locator("td", { hasText: "revoked a token" }).waitFor();
		expect(await findAccessProblems(page)).toEqual([]);
		await page.getByLabel("What", { exact: true }).selectOption("token");
		await eventually("only tokens", async () => {
			const did = await page.locator(".log td:nth-child(3)").allInnerTexts();
			return did.length >= 2 && did.every((text) => text.includes("token"));
		});
		const [download] = await Promise.all([
			page.waitForEvent("download"),
			page.getByRole("link", { name: "Export as CSV" }).click(),
		]);
		const csv = await readFile(await download.path(), "utf8");
		expect(csv).toContain("token.revoke");
		expect(csv).not.toContain("site.update");
		await page.getByRole("button", { name: "Clear" }).click();
		await page.getByLabel("Find in the audit log").fill("exported");
		await page.getByText("No line fits.").waitFor();
		await page.getByLabel("Find in the audit log").fill("ruth");
		await page.locator("td", { hasText: "changed the site" }).first().waitFor();
	});

	it("finds by words and acts, by the keyboard alone; the caret waits where it was", async () => {
		const story = await (
			await api("/stories", admin(), {
				method: "POST",
				body: JSON.stringify({ kind: "live", headline: "Storm Ragna" }),
			})
		).json();
		const body = { format: "text", value: "The gauge at Tanner Bridge read 3.38 metres." };
		await api(`/stories/${story.story.id}/posts`, admin(), {
			method: "POST",
			body: JSON.stringify({ headline: "River falls", body }),
		});
		await page.goto(`${instance.url}/newsroom/story/${story.story.id}`);
		await page.locator(".composer .ProseMirror").click();
		await page.keyboard.type("Half a sentence");
		await page.keyboard.press("Control+k");
		const field = page.getByRole("combobox", { name: "Find, go to, do" });
		await field.waitFor();
		await page.getByText("Your caret waits in the text.").waitFor();
		await page.keyboard.type("tan");
		const found = page.getByRole("option", { name: /River falls/ });
		await found.waitFor();
		expect(await found.locator("mark").first().innerText()).toBe("Tan");
		expect(await findAccessProblems(page)).toEqual([]);
		await page.keyboard.press("Escape");
		await field.waitFor({ state: "detached" });
		await page.keyboard.type(" goes on");
		await page.locator(".composer .ProseMirror", { hasText: "Half a sentence goes on" }).waitFor();
		// Enter shows the post in its stream; what can be done to it stands under it.
		await page.keyboard.press("Control+k");
		await page.keyboard.type("tan");
		await found.waitFor();
		await page.getByRole("option", { name: /Make it a key event/ }).waitFor();
		await page.keyboard.press("ArrowDown");
		await page.keyboard.press("Enter");
		await page.locator("post-editor .ProseMirror").waitFor();
		await page.keyboard.press("Control+k");
		await page.keyboard.type(">audit");
		await page.getByRole("option", { name: /Audit log/ }).waitFor();
		await page.keyboard.press("Enter");
		await page.waitForURL(/administration\/audit/);
		await page.locator("audit-panel table").waitFor();
		await page.locator("main").focus();
		await page.keyboard.press("g");
		await page.keyboard.press("s");
		await page.getByRole("heading", { name: "Stories" }).waitFor();
	});

	it("speaks another language and wears other colours, over a reload too", async () => {
		await open("account");
		await page.getByLabel("Colours").selectOption("dark");
		expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
		await page.locator("#f-locale").selectOption("uk");
		await eventually(
			"it is Ukrainian",
			async () => (await page.evaluate(() => document.documentElement.lang)) === "uk",
		);
		await page.reload();
		await page.locator("#f-locale").waitFor();
		expect(await page.evaluate(() => document.documentElement.lang)).toBe("uk");
		await page.locator("#f-locale").selectOption("en");
		await page.locator("#f-theme").selectOption("system");
		await page.getByRole("link", { name: "Sections" }).waitFor();
	});

	it.each(["site", "pages", "sections", "authors", "desks", "tokens", "account"])(
		"axe finds nothing on %s",
		async (part) => {
			await open(part);
			expect(await findAccessProblems(page)).toEqual([]);
		},
	);

	it("fits a phone, where More has every other screen", async () => {
		await page.setViewportSize({ width: 390, height: 844 });
		await page.goto(`${instance.url}/newsroom`);
		await page.getByRole("link", { name: "More" }).click();
		await page.getByRole("link", { name: "Audit log" }).click();
		await page.locator("td", { hasText: "changed the site" }).first().waitFor();
		await page.getByRole("button", { name: "Find", exact: true }).click();
		await page.keyboard.type("storm");
		await page
			.getByRole("option", { name: /Storm Ragna/ })
			.first()
			.waitFor();
		const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
		expect(wide).toBe(false);
		expect(await findAccessProblems(page, ["light"])).toEqual([]);
		await page.keyboard.press("Escape");
		await page.setViewportSize({ width: 1440, height: 900 });
	});

	it("shows the queue to an administrator, and to nobody else", async () => {
		const anonymous = await fetch(`${instance.url}/newsroom/queue`, { redirect: "manual" });
		expect(anonymous.status).toBe(302);
		const answer = await page.goto(`${instance.url}/newsroom/queue`);
		expect(answer?.status()).toBe(200);
		expect(answer?.headers()["content-security-policy"]).toContain("script-src 'self'");
		await page.getByText("publish").first().waitFor();
		const editor = await openPage(browser);
		await page.goto(`${instance.url}/newsroom`);
		await enter(editor.page, "Daniel Osei", "daniel@courier.example", "editor");
		const refused = await editor.page.request.get(`${instance.url}/newsroom/queue`);
		expect(refused.status()).toBe(403);
		expect(await editor.page.request.get(`${instance.url}/api/v1/audit`).then((one) => one.status())).toBe(403);
		expect(editor.problems).toEqual([]);
		await editor.context.close();
	});

	it("had no error in the browser on the way", () => {
		expect(desk.problems).toEqual([]);
		expect(readers.problems).toEqual([]);
	});
});
