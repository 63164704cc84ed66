import { createHmac } from "node:crypto";
import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findAccessProblems } from "./harness/axe.ts";
import { openBrowser, openPage, testChromium, type WatchedPage } from "./harness/browser.ts";
import { adminLink } from "./harness/dateline.ts";
import { eventually } from "./harness/eventually.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";
import { type Mailbox, startMailbox } from "./harness/start-mailbox.ts";

const password = "a gate of oak by the river";
const newPassword = "nine herons stand in the reeds";

/** Accounts as people meet them, in a real browser with a virtual authenticator, and a real letter. */
describe.skipIf(testChromium === null)("people", () => {
	let mailbox: Mailbox;
	let instance: EmbeddedInstance;
	let browser: Browser;
	let ruth: WatchedPage;
	let leyla: WatchedPage;
	/** The address with a name: passkeys belong to names. */
	let home: string;

	beforeAll(async () => {
		mailbox = await startMailbox();
		const settings = {
			SMTP_HOST: "127.0.0.1",
			SMTP_PORT: String(mailbox.port),
			SMTP_FROM: "desk@courier.example",
			LOG_LEVEL: "debug",
		};
		[instance, browser] = await Promise.all([startEmbedded({ settings }), openBrowser()]);
		home = `http://localhost:${new URL(instance.url).port}`;
		ruth = await openDeskPage();
		leyla = await openDeskPage();
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
		await mailbox?.close();
	});

	async function openDeskPage(): Promise<WatchedPage> {
		const opened = await openPage(browser);
		opened.page.on(
			"console",
			(message) => message.type() === "warning" && opened.problems.push(`warning: ${message.text()}`),
		);
		await opened.page.setViewportSize({ width: 1440, height: 900 });
		// Bounds a hang; nothing here is about speed.
		opened.page.setDefaultTimeout(30_000);
		return opened;
	}

	const inside = (page: Page) => page.getByRole("heading", { name: "Stories", exact: true }).waitFor();
	const atDoor = (page: Page) => page.getByRole("heading", { name: "Sign in" }).waitFor();
	const goToPeople = (page: Page) => page.goto(`${home}/newsroom/administration/people`);
	const goToAccount = (page: Page) => page.goto(`${home}/newsroom/administration/account`);
	const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
	/** The link in the newest letter to this address. */
	const linkTo = (address: string) =>
		eventually(`a letter to ${address}`, async () => {
			const letter = mailbox.letters.findLast(({ to }) => to === address);
			return letter ? (/http\S+#\S+/.exec(letter.text)?.[0] ?? false) : false;
		}).then(String);
	const enter = async (page: Page, email: string, secret: string) => {
		await page.getByLabel("E-mail").fill(email);
		await page.getByLabel("Password").fill(secret);
		await press(page, "Sign in");
	};

	it("an invitation goes by mail and makes an account", async () => {
		await ruth.page.goto(`${home}/newsroom/welcome${new URL(await adminLink(instance.dataDir)).hash}`);
		await ruth.page.getByLabel("Your name").fill("Ruth Adeyemi");
		await ruth.page.getByLabel("E-mail").fill("ruth@courier.example");
		await ruth.page.getByLabel("Password").fill(password);
		expect(await findAccessProblems(ruth.page)).toEqual([]);
		await press(ruth.page, "Open the newsroom");
		await inside(ruth.page);
		await goToPeople(ruth.page);
		await press(ruth.page, "Invite");
		const form = ruth.page.getByRole("form", { name: "Invite somebody" });
		await form.getByLabel("Name").fill("Leyla Brandt");
		await form.getByLabel("E-mail").fill("leyla@courier.example");
		await form.getByLabel("As", { exact: true }).selectOption("contributor");
		expect(await findAccessProblems(ruth.page)).toEqual([]);
		await press(ruth.page, "Make the invitation");
		await ruth.page.getByText("The link went by mail to leyla@courier.example").waitFor();
		await ruth.page.getByRole("button", { name: /^Invitations/ }).click();
		await ruth.page.getByText("sent by mail, not opened").waitFor();
		expect(await findAccessProblems(ruth.page)).toEqual([]);

		const link = await linkTo("leyla@courier.example");
		expect(link.startsWith(`${home}/newsroom/welcome#`)).toBe(true);
		await leyla.page.goto(link);
		expect(await leyla.page.getByLabel("Your name").inputValue()).toBe("Leyla Brandt");
		expect(await leyla.page.getByLabel("E-mail").inputValue()).toBe("leyla@courier.example");
		await leyla.page.getByLabel("Password").fill(password);
		await press(leyla.page, "Open the newsroom");
		await inside(leyla.page);
	});

	it("a passkey is made, and is enough to come in again", async () => {
		await addAuthenticator(await leyla.context.newCDPSession(leyla.page));
		await goToAccount(leyla.page);
		await leyla.page.getByLabel("A name for a new one").fill("Leyla’s phone");
		await press(leyla.page, "Make a passkey");
		await leyla.page.getByText("The passkey is made.").waitFor();
		expect(await findAccessProblems(leyla.page)).toEqual([]);
		await press(leyla.page, "Sign out");
		await atDoor(leyla.page);
		expect(await findAccessProblems(leyla.page)).toEqual([]);
		await press(leyla.page, "Continue with your passkey");
		await inside(leyla.page);
		await goToAccount(leyla.page);
		await leyla.page.getByText("with a passkey").first().waitFor();
	});

	it("codes are set up, asked for after the password, and one spare code does as well", async () => {
		const { page } = ruth;
		await goToAccount(page);
		await page.getByLabel("Your password").fill(password);
		await press(page, "Set up codes");
		const key = (await page.locator(".code-key").innerText()).replaceAll(" ", "");
		await page.getByRole("img", { name: "The key of your codes" }).waitFor();
		await page.getByRole("textbox", { name: "Code" }).fill(codeNow(key));
		await press(page, "Turn codes on");
		await page.getByText("Codes are on. Keep these").waitFor();
		const spare = await page.locator(".spare-codes code").allInnerTexts();
		expect(spare).toHaveLength(10);
		expect(await findAccessProblems(page)).toEqual([]);
		await press(page, "I have kept them");
		await page.getByText("Codes are on.").waitFor();
		await press(page, "Sign out");
		await atDoor(page);
		await enter(page, "ruth@courier.example", password);
		await page.getByRole("textbox", { name: "Code" }).fill("000000");
		await press(page, "Sign in");
		await page.getByText("The code is not right.").waitFor();
		expect(ruth.problems.splice(0)).toEqual([expect.stringContaining("401")]);
		expect(await findAccessProblems(page)).toEqual([]);
		await page.getByRole("textbox", { name: "Code" }).fill(spare[0] ?? "");
		await press(page, "Sign in");
		await inside(page);
	});

	it("somebody who forgot the password gets a link by mail; other places are signed out", async () => {
		const other = await openDeskPage();
		await other.page.goto(`${home}/newsroom`);
		await press(other.page, "I cannot sign in");
		await other.page.getByLabel("E-mail").fill("leyla@courier.example");
		const before = mailbox.letters.length;
		await press(other.page, "Send me a link");
		await other.page.getByText("the letter is on its way").waitFor();
		await eventually("the letter", async () => mailbox.letters.length > before);
		await other.page.goto(await linkTo("leyla@courier.example"));
		await other.page.getByLabel("Password", { exact: true }).fill(newPassword);
		expect(await findAccessProblems(other.page)).toEqual([]);
		await press(other.page, "Set it and sign in");
		await inside(other.page);
		await leyla.page.reload();
		await atDoor(leyla.page);
		expect(other.problems).toEqual([]);
		await other.context.close();
	});

	it("a story that is restricted is there for its members alone, and a contributor made editor publishes in it", async () => {
		const { page } = leyla;
		await page.goto(`${home}/newsroom`);
		await enter(page, "leyla@courier.example", newPassword);
		await inside(page);
		const api = (path: string, init: RequestInit = {}) =>
			fetch(`${instance.url}/api/v1${path}`, {
				...init,
				headers: { authorization: `Bearer ${instance.token}`, "content-type": "application/json" },
			});
		const made = await api("/stories", {
			method: "POST",
			body: JSON.stringify({ kind: "article", headline: "Hospital report", status: "draft" }),
		});
		const { story } = (await made.json()) as { story: { id: string } };
		const asLeyla = (method: string, path: string) =>
			page.evaluate(
				async ([how, where]) =>
					(
						await fetch(`/api/v1${where}`, {
							method: how as string,
							...(how === "GET" ? {} : { headers: { "content-type": "application/json" }, body: "{}" }),
						})
					).status,
				[method, path],
			);
		expect(await asLeyla("GET", `/stories/${story.id}`)).toBe(404);
		await api(`/stories/${story.id}/access`, { method: "PUT", body: JSON.stringify({ membersOnly: true }) });
		const people = (await (await api("/people")).json()) as { items: { id: string; name: string }[] };
		const id = people.items.find(({ name }) => name === "Leyla Brandt")?.id;
		await api(`/stories/${story.id}/members/${id}`, { method: "PUT", body: JSON.stringify({ role: "contributor" }) });
		expect(await asLeyla("GET", `/stories/${story.id}`)).toBe(200);
		expect(await asLeyla("POST", `/stories/${story.id}/publish`)).toBe(403);
		await api(`/stories/${story.id}/members/${id}`, { method: "PUT", body: JSON.stringify({ role: "editor" }) });
		expect(await asLeyla("POST", `/stories/${story.id}/publish`)).toBe(200);
		await api(`/stories/${story.id}/members/${id}`, { method: "DELETE" });
		expect(await asLeyla("GET", `/stories/${story.id}`)).toBe(404);
		// What the browser calls failed requests are the refusals above.
		for (const problem of leyla.problems.splice(0)) expect(problem).toMatch(/40[34]/);
	});

	it("an administrator changes a role, asks for a second factor, signs somebody out everywhere, and switches off", async () => {
		const { page } = ruth;
		await goToPeople(page);
		await page.getByRole("button", { name: "Leyla Brandt" }).click();
		const side = page.getByRole("complementary", { name: "Leyla Brandt" });
		await side.getByText("Passkey, “Leyla’s phone”").waitFor();
		expect(await findAccessProblems(page)).toEqual([]);
		await side.getByText("Editor", { exact: true }).click();
		await page.locator("tr", { hasText: "Leyla Brandt" }).getByText("Editor").waitFor();
		await side.getByLabel("Needs a second factor").check();
		await eventually("it is asked", () => side.getByLabel("Needs a second factor").isChecked());
		await leyla.page.reload();
		await leyla.page.getByRole("heading", { name: "Your account needs a second factor" }).waitFor();
		expect(await findAccessProblems(leyla.page)).toEqual([]);
		await side.getByRole("button", { name: "Sign out everywhere" }).click();
		await side.getByText("Nowhere.").waitFor();
		await leyla.page.reload();
		await atDoor(leyla.page);
		await press(leyla.page, "Continue with your passkey");
		await inside(leyla.page);
		await side.getByRole("button", { name: "Switch off" }).click();
		await side.getByRole("button", { name: "Switch on again" }).waitFor();
		await leyla.page.reload();
		await atDoor(leyla.page);
		await press(leyla.page, "Continue with your passkey");
		await leyla.page.getByText("This account is switched off.").waitFor();
		leyla.problems.splice(0);
		await press(page, "Who may do what");
		expect(await findAccessProblems(page)).toEqual([]);
	});

	it("keeps an administrator, and works on a phone", async () => {
		const { page } = ruth;
		await page.setViewportSize({ width: 390, height: 844 });
		await goToPeople(page);
		await page.getByRole("button", { name: "Ruth Adeyemi, you" }).click();
		const side = page.getByRole("complementary", { name: "Ruth Adeyemi" });
		await side.getByText("Contributor", { exact: true }).click();
		await side.getByText("It is the only administrator").waitFor();
		expect(ruth.problems.splice(0)).toEqual([expect.stringContaining("409")]);
		expect(await findAccessProblems(page)).toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
	});

	it("left no error in the browser's console, and no secret in a log", async () => {
		expect([...ruth.problems, ...leyla.problems]).toEqual([]);
		const log = instance.process().output();
		for (const secret of [password, newPassword, ...mailbox.letters.map(({ text }) => /#(\S+)/.exec(text)?.[1] ?? "-")])
			expect(log).not.toContain(secret);
	});
});

/** A phone with a fingerprint, which says yes to everything. */
async function addAuthenticator(session: CDPSession): Promise<void> {
	await session.send("WebAuthn.enable");
	await session.send("WebAuthn.addVirtualAuthenticator", {
		options: {
			...{ protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true },
			...{ isUserVerified: true, automaticPresenceSimulation: true },
		},
	});
}

/** The code of this half minute (RFC 6238, with SHA-1, six digits, 30 s) of a key in base 32. */
function codeNow(key: string): string {
	const bits = [...key.toUpperCase()].map((letter) =>
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
	);
	const bytes =
		bits
			.join("")
			.match(/.{8}/g)
			?.map((byte) => Number.parseInt(byte, 2)) ?? [];
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
	const hash = createHmac("sha1", Buffer.from(bytes)).update(counter).digest();
	const at = (hash.at(-1) ?? 0) & 15;
	return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
