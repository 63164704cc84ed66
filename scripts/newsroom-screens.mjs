// `node scripts/newsroom-screens.mjs [parts of names, with commas]`: pictures of the console's screens for docs/screens,
// from an instance of our sample coverage that is started for it: light and dark, on a desk and on a phone, and a few in
// Ukrainian. Says what the browser's console complains of.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import sharp from "sharp";
import { findChromium } from "./find-program.mjs";
import { fillNewsroom } from "./screens/fill-newsroom.mjs";
import { startInstance } from "./screens/start-instance.mjs";

const folder = fileURLToPath(new URL("../docs/screens/", import.meta.url));
const forms = [
	["desktop-light", { viewport: { width: 1440, height: 900 }, colorScheme: "light" }],
	["desktop-dark", { viewport: { width: 1440, height: 900 }, colorScheme: "dark" }],
	["phone-light", { viewport: { width: 390, height: 844 }, colorScheme: "light", hasTouch: true, isMobile: true }],
	["phone-dark", { viewport: { width: 390, height: 844 }, colorScheme: "dark", hasTouch: true, isMobile: true }],
];
const [only = ""] = process.argv.slice(2);

const instance = await startInstance();
const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: ["--no-sandbox"] });
try {
	const { live, article, cookies, publish, slug } = await fillNewsroom(instance);
	const administration = await listAdministration(cookies);
	await followAsReader(slug, publish);
	const screens = {
		stories: "/newsroom",
		"live-story": `/newsroom/story/${live}`,
		article: `/newsroom/story/${article}/text`,
		revisions: `/newsroom/story/${article}/history`,
		media: "/newsroom/media",
		digest: "/newsroom/digest",
		waiting: "/newsroom/waiting",
		schedule: "/newsroom/schedule",
		more: "/newsroom/more",
		...Object.fromEntries(administration.map((part) => [part, `/newsroom/administration/${part}`])),
	};
	for (const [form, options] of forms) {
		await shoot(`newsroom-sign-in-${form}`, "/newsroom", options, []);
		for (const [name, path] of Object.entries(screens)) await shoot(`newsroom-${name}-${form}`, path, options, cookies);
	}
	const [, desk] = forms[0];
	for (const name of ["stories", "live-story", "article"]) {
		await shoot(`newsroom-${name}-ukrainian`, screens[name], { ...desk, locale: "uk-UA" }, cookies);
	}
	await shoot("newsroom-palette-desktop-dark", screens["live-story"], forms[1][1], cookies, openPalette);
	await shoot("newsroom-live-story-offline", screens["live-story"], desk, cookies, writeOffline);
	await shoot("newsroom-live-story-edit", screens["live-story"], desk, cookies, editPost);
	await shoot("newsroom-keys", screens["live-story"], desk, cookies, openKeys);
	// Last: what the composer holds is kept, and would stand in the pictures that follow.
	await shoot("newsroom-live-story-slash", screens["live-story"], desk, cookies, openSlash);
} finally {
	await browser.close();
	await instance.stop();
}

/** The parts of administration, as the console itself lists them. */
async function listAdministration(cookies) {
	const context = await browser.newContext();
	await context.addCookies(cookies);
	const page = await context.newPage();
	await page.goto(`${instance.origin}/newsroom/administration`);
	await page.locator("main .views a").first().waitFor();
	const links = await page.locator("main .views a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
	await context.close();
	return links.map((link) => link.split("/").at(-1));
}

/** Two readers who have the live story open while posts go out: what receipts and the state screen measure. */
async function followAsReader(slug, publish) {
	for (let reader = 0; reader < 2; reader += 1) {
		const page = await (await browser.newContext()).newPage();
		await page.goto(`${instance.origin}/live/${slug}`);
		await page.locator("[data-live]").or(page.locator("main")).first().waitFor();
		await page.waitForTimeout(2_500);
	}
	await publish();
}

async function openSlash(page) {
	await page.locator(".composer .ProseMirror").click();
	await page.keyboard.type("/");
	await page.waitForTimeout(300);
}

async function writeOffline(page) {
	await page.context().setOffline(true);
	await page.locator(".composer .ProseMirror").click();
	await page.keyboard.type("The ferry has left; its lights are seen off the mole.");
	await page.keyboard.press("Control+Enter");
	await page.locator(".post.is-queued").waitFor();
	await page.keyboard.type("Second boat");
	await page.waitForTimeout(600);
}

async function editPost(page) {
	await page.locator(".stream .post.is-live").nth(1).click();
	await page.keyboard.press("e");
	await page.locator("post-editor .ProseMirror").waitFor();
	await page.waitForTimeout(400);
}

async function openKeys(page) {
	await page.getByRole("button", { name: "every key" }).click();
	await page.waitForTimeout(300);
}

async function openPalette(page) {
	await page.keyboard.press("Control+k");
	await page.keyboard.type("river");
	await page.waitForTimeout(700);
}

async function shoot(name, path, options, cookies, prepare = async () => {}) {
	if (!only.split(",").some((part) => name.includes(part))) return;
	const context = await browser.newContext({ ...options, reducedMotion: "reduce" });
	await context.addCookies(cookies);
	const page = await context.newPage();
	page.on("console", (message) => {
		if (["error", "warning"].includes(message.type())) console.error(`${name}: ${message.text()}`);
	});
	page.on("pageerror", (error) => console.error(`${name}: ${error.message}`));
	await page.goto(instance.origin + path);
	await page.locator("main").first().waitFor();
	// Its figures come a second later.
	if (path.endsWith("/state")) await page.locator(".way").waitFor();
	await page.evaluate(() => document.fonts.ready);
	await page.waitForTimeout(800);
	await prepare(page);
	// A palette makes a picture of text a third of the size.
	await sharp(await page.screenshot())
		.png({ palette: true, effort: 8 })
		.toFile(join(folder, `${name}.png`));
	await context.close();
}
