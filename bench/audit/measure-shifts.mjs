/** Milliseconds by which fonts and pictures are late. */
const fontsLate = 1_200;
const picturesLate = 600;
const sentence = "The tide gate was closed at noon, and the water in the old harbour stood as still as in a bath. ";
const forms = { phone: { width: 412, height: 823 }, desktop: { width: 1350, height: 940 } };

/**
 * Lives through the life of a page and adds up what moved (Layout Instability API; what follows a click counts too, but for
 * the press that asks for the new posts and leads to them): fonts and pictures come late, updates come in while one reads
 * and are let in, an embed is loaded. Gives the bounds that were
 * broken: any shift at all.
 */
export async function measureShifts(browser, origin, pages, coverage) {
	console.log("\nLayout shift over the life of a page: late fonts and pictures, updates, an embed\n");
	const broken = [];
	for (const [form, viewport] of Object.entries(forms)) {
		for (const [name, path] of Object.entries(pages)) {
			const shifts = await liveThrough(browser, origin + path, viewport, name.startsWith("live") ? coverage : null);
			const sum = shifts.reduce((total, { value }) => total + value, 0);
			console.log(`${`${name}, ${form}`.padEnd(28)}${sum.toFixed(4).padStart(8)}`);
			for (const { value, when, what } of shifts) console.log(`  ${value.toFixed(4)} ${when}: ${what}`);
			if (sum > 0) broken.push(`layout shift of ${name}, ${form}: ${sum.toFixed(4)}`);
		}
	}
	return broken;
}

async function liveThrough(browser, url, viewport, coverage) {
	const context = await browser.newContext({ viewport, reducedMotion: "reduce" });
	const page = await context.newPage();
	await page.route(/\.woff2$/, (route) => setTimeout(() => route.continue().catch(() => undefined), fontsLate));
	await page.route(/\/media\//, (route) => setTimeout(() => route.continue().catch(() => undefined), picturesLate));
	await page.route(/^https:\/\/(?!localhost)/, (route) =>
		route.fulfill({ contentType: "text/html", body: "<p>Playing" }),
	);
	await page.addInitScript(() => {
		window.shifts = [];
		window.stage = "load";
		new PerformanceObserver((list) => {
			for (const { value, sources, startTime, hadRecentInput } of list.getEntries()) {
				if (hadRecentInput && window.stage === "letting in") continue;
				const what = sources.map(({ node, previousRect: from, currentRect: to }) => {
					const element = node instanceof Element ? node : node?.parentElement;
					return `${element?.localName}.${element?.className?.baseVal ?? element?.className} ${Math.round(from.top)}→${Math.round(to.top)}`;
				});
				window.shifts.push({ value, when: `${window.stage}, ${Math.round(startTime)} ms`, what: what.join("; ") });
			}
		}).observe({ type: "layout-shift", buffered: true });
	});
	const stage = (name) => page.evaluate((text) => (window.stage = text), name);
	await page.goto(url);
	await page.waitForLoadState("networkidle");
	await page.evaluate(() => document.fonts.ready);
	await page.waitForTimeout(500);
	if (coverage) await comeIn(page, stage, coverage);
	await stage("reading on");
	for (let step = 0; step < 10; step++) {
		await page.mouse.wheel(0, viewport.height / 2);
		await page.waitForTimeout(picturesLate / 3);
	}
	await page.waitForTimeout(picturesLate * 2);
	const shifts = await page.evaluate(() => window.shifts);
	await context.close();
	return shifts;
}

/** Updates come in while one reads further down: new posts, an edit, a key development; then an embed is loaded. */
async function comeIn(page, stage, { storyId, send }) {
	await stage("updates");
	await page.evaluate(() => document.querySelectorAll("[data-post]")[2]?.scrollIntoView());
	await page.waitForTimeout(300);
	const body = {
		format: "html",
		value: `<p>${sentence.repeat(3)}</p><iframe src="https://video.example/watch/1" title="The gate closes"></iframe>`,
	};
	const { post } = await send("POST", `/stories/${storyId}/posts`, { headline: "One more reading", body });
	await send("PATCH", `/stories/${storyId}/posts/${post.id}`, { headline: "One more reading, corrected" });
	const { keyDevelopment } = await send("POST", `/stories/${storyId}/key-developments`, { text: "The gate is closed" });
	await page.waitForTimeout(1_500);
	await stage("letting in");
	await page
		.locator(".updates button, button.updates")
		.first()
		.click({ timeout: 3_000 })
		.catch(() => undefined);
	await page.waitForTimeout(300);
	await stage("the embed's click");
	const button = page.locator("dateline-embed button").first();
	if (await button.isVisible().catch(() => false)) await button.click();
	await page.waitForTimeout(300);
	if (keyDevelopment) await send("DELETE", `/stories/${storyId}/key-developments/${keyDevelopment.id}`);
	await page.waitForTimeout(300);
}
