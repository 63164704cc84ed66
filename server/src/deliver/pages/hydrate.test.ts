import { readFileSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PageState } from "@dateline/client/pages";
import { type Browser, chromium, type Page } from "playwright-core";
import { build, defaultClientConditions } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "../../../../scripts/find-program.mjs";
import { leanReader } from "../../../../scripts/lean-reader.mjs";
import { pagePolicy } from "./page-policy.ts";
import type { ReaderAssets } from "./reader-assets.ts";
import { cards, floodId, openedPost, pages, storyId } from "./test-states.ts";
import { writeDocument } from "./write-document.ts";

// The templates in a real browser, under the real policy. The entry does what the reader does at its start and no more.
const root = fileURLToPath(new URL("../../../../", import.meta.url));
const entry = `
import { hydrate } from "@lit-labs/ssr-client";
import { render } from "lit";
import { readPageState, renderFrame, renderPage } from "${root}client/src/pages/index.ts";
import { defineElements } from "${root}client/src/elements/index.ts";
const page = document.getElementById("page");
for (const element of page.querySelectorAll("*")) element.fromServer = true;
window.before = page.querySelectorAll("*").length;
let state = readPageState(document);
window.shown = () => state;
window.show = (next) => { state = { ...next, view: { ...next.view, fresh: new Set() } }; render(renderPage(state), page); };
window.fresh = () => {
	const other = document.createElement("div");
	render(renderPage(state, renderFrame(state)), other);
	return other;
};
hydrate(renderPage(state), page);
defineElements();
window.show(state);
window.hydrated = true;
`;
/** In the client, so that it finds what the client depends on; it is only in memory. */
const entryPath = `${root}client/src/hydrate-test.js`;

const executablePath = findChromium();
/** What no browser is there for is skipped by name. */
const it = test.runIf(executablePath !== null);
let folder = "";
let browser: Browser | undefined;
let server: Server | undefined;
let origin = "";
const assets: ReaderAssets = {
	build: "test",
	styles: ["/styles/reader.css"],
	script: "/test.js",
	preloads: [],
	contents: {},
	words: {},
	font: "/fonts/dateline-serif-latin.woff2",
	worker: "/sw.js",
};

beforeAll(async () => {
	if (executablePath === null) return;
	folder = await mkdtemp(join(tmpdir(), "dateline-hydrate-"));
	await build({
		root,
		configFile: false,
		logLevel: "silent",
		publicDir: false,
		plugins: [
			leanReader(),
			{
				name: "entry",
				resolveId: (id) => (id === entryPath ? id : null),
				load: (id) => (id === entryPath ? entry : null),
			},
		],
		resolve: { conditions: ["source", ...defaultClientConditions] },
		build: {
			outDir: join(folder, "out"),
			target: "es2022",
			rolldownOptions: { input: entryPath, output: { entryFileNames: "test.js" } },
		},
	});
	const listening = createServer((request, response) => {
		const path = (request.url ?? "/").split("?")[0] ?? "/";
		const state = pages[path.slice(1)];
		const send = (type: string, body: string | Buffer) => {
			response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": pagePolicy(null) });
			response.end(body);
		};
		if (state) send("text/html; charset=utf-8", writeDocument(state, assets));
		else if (path.endsWith(".js")) send("text/javascript", readFileSync(join(folder, "out", path)));
		else if (path.startsWith("/styles/")) send("text/css", readFileSync(join(root, "client/src", path)));
		else if (path.startsWith("/fonts/")) send("font/woff2", readFileSync(join(root, "client/src", path)));
		else response.writeHead(404).end();
	});
	server = listening;
	await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
	origin = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
	browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
}, 120_000);

afterAll(async () => {
	await browser?.close();
	server?.closeAllConnections();
	server?.close();
	rmSync(folder, { recursive: true, force: true });
});

interface TestWindow extends Window {
	before: number;
	hydrated?: boolean;
	violations: string[];
	/** Cumulative layout shift. */
	moved: number;
	shown(): PageState;
	show(state: PageState): void;
	fresh(): HTMLElement;
}

async function open(name: string, width = 1280): Promise<{ page: Page; errors: string[] }> {
	const page = await (browser as Browser).newPage({ viewport: { width, height: 900 } });
	const errors: string[] = [];
	page.on("pageerror", (error) => errors.push(error.message));
	page.on("console", (message) => {
		if (message.type() === "error" && !message.text().includes("404")) errors.push(message.text());
	});
	await page.addInitScript(() => {
		const own = window as unknown as TestWindow;
		own.violations = [];
		own.moved = 0;
		new PerformanceObserver((list) => {
			for (const shift of list.getEntries() as (PerformanceEntry & { value: number })[]) own.moved += shift.value;
		}).observe({ type: "layout-shift", buffered: true });
		document.addEventListener("securitypolicyviolation", (event) =>
			own.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
		);
	});
	await page.goto(`${origin}/${name}`);
	await page.waitForFunction(() => (window as unknown as TestWindow).hydrated === true);
	return { page, errors };
}

/** Ids that stand twice, and what names an id that nothing has. */
function findBrokenReferences(): string[] {
	const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
	const broken = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `twice: ${id}`);
	for (const attribute of ["aria-labelledby", "aria-controls", "for"]) {
		for (const element of document.querySelectorAll(`[${attribute}]`)) {
			for (const id of (element.getAttribute(attribute) ?? "").split(" ")) {
				if (!ids.includes(id)) broken.push(`${attribute}: ${id}`);
			}
		}
	}
	for (const link of document.querySelectorAll('a[href^="#"]')) {
		const id = (link.getAttribute("href") ?? "").slice(1);
		if (!ids.includes(id)) broken.push(`href: ${id}`);
	}
	for (const link of document.querySelectorAll("a, button")) {
		if (!link.textContent.trim() && !link.getAttribute("aria-label")) broken.push(`no name: ${link.outerHTML}`);
	}
	return broken;
}

describe.each(Object.keys(pages))("the page %s", (name) => {
	it("hydrates without a difference, keeps every node in its place and fits a phone", async () => {
		const { page, errors } = await open(name);
		const seen = await page.evaluate(() => {
			const own = window as unknown as TestWindow;
			const container = document.getElementById("page") as HTMLElement;
			const normal = (element: Element): string => {
				const copy = element.cloneNode(true) as Element;
				// What leaf elements write for themselves is theirs.
				for (const time of copy.querySelectorAll("dateline-time > *")) {
					time.textContent = "";
					time.removeAttribute("title");
				}
				for (const line of copy.querySelectorAll("dateline-embed > :not(b, a:first-of-type)")) line.remove();
				for (const link of copy.querySelectorAll("dateline-embed a")) link.remove();
				for (const button of copy.querySelectorAll("dateline-theme button")) button.replaceWith("button");
				const walker = document.createTreeWalker(copy, NodeFilter.SHOW_COMMENT);
				const comments: ChildNode[] = [];
				while (walker.nextNode()) comments.push(walker.currentNode as ChildNode);
				for (const comment of comments) comment.remove();
				copy.normalize();
				// The server writes an element's fixed attributes before those that are bound.
				for (const one of copy.querySelectorAll("*")) {
					const attributes = [...one.attributes].map(({ name, value }) => ({ name, value }));
					for (const { name } of attributes) one.removeAttribute(name);
					attributes.sort((a, b) => (a.name < b.name ? -1 : 1));
					for (const { name, value } of attributes) one.setAttribute(name, value);
				}
				return copy.innerHTML;
			};
			return {
				violations: own.violations,
				kept: [...container.querySelectorAll("*")].filter((element) => (element as { fromServer?: boolean }).fromServer)
					.length,
				before: own.before,
				shown: normal(container),
				fresh: normal(own.fresh()),
			};
		});
		expect(errors).toEqual([]);
		expect(seen.violations).toEqual([]);
		expect(seen.kept).toBe(seen.before);
		expect(seen.shown).toBe(seen.fresh);
		expect(await page.evaluate(findBrokenReferences)).toEqual([]);
		// Nothing moves while it loads but a line that the fallback font breaks elsewhere, and nothing sticks out of a phone.
		expect(await page.evaluate(() => (window as unknown as TestWindow).moved)).toBeLessThan(0.05);
		await page.setViewportSize({ width: 360, height: 740 });
		const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
		expect(over).toBeLessThanOrEqual(0);
		await page.close();
	});
});

it("gives back the state that it was rendered from, bodies included", async () => {
	const { page } = await open("story");
	const state = await page.evaluate(() => {
		const { view: _view, ...rest } = (window as unknown as TestWindow).shown();
		return rest;
	});
	const { view: _view, ...expected } = pages["story"] as PageState;
	const normal = (value: unknown) => JSON.stringify(value).replaceAll("&#38;", "&amp;");
	expect(normal(state.page)).toBe(normal(expected.page));
	expect(normal(state.states[`story:${storyId}`])).toBe(normal(expected.states[`story:${storyId}`]));
	expect(state.cursor).toEqual(expected.cursor);
	await page.close();
});

it("puts a new post in with one node, and leaves all others, also a body that came again", async () => {
	const { page, errors } = await open("live");
	const result = await page.evaluate((id) => {
		const own = window as unknown as TestWindow;
		const state = own.shown();
		const channel = state.states[`story:${id}`];
		if (channel?.kind !== "story") throw new Error("no story");
		const [first] = channel.posts;
		if (!first) throw new Error("no post");
		const added = {
			...first,
			id: "00000000000001",
			headline: "Added",
			html: "<p>New words.</p>",
			publishedAt: "2026-05-02T12:59:00.000Z",
		};
		// The same words as a server writes them, which a browser gives back in another spelling.
		const again = { ...first, html: (first.html ?? "").replaceAll("’", "&#8217;") };
		own.show({
			...state,
			states: { ...state.states, [`story:${id}`]: { ...channel, posts: [added, again, ...channel.posts.slice(1)] } },
		});
		const posts = [...document.querySelectorAll("[data-post]")] as (HTMLElement & { fromServer?: boolean })[];
		const elements = [...document.querySelectorAll("[data-region=list] *")] as (Element & { fromServer?: boolean })[];
		const news = posts.filter((post) => !post.fromServer);
		return {
			order: posts.slice(0, 2).map((post) => post.dataset["post"]),
			news: news.map((post) => post.textContent.includes("New words.")),
			strangers: elements.filter((element) => !element.fromServer && !element.closest("dateline-embed")).length,
			inNew: (news[0]?.querySelectorAll("*").length ?? 0) + 2,
		};
	}, floodId);
	expect(errors).toEqual([]);
	expect(result.news).toEqual([true]);
	expect(result.order[0]).toBe("00000000000001");
	expect(result.strangers).toBe(result.inNew);
	await page.close();
});

it("replaces a body in place when its words change", async () => {
	const { page } = await open("story");
	const text = await page.evaluate((id) => {
		const own = window as unknown as TestWindow;
		const state = own.shown();
		const channel = state.states[`story:${id}`];
		if (channel?.kind !== "story" || !("slug" in channel.story)) throw new Error("no story");
		const story = {
			...channel.story,
			html: (channel.story.html ?? "").replace("She opened the third gate.", "She opened the fourth gate."),
		};
		own.show({ ...state, states: { ...state.states, [`story:${id}`]: { ...channel, story } } });
		return document.querySelector<HTMLElement>("[data-body]")?.textContent ?? "";
	}, storyId);
	expect(text).toContain("fourth gate");
	expect(text).not.toContain("third gate");
	expect(text.match(/Sorn flood: Lower Harbour/g)).toHaveLength(1);
	await page.close();
});

it("writes times by the reader's clock, relative up to seven days, and leaves the absolute one in the title", async () => {
	const page = await (browser as Browser).newPage({ timezoneId: "America/New_York" });
	await page.clock.setFixedTime("2026-05-02T12:30:30.000Z");
	await page.goto(`${origin}/live`);
	await page.waitForFunction(() => (window as unknown as TestWindow).hydrated === true);
	const stamp = page.locator(".live-head .updated time");
	expect(await stamp.textContent()).toBe("10 min ago");
	expect(await stamp.getAttribute("title")).toBe(
		"Saturday, May 2, 2026, 08:20 (GMT-4) · Berlin: Saturday, May 2, 2026, 14:20 (GMT+2)",
	);
	await stamp.click();
	expect(await stamp.textContent()).toBe("08:20 (14:20 Berlin)");
	await stamp.click();
	expect(await stamp.textContent()).toBe("10 min ago");
	await page.clock.setFixedTime("2026-05-12T12:30:30.000Z");
	await page.reload();
	await page.waitForFunction(() => (window as unknown as TestWindow).hydrated === true);
	expect(await stamp.textContent()).toBe("May 2, 08:20");
	expect(await page.locator(".masthead-date").textContent()).toBe("Tuesday, May 12, 2026");
	await page.close();
});

it("opens a permalink at its post before anything is shown, and says which one it is", async () => {
	const { page } = await open("post");
	const post = page.locator(`[data-post="${openedPost}"]`);
	expect(await post.getAttribute("data-addressed")).not.toBeNull();
	expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(200);
	const top = await post.evaluate((element) => element.getBoundingClientRect().top);
	expect(top).toBeGreaterThan(0);
	expect(top).toBeLessThan(120);
	await page.close();
});

it("is all there without JavaScript: text, pictures with their room, and ways on that are links", async () => {
	const context = await (browser as Browser).newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(`${origin}/feed`);
	const text = await page.locator("main").textContent();
	for (const card of cards) expect(text).toContain(card.headline);
	expect(text).toContain("ninety-eight centimetres short of the line");
	expect(await page.locator('a[data-action="show-more"]').getAttribute("href")).toMatch(/^\/\?before=/);
	expect(await page.locator('a[data-action="open"]').first().getAttribute("href")).toBe("/story/brannoch-dam");
	expect(await page.locator("main img:not([width])").count()).toBe(0);
	expect(await page.locator("[style]").count()).toBe(0);
	await page.goto(`${origin}/live`);
	expect(await page.locator(".pinned .prose").first().isVisible()).toBe(true);
	expect(await page.locator("main").textContent()).toContain("Buses 4 and 9");
	await context.close();
});

it("goes round the themes, remembers the choice, and starts in it", async () => {
	const { page } = await open("feed");
	const button = page.locator("dateline-theme button");
	const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
	expect(await paper()).toBe("rgb(255, 255, 255)");
	await button.click();
	expect(await button.getAttribute("aria-label")).toBe("Theme: light");
	await button.click();
	expect(await paper()).toBe("rgb(18, 21, 23)");
	await page.reload();
	expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
	expect(await paper()).toBe("rgb(18, 21, 23)");
	await page.close();
});

it("loads nothing of a third party before a click", async () => {
	const { page } = await open("live");
	const asked: string[] = [];
	await page.route("https://video.example/**", (route) => {
		asked.push(route.request().url());
		return route.fulfill({ contentType: "text/html", body: "<p>film</p>" });
	});
	expect(await page.locator("iframe").count()).toBe(0);
	await page.locator("dateline-embed button").click();
	await page.frameLocator("dateline-embed iframe").locator("text=film").waitFor();
	expect(asked).toEqual(["https://video.example/w/1"]);
	expect(await page.evaluate(() => (window as unknown as TestWindow).violations)).toEqual([]);
	await page.close();
});
