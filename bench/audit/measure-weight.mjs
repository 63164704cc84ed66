/** Bytes of script, compressed, that a page may load in its whole life. */
const scriptBudget = 30_000;
const phone = { width: 412, height: 823 };
const kinds = ["document", "stylesheet", "script", "font", "image", "other"];

/**
 * Prints what each page loads, by its requests in Chromium: the first view on a phone, and all the script that it comes to
 * load when it is scrolled, read on and clicked; gives the bounds that were broken. Bytes as they come over the wire.
 */
export async function measureWeight(browser, origin, pages) {
	console.log("\nBytes of a page over the wire, without headers: the first view on a phone, and all script\n");
	console.log(
		`${"page".padEnd(20)}${[...kinds, "first view", "all script"].map((name) => name.padStart(12)).join("")}`,
	);
	const broken = [];
	for (const [name, path] of Object.entries(pages)) {
		const context = await browser.newContext({ viewport: phone, isMobile: true, deviceScaleFactor: 1.75 });
		const page = await context.newPage();
		const loaded = new Map();
		const reading = [];
		page.on("requestfinished", (request) => reading.push(note(request)));
		async function note(request) {
			const { responseBodySize } = await request.sizes();
			const type = request.resourceType();
			const kind = kinds.includes(type) ? type : "other";
			loaded.set(kind, (loaded.get(kind) ?? 0) + responseBodySize);
		}
		await page.goto(origin + path);
		await settle(page, reading);
		const cells = kinds.map((kind) => loaded.get(kind) ?? 0);
		const firstView = cells.reduce((sum, bytes) => sum + bytes, 0);
		await liveOn(page);
		await settle(page, reading);
		const script = loaded.get("script") ?? 0;
		const figures = [...cells, firstView, script].map((bytes) => bytes.toLocaleString("en").padStart(12));
		console.log(`${name.padEnd(20)}${figures.join("")}`);
		if (script > scriptBudget) broken.push(`script of ${name}: ${script} bytes, more than ${scriptBudget}`);
		await context.close();
	}
	return broken;
}

async function settle(page, reading) {
	await page.waitForLoadState("networkidle");
	await page.waitForTimeout(1_500);
	await Promise.all(reading.splice(0));
}

/** What a reader may do: read down to the end, open what can be opened. */
async function liveOn(page) {
	for (let step = 0; step < 12; step++) {
		await page.evaluate(() => window.scrollBy(0, innerHeight));
		await page.waitForTimeout(50);
	}
	for (const selector of [
		"[data-action='open']",
		"[data-action='show-more']",
		"dateline-theme button",
		"[data-action='follow']",
	]) {
		const control = page.locator(selector).first();
		if (await control.isVisible().catch(() => false)) await control.click({ timeout: 2_000 }).catch(() => undefined);
		await page.waitForTimeout(200);
	}
}
