// `node scripts/screens.mjs [address]`: pictures of the readers' pages for docs/screens, from a running instance or, without
// an address, from one of our sample coverage that is started for it. A token in DATELINE_TOKEN may publish there.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { findChromium } from "./find-program.mjs";
import { startInstance } from "./screens/start-instance.mjs";

const folder = fileURLToPath(new URL("../docs/screens/", import.meta.url));
const desktop = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };

/** A story from right to left, which our sample coverage has none of. */
const arabic = {
	kind: "article",
	language: "ar",
	status: "published",
	headline: "نهر سورن يبلغ ذروته دون مستوى عام 1974 بمتر واحد، والمدينة القديمة تترقب",
	standfirst: "بقيت أحياء المدينة القديمة جافة طوال الليل، ويقول المهندسون إن على السد الترابي أن يصمد يومين آخرين.",
	body: {
		format: "text",
		value:
			"توقف نهر سورن عن الارتفاع قبل السادسة من صباح السبت باثنتي عشرة دقيقة، على بعد 98 سنتيمتراً من العلامة المحفورة في جدار دار الجمارك منذ فيضان عام 1974.\n\nوقالت بيترا هولم، رئيسة خدمة الفيضانات: «لدينا وقت، لكنه ليس كثيراً. الجدار الذي ظل مبتلاً أسبوعاً جدار آخر».",
	},
};

const given = process.argv[2];
const started = given ? null : await startInstance();
const origin = given ?? started.origin;
const token = process.env.DATELINE_TOKEN ?? started?.token;
const executablePath = findChromium() ?? undefined;
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
	const addresses = await findAddresses();
	for (const [name, path] of Object.entries(addresses)) {
		await shoot(`${name}-desktop-light`, path, desktop, "light");
		await shoot(`${name}-phone-dark`, path, phone, "dark");
	}
	await shoot("feed-desktop-dark", addresses.feed, desktop, "dark");
	await shoot("feed-phone-light", addresses.feed, phone, "light");
	await shoot("live-phone-light", addresses.live, phone, "light");
	await shoot("story-phone-light", addresses.story, phone, "light");
	if (token) {
		const path = await publishArabic();
		await shoot("story-rtl-desktop-light", path, desktop, "light");
		await shoot("story-rtl-phone-dark", path, phone, "dark");
	}
	await shoot("story-print", addresses.story, desktop, "light", "print");
} finally {
	await browser.close();
	await started?.stop();
}

/** One address of each kind of page, as far as this instance has it. */
async function findAddresses() {
	const page = await browser.newPage({ javaScriptEnabled: false });
	await page.goto(`${origin}/`);
	const first = async (selector) => {
		const link = page.locator(selector).first();
		return (await link.count()) > 0 ? link.getAttribute("href") : null;
	};
	const found = {
		feed: "/",
		story: await first('article.story a[href^="/story/"]'),
		live: await first('article.story .headline a[href^="/live/"]'),
		section: await first('.sections a[href^="/section/"]'),
		topic: await first('a[href^="/topic/"]'),
		author: await first('a[href^="/author/"]'),
		digest: await first('a[href^="/digest/"]'),
		missing: "/story/never-was",
	};
	if (found.live) {
		await page.goto(origin + found.live);
		found.frozen = await first('a[data-action="show-more"]');
		found.post = await page.locator("article.post .post-time").nth(3).getAttribute("href");
	}
	await page.close();
	return Object.fromEntries(Object.entries(found).filter(([, path]) => path !== null));
}

async function publishArabic() {
	const answer = await fetch(`${origin}/api/v1/stories`, {
		method: "POST",
		headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
		body: JSON.stringify(arabic),
	});
	if (!answer.ok) throw new Error(`The story could not be published: ${await answer.text()}`);
	const { story } = await answer.json();
	return `/story/${encodeURIComponent(story.slug)}`;
}

async function shoot(name, path, viewport, colorScheme, media = "screen") {
	const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
	const page = await context.newPage();
	page.on("console", (message) => message.type() === "error" && console.error(`${name}: ${message.text()}`));
	page.on("pageerror", (error) => console.error(`${name}: ${error.message}`));
	await page.emulateMedia({ media, colorScheme });
	await page.goto(origin + path);
	await page.evaluate(() => document.fonts.ready);
	await page.waitForTimeout(500);
	await page.screenshot({ path: join(folder, `${name}.png`) });
	await context.close();
}
