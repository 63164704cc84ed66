import { join } from "node:path";
import { openDatabase } from "@dateline/shared/database";
import { startPushService } from "@dateline/workers/testing";
import { sql } from "kysely";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findAccessProblems } from "./harness/axe.ts";
import { openBrowser, openPage, testChromium } from "./harness/browser.ts";
import { eventually } from "./harness/eventually.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";
import { type Mailbox, startMailbox } from "./harness/start-mailbox.ts";

describe.skipIf(testChromium === null)("a reader follows the news", () => {
	let instance: EmbeddedInstance;
	let browser: Browser;
	let mailbox: Mailbox;
	let service: Awaited<ReturnType<typeof startPushService>>;
	let story: { id: string; slug: string };
	beforeAll(async () => {
		[mailbox, service, browser] = await Promise.all([startMailbox(), startPushService(), openBrowser()]);
		instance = await startEmbedded({
			settings: {
				...{ SMTP_HOST: "127.0.0.1", SMTP_PORT: String(mailbox.port), SMTP_FROM: "desk@courier.example" },
				...{ PUSH_HOSTS: service.host, QUIET_HOURS: "none" },
			},
		});
		story = (await send("POST", "/stories", { kind: "live", headline: "Storm over the old harbour", body: text }))[
			"story"
		];
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
		await Promise.all([mailbox?.close(), service?.close()]);
	});

	const text = { format: "text", value: "The tide gate was closed at noon." };
	// biome-ignore lint/suspicious/noExplicitAny: what the API answers, of which a test looks at little.
	async function send(method: string, path: string, body?: unknown): Promise<any> {
		const headers = { Authorization: `Bearer ${instance.token}`, "Content-Type": "application/json" };
		const response = await fetch(`${instance.url}/api/v1${path}`, {
			...{ method, headers },
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
		if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
		return response.json();
	}
	const letterTo = (address: string, words: string) =>
		eventually(`a letter with ${words}`, async () =>
			mailbox.letters.find((letter) => letter.to === address && letter.text.includes(words)),
		);

	it("by the digest's letter, without JavaScript, from the form to one press that stops it", async () => {
		const line = { text: "The tide gate is closed" };
		const made = (await send("POST", `/stories/${story.id}/key-developments`, line))["keyDevelopment"] as {
			id: string;
		};
		const today = new Date().toISOString().slice(0, 10);
		await send("PUT", `/digests/${today}`, { lines: [made.id] });
		const { page, problems } = await openPage(browser, { javaScript: false });
		await page.goto(`${instance.url}/follow`);
		await page.getByLabel("E-mail address").fill("reader@example.org");
		await page.getByRole("button", { name: "Sign up" }).click();
		await page.getByText("Now look into your mail").waitFor();

		const confirming = await letterTo("reader@example.org", "/follow/digest/confirm");
		await page.goto(linkIn(confirming.text, "confirm"));
		await page.getByRole("button", { name: "Yes, send it to me" }).click();
		await page.getByText("You are on the list").waitFor();

		// Its hour comes while nothing runs; it is sent at the next start, once.
		await instance.process().stop();
		const record = await openDatabase({ folder: join(instance.dataDir, "record") });
		await sql`update digest_readers set next_at = clock_timestamp()`.execute(record.kysely);
		await record.close();
		await instance.start();
		const digest = await letterTo("reader@example.org", "The tide gate is closed");
		expect(digest.text).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
		expect(digest.text).toMatch(/Content-Type: text\/html/);
		expect(digest.text).not.toMatch(/<img|<script/);
		const stop = linkIn(digest.text, "stop");
		await page.goto(stop);
		await page.getByRole("button", { name: "Stop the letters" }).waitFor();

		const pressed = await fetch(stop, {
			method: "POST",
			body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
		});
		expect(pressed.status).toBe(200);
		expect(await pressed.text()).toContain("You are off the list");
		expect(mailbox.letters.filter(({ text: sent }) => sent.includes("The tide gate is closed"))).toHaveLength(1);
		expect(problems).toEqual([]);
		await page.context().close();
	});

	it("by notices to a device: the button, the notice, the page of choices", async () => {
		const { page, context, problems } = await openPage(browser);
		await context.grantPermissions(["notifications"], { origin: instance.url });
		await subscribeHere(page, service.addDevice("phone").subscription);
		await page.goto(`${instance.url}/live/${story.slug}`);
		await page.waitForSelector('[data-region="signal"][data-state="live"]');
		await page.getByRole("button", { name: "Follow this coverage" }).click();
		await page.getByRole("button", { name: "Following" }).waitFor();

		await send("POST", `/stories/${story.id}/posts`, { headline: "A minor thing", body: text });
		const { post } = await send("POST", `/stories/${story.id}/posts`, {
			headline: "The gate holds",
			body: text,
			key: true,
		});
		const notice = await eventually("the notice", async () => service.received[0]);
		expect(notice).toMatchObject({
			device: "phone",
			topic: story.id,
			payload: { title: "The gate holds", tag: story.id, path: `/live/${story.slug}/post/${post.id}` },
		});

		// The browser's side: its worker shows what came, one notice of a story in place of the former.
		await deliver(page, instance.url, JSON.stringify(notice.payload));
		await deliver(
			page,
			instance.url,
			JSON.stringify({ ...notice.payload, title: "The gate is open", position: notice.payload.position + 1 }),
		);
		await page.waitForFunction(async () => {
			const registration = await navigator.serviceWorker.ready;
			const shown = await registration.getNotifications();
			return shown.length === 1 && shown[0]?.title === "The gate is open";
		});

		await page.goto(`${instance.url}/follow`);
		await page.getByText("Notices are on").waitFor();
		await page.getByRole("link", { name: "Storm over the old harbour" }).first().waitFor();
		expect(await findAccessProblems(page)).toEqual([]);
		await page.getByLabel("Notices from Storm over the old harbour").selectOption("all");
		await page.getByLabel("Send breaking news").check();
		await page.getByRole("button", { name: "Save" }).click();
		await page.getByText(/^Saved/).waitFor();
		await send("POST", `/stories/${story.id}/posts`, { headline: "Another minor thing", body: text });
		await eventually("the next notice", async () =>
			service.received.find(({ payload }) => payload.title === "Another minor thing"),
		);

		await page.goto(`${instance.url}/live/${story.slug}`);
		await page.getByRole("button", { name: "Following" }).click();
		await page.getByRole("button", { name: "Follow this coverage" }).waitFor();
		await page.goto(`${instance.url}/follow`);
		await page.getByText("You follow nothing yet").waitFor();
		await page.getByRole("button", { name: "Turn off" }).click();
		await page.getByText("Notices are off").waitFor();
		expect(service.received).toHaveLength(2);
		expect(problems).toEqual([]);
		await context.close();
	});
});

const linkIn = (text: string, purpose: "confirm" | "stop") =>
	new RegExp(`https?://[^\\s<>"]+/follow/digest/${purpose}\\?token=[\\w.-]+`).exec(text)?.[0] ?? "";

/** A browser of a test reaches no push service: what it would be given by one is put in its place. */
async function subscribeHere(page: Page, subscription: object): Promise<void> {
	await page.addInitScript((given) => {
		const key = "test-subscribed";
		const made = { ...given, options: {}, toJSON: () => given, unsubscribe: async () => true };
		PushManager.prototype.getSubscription = async () => (localStorage[key] ? (made as never) : null);
		PushManager.prototype.subscribe = async () => {
			localStorage[key] = "yes";
			return made as never;
		};
	}, subscription);
}

/** Hands the page's worker a message as the browser does when a push service has brought one. */
async function deliver(page: Page, origin: string, data: string): Promise<void> {
	const devtools = await page.context().newCDPSession(page);
	const registered = new Promise<string>((resolve) => {
		devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
			const own = registrations.find(({ scopeURL, isDeleted }) => scopeURL.startsWith(origin) && !isDeleted);
			if (own) resolve(own.registrationId);
		});
	});
	await devtools.send("ServiceWorker.enable");
	await devtools.send("ServiceWorker.deliverPushMessage", { origin, registrationId: await registered, data });
	await devtools.detach();
}
