import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Partner } from "@dateline/shared/protocol";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AskApi, askApi } from "./harness/ask-api.ts";
import { findAccessProblems } from "./harness/axe.ts";
import { openBrowser, openPage, testChromium } from "./harness/browser.ts";
import { eventually } from "./harness/eventually.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

/** All of it is meant to hurt. */
const hostile = `
* { all: unset !important; font: 40px fantasy !important; letter-spacing: .5em !important; }
div, ol, li, h3, h4, a, time, button { display: none !important; }
dateline-feed { display: inline !important; opacity: .1 !important; width: 9px !important; float: right !important;
	direction: rtl !important; transform: rotate(9deg) !important; color: #ff0 !important; visibility: hidden !important; }
body { display: block !important; text-transform: uppercase; }`;

/** A site of somebody else's, on an origin of its own, whose pages the test writes. */
interface Site {
	origin: string;
	pages: Map<string, { html: string; policy?: string }>;
	server: Server;
}

async function startSite(): Promise<Site> {
	const pages: Site["pages"] = new Map();
	const server = createServer((request, response) => {
		if (request.url === "/hostile.css") {
			response.setHeader("Content-Type", "text/css").end(hostile);
			return;
		}
		const page = pages.get(request.url ?? "");
		if (page?.policy) response.setHeader("Content-Security-Policy", page.policy);
		response.setHeader("Content-Type", "text/html; charset=utf-8");
		response.statusCode = page ? 200 : 404;
		response.end(page?.html ?? "");
	});
	await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
	return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, pages, server };
}

describe.skipIf(testChromium === null)("what a partner embeds", () => {
	let instance: EmbeddedInstance;
	let browser: Browser;
	let ask: AskApi;
	let site: Site;
	let stranger: Site;
	let partner: Partner;
	let story: { id: string; slug: string };
	const posts: string[] = [];

	beforeAll(async () => {
		[instance, browser, site, stranger] = await Promise.all([startEmbedded(), openBrowser(), startSite(), startSite()]);
		ask = askApi(instance);
		const content = { kind: "live", headline: "Storm Ragna: barrier holds", status: "published" };
		story = (await ask("POST", "/stories", content)).story;
		await ask("POST", `/stories/${story.id}/key-developments`, { text: "Power is out for 6,100 homes" });
		for (const headline of ["Ferries stay in port", "Barrier closed", "River falls"]) await post(headline);
		const channels = [`story:${story.id}`];
		partner = await ask("POST", "/partners", { name: "Tideway", origins: [site.origin], channels });
		// Every server knows of a partner within a second.
		const first = `${instance.url}/embed/state/story/${story.id}?partner=${partner.key}`;
		await eventually("the key opens", async () => (await fetch(first)).ok);
		write(site);
		write(stranger);
	});
	afterAll(async () => {
		await browser?.close();
		for (const one of [site, stranger]) one?.server.close();
		await instance?.dispose();
	});

	async function post(headline: string) {
		const body = { format: "text", value: `${headline}, says the harbour master.` };
		posts.push((await ask("POST", `/stories/${story.id}/posts`, { headline, body })).post.id);
	}
	const feed = (form: string, more = "") =>
		`<dateline-feed id="${form}" channel="story:${story.id}" partner="${partner.key}" form="${form}"${more}></dateline-feed>`;

	/** The same pages on the partner's site and on a stranger's. */
	function write({ pages }: Site) {
		const { url } = instance;
		const policy = [
			"default-src 'none'",
			`script-src ${url}`,
			`connect-src ${url} ${url.replace("http", "ws")}`,
			"style-src 'self'",
			`frame-src ${url}`,
			"require-trusted-types-for 'script'",
			"trusted-types 'none'",
		].join("; ");
		const script = `<script type="module" src="${url}/embed.js"></script>`;
		const head = (css: string) =>
			`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tideway</title>${css}${script}</head><body><main><h1>Tideway</h1><h2>News</h2>`;
		const all = ["compact", "list", "ticker", "key-developments"].map((form) => feed(form)).join("");
		const wrong = [
			`<dateline-feed id="unknown" channel="story:zzzzzzzzzzzzzz" partner="${partner.key}"></dateline-feed>`,
			`<dateline-feed id="nonsense" channel="<script>" partner="${partner.key}"></dateline-feed>`,
			`<dateline-feed id="nokey" channel="story:${story.id}" partner="pk_wrong"><a href="https://news.example/x">The very story</a></dateline-feed>`,
		].join("");
		const hurt = `<link rel="stylesheet" href="/hostile.css">`;
		pages.set("/", {
			html: `${head(hurt)}${all}${wrong}<script type="module" src="${url}/embed.js?again"></script></main></body></html>`,
			policy,
		});
		pages.set("/plain", { html: `${head("")}${all}</main></body></html>`, policy });
		const frame = `${url}/embed/story/${story.id}?partner=${partner.key}&amp;form=list`;
		const sandbox = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox";
		pages.set("/frame", {
			html: `${head("")}<iframe src="${frame}" title="Storm" height="10" loading="lazy" sandbox="${sandbox}"></iframe></main></body></html>`,
			policy,
		});
	}

	/** The words of an embed. */
	const words = (page: Page, id: string) =>
		page.evaluate((id) => document.getElementById(id)?.shadowRoot?.textContent ?? "", id);
	const says = (page: Page, id: string, text: string | RegExp) =>
		eventually(`${id} says ${text}`, async () => (await words(page, id)).match(text) !== null, { ms: 20_000 });

	it("stands in each form on a hostile page under a strict policy, live over one socket", async () => {
		const { page, problems, context } = await openPage(browser);
		let sockets = 0;
		page.on("websocket", () => {
			sockets += 1;
		});
		await page.goto(site.origin);
		const pages = ["compact", "list", "ticker"];
		for (const id of pages) await says(page, id, "River falls");
		await says(page, "key-developments", "Power is out");
		for (const id of [...pages, "key-developments"]) {
			const look = await page.evaluate((id) => {
				const host = document.getElementById(id) as HTMLElement;
				const link = host.shadowRoot?.querySelector("a") as HTMLElement;
				const { opacity, display, float, visibility } = getComputedStyle(host);
				const { letterSpacing, textTransform } = getComputedStyle(link);
				const { width, height } = link.getBoundingClientRect();
				return { opacity, display, float, visibility, letterSpacing, textTransform, seen: width > 20 && height > 8 };
			}, id);
			expect(look, id).toMatchObject({
				opacity: "1",
				display: "block",
				float: "none",
				visibility: "visible",
				seen: true,
			});
			expect(look.textTransform, id).toBe("none");
		}
		await says(page, "unknown", "Follow the news at");
		await says(page, "nonsense", "Follow the news at");
		await says(page, "nokey", /^The very story$/);

		await post("Tide turns");
		for (const id of pages) await says(page, id, "Tide turns");
		const path = `/stories/${story.id}/posts/${posts.at(-1)}`;
		await ask("PATCH", path, { headline: "Tide turns at last" });
		for (const id of pages) await says(page, id, "at last");
		await ask("POST", `/stories/${story.id}/corrections`, { postId: posts.at(-1), text: "It turned at noon." });
		await says(page, "list", "It turned at noon.");
		await ask("POST", `${path}/withdraw`);
		for (const id of pages)
			await eventually(`${id} lets go of it`, async () => !(await words(page, id)).includes("at last"));
		await says(page, "list", "This update was withdrawn at");
		await ask("POST", `${path}/restore`);
		await says(page, "list", "at last");
		expect(sockets).toBe(1);
		expect(await page.evaluate(() => document.cookie)).toBe("");
		expect(problems.filter((problem) => !/ 40[34] /.test(problem))).toEqual([]);
		await context.close();
	});

	it("holds back what is new while somebody reads in the middle of it", async () => {
		const { page, context } = await openPage(browser);
		await page.setViewportSize({ width: 400, height: 120 });
		await page.goto(`${site.origin}/plain`);
		await says(page, "list", "River falls");
		await page.evaluate(() => {
			const list = document.getElementById("list") as HTMLElement;
			scrollTo(0, list.getBoundingClientRect().top + scrollY + 150);
		});
		await post("Lights are on again");
		await says(page, "list", "1 new update");
		expect(await words(page, "list")).not.toContain("Lights are on");
		await page.locator("#list .fresh").click();
		await says(page, "list", "Lights are on again");
		await context.close();
	});

	it("is without fault by axe, in light and dark", async () => {
		const { page, context } = await openPage(browser);
		await page.goto(`${site.origin}/plain`);
		await says(page, "list", "River falls");
		await page.evaluate(() => {
			for (const one of document.querySelectorAll("dateline-feed")) one.setAttribute("theme", "auto");
		});
		expect(await findAccessProblems(page)).toEqual([]);
		await context.close();
	});

	it("comes in a frame that fits itself, and without JavaScript", async () => {
		const { page, problems, context } = await openPage(browser);
		await page.goto(`${site.origin}/frame`);
		const frame = page.frameLocator("iframe");
		await frame.getByText("River falls", { exact: true }).waitFor();
		await eventually("its height", () => page.evaluate(() => Number(document.querySelector("iframe")?.height) > 150));
		await post("Harbour opens");
		await frame.getByText("Harbour opens", { exact: true }).waitFor();
		expect(problems).toEqual([]);
		await context.close();
		const bare = await openPage(browser, { javaScript: false });
		await bare.page.goto(`${instance.url}/embed/story/${story.id}?partner=${partner.key}&form=list&lang=uk`);
		await bare.page.getByText("Harbour opens", { exact: true }).waitFor();
		await bare.page.getByText("Наживо").waitFor();
		await bare.context.close();
		const answer = await fetch(`${instance.url}/embed/story/${story.id}?partner=${partner.key}`);
		expect(answer.headers.get("content-security-policy")).toContain(`frame-ancestors 'self' ${site.origin}`);
		expect(answer.headers.get("x-frame-options")).toBeNull();
		const html = await answer.text();
		expect(html).toContain('<meta name="robots" content="noindex">');
		expect(html).toContain(`/live/${story.slug}">`);
		const fragment = await fetch(`${instance.url}/embed/fragment/story/${story.id}?partner=${partner.key}&form=list`);
		expect(await fragment.text()).toMatch(/^<dateline-feed .*Harbour opens/);
		const tag = fragment.headers.get("etag") ?? "";
		const again = await fetch(fragment.url, { headers: { "if-none-match": tag } });
		expect(again.status).toBe(304);
	});

	it("shows a stranger's page a link, and a revoked partner's within a moment", async () => {
		const strange = await openPage(browser);
		await strange.page.goto(`${stranger.origin}/plain`);
		await says(strange.page, "list", "Follow the news at");
		await strange.page.goto(`${stranger.origin}/frame`);
		await eventually("the browser refuses the frame", () =>
			strange.problems.some((problem) => problem.includes("frame-ancestors")),
		);
		await strange.context.close();

		const { page, context } = await openPage(browser);
		const closed = new Promise<void>((resolve) =>
			page.on("websocket", (socket) => socket.on("close", () => resolve())),
		);
		await page.goto(`${site.origin}/plain`);
		await eventually("it is followed", async () => (await ask("GET", `/partners/${partner.id}`)).open > 0);
		await ask("DELETE", `/partners/${partner.id}`);
		await closed;
		for (const id of ["compact", "list", "ticker", "key-developments"]) await says(page, id, /^Follow the news at/);
		await context.close();
	});
});
