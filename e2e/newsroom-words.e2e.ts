import type { Browser, Page, Request } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, openPage, testChromium, type WatchedPage } from "./harness/browser.ts";
import { adminLink } from "./harness/dateline.ts";
import { enterNewsroom } from "./harness/enter-newsroom.ts";
import { eventually } from "./harness/eventually.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

/** Written alike in every language: names, units and formats. All else in Latin letters is English that was left. */
const names =
	"Dateline English Redis PostgreSQL UTC PIN CSV NDJSON JPEG PNG WebP AVIF GIF TIFF MP4 WebM MOV MP3 M4A OGG WAV alt Alt Ctrl Esc ffmpeg ffprobe America Los_Angeles Chrome Linux D S X e2e admin contribute write en uk ar";

/** The console of a Ukrainian newsroom, whose texts are Ukrainian too: any other word in it is a fault. */
describe.skipIf(testChromium === null)("the words of the newsroom", () => {
	let instance: EmbeddedInstance;
	let browser: Browser;
	let desk: WatchedPage;
	let page: Page;
	let live: string;
	let article: string;
	/** What the page has asked of the API and has no answer to. */
	const pending = new Set<Request>();

	const api = async (method: string, path: string, body: unknown, token = instance.token) => {
		const answer = await fetch(`${instance.url}/api/v1${path}`, {
			method,
			headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
			body: JSON.stringify(body),
		});
		expect(answer.status, path).toBeLessThan(300);
		// biome-ignore lint/suspicious/noExplicitAny: answers of several shapes are looked into
		return (await answer.json()) as any;
	};
	const text = (value: string) => ({ format: "text", value });
	const open = async (path: string) => {
		await page.goto(`${instance.url}/newsroom${path}`);
		await page.locator("main :is(h1, h2)").first().waitFor({ state: "attached" });
		// Until it has read what it shows.
		await eventually("everything is answered", async () => pending.size === 0);
		await page.waitForFunction(() => !/Відкриваємо|Читаємо|Reading|Opening/.test(document.body.textContent ?? ""));
	};

	/** The words in Latin letters that somebody reads or hears there. */
	const foreign = () =>
		page.evaluate((known) => {
			const allowed = new Set(known.split(" "));
			const found = new Set<string>();
			const look = (said: string | null, where: Element) => {
				// Addresses, slugs, hashes and names of zones are nobody's language.
				const plain = (said ?? "").replace(/\S*[@/:]\S*|[a-z]+(?:-[a-z]+)+|\b[\da-f]{8,}\b/g, " ");
				for (const [word] of plain.matchAll(/[A-Za-z_][A-Za-z_\d]*/g))
					if (!allowed.has(word)) found.add(`${word}: ${where.tagName.toLowerCase()} “${plain.trim().slice(0, 80)}”`);
			};
			const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
			while (walker.nextNode()) {
				const parent = walker.currentNode.parentElement as Element;
				// Keys, code and the raw detail of the log are as they are.
				if (!parent.closest("kbd, code, pre, script, style, noscript, .detail, .mono"))
					look(walker.currentNode.nodeValue, parent);
			}
			for (const name of ["aria-label", "title", "placeholder", "alt"])
				for (const element of document.querySelectorAll(`[${name}]:not(.detail)`))
					look(element.getAttribute(name), element);
			return [...found];
		}, names);

	beforeAll(async () => {
		[instance, browser] = await Promise.all([startEmbedded(), openBrowser()]);
		desk = await openPage(browser);
		page = desk.page;
		page.on("console", (message) => message.type() === "warning" && desk.problems.push(`warning: ${message.text()}`));
		const asked = (url: string) => url.startsWith(`${instance.url}/api/`);
		page.on("request", (request) => asked(request.url()) && pending.add(request));
		for (const end of ["requestfinished", "requestfailed"] as const)
			page.on(end as "requestfinished", (request) => pending.delete(request));
		await page.setViewportSize({ width: 1440, height: 900 });
		page.setDefaultTimeout(30_000);
		const person = { name: "Ганна Коваль", email: "hanna@visnyk.example", password: "дубова брама над річкою" };
		await enterNewsroom(page, { url: instance.url, link: await adminLink(instance.dataDir), person });

		const write = { status: "published", language: "uk" };
		({ id: live } = (await api("POST", "/stories", { ...write, kind: "live", headline: "Буря над гаванню" })).story);
		const words = { standfirst: "Де переночувати", body: text("Шість притулків мають місце.") };
		({ id: article } = (
			await api("POST", "/stories", { ...write, ...words, kind: "article", headline: "Куди йти" })
		).story);
		await api("PATCH", `/stories/${article}`, { headline: "Куди йти ввечері", significant: true });
		await api("POST", `/stories/${live}/posts`, { headline: "Міст закрито", key: true, body: text("До ранку.") });
		const [at] = [new Date(Date.now() + 7_200_000).toISOString()];
		await api("POST", `/stories/${live}/posts`, {
			headline: "Прес-конференція",
			body: text("О шостій."),
			publishAt: at,
		});
		const { token } = await api("POST", "/tokens", { name: "Данило Осика", scopes: ["contribute"] });
		await api("POST", `/stories/${live}/posts`, { headline: "Пором рушив", body: text("Опівдні.") }, token);
		await api("POST", "/sections", { name: "Місто" });
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
	});

	it("changes to Ukrainian at once, and stays so", async () => {
		await open("/administration/account");
		await page.locator("select[name=locale]").selectOption("uk");
		await page.getByRole("heading", { name: "Керування" }).waitFor();
		expect(await page.getAttribute("html", "lang")).toBe("uk");
		expect(await page.getAttribute("html", "dir")).toBe("ltr");
		await page.reload();
		await page.getByRole("heading", { name: "Керування" }).waitFor();
	});

	it("has no word of English left on any screen", async () => {
		const screens = [
			"",
			`/story/${live}`,
			`/story/${live}/text`,
			`/story/${article}/text`,
			`/story/${article}/history`,
			"/digest",
			"/media",
			"/waiting",
			"/schedule",
			"/refused",
			"/more",
			...[
				"site",
				"pages",
				"sections",
				"topics",
				"authors",
				"desks",
				"people",
				"tokens",
				"audit",
				"state",
				"account",
			].map((part) => `/administration/${part}`),
			"/nowhere",
		];
		const left: Record<string, string[]> = {};
		for (const path of screens) {
			await open(path);
			const words = await foreign();
			if (words.length > 0) left[path] = words;
		}
		expect(left).toEqual({});
	});

	it("counts in Ukrainian, and says its times so", async () => {
		await open("");
		await page.locator("main em", { hasText: "1 допис" }).first().waitFor();
		await page
			.getByText(/^\S+, \d+ (січ|лют|бер|квіт|трав|черв|лип|серп|вер|жовт|лист|груд)\S*|\d\d:\d\d/)
			.first()
			.waitFor();
	});

	it("is said on the phone too, and nothing is wider than it", async () => {
		await page.setViewportSize({ width: 390, height: 844 });
		for (const path of ["", `/story/${live}`, `/story/${article}/text`, "/waiting", "/administration/site"]) {
			await open(path);
			expect(await foreign(), path).toEqual([]);
			const width = await page.evaluate(() => document.documentElement.scrollWidth);
			expect(width, path).toBeLessThanOrEqual(390);
		}
		await page.setViewportSize({ width: 1440, height: 900 });
	});

	it("goes back to English", async () => {
		await open("/administration/account");
		await page.locator("select[name=locale]").selectOption("en");
		await page.getByRole("heading", { name: "Administration" }).waitFor();
		expect(await page.getAttribute("html", "lang")).toBe("en");
		expect(desk.problems).toEqual([]);
	});
});
