import { findAccessProblems } from "../../scripts/reader-pages/find-access-problems.mjs";

const forms = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

/** Runs axe over every page in light and dark, on a desktop and a phone; `what` names the pass. Gives what it found. */
export async function checkAccess(browser, origin, pages, what) {
	const broken = [];
	for (const [form, viewport] of Object.entries(forms)) {
		const context = await browser.newContext({ viewport, reducedMotion: "reduce" });
		const page = await context.newPage();
		for (const [name, path] of Object.entries(pages)) {
			await page.goto(origin + path);
			for (const problem of await findAccessProblems(page)) broken.push(`axe, ${what}, ${form}, ${name}: ${problem}`);
		}
		await context.close();
	}
	const count = Object.keys(pages).length;
	console.log(`\naxe, ${what}: ${count} pages in light and dark, on desktop and phone: ${broken.length} problems`);
	return broken;
}
