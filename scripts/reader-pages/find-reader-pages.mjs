/** Where a page's links lead to other kinds of pages: by name, the page to look on and the link. */
const linked = {
	story: ["feed", 'article.story a[href^="/story/"]'],
	live: ["feed", 'article.story .headline a[href^="/live/"]'],
	section: ["feed", '.sections a[href^="/section/"]'],
	topic: ["feed", 'a[href^="/topic/"]'],
	author: ["feed", 'a[href^="/author/"]'],
	digest: ["feed", 'a[href^="/digest/"]'],
	older: ["feed", '.show-more a[href*="before="]'],
	frozen: ["live", 'a[data-action="show-more"]'],
	post: ["live", "li:nth-child(4) article.post a.post-time"],
	changes: ["story", 'a[href$="/changes"]'],
};

/** Pages at fixed addresses; those that this instance does not have are left out. */
const fixed = {
	search: "/search?q=river",
	follow: "/follow",
	about: "/about",
	contact: "/contact",
	offline: "/offline",
};

/**
 * One address of each kind of reader's page, by name, as far as this instance has it.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {string} origin
 * @returns {Promise<Record<string, string>>}
 */
export async function findReaderPages(browser, origin) {
	const page = await browser.newPage({ javaScriptEnabled: false });
	const found = { feed: "/" };
	let here = "";
	for (const [name, [on, selector]] of Object.entries(linked)) {
		if (!found[on]) continue;
		if (here !== on) await page.goto(origin + found[on]);
		here = on;
		const link = page.locator(selector).first();
		if ((await link.count()) > 0) found[name] = await link.getAttribute("href");
	}
	await page.close();
	for (const [name, path] of Object.entries(fixed)) {
		const { ok } = await fetch(origin + path);
		if (ok) found[name] = path;
	}
	return { ...found, missing: "/story/never-was" };
}
