// `node scripts/screens.mjs [address]`: pictures of every reader's page in each form for docs/screens, from a running
// instance or, without an address, from one of our sample coverage that is started for it. A token in DATELINE_TOKEN may
// publish there, and makes the site Arabic at the end: then pages from right to left are among them.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import sharp from "sharp";
import { findChromium } from "./find-program.mjs";
import { publishArabicStory, turnRightToLeft } from "./reader-pages/arabic-story.mjs";
import { findReaderPages } from "./reader-pages/find-reader-pages.mjs";
import { startInstance } from "./screens/start-instance.mjs";

const folder = fileURLToPath(new URL("../docs/screens/", import.meta.url));
const desktop = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };
/** What there is to see of a page: its name in the file's name, the window and the scheme. */
const forms = [
	["desktop-light", desktop, "light"],
	["desktop-dark", desktop, "dark"],
	["phone-light", phone, "light"],
	["phone-dark", phone, "dark"],
];
const rightToLeft = [
	["rtl-desktop-light", desktop, "light"],
	["rtl-phone-dark", phone, "dark"],
];

const given = process.argv[2];
const started = given ? null : await startInstance();
const origin = given ?? started.origin;
const token = process.env.DATELINE_TOKEN ?? started?.token;
const browser = await chromium.launch({
	executablePath: findChromium() ?? undefined,
	args: ["--no-sandbox", "--disable-gpu"],
});
try {
	const pages = await findReaderPages(browser, origin);
	for (const form of forms) await shoot(pages, ...form);
	await shoot({ story: pages.story }, "print", desktop, "light", "print");
	if (token) {
		const story = await publishArabicStory(origin, token);
		await turnRightToLeft(origin, token);
		for (const form of rightToLeft) await shoot({ ...pages, story }, ...form);
	}
} finally {
	await browser.close();
	await started?.stop();
}

/** A picture of each page in one form. */
async function shoot(pages, form, viewport, colorScheme, media = "screen") {
	const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
	const page = await context.newPage();
	let name = "";
	page.on("console", (message) => {
		const isExpected = name.startsWith("missing") && message.text().includes("404");
		if (["error", "warning"].includes(message.type()) && !isExpected) console.error(`${name}: ${message.text()}`);
	});
	page.on("pageerror", (error) => console.error(`${name}: ${error.message}`));
	await page.emulateMedia({ media, colorScheme });
	for (const [kind, path] of Object.entries(pages)) {
		name = `${kind}-${form}`;
		await page.goto(origin + path);
		await page.evaluate(() => document.fonts.ready);
		await page.waitForTimeout(500);
		// A palette makes a picture of text a third of the size.
		await sharp(await page.screenshot())
			.png({ palette: true, effort: 8, colours: 128 })
			.toFile(join(folder, `${name}.png`));
	}
	await context.close();
}
