import { digestPath, listPath, storyPath } from "@dateline/client/pages";
import {
	countPublished,
	type Executor,
	readClock,
	readMappedLists,
	readMappedNews,
	readMappedStories,
} from "@dateline/shared/database";
import { escapeHtml, type SiteView, sitePagePath } from "@dateline/shared/model";
import { plainEnough } from "../feeds/whole-html.ts";

/** Stories in one file: far below the 50,000 that are allowed, so that a file is read and sent quickly. */
const storiesInFile = 5_000;
/** Lists and digests in the first file, of each. */
const listsInFile = 5_000;
/** What the protocol of news sitemaps allows. */
const newsInFile = 1_000;
const newsFor = 2 * 24 * 3_600_000;

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const protocol = "http://www.sitemaps.org/schemas/sitemap/0.9";
const xml = (text: string): string => escapeHtml(plainEnough(text));

interface Around {
	origin: string;
	site: SiteView;
}

/** `/sitemap.xml`: everything, or from more stories than one file holds the index of `/sitemap-1.xml` and so on. */
export async function writeSitemap(executor: Executor, around: Around): Promise<string> {
	const count = await countPublished(executor);
	if (count <= storiesInFile) return (await writeSitemapFile(executor, 1, around)) ?? "";
	const files = Array.from({ length: Math.ceil(count / storiesInFile) }, (_one, index) => index + 1);
	const lines = files.map((number) => `<sitemap><loc>${xml(`${around.origin}/sitemap-${number}.xml`)}</loc></sitemap>`);
	return `${head}<sitemapindex xmlns="${protocol}">\n${lines.join("\n")}\n</sitemapindex>\n`;
}

/** One file of the sitemap; null when there is none of that number. Lists, digests and the site's pages are in the first. */
export async function writeSitemapFile(executor: Executor, number: number, around: Around): Promise<string | null> {
	const { origin } = around;
	const stories = await readMappedStories(executor, (number - 1) * storiesInFile, storiesInFile);
	if (stories.length === 0 && number > 1) return null;
	const others = number === 1 ? await readOthers(executor, around) : [];
	const lines = [
		...others.map((path) => `<url><loc>${xml(origin + path)}</loc></url>`),
		...stories.map((story) => `<url><loc>${xml(origin + storyPath(story))}</loc><lastmod>${story.at}</lastmod></url>`),
	];
	return `${head}<urlset xmlns="${protocol}">\n${lines.join("\n")}\n</urlset>\n`;
}

async function readOthers(executor: Executor, { site }: Around): Promise<string[]> {
	const { lists, digests } = await readMappedLists(executor, listsInFile);
	const pages = new Set(["about", "contact", ...(site.pages ?? [])] as const);
	return [
		"/",
		...lists.map(({ kind, slug }) => listPath(kind, slug)),
		...digests.map(digestPath),
		...[...pages].map(sitePagePath),
	];
}

/**
 * `/sitemap-news.xml`: the stories of the last two days, with the time at which they were published first. `until` is
 * when the oldest of them leaves it.
 */
export async function writeNewsSitemap(
	executor: Executor,
	{ origin, site }: Around,
): Promise<{ text: string; until: number | null }> {
	const now = (await readClock(executor)).getTime();
	const stories = await readMappedNews(executor, new Date(now - newsFor).toISOString(), newsInFile);
	// Exactly the site's name, but no parentheses: the format does not take any.
	const name = xml(site.name.replace(/\s*\([^)]*\)/g, "").trim() || site.name);
	const lines = stories.map(
		(story) =>
			`<url><loc>${xml(origin + storyPath(story))}</loc><lastmod>${story.at}</lastmod><news:news><news:publication><news:name>${name}</news:name><news:language>${newsLanguage(story.language)}</news:language></news:publication><news:publication_date>${story.publishedAt}</news:publication_date><news:title>${xml(story.headline)}</news:title></news:news></url>`,
	);
	const oldest = stories.at(-1);
	return {
		text: `${head}<urlset xmlns="${protocol}" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n${lines.join("\n")}\n</urlset>\n`,
		until: oldest ? Date.parse(oldest.publishedAt) + newsFor : null,
	};
}

/** Two or three letters (ISO 639); of Chinese, which of its two writings. */
export function newsLanguage(language: string): string {
	const { language: code, script } = new Intl.Locale(language).maximize();
	if (code !== "zh") return code;
	return script === "Hant" ? "zh-tw" : "zh-cn";
}

/** `robots.txt`: all that readers see may be read; what is for machines and editors leads nowhere. */
export const writeRobots = (origin: string): string =>
	[
		"User-agent: *",
		"Disallow: /api/",
		"Disallow: /newsroom",
		"Disallow: /search?",
		"Disallow: /hub",
		"",
		`Sitemap: ${origin}/sitemap.xml`,
		`Sitemap: ${origin}/sitemap-news.xml`,
		"",
	].join("\n");
