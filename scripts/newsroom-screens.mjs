// `node scripts/newsroom-screens.mjs`: pictures of the console's screens for docs/screens, from an instance of our sample
// coverage that is started for it: light and dark, on a desk and on a phone, and a few in Ukrainian. Says what the
// browser's console complains of.
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
const administration = [
	"site",
	"pages",
	"sections",
	"authors",
	"desks",
	"people",
	"tokens",
	"audit",
	"state",
	"account",
];

const instance = await startInstance();
const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: ["--no-sandbox"] });
try {
	const { live, article, cookies } = await fillNewsroom(instance);
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
} finally {
	await browser.close();
	await instance.stop();
}

async function openPalette(page) {
	await page.keyboard.press("Control+k");
	await page.keyboard.type("river");
	await page.waitForTimeout(700);
}

async function shoot(name, path, options, cookies, prepare = async () => {}) {
	const context = await browser.newContext({ ...options, reducedMotion: "reduce" });
	await context.addCookies(cookies);
	const page = await context.newPage();
	page.on("console", (message) => {
		if (["error", "warning"].includes(message.type())) console.error(`${name}: ${message.text()}`);
	});
	page.on("pageerror", (error) => console.error(`${name}: ${error.message}`));
	await page.goto(instance.origin + path);
	await page.locator("main").first().waitFor();
	await page.evaluate(() => document.fonts.ready);
	await page.waitForTimeout(800);
	await prepare(page);
	// A palette makes a picture of text a third of the size.
	await sharp(await page.screenshot())
		.png({ palette: true, effort: 8 })
		.toFile(join(folder, `${name}.png`));
	await context.close();
}
